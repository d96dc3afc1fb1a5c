package org.gridwatch.map.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reads the ingest's meters by name; empty where the ingest runs in another process. */
@Component
class Meters {
  static final String MESSAGES = "gridwatch.messages";
  static final String POINTS = "gridwatch.points";
  static final String REJECTS = "gridwatch.rejects";
  static final String CONNECTED = "gridwatch.ingest.connected";
  private static final String SETTLE = "gridwatch.settle";
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

  /** From arrival to acknowledgement, the slowest in a hundred over the last minute, in seconds. */
  OptionalDouble lagSeconds() {
    return registry.find(SETTLE).timers().stream()
        .flatMap(timer -> Arrays.stream(timer.takeSnapshot().percentileValues()))
        .filter(at -> at.percentile() == 0.99)
        .mapToDouble(at -> at.value(TimeUnit.SECONDS))
        .max();
  }
}
