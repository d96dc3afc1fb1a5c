package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.Severity;

/**
 * An alert that a rule would have raised.
 *
 * @param subject as a transition names it: {@code device:12}, {@code building:7}, {@code grid:CODE}
 * @param deviceId 0: the subject is no device
 * @param what the quantity, the event's type, {@code silence}, ...
 * @param raisedMs when we would have said so
 * @param clearedMs {@link #STANDS}: it was not over at the end of the span
 * @param worst of all severities that it had
 * @param value the one furthest out; NaN: there is no number
 * @param repeats of an event, without being raised again
 */
public record Raised(
    String subject,
    int deviceId,
    String what,
    long raisedMs,
    long clearedMs,
    Severity worst,
    double value,
    int repeats) {
  public static final long STANDS = Long.MAX_VALUE;

  public Instant raisedAt() {
    return Instant.ofEpochMilli(raisedMs);
  }

  public boolean stands() {
    return clearedMs == STANDS;
  }

  Raised clearedAt(long atMs) {
    return new Raised(subject, deviceId, what, raisedMs, atMs, worst, value, repeats);
  }

  /** Until the end of the span when it still stands. */
  public Duration lasted(Instant end) {
    return Duration.ofMillis(Math.max(0, Math.min(clearedMs, end.toEpochMilli()) - raisedMs));
  }

  public boolean overlaps(long fromMs, long toMs) {
    return raisedMs <= toMs && fromMs <= clearedMs;
  }
}
