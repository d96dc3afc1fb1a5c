package org.gridwatch.map.notify.readiness;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends drills when their time is up. */
@Component
class DrillWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DrillWatch.class);

  private final Drills drills;
  private final InstantSource clock;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("drills").factory());
  private volatile boolean running;
  private boolean failing;

  DrillWatch(Drills drills, InstantSource clock) {
    this.drills = drills;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    var unused = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** A named boundary: whatever fails now is tried again at the next look, and said once. */
  private void look() {
    try {
      drills.endThoseThatAreOver(clock.instant());
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && running) {
        LOG.warn("drills wait to be ended: {}", e.getMessage(), e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    watch.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
