package org.gridwatch.gateway.simulator.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the database every few milliseconds for the alerts of some devices: how long after a
 * dangerous reading was due the timeline of an alert says that it was raised. Independent of
 * anything the server says. Threads: its own.
 */
final class AlertProbe {
  private static final int EVERY_MS = 5;
  private static final int REST = 4;
  private static final int LONGEST_REST_MS = 40;
  private static final int CLOCKS_DIFFER_MS = 5_000;

  private static final String RAISED =
      """
      select d.name, (extract(epoch from e.taken_at) * 1000)::bigint
        from alert_event e join alert a on a.id = e.alert_id join device d on d.id = a.device_id
       where e.at >= ? and e.what in ('raised', 'reopened', 'recurred') and e.quantity = ?
         and starts_with(d.name, ?)
      """;

  private record Key(String device, long dueMs) {}

  private final Connection connection;
  private final String prefix;
  private final Queue<Key> leaving = new ConcurrentLinkedQueue<>();
  private final Set<Key> outstanding = new HashSet<>();
  private final Histogram waits = Latencies.histogram();
  private final Thread thread;
  private volatile boolean over;
  private volatile int waiting;
  private volatile @Nullable Exception trouble;

  /**
   * @param prefix of the devices' names
   */
  AlertProbe(Connection connection, String prefix) {
    this.connection = connection;
    this.prefix = prefix;
    this.thread = Thread.ofPlatform().name("alert-probe").daemon().unstarted(this::look);
  }

  void start() {
    thread.start();
  }

  void expect(String device, long dueMs) {
    leaving.add(new Key(device, dueMs));
  }

  private void look() {
    try (PreparedStatement query = connection.prepareStatement(RAISED)) {
      while (!over) {
        for (Key next = leaving.poll(); next != null; next = leaving.poll()) {
          outstanding.add(next);
        }
        long before = System.nanoTime();
        if (!outstanding.isEmpty()) {
          compare(query);
        }
        waiting = outstanding.size() + leaving.size();
        long tookMs = (System.nanoTime() - before) / 1_000_000;
        Thread.sleep(Math.clamp(tookMs * REST, EVERY_MS, LONGEST_REST_MS));
      }
    } catch (SQLException | RuntimeException broken) {
      trouble = broken;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare(PreparedStatement query) throws SQLException {
    long oldest = outstanding.stream().mapToLong(Key::dueMs).min().orElseThrow();
    query.setTimestamp(1, new Timestamp(oldest - CLOCKS_DIFFER_MS));
    query.setString(2, Alarms.QUANTITY);
    query.setString(3, prefix);
    try (ResultSet rows = query.executeQuery()) {
      long now = System.currentTimeMillis();
      while (rows.next()) {
        var raised = new Key(rows.getString(1), rows.getLong(2));
        if (outstanding.remove(raised)) {
          Latencies.record(waits, now - raised.dueMs());
        }
      }
    }
  }

  /** Expected and not yet seen. */
  int waiting() {
    return waiting + leaving.size();
  }

  void close() throws SQLException, InterruptedException {
    over = true;
    thread.join();
    connection.close();
  }

  /** After {@link #close}. */
  Histogram waits() throws SQLException {
    if (trouble != null) {
      throw new SQLException("looking for alerts failed: " + trouble.getMessage(), trouble);
    }
    return waits;
  }

  /** After {@link #close}: alerts that were looked for and never came. */
  long unseen() {
    return outstanding.size() + leaving.size();
  }
}
