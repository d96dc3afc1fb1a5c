package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Told;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.ingest.store.StoreTrouble;
import org.jspecify.annotations.Nullable;

/**
 * One batch, one transaction: readings, newcomers, rejects, events, pictures; and what rules make
 * of them: states, holds, alerts.
 */
final class Settlement {
  /** How a newcomer is counted for whom the list has no room. */
  static final String NEWCOMERS_FULL = "newcomers-full";

  private final DataSource dataSource;
  private final Storing store;
  private final Rejects rejects;
  private final Judge judge;
  private final Alerts alerts;
  private final Lock turn;

  /** {@link ReadingStore#append}, or what a simulation has instead that nobody reads again. */
  interface Storing {
    /** As part of the transaction; returns the indexes of the rows that are new. */
    BitSet append(Connection connection, ReadingRows rows);
  }

  /**
   * @param turn held while a batch is judged and stored; see {@link KnownDevices#settling}
   */
  Settlement(
      DataSource dataSource,
      Storing store,
      Rejects rejects,
      Judge judge,
      Alerts alerts,
      Lock turn) {
    this.dataSource = dataSource;
    this.store = store;
    this.rejects = rejects;
    this.judge = judge;
    this.alerts = alerts;
    this.turn = turn;
  }

  /** What was stored: which rows are new, and what became of alerts. */
  record Settled(BitSet fresh, List<Told> news) {}

  /** Throws {@link StoreTrouble}: then nothing of it is stored. */
  Settled settle(Batch batch) {
    turn.lock();
    try {
      judge.recollect();
      return settleInTurn(batch);
    } finally {
      turn.unlock();
    }
  }

  private Settled settleInTurn(Batch batch) {
    Judge.@Nullable Verdicts verdicts = null;
    boolean committed = false;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        noteStrangers(connection, batch);
        var fresh = batch.rows.size() == 0 ? new BitSet() : store.append(connection, batch.rows);
        var known = EventRows.write(connection, batch.events);
        EventRows.writePictures(connection, batch.pictures);
        verdicts = judge.judge(batch, fresh, known);
        var news = write(connection, verdicts);
        connection.commit();
        committed = true;
        judge.settled(batch, verdicts);
        return new Settled(fresh, news);
      } finally {
        if (!committed) {
          rollback(connection);
        }
      }
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    } finally {
      if (!committed && verdicts != null) {
        judge.takeBack(batch, verdicts);
      }
    }
  }

  private List<Told> write(Connection connection, Judge.Verdicts verdicts) throws SQLException {
    verdicts.states.write(connection);
    VigilRows.write(connection, verdicts.judgement.vigils());
    var transitions = verdicts.judgement.transitions();
    return transitions.isEmpty() ? List.of() : alerts.apply(connection, transitions, verdicts.at);
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
