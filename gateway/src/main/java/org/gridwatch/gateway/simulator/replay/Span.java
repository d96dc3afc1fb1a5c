package org.gridwatch.gateway.simulator.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a trace was recorded.
 *
 * @param first time of its first usable row
 * @param newest latest time of all
 * @param rows that can be published
 */
record Span(Instant first, Instant newest, long rows) {
  private static final int LONGEST_GAP_SECONDS = 2_678_400;

  static Span of(Trace trace) throws IOException {
    var found =
        new Object() {
          Instant first = Instant.EPOCH;
          Instant newest = Instant.MIN;
          long rows;
        };
    trace.read(
        line -> {
          if (line instanceof Trace.Row row && !row.values().isEmpty()) {
            if (found.rows++ == 0) {
              found.first = row.at();
            }
            found.newest = row.at().isAfter(found.newest) ? row.at() : found.newest;
          }
        });
    return found.rows == 0
        ? new Span(Instant.EPOCH, Instant.EPOCH, 0)
        : new Span(found.first, found.newest, found.rows);
  }

  /** What to expect of the device, with room for a pause. */
  int usualGapSeconds() {
    double mean = Duration.between(first, newest).toMillis() / 1000.0 / Math.max(1, rows - 1);
    return (int) Math.clamp(Math.round(mean * 2), 1, LONGEST_GAP_SECONDS);
  }
}
