package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;

/** PostgreSQL as it comes: a partition a day, roll-ups kept by our own job. */
final class PlainPostgres implements Dialect {
  /**
   * Appends hold it shared while they read how far the roll-ups are; the job takes it alone to move
   * on.
   */
  private static final long ROLLUP_LOCK = 0x6772_6964_0001L;

  private static final int DAYS_AHEAD = 3;

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public void prepare(Connection connection, Instant now) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (Family family : Family.values()) {
        statement.execute(
            """
            create table if not exists %s (
              series_id int not null,
              quality   smallint not null,
              delay_s   smallint not null,
              taken_at  timestamptz not null,
              value     double precision not null,
              primary key (series_id, taken_at)
            ) partition by range (taken_at)
            """
                .formatted(family.table()));
      }
    }
    makeRoom(connection, Family.PASSING, daysFrom(now));
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
  public void makeRoom(Connection connection, Family family, Set<LocalDate> days)
      throws SQLException {
    for (LocalDate day : days) {
      makeRoom(connection, family, day);
    }
  }

  /** Attached, not created in place: that would stop everybody who reads or writes. */
  private static void makeRoom(Connection connection, Family family, LocalDate day)
      throws SQLException {
    var partition = family.table() + "_" + day.toString().replace("-", "");
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          do $$
          begin
            perform pg_advisory_xact_lock(hashtext('%1$s'));
            if to_regclass('%1$s') is null then
              create table %1$s (like %2$s including defaults including constraints including indexes);
              alter table %1$s add constraint in_day
                check (taken_at >= '%3$s' and taken_at < '%4$s');
              alter table %2$s attach partition %1$s for values from ('%3$s') to ('%4$s');
              alter table %1$s drop constraint in_day;
            end if;
          end $$
          """
              .formatted(partition, family.table(), midnight(day), midnight(day.plusDays(1))));
    }
  }

  private static String midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toString();
  }

  @Override
  public Instant knownUntil(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select pg_advisory_xact_lock_shared(%d);
            select date_part('epoch', fresh_until) from reading_rollup where step = '1m'
            """
                .formatted(ROLLUP_LOCK))) {
      statement.execute();
      statement.getMoreResults();
      try (var row = statement.getResultSet()) {
        return row.next() ? Instant.ofEpochSecond((long) row.getDouble(1)) : Instant.MIN;
      }
    }
  }

  @Override
  public void noteLate(Connection connection, Family family, LateHours hours) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into reading_late (series_id, hour, kept)
            select s, to_timestamp(h), ? from unnest(?, ?) as late (s, h) order by s, h
            on conflict do nothing
            """)) {
      statement.setBoolean(1, family == Family.KEPT);
      statement.setObject(2, hours.seriesIds());
      statement.setObject(3, hours.epochSeconds());
      statement.executeUpdate();
    }
  }
}
