package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when nothing was dropped: neither by the retention in force, nor by a shorter one before.
 *
 * @param raw single readings
 * @param minutes roll-ups by the minute
 */
record Reach(Instant raw, Instant minutes) {

  static Reach of(Connection connection, Retention retention, Instant now) throws SQLException {
    var dropped = dropped(connection);
    return new Reach(
        later(dropped, Step.RAW, retention.rawFrom(now)),
        later(dropped, Step.MINUTE, retention.minutesFrom(now)));
  }

  /** Single readings before this instant were dropped, or soon will be; never before 1970. */
  static Instant droppedUntil(Connection connection) throws SQLException {
    return dropped(connection).getOrDefault(Step.RAW.word(), Instant.EPOCH);
  }

  private static Map<String, Instant> dropped(Connection connection) throws SQLException {
    Map<String, Instant> dropped = new HashMap<>();
    Sql.query(
        connection,
        row -> dropped.put(row.getString(1), Sql.instant(row, 2)),
        "select step, until from reading_dropped");
    return dropped;
  }

  private static Instant later(Map<String, Instant> dropped, Step step, Instant limit) {
    Instant until = dropped.getOrDefault(step.word(), Instant.MIN);
    return until.isAfter(limit) ? until : limit;
  }

  /** Noted before anything is dropped, so that nobody ever makes a roll-up from half of it. */
  void note(Connection connection) throws SQLException {
    Sql.update(
        connection,
        """
        insert into reading_dropped as d (step, until) values ('raw', ?), ('1m', ?)
        on conflict (step) do update set until = greatest(d.until, excluded.until)
        """,
        raw,
        minutes);
  }
}
