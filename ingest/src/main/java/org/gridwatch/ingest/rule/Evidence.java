package org.gridwatch.ingest.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * What was measured, when, against which limit, for how long.
 *
 * @param what the quantity, the event's type, or {@code silence}
 * @param value as measured; NaN: there is no number
 * @param measure what was compared with the limit: the value itself, its change, its ratio
 * @param limit NaN: there is none
 * @param takenAt the device's own time
 * @param heardAt when we heard it; much later than {@code takenAt}: it was late
 * @param held for how long it had been breached, in device time
 */
public record Evidence(
    String what,
    double value,
    double measure,
    double limit,
    Instant takenAt,
    Instant heardAt,
    Duration held) {

  public Evidence against(double otherLimit) {
    return new Evidence(what, value, measure, otherLimit, takenAt, heardAt, held);
  }
}
