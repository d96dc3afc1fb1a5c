package org.gridwatch.ingest.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Ladder;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Step;
import org.gridwatch.ingest.rule.Track;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.ingest.rule.Transition.Why;
import org.jspecify.annotations.Nullable;

/**
 * One rule, or a part of one, watching one device, and what of it stands. Guarded by {@link
 * KnownDevices}' lock; all that changes is told to a {@link Judgement}, which can take it back.
 */
final class Vigil {
  final Rule rule;

  /** 0: the rule itself; else the number of the part that this is. */
  final int part;

  final Condition condition;
  final KnownDevice device;

  private final List<Step> steps;

  /** By quantity: of conditions that look at readings. */
  private final Map<String, Track> tracks = new HashMap<>(2);

  /** Of conditions with steps that look at no reading: silence, clocks, nights. */
  private Ladder ladder;

  /** Of events: over after this, in epoch milliseconds. */
  private long untilMs;

  private @Nullable Severity standing;
  private String standingOn = "";
  private long standingSinceMs;
  private long stoodUntilMs;

  Vigil(Rule rule, int part, KnownDevice device) {
    this.rule = rule;
    this.part = part;
    this.device = device;
    this.condition =
        part > 0 && rule.condition() instanceof Condition.Together together
            ? together.parts().get(part - 1)
            : rule.condition();
    this.steps = condition instanceof Condition.Stepped stepped ? stepped.steps() : List.of();
    this.ladder = Ladder.calm(steps.size());
  }

  /** The track of a quantity that this rule is about; null when it is about others. */
  @Nullable Track track(String quantity) {
    return condition instanceof Condition.Measured measured
            && measured.quantities().contains(quantity)
        ? tracks.computeIfAbsent(quantity, q -> new Track(measured))
        : null;
  }

  Map<String, Track> tracks() {
    return tracks;
  }

  Ladder ladder() {
    return ladder;
  }

  long untilMs() {
    return untilMs;
  }

  @Nullable Severity standing() {
    return standing;
  }

  /** A quantity, an event's type, or {@code silence}; empty while nothing stands. */
  String standingOn() {
    return standingOn;
  }

  /** In our time; what comes together is measured by it. */
  long standingSinceMs() {
    return standingSinceMs;
  }

  /** When it was last cleared; 0: it never stood. */
  long stoodUntilMs() {
    return stoodUntilMs;
  }

  /** Nothing to remember over a restart. */
  boolean calm() {
    return standing == null && ladder.isCalm() && tracks.values().stream().allMatch(Track::isCalm);
  }

  /** The newest reading of its series. */
  void hear(Track track, double measure, Heard heard, Judgement judgement) {
    Ladder was = track.ladder();
    track.climb(measure, heard.takenAtMs(), heard.longestGapMs());
    moved(track, was, measure, heard, judgement);
  }

  /** A reading a little older than the newest: raises what is dangerous by itself. */
  void hearLate(Track track, double measure, Heard heard, Judgement judgement) {
    passOver(track, heard.takenAtMs(), judgement);
    Ladder was = track.ladder();
    track.raise(measure);
    moved(track, was, measure, heard, judgement);
  }

  /** A reading that is stored and was not heard in its order. */
  void passOver(Track track, long atMs, Judgement judgement) {
    if (track.passOver(atMs)) {
      judgement.changed(this, () -> track.takeBackPassedOver(atMs));
    }
  }

  private void moved(Track track, Ladder was, double measure, Heard heard, Judgement judgement) {
    Ladder now = track.ladder();
    if (now != was) {
      judgement.changed(this, () -> track.restore(was));
      long held = was.heldLongest() + heard.coveredSince(was.lastMs());
      stand(heard.evidence(measure, held), judgement, heard.nowMs(), Why.MEASURED);
    }
  }

  /** What is measured counts no more: the rule's hours are over, or it is another rule. */
  void rest(Evidence evidence, Judgement judgement, long nowMs, Why why) {
    for (Track track : tracks.values()) {
      Ladder was = track.ladder();
      if (!was.isCalm()) {
        track.restore(was.calmed());
        judgement.changed(this, () -> track.restore(was));
      }
    }
    Ladder was = ladder;
    if (!was.isCalm()) {
      ladder = was.calmed();
      judgement.changed(this, () -> ladder = was);
    }
    if (standing != null) {
      become(null, evidence, judgement, nowMs, why);
    }
  }

  /** Silence, a clock, a night: a measure that is no reading. */
  void measure(double measure, Evidence evidence, Judgement judgement, long nowMs) {
    Ladder was = ladder;
    ladder = was.next(steps, measure, nowMs, Long.MAX_VALUE);
    if (ladder != was) {
      judgement.changed(this, () -> ladder = was);
      stand(evidence, judgement, nowMs, Why.MEASURED);
    }
  }

  /** Whether measuring this would change anything. */
  boolean wouldMove(double measure, long nowMs) {
    return ladder.next(steps, measure, nowMs, Long.MAX_VALUE) != ladder;
  }

  /** An event that this rule is about. Again while it stands: counted, not raised again. */
  void see(Evidence evidence, long until, boolean fresh, Judgement judgement, long nowMs) {
    long was = untilMs;
    untilMs = Math.max(untilMs, until);
    judgement.changed(this, () -> untilMs = was);
    Severity severity = condition.severities().getLast();
    if (standing == null) {
      become(severity, evidence, judgement, nowMs, Why.MEASURED);
    } else if (fresh) {
      tell(What.REPEATED, severity, evidence, judgement, Why.MEASURED);
    }
  }

  /** The device says that it is over: quiet from then on. */
  void end(long until, Judgement judgement) {
    long was = untilMs;
    untilMs = until;
    judgement.changed(this, () -> untilMs = was);
  }

  /** Draws from the ladders what stands. */
  void stand(Evidence evidence, Judgement judgement, long nowMs, Why why) {
    Severity now = severityOf(ladder.standing(steps));
    for (Track track : tracks.values()) {
      Severity one = severityOf(track.standing());
      now = now == null ? one : one == null ? now : Severity.worse(now, one);
    }
    if (now != standing) {
      become(now, evidence, judgement, nowMs, why);
    }
  }

  private static @Nullable Severity severityOf(@Nullable Step step) {
    return step == null ? null : step.severity();
  }

  private void become(
      @Nullable Severity now, Evidence evidence, Judgement judgement, long nowMs, Why why) {
    Severity was = standing;
    String wasOn = standingOn;
    long wasSince = standingSinceMs;
    long wasUntil = stoodUntilMs;
    judgement.changed(
        this,
        () -> {
          standing = was;
          standingOn = wasOn;
          standingSinceMs = wasSince;
          stoodUntilMs = wasUntil;
        });
    standing = now;
    standingOn = now == null ? "" : evidence.what();
    standingSinceMs = was == null ? nowMs : wasSince;
    if (now != null) {
      tell(was == null ? What.RAISED : What.STEPPED, now, evidence, judgement, why);
    } else if (was != null) {
      stoodUntilMs = nowMs;
      tell(What.CLEARED, was, evidence, judgement, why);
    }
  }

  /** A part by itself raises nothing. */
  private void tell(What what, Severity severity, Evidence evidence, Judgement judgement, Why why) {
    if (part == 0) {
      String subject = Transition.subjectOf(device.id);
      Step step = rule.step(severity);
      Evidence with =
          step == null || Double.isNaN(evidence.measure())
              ? evidence
              : evidence.against(step.limitFor(evidence.measure()));
      judgement.tell(new Transition(rule, subject, device.id, what, severity, with, why));
    }
  }

  // ---- after a restart, or from the version of the rule before this one

  void recall(@Nullable Severity stood, String on, long sinceMs, long until, Ladder remembered) {
    standing = stood;
    standingOn = on;
    standingSinceMs = sinceMs;
    untilMs = until;
    ladder = remembered;
  }

  /** As if nothing had been heard yet; what the database knows is recalled next. */
  void forget() {
    tracks.values().forEach(Track::forget);
    recall(null, "", 0, 0, ladder.calmed());
  }

  /** Goes on where another version of the rule is; severities that it does not have fall away. */
  void takeOver(Vigil before) {
    before.tracks.forEach(
        (quantity, old) -> {
          Track track = track(quantity);
          if (track != null) {
            track.restore(old.ladder().on(before.steps, steps));
          }
        });
    recall(
        before.standing,
        before.standingOn,
        before.standingSinceMs,
        before.untilMs,
        before.ladder.on(before.steps, steps));
  }
}
