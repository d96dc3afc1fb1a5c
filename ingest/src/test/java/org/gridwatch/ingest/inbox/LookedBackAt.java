package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores the readings that some rule will compare later ones with, and of all others only says that
 * they are new: while nothing is restarted and nobody looks at a chart, nobody reads them again.
 */
final class LookedBackAt implements Settlement.Storing {
  private final ReadingStore store;
  private final JdbcClient db;
  private final Set<String> quantities;
  private final BitSet series = new BitSet();
  private final AtomicLong readings;
  private int known;

  /**
   * @param readings counts all that came, stored or not
   */
  LookedBackAt(ReadingStore store, JdbcClient db, Collection<Rule> rules, AtomicLong readings) {
    this.readings = readings;
    this.store = store;
    this.db = db;
    this.quantities =
        rules.stream()
            .flatMap(rule -> quantities(rule.condition()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> quantities(Condition condition) {
    return switch (condition) {
      case Condition.Baseline baseline -> baseline.quantities().stream();
      case Condition.NightFlow night -> night.quantities().stream();
      case Condition.Together together ->
          together.parts().stream().flatMap(LookedBackAt::quantities);
      default -> Stream.empty();
    };
  }

  @Override
  public BitSet append(Connection connection, ReadingRows rows) {
    var some = new ReadingRows(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      if (lookedBackAt(rows.seriesId(row))) {
        some.add(
            rows.seriesId(row),
            rows.takenAtMicros(row),
            rows.value(row),
            rows.quality(row),
            rows.delaySeconds(row),
            rows.clocked(row),
            rows.kept(row));
      }
    }
    int stored = some.size() == 0 ? 0 : store.append(connection, some).cardinality();
    if (stored < some.size()) {
      throw new IllegalStateException("the simulator said something twice");
    }
    readings.addAndGet(rows.size());
    var fresh = new BitSet();
    fresh.set(0, rows.size());
    return fresh;
  }

  private boolean lookedBackAt(int id) {
    if (id > known) {
      db.sql("select id from series where quantity = any(?)")
          .param(quantities.toArray(String[]::new))
          .query(Integer.class)
          .list()
          .forEach(series::set);
      known = db.sql("select max(id) from series").query(Integer.class).single();
    }
    return series.get(id);
  }
}
