package org.gridwatch.ingest.inbox;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that goes away, with all its connections, and comes back. */
final class Outage implements DataSource {
  private final DataSource real;
  private final Set<Connection> given = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  Outage(DataSource real) {
    this.real = real;
  }

  void begin() throws SQLException {
    away = true;
    for (Connection connection : given) {
      if (!connection.isClosed()) {
        connection.abort(Runnable::run);
      }
    }
    given.clear();
  }

  void end() {
    away = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("the database is away", "08001");
    }
    Connection connection = real.getConnection();
    given.removeIf(Outage::closed);
    given.add(connection);
    return connection;
  }

  private static boolean closed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
