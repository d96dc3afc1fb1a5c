package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Set;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.StoreTrouble;

/** One batch, one transaction: readings, newcomers, rejects, events, pictures, changed states. */
final class Settlement {
  /** How a newcomer is counted for whom the list has no room. */
  static final String NEWCOMERS_FULL = "newcomers-full";

  private final DataSource dataSource;
  private final ReadingStore store;
  private final Rejects rejects;
  private final Judge judge;

  Settlement(DataSource dataSource, ReadingStore store, Rejects rejects, Judge judge) {
    this.dataSource = dataSource;
    this.store = store;
    this.rejects = rejects;
    this.judge = judge;
  }

  /** Returns which rows are new. Throws {@link StoreTrouble}: then nothing of it is stored. */
  BitSet settle(Batch batch) {
    StateRows states;
    BitSet fresh;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        noteStrangers(connection, batch);
        fresh = batch.rows.size() == 0 ? new BitSet() : store.append(connection, batch.rows);
        EventRows.write(connection, batch.events);
        EventRows.writePictures(connection, batch.pictures);
        states = judge.judge(batch);
        states.write(connection);
        connection.commit();
        committed = true;
      } finally {
        if (!committed) {
          rollback(connection);
        }
      }
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
    judge.settled(batch, states);
    return fresh;
  }

  private void noteStrangers(Connection connection, Batch batch) throws SQLException {
    Set<String> noRoom = Newcomers.note(connection, batch.newcomers.values());
    for (String name : noRoom) {
      var stranger = batch.newcomers.get(name);
      batch.rejectCounts.merge(
          NEWCOMERS_FULL, stranger == null ? 1 : stranger.messages(), Long::sum);
    }
    rejects.note(connection, batch.rejects, batch.rejectCounts);
  }

  /** The connection may be the very thing that failed; closing it rolls back as well. */
  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // the trouble that brought us here is told
    }
  }
}
