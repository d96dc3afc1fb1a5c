package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** How far each roll-up is complete; what is younger is answered from finer steps. */
final class Progress {
  private Progress() {}

  static void prepare(Connection connection, Instant now, ZoneId zone) throws SQLException {
    Sql.update(
        connection,
        """
        insert into reading_rollup (step, fresh_until, known_until, zone) values
          ('1m', ?, ?, ''), ('1h', ?, null, ''), ('1d', ?, null, ?)
        on conflict do nothing
        """,
        start(Step.MINUTE, now, zone),
        start(Step.MINUTE, now, zone),
        start(Step.HOUR, now, zone),
        start(Step.DAY, now, zone),
        zone.getId());
  }

  /** Whether days begin elsewhere now; then there is none until they are made again. */
  static boolean moveDaysTo(Connection connection, ZoneId zone) throws SQLException {
    return Sql.update(
            connection,
            """
            update reading_rollup set zone = ?, fresh_until = '1970-01-01Z'
            where step = '1d' and zone <> ?
            """,
            zone.getId(),
            zone.getId())
        > 0;
  }

  static Map<Step, Instant> fresh(Connection connection) throws SQLException {
    Map<Step, Instant> fresh = new EnumMap<>(Step.class);
    Sql.query(
        connection,
        row -> fresh.put(Step.of(row.getString(1)), Sql.instant(row, 2)),
        "select step, fresh_until from reading_rollup");
    return fresh;
  }

  static Instant fresh(Connection connection, Step step) throws SQLException {
    return Sql.query(
            connection,
            row -> Sql.instant(row, 1),
            "select fresh_until from reading_rollup where step = ?",
            step.word())
        .getFirst();
  }

  static void setFresh(Connection connection, Step step, Instant until) throws SQLException {
    Sql.update(
        connection, "update reading_rollup set fresh_until = ? where step = ?", until, step.word());
  }

  /**
   * When the span of a step began that holds an instant. Days begin at the installation's midnight;
   * they are made of whole hours (UTC), so where midnight is at half past, the day's first half
   * hour counts to the day before.
   */
  static Instant start(Step step, Instant at, ZoneId zone) {
    return switch (step) {
      case RAW -> at;
      case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
      case DAY -> startOfDay(at.atZone(zone).toLocalDate(), zone);
    };
  }

  static Instant nextDay(Instant dayStart, ZoneId zone) {
    return startOfDay(dayStart.atZone(zone).toLocalDate().plusDays(1), zone);
  }

  private static Instant startOfDay(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
