package org.gridwatch.ingest.alert;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gridwatch.ingest.alert.Alert.Origin;
import org.gridwatch.ingest.alert.Alert.Texts;
import org.gridwatch.ingest.alert.Outcome.Changed;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Transition;
import org.jspecify.annotations.Nullable;

/** What rules say, done to their alerts in the order they said it. */
final class Rulings {
  private record Key(int ruleId, String subject) {
    static Key of(Transition transition) {
      return new Key(transition.rule().id(), transition.subject());
    }
  }

  private static final String OF_THESE =
      "(a.rule_id, a.subject) in (select * from unnest(?::int[], ?::text[]))";

  private final Desk desk;
  private final ZoneId zone;
  private final Map<Key, Long> open = new HashMap<>();
  private final Map<Key, Integer> turns = new HashMap<>();
  private final Map<Integer, Whereabouts> devices;
  private final Iterator<Long> ids;

  private Rulings(Desk desk, ZoneId zone, List<Transition> transitions) {
    this.desk = desk;
    this.zone = zone;
    takeOpen(transitions);
    var raising = transitions.stream().filter(this::mayRaise).toList();
    this.devices =
        Whereabouts.ofDevices(
            desk.db,
            raising.stream()
                .map(Transition::deviceId)
                .filter(id -> id != 0)
                .collect(Collectors.toSet()));
    this.ids =
        raising.isEmpty()
            ? List.<Long>of().iterator()
            : AlertRows.newIds(desk.db, raising.size()).iterator();
  }

  static void apply(Desk desk, ZoneId zone, List<Transition> transitions) {
    var rulings = new Rulings(desk, zone, transitions);
    transitions.forEach(rulings::apply);
  }

  private void takeOpen(List<Transition> transitions) {
    var rules = transitions.stream().map(one -> one.rule().id()).toArray(Integer[]::new);
    var subjects = transitions.stream().map(Transition::subject).toArray(String[]::new);
    for (Alert alert : desk.take("a.phase <> 'closed' and " + OF_THESE, rules, subjects)) {
      open.put(new Key(alert.origin().ruleId(), alert.origin().subject()), alert.id());
    }
    var since = desk.at(desk.now.minus(AlertLife.RESTLESS));
    desk.db
        .sql(
            """
            select a.rule_id, a.subject, count(*)
              from alert a join alert_event e on e.alert_id = a.id
             where (a.phase <> 'closed' or a.closed_at > ?) and e.at > ?
               and e.what in ('raised', 'cleared', 'reopened', 'damped', 'recurred') and
            """
                + OF_THESE
                + " group by a.rule_id, a.subject")
        .params(since, since, rules, subjects)
        .query(
            row -> {
              turns.put(new Key(row.getInt(1), row.getString(2)), row.getInt(3));
            });
  }

  /** One of the same batch may still close an alert: ids for a raise of it are there as well. */
  private boolean mayRaise(Transition transition) {
    return transition.what() != Transition.What.CLEARED;
  }

  private void apply(Transition transition) {
    var key = Key.of(transition);
    @Nullable Long id = open.get(key);
    if (id != null && desk.alert(id).open()) {
      if (desk.happen(id, happening(transition)) instanceof Changed changed) {
        count(key, changed);
      }
    } else if (mayRaise(transition)) {
      var raised = raise(transition);
      open.put(key, desk.add(ids.next(), raised).id());
      count(key, raised);
    }
  }

  private void count(Key key, Changed changed) {
    long turned = changed.entries().stream().filter(entry -> entry.what().turn()).count();
    turns.merge(key, (int) turned, Integer::sum);
  }

  private int turns(Transition transition) {
    return Objects.requireNonNullElse(turns.get(Key.of(transition)), 0);
  }

  private Happening happening(Transition transition) {
    return switch (transition.what()) {
      case RAISED, STEPPED ->
          new Happening.Breach(
              transition.severity(),
              transition.evidence(),
              explanation(transition),
              turns(transition));
      case REPEATED -> new Happening.Repeat(transition.evidence());
      case CLEARED ->
          new Happening.Calm(transition.evidence(), transition.why(), turns(transition));
    };
  }

  private Words explanation(Transition transition) {
    return Explanation.of(transition.rule(), transition.severity(), transition.evidence(), zone);
  }

  private Changed raise(Transition transition) {
    Rule rule = transition.rule();
    var at =
        transition.deviceId() == 0
            ? Whereabouts.of(desk.db, transition.subject())
            : Objects.requireNonNullElse(devices.get(transition.deviceId()), Whereabouts.nowhere());
    var origin =
        new Origin(
            rule.id(),
            rule.version(),
            rule.code(),
            transition.subject(),
            at.kind().isEmpty() ? kind(rule) : at.kind(),
            at.deviceId(),
            at.device(),
            at.label(),
            transition.evidence().what());
    var texts =
        new Texts(
            bothLanguages(rule.texts().title()),
            explanation(transition),
            bothLanguages(rule.texts().action()));
    return AlertLife.raise(
        origin,
        at.place(),
        texts,
        transition.severity(),
        transition.evidence(),
        turns(transition),
        "",
        desk.now);
  }

  private static Words bothLanguages(Words words) {
    return new Words(words.zhOrEn(), words.enOrZh());
  }

  /** Of a rule over several devices. */
  private static String kind(Rule rule) {
    if (rule.condition() instanceof Condition.Spread spread) {
      return spread.kind().label();
    }
    var kinds = rule.watch().kinds();
    return kinds.size() == 1 ? kinds.iterator().next().label() : "other";
  }
}
