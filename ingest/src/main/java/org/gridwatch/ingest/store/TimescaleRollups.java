package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Minutes from readings, hours from minutes, days from hours, as continuous aggregates. The
 * extension knows which spans changed, late readings included; a refresh makes only these again.
 *
 * <p>A refresh of minutes or hours never covers days whose readings were dropped: it would take
 * them for days without readings.
 */
final class TimescaleRollups {
  /** Readings that are on their way get this long before their minute is made. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final List<Step> STEPS = List.of(Step.MINUTE, Step.HOUR, Step.DAY);

  private final Connection connection;
  private final ZoneId zone;

  TimescaleRollups(Connection connection, ZoneId zone) {
    this.connection = connection;
    this.zone = zone;
  }

  static void prepare(Connection connection, ZoneId zone) throws SQLException {
    Progress.prepare(connection, Instant.EPOCH, zone);
    Sql.inTransaction(connection, () -> dropDaysOfAnotherZone(connection, zone));
    for (Family family : Family.values()) {
      create(connection, family, Step.MINUTE, minutesSql(family), "30 days");
      Timescale.compressible(connection, "materialized view", family.rollup(Step.MINUTE), "bucket");
      create(
          connection,
          family,
          Step.HOUR,
          coarserSql(family, Step.MINUTE, "'1 hour', bucket"),
          "90 days");
      String day = "'1 day', bucket, '" + zone.getId() + "'";
      create(connection, family, Step.DAY, coarserSql(family, Step.HOUR, day), "720 days");
    }
  }

  /** Days begin elsewhere now: all of them are made again from the hours. */
  private static void dropDaysOfAnotherZone(Connection connection, ZoneId zone)
      throws SQLException {
    if (Progress.moveDaysTo(connection, zone)) {
      for (Family family : Family.values()) {
        Sql.update(connection, "drop materialized view if exists " + family.rollup(Step.DAY));
      }
    }
  }

  private static void create(
      Connection connection, Family family, Step step, String query, String chunk)
      throws SQLException {
    Sql.update(
        connection,
        """
        create materialized view if not exists %s
        with (timescaledb.continuous, timescaledb.materialized_only = true,
              timescaledb.chunk_interval = '%s')
        as %s group by 1, 2 with no data
        """
            .formatted(family.rollup(step), chunk, query));
  }

  private static String minutesSql(Family family) {
    return """
    select series_id, time_bucket('1 minute', taken_at) as bucket,
           count(*) as n, sum(value) as total, min(value) as low, max(value) as high
    from %s where quality %% 10 < 2
    """
        .formatted(family.table());
  }

  private static String coarserSql(Family family, Step finer, String bucket) {
    return """
    select series_id, time_bucket(%s) as bucket,
           sum(n)::bigint as n, sum(total) as total, min(low) as low, max(high) as high
    from %s
    """
        .formatted(bucket, family.rollup(finer));
  }

  void run(Instant now, Instant rawFrom) throws SQLException {
    Instant until = now.minus(GRACE);
    for (Step step : STEPS) {
      Instant end = Progress.start(step, until, zone);
      refresh(Family.KEPT.rollup(step), "null", end);
      if (step == Step.DAY) { // made of hours, of which none is ever dropped
        refresh(Family.PASSING.rollup(step), "null", end);
      } else if (rawFrom.isBefore(end)) {
        refresh(Family.PASSING.rollup(step), "timestamptz '" + rawFrom + "'", end);
      }
      if (Progress.fresh(connection, step).isBefore(end)) {
        Progress.setFresh(connection, step, end);
      }
      until = end;
    }
  }

  /** Outside of any transaction: it commits by itself on its way. */
  private void refresh(String table, String from, Instant until) throws SQLException {
    Sql.update(
        connection,
        "call refresh_continuous_aggregate('%s', %s, timestamptz '%s')"
            .formatted(table, from, until));
  }
}
