package org.gridwatch.ingest.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What ingest counts; the names are documented in docs/ingest.md. */
final class IngestMetrics {
  private final MeterRegistry registry;
  private final Counter messages;
  private final Counter points;
  private final Counter repeated;
  private final Counter newcomers;
  private final DistributionSummary batch;
  private final Timer store;
  private final Timer settle;
  private final Timer delay;
  private final Counter retries;
  private final Counter live;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.messages = registry.counter("gridwatch.messages");
    this.points = registry.counter("gridwatch.points");
    this.repeated = registry.counter("gridwatch.points.repeated");
    this.newcomers = registry.counter("gridwatch.newcomer.messages");
    this.batch = registry.summary("gridwatch.batch.messages");
    this.store = timer("gridwatch.store");
    this.settle = timer("gridwatch.settle");
    this.delay = timer("gridwatch.delay");
    this.retries = registry.counter("gridwatch.database.retries");
    this.live = registry.counter("gridwatch.live.messages");
  }

  private Timer timer(String name) {
    return Timer.builder(name)
        .publishPercentiles(0.5, 0.95, 0.99)
        .distributionStatisticExpiry(Duration.ofMinutes(1))
        .register(registry);
  }

  void settled(List<Delivery> deliveries, Batch done, int fresh, Instant now) {
    messages.increment(deliveries.size());
    points.increment(fresh);
    repeated.increment(done.rows.size() - fresh);
    batch.record(deliveries.size());
    done.newcomers.values().forEach(newcomer -> newcomers.increment((double) newcomer.messages()));
    done.rejectCounts.forEach(
        (reason, count) ->
            registry.counter("gridwatch.rejects", "reason", reason).increment((double) count));
    long nowMs = now.toEpochMilli();
    for (Delivery delivery : deliveries) {
      settle.record(
          Math.max(0, nowMs - delivery.arrivedAt().toEpochMilli()), TimeUnit.MILLISECONDS);
    }
    if (done.rows.size() > 0 && done.rows.clocked(0)) { // a sample says enough
      long late = done.arrivedMicros(0) - done.rows.takenAtMicros(0);
      delay.record(Math.max(0, late), TimeUnit.MICROSECONDS);
    }
  }

  Timer store() {
    return store;
  }

  void retry() {
    retries.increment();
  }

  void told() {
    live.increment();
  }
}
