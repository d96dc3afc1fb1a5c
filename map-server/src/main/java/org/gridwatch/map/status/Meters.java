package org.gridwatch.map.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Reads the ingest's meters by name; empty where the ingest runs in another process. */
@Component
class Meters {
  static final String MESSAGES = "gridwatch.ingest.messages";
  static final String POINTS = "gridwatch.ingest.points";
  static final String REJECTS = "gridwatch.ingest.rejects";
  static final String LAG_SECONDS = "gridwatch.ingest.lag";
  static final String WAITING = "gridwatch.inbox.waiting";
  static final String CAPACITY = "gridwatch.inbox.capacity";

  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The sum over all tags. */
  OptionalDouble counted(String name) {
    var counters = registry.find(name).counters();
    var functions = registry.find(name).functionCounters();
    return counters.isEmpty() && functions.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            counters.stream().mapToDouble(Counter::count).sum()
                + functions.stream().mapToDouble(f -> f.count()).sum());
  }

  /** The greatest over all tags. */
  OptionalDouble measured(String name) {
    return registry.find(name).gauges().stream()
        .mapToDouble(Gauge::value)
        .filter(Double::isFinite)
        .max();
  }
}
