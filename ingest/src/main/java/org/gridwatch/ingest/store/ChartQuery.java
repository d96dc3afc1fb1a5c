package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the step that answers a chart, and bridges from where its roll-up ends to now with finer
 * ones.
 *
 * @param maxPoints 2..10000
 */
record ChartQuery(int seriesId, Instant from, Instant to, int maxPoints) {
  /** So many rows are read for a point rather than answering more coarsely than asked. */
  private static final int ROWS_A_POINT = 16;

  ChartQuery {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to, was " + from + ", " + to);
    }
    if (maxPoints < 2 || maxPoints > 10_000) {
      throw new IllegalArgumentException("points must be 2..10000, was " + maxPoints);
    }
  }

  Chart run(Connection connection, ZoneId zone, Reach reach) throws SQLException {
    boolean old = from.isBefore(reach.raw());
    boolean whole = old && keptOnly(connection);
    if (!old || whole) {
      var single = single(connection);
      if (single.size() <= maxPoints) {
        return new Chart(Step.RAW, single);
      }
    }
    Step step = step(reach, whole);
    return new Chart(step, folded(connection, step, zone));
  }

  /**
   * Nothing of it was ever dropped. Asked in two steps: most series are not kept, and planning for
   * every partition of readings costs more than the chart.
   */
  private boolean keptOnly(Connection connection) throws SQLException {
    return exists(connection, Family.KEPT.table())
        && !exists(connection, Family.PASSING.table())
        && !exists(connection, Family.PASSING.rollup(Step.HOUR));
  }

  private boolean exists(Connection connection, String table) throws SQLException {
    return Sql.query(
            connection,
            row -> row.getBoolean(1),
            "select exists (select from " + table + " where series_id = ?)",
            seriesId)
        .getFirst();
  }

  private Step step(Reach reach, boolean whole) {
    long most = (long) maxPoints * ROWS_A_POINT;
    Duration span = Duration.between(from, to);
    if (span.toMinutes() <= most && (whole || !from.isBefore(reach.minutes()))) {
      return Step.MINUTE;
    }
    return span.toHours() <= most ? Step.HOUR : Step.DAY;
  }

  private List<Chart.Point> single(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        row -> {
          double value = row.getDouble(2);
          return new Chart.Point(Math.round(row.getDouble(1) * 1000), value, value, value, 1);
        },
        """
        select date_part('epoch', taken_at), value from (
          (select taken_at, value from reading where series_id = ? and taken_at >= ?
             and taken_at < ? and quality % 10 < 2 order by taken_at limit ?)
          union all
          (select taken_at, value from reading_kept where series_id = ? and taken_at >= ?
             and taken_at < ? and quality % 10 < 2 order by taken_at limit ?)) as r
        order by taken_at limit ?
        """,
        seriesId,
        from,
        to,
        maxPoints + 1,
        seriesId,
        from,
        to,
        maxPoints + 1,
        maxPoints + 1);
  }

  private List<Chart.Point> folded(Connection connection, Step step, ZoneId zone)
      throws SQLException {
    var parameters = new ArrayList<Object>();
    var sources = sources(connection, step, zone, parameters);
    long stepSeconds = step.length().toSeconds();
    long steps =
        Math.max(
            1,
            Duration.between(Progress.start(step, from, zone), to).toSeconds() / stepSeconds + 1);
    long width = stepSeconds * Math.ceilDiv(steps, maxPoints - 1);
    // Days are those of the installation; shorter spans are the same everywhere.
    var clock = step == Step.DAY ? zone.getId() : "UTC";
    return Sql.query(
        connection,
        row ->
            new Chart.Point(
                Math.round(row.getDouble(1) * 1000),
                row.getDouble(2) / row.getLong(5),
                row.getDouble(3),
                row.getDouble(4),
                row.getLong(5)),
        """
        select date_part('epoch', (timestamp '1970-01-01' + span * interval '%2$d seconds') at time zone '%3$s'),
               sum(total), min(low), max(high), sum(n)::bigint
        from (select floor(date_part('epoch', at at time zone '%3$s') / %2$d) as span, n, total, low, high
              from (%1$s) as parts) as spans
        group by span order by span
        """
            .formatted(sources, width, clock),
        parameters.toArray());
  }

  /** The step's roll-up as far as it goes, then the finer one, then the readings themselves. */
  private String sources(Connection connection, Step step, ZoneId zone, List<Object> parameters)
      throws SQLException {
    var fresh = Progress.fresh(connection);
    var parts = new ArrayList<String>();
    Instant begin = Progress.start(step, from, zone);
    for (int finer = step.ordinal(); finer > 0; finer--) {
      Step part = Step.values()[finer];
      Instant end = earlier(fresh.getOrDefault(part, begin), to);
      if (begin.isBefore(end)) {
        for (Family family : Family.values()) {
          parts.add(
              "select bucket as at, n, total, low, high from %s where series_id = ? and bucket >= ? and bucket < ?"
                  .formatted(family.rollup(part)));
          parameters.addAll(List.of(seriesId, begin, end));
        }
        begin = end;
      }
    }
    if (begin.isBefore(to)) {
      for (Family family : Family.values()) {
        parts.add(
            "select taken_at as at, 1 as n, value as total, value as low, value as high from %s where series_id = ? and taken_at >= ? and taken_at < ? and quality %% 10 < 2"
                .formatted(family.table()));
        parameters.addAll(List.of(seriesId, begin, to));
      }
    }
    return String.join(" union all ", parts);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
