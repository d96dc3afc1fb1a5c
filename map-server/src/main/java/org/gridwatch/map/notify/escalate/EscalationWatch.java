package org.gridwatch.map.notify.escalate;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets the escalator look, again and again. */
@Component
class EscalationWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final Escalator escalator;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("escalation").factory());
  private volatile boolean running;
  private boolean failing;

  EscalationWatch(Escalator escalator) {
    this.escalator = escalator;
  }

  @Override
  public void start() {
    running = true;
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A named boundary: whatever fails now is tried again at the next look, and said once. */
  private void look() {
    try {
      escalator.work();
      if (failing) {
        LOG.info("alerts are followed again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && running) {
        LOG.warn("alerts wait to be followed: {}", e.getMessage(), e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdown();
    try {
      if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      clock.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
