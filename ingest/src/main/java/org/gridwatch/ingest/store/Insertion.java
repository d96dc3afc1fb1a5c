package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.BitSet;

/**
 * One insert of many rows into one table, and which of them were new.
 *
 * @param order the rows to insert, sorted by series and time
 */
record Insertion(Family family, ReadingRows rows, int[] order) {

  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * All of them or none; false when one of them was there already. To be tried first: it costs the
   * database half of what looking at each row does.
   */
  boolean allNew(Connection connection, BitSet fresh) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (var statement = statement(connection, "")) {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
    for (int row : order) {
      fresh.set(row);
    }
    return true;
  }

  /** Those that were not there. */
  void whatIsNew(Connection connection, BitSet fresh) throws SQLException {
    String looking = "on conflict do nothing returning series_id, date_part('epoch', taken_at)";
    try (var statement = statement(connection, looking);
        var stored = statement.executeQuery()) {
      match(stored, fresh);
    }
  }

  private PreparedStatement statement(Connection connection, String ending) throws SQLException {
    var statement =
        connection.prepareStatement(
            """
            insert into %s (series_id, quality, delay_s, taken_at, value)
            select s, q, d, to_timestamp(t), v from unnest(?, ?, ?, ?, ?) as new (s, q, d, t, v) %s
            """
                .formatted(family.table(), ending));
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
    return statement;
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
