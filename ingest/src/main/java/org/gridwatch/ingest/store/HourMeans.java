package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was usual: means of many series at once, from the roll-ups. */
final class HourMeans {
  private HourMeans() {}

  static Map<Integer, List<Double>> of(Connection connection, int[] series, List<Instant> hours)
      throws SQLException {
    var means = new HashMap<Integer, List<Double>>();
    for (Family family : Family.values()) {
      for (Instant hour : hours) {
        Sql.query(
            connection,
            row ->
                means.computeIfAbsent(row.getInt(1), s -> new ArrayList<>()).add(row.getDouble(2)),
            "select series_id, total / n from %s where series_id = any(?) and bucket = ? and n > 0"
                .formatted(family.rollup(Step.HOUR)),
            series,
            hour);
      }
    }
    return means;
  }

  /** Quarters of an hour: a single minute in which nobody happens to use any says little. */
  static Map<Integer, Double> least(Connection connection, int[] series, Instant from, Instant to)
      throws SQLException {
    var least = new HashMap<Integer, Double>();
    for (Family family : Family.values()) {
      Sql.query(
          connection,
          row -> least.merge(row.getInt(1), row.getDouble(2), Math::min),
          """
          select series_id, min(mean) from (
            select series_id, sum(total) / sum(n) as mean from %s
             where series_id = any(?) and bucket >= ? and bucket < ?
             group by series_id, floor(extract(epoch from bucket) / 900)) as quarter
           group by 1
          """
              .formatted(family.rollup(Step.MINUTE)),
          series,
          from,
          to);
    }
    return least;
  }
}
