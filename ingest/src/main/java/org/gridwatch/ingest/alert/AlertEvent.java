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
 * @param words what the person said, or a word that says why ({@code rule_changed}), or {@code
 *     #12}: the alert or incident it has to do with
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
    CALM,
    ACKNOWLEDGED,
    ASSIGNED,
    COMMENTED,
    SHELVED,
    UNSHELVED,
    JUDGED_REAL,
    JUDGED_FALSE,
    HELD_BACK,
    RELEASED,
    SILENCED,
    SILENCE_OVER,
    /** It belongs to an incident now. */
    GROUPED;

    /** As stored and as said in the API, such as {@code held-back}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static What of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
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
