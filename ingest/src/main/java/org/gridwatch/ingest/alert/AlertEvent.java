package org.gridwatch.ingest.alert;

import java.time.Instant;
import java.util.Locale;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an alert; an entry of its timeline, never changed afterwards.
 *
 * @param quantity empty: nothing was measured
 * @param value NaN: there is none; likewise the limit
 * @param takenAt the reading's own time; null: no reading made it happen
 * @param who empty: the rule or the clock
 * @param words what the person said, or a word that says why: {@code rule_changed}
 */
public record AlertEvent(
    Instant at,
    What what,
    Severity severity,
    String quantity,
    double value,
    double limit,
    @Nullable Instant takenAt,
    String who,
    String words) {

  /** What can happen. */
  public enum What {
    RAISED,
    /** Another severity than before. */
    STEPPED,
    /** Seen again, counted and not raised again. */
    REPEATED,
    CLEARED,
    /** A breach while it was cleared and not acknowledged. */
    REOPENED,
    CLOSED,
    /** It comes and goes: marked. */
    CHATTERING,
    /** Calm by its rule, and kept active because it chatters. */
    DAMPED,
    /** A breach while it was damped. */
    RECURRED,
    /** It chatters no more. */
    STEADY,
    ACKNOWLEDGED,
    ASSIGNED,
    COMMENTED,
    SHELVED,
    UNSHELVED,
    JUDGED,
    HELD_BACK,
    RELEASED,
    SILENCED,
    SILENCE_OVER,
    /** It belongs to an incident now. */
    GROUPED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What makes an alert chatter when it happens often. */
    boolean turn() {
      return switch (this) {
        case RAISED, CLEARED, REOPENED, DAMPED, RECURRED -> true;
        default -> false;
      };
    }
  }
}
