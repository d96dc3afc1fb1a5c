package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * What the store needs done about once a minute: roll-ups, and now and then retention and
 * compression.
 *
 * <p>Of all processes of an installation one does it at a time; the others find it taken and go.
 * Throws {@link StoreTrouble}; the next call goes on where this one ended.
 *
 * <p>Threads: one at a time.
 */
public final class StoreMaintenance {
  private static final long ONE_DOES_IT = 0x6772_6964_0002L;
  private static final Duration RETAIN_EVERY = Duration.ofHours(1);

  private final DataSource dataSource;
  private final Dialect dialect;
  private Instant retained = Instant.MIN;

  StoreMaintenance(DataSource dataSource, Dialect dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  /** Whether it was us who did it. */
  public boolean run(Instant now) {
    try (var connection = dataSource.getConnection()) {
      boolean ours = lock(connection, "pg_try_advisory_lock");
      if (ours) {
        try {
          work(connection, now);
        } finally {
          lock(connection, "pg_advisory_unlock");
        }
      }
      return ours;
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  private void work(Connection connection, Instant now) throws SQLException {
    var settings = StoreSettings.read(connection);
    dialect.rollUp(connection, now, settings.zone(), Reach.droppedUntil(connection));
    if (retained.isBefore(now.minus(RETAIN_EVERY))) {
      var reach = Reach.of(connection, settings.retention(), now);
      reach.note(connection);
      dialect.retain(connection, now, reach, settings.retention());
      retained = now;
    }
  }

  private static boolean lock(Connection connection, String function) throws SQLException {
    return Sql.query(
            connection, row -> row.getBoolean(1), "select " + function + "(" + ONE_DOES_IT + ")")
        .getFirst();
  }
}
