package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * TimescaleDB: readings in hypertables, roll-ups as continuous aggregates standing on each other,
 * old chunks compressed by series. Nothing is left to its background workers; all is called from
 * here.
 */
final class Timescale implements Dialect {

  @Override
  public String name() {
    return "TimescaleDB";
  }

  @Override
  public void prepare(Connection connection, Instant now, ZoneId zone) throws SQLException {
    for (Family family : Family.values()) {
      Sql.update(connection, "create table if not exists " + family.table() + READINGS);
      Sql.update(
          connection,
          """
          select create_hypertable('%s', by_range('taken_at', interval '%s'),
            create_default_indexes => false, if_not_exists => true)
          """
              .formatted(family.table(), family == Family.PASSING ? "1 day" : "30 days"));
      compressible(connection, "table", family.table(), "taken_at");
    }
    TimescaleRollups.prepare(connection, zone);
  }

  /** Compression by series: a chart of one reads nothing of the others. */
  static void compressible(Connection connection, String kind, String table, String column)
      throws SQLException {
    Sql.update(
        connection,
        """
        alter %s %s set (timescaledb.compress = true,
          timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = '%s')
        """
            .formatted(kind, table, column));
  }

  @Override
  public boolean needsRoom() {
    return false;
  }

  @Override
  public void makeRoom(
      Connection connection, Family family, Set<LocalDate> days, Set<Integer> series) {
    throw new UnsupportedOperationException("chunks make themselves");
  }

  /**
   * What changes below a continuous aggregate is noted by the extension. Late readings may meet any
   * number of compressed ones.
   */
  @Override
  public Instant beginAppend(Connection connection) throws SQLException {
    Sql.update(connection, "set local timescaledb.max_tuples_decompressed_per_dml_transaction = 0");
    return Instant.MIN;
  }

  @Override
  public void noteLate(Connection connection, Family family, LateHours hours) {
    throw new UnsupportedOperationException("the extension notes what is late");
  }

  @Override
  public void rollUp(Connection connection, Instant now, ZoneId zone, Instant rawFrom)
      throws SQLException {
    new TimescaleRollups(connection, zone).run(now, rawFrom);
  }

  @Override
  public void retain(Connection connection, Instant now, Reach reach, Retention retention)
      throws SQLException {
    String minutes = Family.PASSING.rollup(Step.MINUTE);
    drop(connection, Family.PASSING.table(), reach.raw());
    drop(connection, minutes, reach.minutes());
    Instant before = retention.compressBefore(now);
    for (var table : List.of(Family.PASSING.table(), Family.KEPT.table(), minutes)) {
      compress(connection, table, before);
    }
  }

  private static void drop(Connection connection, String table, Instant limit) throws SQLException {
    unhurried(connection, "select drop_chunks('" + table + "', older_than => ?)", limit);
  }

  /** Chunk by chunk; one that took late readings since is compressed again. */
  private static void compress(Connection connection, String table, Instant before)
      throws SQLException {
    var chunks =
        Sql.query(
            connection,
            row -> row.getString(1),
            "select c::text from show_chunks('" + table + "', older_than => ?) as c",
            before);
    for (String chunk : chunks) {
      unhurried(connection, "select compress_chunk(?::regclass, true)", chunk);
    }
  }

  /** A moment's wait for those who read and write at most, else next time. */
  private static void unhurried(Connection connection, String sql, Object parameter)
      throws SQLException {
    Sql.inTransaction(
        connection,
        () -> {
          Sql.update(connection, "set local lock_timeout = '1s'");
          Sql.update(connection, sql, parameter);
        });
  }

  @Override
  public StoreSize size(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            row -> new StoreSize(row.getLong(1), row.getLong(2)),
            """
            select pg_database_size(current_database()),
                   approximate_row_count('reading') + approximate_row_count('reading_kept')
            """)
        .getFirst();
  }
}
