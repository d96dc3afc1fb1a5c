package org.gridwatch.map.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What may be a slip of the hand: names that nothing has. It may also come later. */
@Component
class RuleWarnings {
  /** At most so many of a list are named. */
  private static final int MOST = 20;

  /** Which field of the rule, which value in it, and why it looks odd. */
  record Warning(String field, String value, String message) {}

  private final JdbcClient db;

  RuleWarnings(JdbcClient db) {
    this.db = db;
  }

  List<Warning> of(Rule rule, int watching) {
    var found = new ArrayList<Warning>();
    var watch = rule.watch();
    unknown(
        found,
        new Asked("watch.grids", "no grid has the code %s", watch.grids()),
        "select code from grid where ended_at is null and code = any(?)");
    unknown(
        found,
        new Asked("watch.devices", "no device in service is called %s", watch.devices()),
        "select name from device where retired_at is null and name = any(?)");
    unknown(
        found,
        new Asked("watch.models", "no device is of the model %s", watch.models()),
        "select distinct model from device where retired_at is null and model = any(?)");
    unknown(
        found,
        new Asked("watch.tags", "no device carries the tag %s", watch.tags()),
        "select distinct t from device, unnest(tags) t where retired_at is null and t = any(?)");
    unknown(
        found,
        new Asked(
            "condition.quantities", "no device has measured %s yet", quantities(rule.condition())),
        "select distinct quantity from series where quantity = any(?)");
    if (watching == 0 && found.isEmpty()) {
      found.add(new Warning("watch", "", "the rule watches no device now"));
    }
    return found;
  }

  private record Asked(String field, String sentence, Set<String> values) {}

  private void unknown(List<Warning> found, Asked asked, String known) {
    if (asked.values.isEmpty()) {
      return;
    }
    var values = asked.values.toArray(String[]::new);
    var there = new HashSet<>(db.sql(known).param(values).query(String.class).list());
    new TreeSet<>(asked.values)
        .stream()
            .filter(value -> !there.contains(value))
            .limit(MOST)
            .map(value -> new Warning(asked.field, value, asked.sentence.formatted(value)))
            .forEach(found::add);
  }

  private static Set<String> quantities(Condition condition) {
    Stream<String> all =
        switch (condition) {
          case Condition.Measured measured -> measured.quantities().stream();
          case Condition.NightFlow night -> night.quantities().stream();
          case Condition.Together together ->
              together.parts().stream().map(RuleWarnings::quantities).flatMap(Collection::stream);
          case Condition.Silent silent -> Stream.of();
          case Condition.ClockAhead ahead -> Stream.of();
          case Condition.Seen seen -> Stream.of();
          case Condition.Spread spread -> Stream.of();
        };
    return new HashSet<>(all.toList());
  }
}
