package org.gridwatch.map.status;

import java.util.ArrayDeque;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** How fast the counters have risen of late. Its one thread notes them every five seconds. */
@Component
class Rates implements DisposableBean {
  private static final int SAMPLES = 13;

  private record Sample(
      long nanos, OptionalDouble messages, OptionalDouble points, OptionalDouble rejects) {}

  /** Null where the ingest runs elsewhere or has not been seen for long enough. */
  record Now(
      @Nullable Double messagesPerSecond,
      @Nullable Double pointsPerSecond,
      @Nullable Double rejectsPerMinute) {}

  private final Meters meters;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rates").factory());

  Rates(Meters meters) {
    this.meters = meters;
    var unused = timer.scheduleWithFixedDelay(this::sample, 0, 5, TimeUnit.SECONDS);
  }

  private synchronized void sample() {
    if (samples.size() == SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(now());
  }

  /** Messages and points over the last ten seconds, rejects over the last minute. */
  synchronized Now current() {
    var now = now();
    var recent = samples.stream().skip(Math.max(0, samples.size() - 2)).findFirst().orElse(now);
    var oldest = samples.isEmpty() ? now : samples.getFirst();
    return new Now(
        rate(recent.messages, now.messages, now.nanos - recent.nanos, 1),
        rate(recent.points, now.points, now.nanos - recent.nanos, 1),
        rate(oldest.rejects, now.rejects, now.nanos - oldest.nanos, 60));
  }

  private Sample now() {
    return new Sample(
        System.nanoTime(),
        meters.counted(Meters.MESSAGES),
        meters.counted(Meters.POINTS),
        meters.counted(Meters.REJECTS));
  }

  private static @Nullable Double rate(
      OptionalDouble from, OptionalDouble to, long nanos, int perSeconds) {
    if (to.isEmpty() || nanos <= 0) {
      return null;
    }
    double perSecond = (to.getAsDouble() - from.orElse(0)) * 1e9 / nanos;
    return Math.round(perSecond * perSeconds * 10) / 10.0;
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
