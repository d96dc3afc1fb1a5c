package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether readings of a database belong into TimescaleDB. */
final class TimescaleDetection {
  private static final Logger log = LoggerFactory.getLogger(TimescaleDetection.class);

  /**
   * Compressed chunks take late readings, and roll-ups stand on roll-ups, as they are used here.
   */
  private static final int OLDEST = version("2.18");

  private TimescaleDetection() {}

  /**
   * Switches the extension on where the server has loaded it and this user may. What was begun on
   * plain tables stays there: readings are never moved behind the operator's back.
   */
  static boolean isUsable(Connection connection) throws SQLException {
    if (hasPlainTables(connection)) {
      return false;
    }
    if (installed(connection).isEmpty() && canBeInstalled(connection)) {
      install(connection);
    }
    for (String version : installed(connection)) {
      return isEnough(connection, version);
    }
    return false;
  }

  private static boolean hasPlainTables(Connection connection) throws SQLException {
    return !Sql.query(
            connection,
            row -> true,
            "select from pg_class where oid = to_regclass('reading') and relkind = 'p'")
        .isEmpty();
  }

  private static List<String> installed(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        row -> row.getString(1),
        "select extversion from pg_extension where extname = 'timescaledb'");
  }

  /**
   * Not preloaded, its creation would end the session; a setting of its loader shows that it is.
   */
  private static boolean canBeInstalled(Connection connection) throws SQLException {
    return !Sql.query(
            connection,
            row -> true,
            """
            select from pg_available_extensions where name = 'timescaledb'
              and current_setting('timescaledb.disable_load', true) = 'off'
            """)
        .isEmpty();
  }

  private static void install(Connection connection) {
    try {
      Sql.update(connection, "create extension if not exists timescaledb");
    } catch (SQLException refused) {
      log.info(
          "readings go to plain PostgreSQL: this server has TimescaleDB, but {}",
          refused.getMessage());
    }
  }

  private static boolean isEnough(Connection connection, String version) throws SQLException {
    String licence =
        Sql.query(
                connection,
                row -> row.getString(1),
                "select coalesce(current_setting('timescaledb.license', true), '')")
            .getFirst();
    boolean enough = version(version) >= OLDEST && licence.equals("timescale");
    if (!enough) {
      log.info(
          "readings go to plain PostgreSQL: TimescaleDB must be 2.18 or newer with the licence"
              + " timescale, was {} with {}",
          version,
          licence);
    }
    return enough;
  }

  /** {@code 2.23.0-dev} is 2023. */
  private static int version(String version) {
    var parts = version.split("[^0-9]+", 3);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }
}
