package org.gridwatch.map.notify.escalate;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.route.Plan;
import org.gridwatch.map.notify.route.Policy;
import org.jspecify.annotations.Nullable;

/**
 * How far the telling of an alert has come. Pure: the alert, the policy and the time come in.
 *
 * @param severity for which it began: milder since then, it goes on as it began
 * @param occasion why it began: raised, or worse; digest: it waits for the daily one
 * @param round how often it began; 0: never so far
 * @param since what the steps count from
 * @param calls made in this round
 */
record Escalation(
    long alertId,
    Severity severity,
    Occasion occasion,
    State state,
    int round,
    Instant since,
    int calls) {

  /** How it stands. */
  enum State {
    RUNNING,
    /** Held back, shelved, silenced or damped: nobody is told. */
    QUIET,
    /** Somebody has it. */
    ANSWERED,
    /** The danger is over. */
    OVER
  }

  /** What an alert's change means; {@code was} is null for one that is new. */
  static Escalation look(@Nullable Escalation was, Alert alert, boolean digest, Instant now) {
    var before = was == null ? none(alert, now) : was;
    boolean waits = before.state == State.RUNNING && before.occasion == Occasion.DIGEST;
    if (waits && before.calls == 0 && !alert.severity().worseThan(before.severity)) {
      return before; // the digest tells of the day, whatever became of it
    }
    if (!alert.active()) {
      return before.in(State.OVER);
    }
    if (alert.care().acknowledged() != null && !alert.worseSinceAcknowledged()) {
      return before.in(State.ANSWERED);
    }
    if (alert.quietAt(now) || alert.standing().calmSince() != null) {
      return before.in(State.QUIET);
    }
    boolean worse = alert.severity().worseThan(before.severity);
    if (before.round == 0 || worse) {
      return before.begin(alert.severity(), digest, worse && before.round > 0, now);
    }
    if (before.state == State.RUNNING) {
      return before;
    }
    return alert.standing().chattering()
        ? before.in(State.RUNNING) // it comes and goes: nobody is told of each coming
        : before.begin(alert.severity(), digest, before.state != State.QUIET, now);
  }

  private static Escalation none(Alert alert, Instant now) {
    return new Escalation(alert.id(), alert.severity(), Occasion.RAISED, State.QUIET, 0, now, 0);
  }

  private Escalation begin(Severity at, boolean digest, boolean again, Instant now) {
    var why = digest ? Occasion.DIGEST : again ? Occasion.WORSE : Occasion.RAISED;
    return new Escalation(alertId, at, why, State.RUNNING, round + 1, now, 0);
  }

  private Escalation in(State now) {
    return new Escalation(alertId, severity, occasion, now, round, since, calls);
  }

  /** As urgent as can be. */
  Escalation asRed(Occasion why) {
    return new Escalation(alertId, Severity.RED, why, state, round, since, calls);
  }

  /** It has ended just now, and somebody was told of it before. */
  boolean endedSince(@Nullable Escalation was) {
    return was != null
        && was.state != State.OVER
        && state == State.OVER
        && was.calls > 0
        && occasion != Occasion.DIGEST;
  }

  /** When the next call is due; null: none by itself. */
  @Nullable Instant nextAt(Policy policy) {
    if (state != State.RUNNING) {
      return null;
    }
    return Plan.nth(policy, calls).map(turn -> since.plus(turn.after())).orElse(null);
  }

  /**
   * One call was made. Made sooner or later than planned, the following ones keep their distance: a
   * process that was away for an hour does not tell everybody at once.
   */
  Escalation called(Duration planned, Instant now) {
    var shifted = since.plus(Duration.between(since.plus(planned), now));
    return new Escalation(alertId, severity, occasion, state, round, shifted, calls + 1);
  }
}
