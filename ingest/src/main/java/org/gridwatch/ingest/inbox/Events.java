package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Transition.Why;

/**
 * Rules about what devices see. An event stands until it was quiet for so long as its rule wants;
 * one that nobody ended is over when nothing was said about it for ten minutes. Under {@link
 * KnownDevices}' lock.
 */
final class Events {
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private Events() {}

  static void judge(Batch.Seen seen, boolean fresh, Judgement judgement, long now) {
    DeviceEvent event = seen.event();
    long at = Math.min(now, event.at().toEpochMilli());
    for (Vigil vigil : seen.device().vigils) {
      if (vigil.condition instanceof Condition.Seen rule && rule.types().contains(event.type())) {
        judge(vigil, rule, event, at, fresh, judgement, now);
      }
    }
  }

  private static void judge(
      Vigil vigil,
      Condition.Seen rule,
      DeviceEvent event,
      long at,
      boolean fresh,
      Judgement judgement,
      long now) {
    if (event.phase() == DeviceEvent.Phase.END) {
      if (vigil.standing() != null) {
        vigil.end(at + rule.quiet().toMillis(), judgement);
      }
      return;
    }
    long until = at + Math.max(rule.quiet().toMillis(), FORGOTTEN.toMillis());
    if (event.score().orElse(1) >= rule.leastScore() && until > now) {
      vigil.see(evidence(event, now), until, fresh, judgement, now);
    }
  }

  private static Evidence evidence(DeviceEvent event, long now) {
    double score = event.score().orElse(Double.NaN);
    return new Evidence(
        event.type(),
        score,
        Double.NaN,
        Double.NaN,
        event.at(),
        Instant.ofEpochMilli(now),
        Duration.ZERO);
  }

  static boolean over(Vigil vigil, long now) {
    return vigil.condition instanceof Condition.Seen
        && vigil.standing() != null
        && vigil.untilMs() < now;
  }

  /** It was quiet for long enough. */
  static void calm(Vigil vigil, Judgement judgement, long now) {
    var at = Instant.ofEpochMilli(vigil.untilMs());
    var evidence =
        new Evidence(vigil.standingOn(), Double.NaN, Double.NaN, Double.NaN, at, at, Duration.ZERO);
    vigil.rest(evidence, judgement, now, Why.MEASURED);
  }
}
