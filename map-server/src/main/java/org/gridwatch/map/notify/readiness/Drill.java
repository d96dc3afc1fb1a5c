package org.gridwatch.map.notify.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One fire drill and what came of it.
 *
 * @param alertId 0: its alert is about to be raised
 * @param until it is over then, answered or not
 * @param overAt null: it is running
 * @param told how many people a message was made for
 * @param reached how many of them a provider has taken one for
 */
record Drill(
    int id,
    long alertId,
    int gridId,
    String grid,
    String gridName,
    String severity,
    String kind,
    String startedBy,
    Instant startedAt,
    Instant until,
    @Nullable Instant overAt,
    @Nullable String answeredBy,
    @Nullable Instant answeredAt,
    int told,
    int reached) {

  /** How it ended. */
  enum Outcome {
    RUNNING,
    /** Somebody had it in time. */
    ANSWERED,
    /** Nobody did. */
    UNANSWERED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Outcome outcome() {
    if (answeredAt != null) {
      return Outcome.ANSWERED;
    }
    return overAt == null ? Outcome.RUNNING : Outcome.UNANSWERED;
  }

  /** Null: not answered. */
  @Nullable Duration answeredAfter() {
    return answeredAt == null ? null : Duration.between(startedAt, answeredAt);
  }
}
