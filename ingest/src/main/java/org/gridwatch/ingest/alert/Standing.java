package org.gridwatch.ingest.alert;

import java.time.Instant;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What an alert's rule makes of it.
 *
 * @param worst the worst severity it ever had
 * @param raisedAt when we said so
 * @param repeats of an event that was seen again without being raised again
 * @param chattering it comes and goes, and clears only after a while of calm
 * @param calmSince it chatters and its rule calls it calm since then
 */
public record Standing(
    Severity severity,
    Severity worst,
    Phase phase,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable Instant closedAt,
    int reopened,
    int repeats,
    boolean chattering,
    @Nullable Instant calmSince) {

  static Standing raised(Severity severity, boolean chattering, Instant now) {
    return new Standing(severity, severity, Phase.ACTIVE, now, null, null, 0, 0, chattering, null);
  }

  Standing at(Severity now) {
    return new Standing(
        now,
        Severity.worse(worst, now),
        phase,
        raisedAt,
        clearedAt,
        closedAt,
        reopened,
        repeats,
        chattering,
        calmSince);
  }

  /** Dangerous again. */
  Standing back() {
    int times = reopened + (phase == Phase.CLEARED ? 1 : 0);
    return new Standing(
        severity, worst, Phase.ACTIVE, raisedAt, null, null, times, repeats, chattering, null);
  }

  Standing cleared(Instant now) {
    return new Standing(
        severity, worst, Phase.CLEARED, raisedAt, now, null, reopened, repeats, chattering, null);
  }

  Standing closed(Instant now) {
    return new Standing(
        severity,
        worst,
        Phase.CLOSED,
        raisedAt,
        clearedAt,
        now,
        reopened,
        repeats,
        chattering,
        null);
  }

  Standing repeated() {
    return new Standing(
        severity,
        worst,
        phase,
        raisedAt,
        clearedAt,
        closedAt,
        reopened,
        repeats + 1,
        chattering,
        calmSince);
  }

  Standing chattering(boolean now) {
    return new Standing(
        severity, worst, phase, raisedAt, clearedAt, closedAt, reopened, repeats, now, calmSince);
  }

  Standing calm(Instant since) {
    return new Standing(
        severity,
        worst,
        phase,
        raisedAt,
        clearedAt,
        closedAt,
        reopened,
        repeats,
        chattering,
        since);
  }
}
