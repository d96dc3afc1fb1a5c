package org.gridwatch.map.grid;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks every second whether anybody, in whatever process, changed what the map shows. Threads: one
 * of its own does all the looking. While the database is away the last good picture stays.
 */
@Component
class MapWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MapWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final List<Runnable> looks;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("map-watch").factory());
  private volatile boolean running;
  private volatile boolean failing;

  MapWatch(Grids grids, Buildings buildings, Placement placement, GridPages pages, Search search) {
    this.looks =
        List.of(
            grids::refresh,
            buildings::refresh,
            placement::refresh,
            pages::refresh,
            search::refresh);
  }

  @Override
  public void start() {
    running = true;
    look();
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A named boundary: whatever fails now is tried again in a second, and said once. */
  private void look() {
    try {
      looks.forEach(Runnable::run);
      if (failing) {
        LOG.info("the map follows the database again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("the map keeps its last picture: {}", e.getMessage(), e);
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
