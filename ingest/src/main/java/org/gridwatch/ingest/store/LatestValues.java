package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The newest value of each series, for whoever starts with no memory of it. */
public final class LatestValues {
  private LatestValues() {}

  /**
   * Writes the newest of each series as part of the caller's transaction; an older one never
   * replaces a newer one. Several writers may overlap: rows are locked in the order of their
   * series.
   */
  public static void write(Connection connection, ReadingRows rows) {
    int[] series = new int[rows.size()];
    double[] seconds = new double[rows.size()];
    double[] value = new double[rows.size()];
    short[] quality = new short[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      series[row] = rows.seriesId(row);
      seconds[row] = rows.takenAtMicros(row) / 1e6;
      value[row] = rows.value(row);
      quality[row] = rows.quality(row);
    }
    try {
      Sql.update(
          connection,
          """
          insert into latest as l (series_id, taken_at, value, quality)
          select distinct on (s) s, to_timestamp(t), v, q
          from unnest(?, ?, ?, ?) as new (s, t, v, q) order by s, t desc
          on conflict (series_id) do update
            set taken_at = excluded.taken_at, value = excluded.value, quality = excluded.quality
            where l.taken_at <= excluded.taken_at
          """,
          series,
          seconds,
          value,
          quality);
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }
}
