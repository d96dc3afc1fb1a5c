package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridwatch.ingest.rule.Company;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.ingest.rule.Transition.Why;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rules about several devices, or several conditions, at one place. They follow from what stands on
 * each device, which is stored; what they raised is known again from the open alerts.
 *
 * <p>Threads: the chores', under {@link KnownDevices}' lock.
 */
final class Gatherings {
  private record Key(int ruleId, String subject) {}

  private record Gathered(
      Rule rule, String subject, int deviceId, int count, int wanted, long sinceMs) {
    Key key() {
      return new Key(rule.id(), subject);
    }
  }

  private final Map<Key, Rule> standing = new HashMap<>();
  private Map<Key, Rule> afterwards = Map.of();

  /** What stood when we last ran. */
  void recall(JdbcClient db, Collection<Rule> rules) {
    standing.clear();
    for (Rule rule : rules) {
      if (isGathering(rule)) {
        db.sql("select subject from alert where rule_id = ? and phase = 'active'")
            .param(rule.id())
            .query(String.class)
            .list()
            .forEach(subject -> standing.put(new Key(rule.id(), subject), rule));
      }
    }
  }

  private static boolean isGathering(Rule rule) {
    return rule.condition() instanceof Condition.Together
        || rule.condition() instanceof Condition.Spread;
  }

  /** What is other than before; {@link #settled} says whether it was stored. */
  List<Transition> judge(KnownDevices devices, long now) {
    var gathered = new HashMap<Key, Gathered>();
    var stirred = devices.all().stream().filter(Gatherings::stirred).toList();
    for (Rule rule : devices.book().rules()) {
      switch (rule.condition()) {
        case Condition.Together together -> together(rule, together, stirred, now, gathered);
        case Condition.Spread spread -> spread(rule, spread, stirred, now, gathered);
        default -> {}
      }
    }
    var transitions = new ArrayList<Transition>();
    afterwards = new HashMap<>(standing);
    for (Gathered one : gathered.values()) {
      if (!standing.containsKey(one.key()) && covers(devices, one.rule(), now)) {
        transitions.add(transition(one, What.RAISED, Why.MEASURED));
        afterwards.put(one.key(), one.rule());
      }
    }
    standing.forEach(
        (key, rule) -> {
          if (!gathered.containsKey(key)) {
            boolean known = devices.book().rules().stream().anyMatch(r -> r.id() == key.ruleId());
            var nothing = new Gathered(rule, key.subject(), deviceOf(key.subject()), 0, 0, now);
            transitions.add(
                transition(nothing, What.CLEARED, known ? Why.MEASURED : Why.RULE_CHANGED));
            afterwards.remove(key);
          }
        });
    return transitions;
  }

  /** Something stands on it, or has stood: only of these anything can come together. */
  private static boolean stirred(KnownDevice device) {
    for (Vigil vigil : device.vigils) {
      if (vigil.standing() != null || vigil.stoodUntilMs() > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(KnownDevices devices, Rule rule, long now) {
    return devices.book().covers(rule, Instant.ofEpochMilli(now));
  }

  void settled(boolean stored) {
    if (stored) {
      standing.clear();
      standing.putAll(afterwards);
    }
  }

  // ---- several conditions at one place

  private void together(
      Rule rule,
      Condition.Together together,
      List<KnownDevice> stirred,
      long now,
      Map<Key, Gathered> gathered) {
    var bySubject = new HashMap<String, List<Vigil>>();
    long since = now - together.window().toMillis();
    for (KnownDevice device : stirred) {
      for (Vigil vigil : device.vigils) {
        boolean counts = vigil.standing() != null || vigil.stoodUntilMs() > since;
        if (vigil.part > 0 && vigil.rule.id() == rule.id() && counts) {
          String subject = subject(device, together.around());
          if (!subject.isEmpty()) {
            bySubject.computeIfAbsent(subject, s -> new ArrayList<>()).add(vigil);
          }
        }
      }
    }
    bySubject.forEach(
        (subject, parts) -> {
          long newest = parts.stream().mapToLong(Vigil::standingSinceMs).max().orElse(now);
          long apart = together.window().isZero() ? Long.MAX_VALUE : together.window().toMillis();
          var distinct = new HashSet<Integer>();
          for (Vigil part : parts) {
            if (newest - part.standingSinceMs() <= apart) {
              distinct.add(part.part);
            }
          }
          boolean any = parts.stream().anyMatch(part -> part.standing() != null);
          boolean stands = standing.containsKey(new Key(rule.id(), subject));
          boolean goesOn = stands && !together.window().isZero();
          if (any && (goesOn || distinct.size() >= together.atLeast())) {
            var one =
                new Gathered(
                    rule, subject, deviceOf(subject), distinct.size(), together.atLeast(), newest);
            gathered.put(one.key(), one);
          }
        });
  }

  private static String subject(KnownDevice device, Condition.Around around) {
    return switch (around) {
      case DEVICE -> Transition.subjectOf(device.id);
      case BUILDING ->
          device.place.buildingId() == 0 ? "" : "building:" + device.place.buildingId();
      case GRID ->
          device.place.gridCodes().isEmpty() ? "" : "grid:" + device.place.gridCodes().getFirst();
    };
  }

  // ---- several devices close by

  private void spread(
      Rule rule,
      Condition.Spread spread,
      List<KnownDevice> stirred,
      long now,
      Map<Key, Gathered> gathered) {
    var alarming = new ArrayList<Company.Member>();
    for (KnownDevice device : stirred) {
      if (device.registered.details().kind() == spread.kind()
          && rule.watch().includes(device.registered, device.place.gridCodes())) {
        alarming(device, spread).ifPresent(alarming::add);
      }
    }
    var found =
        Company.of(
            spread, alarming, grid -> standing.containsKey(new Key(rule.id(), "grid:" + grid)));
    for (Company company : found) {
      var one =
          new Gathered(
              rule,
              "grid:" + company.grid(),
              0,
              company.size(),
              spread.atLeast(),
              company.newestMs());
      gathered.put(one.key(), one);
    }
  }

  /** Since when the device has had an alert that counts. */
  private static Optional<Company.Member> alarming(KnownDevice device, Condition.Spread spread) {
    return device.vigils.stream()
        .filter(vigil -> vigil.part == 0 && counts(vigil, spread))
        .map(Vigil::standingSinceMs)
        .min(Long::compare)
        .map(
            since ->
                new Company.Member(
                    device.id,
                    device.place.gridCodes().stream().findFirst().orElse(""),
                    device.registered.details().position(),
                    since));
  }

  private static boolean counts(Vigil vigil, Condition.Spread spread) {
    Severity severity = vigil.standing();
    return severity != null
        && !spread.least().worseThan(severity)
        && spread.counts(vigil.standingOn());
  }

  // ---- telling

  private static int deviceOf(String subject) {
    return subject.startsWith("device:")
        ? Integer.parseInt(subject.substring("device:".length()))
        : 0;
  }

  private static Transition transition(Gathered one, What what, Why why) {
    boolean together = one.rule().condition() instanceof Condition.Together;
    var at = Instant.ofEpochMilli(one.sinceMs());
    var evidence =
        new Evidence(
            together ? "together" : "spread",
            one.count(),
            one.count(),
            one.wanted(),
            at,
            at,
            Duration.ZERO);
    Severity severity = one.rule().condition().severities().getLast();
    return new Transition(one.rule(), one.subject(), one.deviceId(), what, severity, evidence, why);
  }
}
