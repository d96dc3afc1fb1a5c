package org.gridwatch.gateway.simulator.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Waits in milliseconds, to three digits, none left out however long. */
final class Latencies {
  private static final long HIGHEST_MS = 3_600_000;

  private Latencies() {}

  static Histogram histogram() {
    return new Histogram(1, HIGHEST_MS, 3);
  }

  static void record(Histogram histogram, long millis) {
    histogram.recordValue(Math.clamp(millis, 0, HIGHEST_MS));
  }

  /** As reported; without a single value there is nothing to say. */
  static Map<String, Object> summary(Histogram histogram) {
    var summary = new LinkedHashMap<String, Object>();
    if (histogram.getTotalCount() > 0) {
      summary.put("p50", histogram.getValueAtPercentile(50));
      summary.put("p95", histogram.getValueAtPercentile(95));
      summary.put("p99", histogram.getValueAtPercentile(99));
      summary.put("max", histogram.getMaxValue());
    }
    summary.put("count", histogram.getTotalCount());
    return summary;
  }
}
