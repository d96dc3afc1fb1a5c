package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.Evidence;

/**
 * A reading as rules look at it; times in epoch milliseconds.
 *
 * @param longestGapMs a hold counts the time since the reading before when it is no longer than
 *     this
 */
record Heard(
    String quantity, double value, long takenAtMs, long heardAtMs, long longestGapMs, long nowMs) {

  Evidence evidence(double measure, long heldMs) {
    return new Evidence(
        quantity,
        value,
        measure,
        Double.NaN,
        Instant.ofEpochMilli(takenAtMs),
        Instant.ofEpochMilli(heardAtMs),
        Duration.ofMillis(heldMs));
  }

  long coveredSince(long lastMs) {
    long gap = lastMs == Long.MIN_VALUE ? Long.MAX_VALUE : takenAtMs - lastMs;
    return gap <= longestGapMs ? Math.max(0, gap) : 0;
  }
}
