package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * One insert of many rows into one table, and which of them were new.
 *
 * @param order the rows to insert, sorted by series and time
 */
record Insertion(Family family, ReadingRows rows, int[] order) {

  void run(Connection connection, BitSet fresh) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into %s (series_id, quality, delay_s, taken_at, value)
            select s, q, d, to_timestamp(t), v from unnest(?, ?, ?, ?, ?) as new (s, q, d, t, v)
            on conflict do nothing
            returning series_id, date_part('epoch', taken_at)
            """
                .formatted(family.table()))) {
      int count = order.length;
      int[] series = new int[count];
      short[] quality = new short[count];
      short[] delay = new short[count];
      double[] seconds = new double[count]; // exact to the microsecond until 2100
      double[] value = new double[count];
      for (int i = 0; i < count; i++) {
        int row = order[i];
        series[i] = rows.seriesId(row);
        quality[i] = rows.quality(row);
        delay[i] = rows.delaySeconds(row);
        seconds[i] = rows.takenAtMicros(row) / 1e6;
        value[i] = rows.value(row);
      }
      statement.setObject(1, series);
      statement.setObject(2, quality);
      statement.setObject(3, delay);
      statement.setObject(4, seconds);
      statement.setObject(5, value);
      try (var stored = statement.executeQuery()) {
        match(stored, fresh);
      }
    }
  }

  /**
   * The stored rows come in the order they went in, so one walk along both finds who is missing.
   */
  private void match(ResultSet stored, BitSet fresh) throws SQLException {
    int next = 0;
    while (stored.next()) {
      int series = stored.getInt(1);
      long micros = Math.round(stored.getDouble(2) * 1e6);
      while (next < order.length && !is(order[next], series, micros)) {
        next++;
      }
      if (next == order.length) {
        throw new IllegalStateException("stored rows came back in another order");
      }
      fresh.set(order[next++]);
    }
  }

  private boolean is(int row, int series, long micros) {
    return rows.seriesId(row) == series && rows.takenAtMicros(row) == micros;
  }
}
