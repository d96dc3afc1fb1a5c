package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Transition.Why;

/** Which rules watch a device, and what becomes of those that did. */
final class Vigils {
  private Vigils() {}

  /** Those that go on take over what they knew. */
  static List<Vigil> of(KnownDevice device, RuleBook book, List<Vigil> before) {
    var vigils = new ArrayList<Vigil>();
    for (Rule rule : book.rules()) {
      if (!device.registered.retired()
          && rule.watch().includes(device.registered, device.place.gridCodes())) {
        for (int part : parts(rule)) {
          vigils.add(vigil(rule, part, device, before));
        }
      }
    }
    return List.copyOf(vigils);
  }

  /** What watches a single device: the rule itself, or its parts. */
  private static List<Integer> parts(Rule rule) {
    return switch (rule.condition()) {
      case Condition.Together together -> {
        var parts = new ArrayList<Integer>();
        for (int part = 1; part <= together.parts().size(); part++) {
          parts.add(part);
        }
        yield parts;
      }
      case Condition.Spread spread -> List.of();
      default -> List.of(0);
    };
  }

  private static Vigil vigil(Rule rule, int part, KnownDevice device, List<Vigil> before) {
    for (Vigil old : before) {
      if (old.rule.id() == rule.id() && old.part == part) {
        if (old.rule.version() == rule.version()) {
          return old;
        }
        var fresh = new Vigil(rule, part, device);
        fresh.takeOver(old);
        return fresh;
      }
    }
    return new Vigil(rule, part, device);
  }

  /** Ends what nobody watches any more, and looks with a new version at what is newest. */
  static void settle(
      KnownDevice device, List<Vigil> before, RuleBook book, Judgement judgement, long now) {
    for (Vigil old : before) {
      if (device.vigils.stream().noneMatch(vigil -> same(vigil, old)) && !old.calm()) {
        boolean gone = book.rules().stream().noneMatch(rule -> rule.id() == old.rule.id());
        old.rest(nothing(old, now), judgement, now, gone ? Why.RULE_CHANGED : Why.NOT_WATCHED);
      }
    }
    for (Vigil vigil : device.vigils) {
      if (before.stream().anyMatch(old -> same(vigil, old) && old != vigil)) {
        lookAgain(vigil, device, judgement, now);
      }
    }
  }

  private static boolean same(Vigil one, Vigil other) {
    return one.rule.id() == other.rule.id() && one.part == other.part;
  }

  private static void lookAgain(Vigil vigil, KnownDevice device, Judgement judgement, long now) {
    boolean looked = false;
    for (KnownSeries series : device.series.values()) {
      var track = vigil.track(series.quantity);
      if (track != null
          && vigil.condition instanceof Condition.Level
          && series.judgedMicros() != Long.MIN_VALUE) {
        long at = series.judgedMicros() / 1_000;
        var heard = new Heard(series.quantity, series.judgedValue, at, at, 0, now);
        vigil.hear(track, series.judgedValue, heard, judgement);
        looked = true;
      }
    }
    if (!looked && !(vigil.condition instanceof Condition.Seen)) {
      vigil.stand(nothing(vigil, now), judgement, now, Why.RULE_CHANGED);
    }
  }

  private static Evidence nothing(Vigil vigil, long now) {
    var at = Instant.ofEpochMilli(now);
    return new Evidence(
        vigil.standingOn(), Double.NaN, Double.NaN, Double.NaN, at, at, Duration.ZERO);
  }
}
