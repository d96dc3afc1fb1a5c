package org.gridwatch.gateway.simulator.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;

/** Counts in the database what the run's devices have there. */
final class StoredReadings {
  private static final String RANGE =
      """
      select coalesce(min(s.id), 0), coalesce(max(s.id), -1)
        from series s join device d on d.id = s.device_id
       where starts_with(d.name, ?)
      """;
  private static final String COUNT =
      """
      select count(*) from reading
       where series_id between ? and ? and taken_at >= ? and taken_at < ?
      """;
  private static final String BY_SERIES =
      """
      select d.name, c.rows, c.values
        from (select series_id, count(*) as rows, count(distinct value) as values
                from reading
               where series_id between ? and ? and taken_at >= ? and taken_at < ?
               group by series_id) c
        join series s on s.id = c.series_id
        join device d on d.id = s.device_id
       where starts_with(d.name, ?)
      """;

  private final Connection connection;
  private final String prefix;

  StoredReadings(Connection connection, String prefix) {
    this.connection = connection;
    this.prefix = prefix;
  }

  /**
   * @param rows stored
   * @param doubled rows that repeat a value; the run sends no value of a series twice
   * @param distinct different readings of each device, all its series together
   */
  record Counted(long rows, long doubled, Map<String, Long> distinct) {}

  /** Quick and close: other devices' new series may be among those counted. */
  long roughly(long fromMs, long toMs) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      bind(query, fromMs, toMs);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  Counted exactly(long fromMs, long toMs) throws SQLException {
    long rows = 0;
    long doubled = 0;
    var distinct = new HashMap<String, Long>();
    try (PreparedStatement query = connection.prepareStatement(BY_SERIES)) {
      bind(query, fromMs, toMs);
      query.setString(5, prefix);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows += row.getLong(2);
          doubled += row.getLong(2) - row.getLong(3);
          distinct.merge(row.getString(1), row.getLong(3), Long::sum);
        }
      }
    }
    return new Counted(rows, doubled, distinct);
  }

  private void bind(PreparedStatement query, long fromMs, long toMs) throws SQLException {
    try (PreparedStatement range = connection.prepareStatement(RANGE)) {
      range.setString(1, prefix);
      try (ResultSet row = range.executeQuery()) {
        row.next();
        query.setInt(1, row.getInt(1));
        query.setInt(2, row.getInt(2));
      }
    }
    query.setTimestamp(3, new Timestamp(fromMs));
    query.setTimestamp(4, new Timestamp(toMs));
  }
}
