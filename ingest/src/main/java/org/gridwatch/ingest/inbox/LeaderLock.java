package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridwatch.ingest.store.StoreTrouble;

/**
 * The right to be the one ingest process that works: a PostgreSQL advisory lock, held as long as
 * its connection lives.
 */
final class LeaderLock implements AutoCloseable {
  private static final long KEY = 0x6772696477617463L; // "gridwatc"
  private static final int ANSWER_SECONDS = 5;

  private final Connection connection;

  private LeaderLock(Connection connection) {
    this.connection = connection;
  }

  /** Empty while another process holds it. */
  static Optional<LeaderLock> tryTake(DataSource dataSource) {
    try {
      Connection connection = dataSource.getConnection();
      boolean taken = false;
      try {
        taken = take(connection);
        return taken ? Optional.of(new LeaderLock(connection)) : Optional.empty();
      } finally {
        if (!taken) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  /** With keep-alives: a machine that vanished must not hold the lock for hours. */
  private static boolean take(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set tcp_keepalives_idle = 5");
      statement.execute("set tcp_keepalives_interval = 2");
      statement.execute("set tcp_keepalives_count = 3");
      try (var answer = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }

  boolean held() {
    try {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try (connection;
        var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock(" + KEY + ")");
    } catch (SQLException e) {
      // the connection is gone, and the lock with it
    }
  }
}
