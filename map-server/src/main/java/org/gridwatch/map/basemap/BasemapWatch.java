package org.gridwatch.map.basemap;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second whether the background changed; keeps the last good one while it cannot. */
@Component
class BasemapWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BasemapWatch.class);

  private final Basemap basemap;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("basemap-watch").factory());
  private volatile boolean running;
  private volatile boolean failing;

  BasemapWatch(Basemap basemap) {
    this.basemap = basemap;
  }

  @Override
  public void start() {
    running = true;
    look();
    var unused = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** A named boundary: whatever fails now is tried again in a second, and said once. */
  private void look() {
    try {
      basemap.refresh();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("the background keeps its last picture: {}", e.getMessage(), e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
