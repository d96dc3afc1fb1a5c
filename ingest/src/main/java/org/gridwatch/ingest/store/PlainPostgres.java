package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;

/** PostgreSQL as it comes: a partition a day, roll-ups kept by our own job. */
final class PlainPostgres implements Dialect {
  private static final int DAYS_AHEAD = 3;

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public void prepare(Connection connection, Instant now, ZoneId zone) throws SQLException {
    for (Family family : Family.values()) {
      Sql.update(
          connection,
          "create table if not exists "
              + family.table()
              + READINGS
              + " partition by range (taken_at)");
    }
    PlainRollups.prepare(connection, now, zone);
    attach(connection, Family.PASSING, daysFrom(now));
  }

  private static Set<LocalDate> daysFrom(Instant now) {
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var days = new LinkedHashSet<LocalDate>();
    for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      days.add(today.plusDays(ahead));
    }
    return days;
  }

  @Override
  public boolean needsRoom() {
    return true;
  }

  @Override
  public void makeRoom(
      Connection connection, Family family, Set<LocalDate> days, Set<Integer> series)
      throws SQLException {
    attach(connection, family, days);
    Sql.update(
        connection,
        "insert into reading_series select unnest(?) order by 1 on conflict do nothing",
        series.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void attach(Connection connection, Family family, Set<LocalDate> days)
      throws SQLException {
    for (LocalDate day : days) {
      PlainPartitions.attach(connection, family.table(), "taken_at", day, day.plusDays(1));
    }
  }

  @Override
  public Instant beginAppend(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select pg_advisory_xact_lock_shared(%d);
            select date_part('epoch', known_until) from reading_rollup where step = '1m'
            """
                .formatted(PlainRollups.KNOWN_LOCK))) {
      statement.execute();
      statement.getMoreResults();
      try (var row = statement.getResultSet()) {
        return row.next() ? Instant.ofEpochSecond((long) row.getDouble(1)) : Instant.MIN;
      }
    }
  }

  /**
   * Only ever adds, so that it waits for nobody; the note is seen together with the readings it
   * speaks of.
   */
  @Override
  public void noteLate(Connection connection, Family family, LateHours hours) throws SQLException {
    Sql.update(
        connection,
        """
        insert into reading_late (series_id, hour, kept)
        select s, to_timestamp(h), ? from unnest(?, ?) as late (s, h)
        """,
        family == Family.KEPT,
        hours.seriesIds(),
        hours.epochSeconds());
  }

  @Override
  public void rollUp(Connection connection, Instant now, ZoneId zone, Instant rawFrom)
      throws SQLException {
    new PlainRollups(connection, zone).run(now, rawFrom);
  }

  @Override
  public void retain(Connection connection, Instant now, Reach reach, Retention retention)
      throws SQLException {
    attach(connection, Family.PASSING, daysFrom(now));
    PlainPartitions.drop(connection, Family.PASSING.table(), reach.raw(), 0);
    PlainPartitions.drop(connection, Family.PASSING.rollup(Step.MINUTE), reach.minutes(), 1);
  }

  @Override
  public StoreSize size(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            row -> new StoreSize(row.getLong(1), row.getLong(2)),
            """
            select pg_database_size(current_database()),
                   coalesce(sum(greatest(s.n_live_tup, c.reltuples::bigint)), 0)
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            left join pg_stat_user_tables s on s.relid = c.oid
            where i.inhparent in ('reading'::regclass, 'reading_kept'::regclass)
            """)
        .getFirst();
  }
}
