package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * What is stored of many series, row by row, for looking back. A call reads all it says in no
 * order: in the order of the disk a month costs seconds, in that of its series minutes. Throws
 * {@link StoreTrouble}. Threads: any; each call takes one connection while it runs.
 */
public final class ReadingHistory {
  private static final int ROWS_AT_ONCE = 20_000;

  private final DataSource dataSource;
  private final InstantSource clock;

  ReadingHistory(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Takes one reading; {@code arrivedMs} is known to the second. */
  public interface Readings {
    void take(int seriesId, long takenMs, long arrivedMs, double value);
  }

  /** Takes one hour's mean. */
  public interface Hours {
    void take(int seriesId, long hourMs, double mean);
  }

  /** Which of the readings. */
  public enum Which {
    /** Those that rules judge by: not the bad ones. */
    JUDGED("quality % 10 < 2"),
    /** A word is a word, whatever it is worth. */
    ALL("true");

    private final String sql;

    Which(String sql) {
      this.sql = sql;
    }
  }

  /** Single readings before this instant were dropped, or soon will be. */
  public Instant reachesTo() {
    try (var connection = dataSource.getConnection()) {
      var retention = StoreSettings.read(connection).retention();
      return Reach.of(connection, retention, clock.instant()).raw();
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  public void readings(int[] series, Instant from, Instant to, Which which, Readings sink) {
    for (Family family : Family.values()) {
      stream(
          """
          select series_id, date_part('epoch', taken_at), value, delay_s from %s
           where series_id = any(?) and taken_at >= ? and taken_at < ? and %s
          """
              .formatted(family.table(), which.sql),
          series,
          from,
          to,
          row -> {
            long taken = Math.round(row.getDouble(2) * 1e3);
            sink.take(row.getInt(1), taken, taken + row.getInt(4) * 1_000L, row.getDouble(3));
            return true;
          });
    }
  }

  public void hourMeans(int[] series, Instant from, Instant to, Hours sink) {
    for (Family family : Family.values()) {
      stream(
          """
          select series_id, date_part('epoch', bucket), total / n from %s
           where series_id = any(?) and bucket >= ? and bucket < ? and n > 0
          """
              .formatted(family.rollup(Step.HOUR)),
          series,
          from,
          to,
          row -> {
            sink.take(row.getInt(1), Math.round(row.getDouble(2) * 1e3), row.getDouble(3));
            return true;
          });
    }
  }

  /** The least mean of a quarter of an hour within the span, of each series that has any. */
  public Map<Integer, Double> leastFlows(int[] series, Instant from, Instant to) {
    try (var connection = dataSource.getConnection()) {
      return HourMeans.least(connection, series, from, to);
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  private void stream(String sql, int[] series, Instant from, Instant to, Sql.Row<Boolean> sink) {
    try (var connection = dataSource.getConnection()) {
      Sql.inTransaction(connection, () -> stream(connection, sql, series, from, to, sink));
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  private static void stream(
      Connection connection,
      String sql,
      int[] series,
      Instant from,
      Instant to,
      Sql.Row<Boolean> sink)
      throws SQLException {
    // A plan for any list of series would take it for a short one.
    Sql.update(connection, "set local plan_cache_mode = force_custom_plan");
    try (var statement = connection.prepareStatement(sql)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1); // binary from the first row on
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setObject(1, series);
      statement.setObject(2, from.atOffset(ZoneOffset.UTC));
      statement.setObject(3, to.atOffset(ZoneOffset.UTC));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.of(rows);
        }
      }
    }
  }
}
