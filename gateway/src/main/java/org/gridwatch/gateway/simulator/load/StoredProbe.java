package org.gridwatch.gateway.simulator.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the database every few milliseconds for the messages of some devices: how long after
 * each was due its reading can be read. Independent of anything the server says. Threads: its own.
 */
final class StoredProbe implements AutoCloseable {
  private static final int EVERY_MS = 5;
  private static final int REST = 4;
  private static final int LONGEST_REST_MS = 40;
  private static final int GIVEN_UP_AFTER_MS = 120_000;

  private static final String SERIES =
      """
      select d.name, s.id from series s join device d on d.id = s.device_id
       where d.name = any(?) and s.quantity = ?
      """;
  private static final String READINGS =
      """
      select series_id, (extract(epoch from taken_at) * 1000)::bigint
        from reading
       where series_id = any(?) and taken_at >= ?
      """;

  private record Expected(String device, long dueMs) {}

  private record Key(int series, long dueMs) {}

  private final Connection connection;
  private final List<String> devices;
  private final Map<String, Integer> series = new HashMap<>();
  private final Queue<Expected> leaving = new ConcurrentLinkedQueue<>();
  private final Set<Key> outstanding = new HashSet<>();
  private final List<Expected> unresolved = new ArrayList<>();
  private final Histogram waits = Latencies.histogram();
  private final Thread thread;
  private volatile boolean over;
  private volatile int waiting;
  private volatile @Nullable Exception trouble;
  private long unseen;

  StoredProbe(Connection connection, List<String> devices) {
    this.connection = connection;
    this.devices = devices;
    this.thread = Thread.ofPlatform().name("stored-probe").daemon().unstarted(this::look);
  }

  void start() {
    thread.start();
  }

  void expect(String device, long dueMs) {
    leaving.add(new Expected(device, dueMs));
  }

  private void look() {
    try (PreparedStatement query = connection.prepareStatement(READINGS)) {
      while (!over) {
        takeExpected();
        long before = System.nanoTime();
        if (!outstanding.isEmpty()) {
          compare(query);
        }
        waiting = outstanding.size() + unresolved.size() + leaving.size();
        // Looking must stay a small part of the load, also when there is a backlog to look through.
        long tookMs = (System.nanoTime() - before) / 1_000_000;
        Thread.sleep(Math.clamp(tookMs * REST, EVERY_MS, LONGEST_REST_MS));
      }
    } catch (SQLException | RuntimeException broken) {
      trouble = broken;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeExpected() throws SQLException {
    for (Expected next = leaving.poll(); next != null; next = leaving.poll()) {
      unresolved.add(next);
    }
    if (!unresolved.isEmpty() && series.size() < devices.size()) {
      resolve(); // a series comes to be with its first reading
    }
    unresolved.removeIf(
        expected -> {
          Integer id = series.get(expected.device());
          return id != null && outstanding.add(new Key(id, expected.dueMs()));
        });
  }

  private void resolve() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SERIES)) {
      query.setArray(1, connection.createArrayOf("text", devices.toArray()));
      query.setString(2, PayloadTemplate.quantity(0));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          series.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
  }

  private void compare(PreparedStatement query) throws SQLException {
    long oldest = Long.MAX_VALUE;
    for (Key key : outstanding) {
      oldest = Math.min(oldest, key.dueMs());
    }
    query.setArray(1, connection.createArrayOf("int4", series.values().toArray()));
    query.setTimestamp(2, new Timestamp(oldest));
    try (ResultSet rows = query.executeQuery()) {
      long now = System.currentTimeMillis();
      while (rows.next()) {
        long dueMs = rows.getLong(2);
        if (outstanding.remove(new Key(rows.getInt(1), dueMs))) {
          Latencies.record(waits, now - dueMs);
        }
      }
      giveUpBefore(now - GIVEN_UP_AFTER_MS);
    }
  }

  private void giveUpBefore(long dueMs) {
    int before = outstanding.size();
    outstanding.removeIf(key -> key.dueMs() < dueMs);
    unseen += before - outstanding.size();
  }

  /** Expected and not yet seen. */
  int waiting() {
    return waiting;
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    over = true;
    thread.join();
    connection.close();
  }

  /** After {@link #close}. */
  Histogram waits() throws SQLException {
    if (trouble != null) {
      throw new SQLException(
          "looking for stored readings failed: " + trouble.getMessage(), trouble);
    }
    return waits;
  }

  /** After {@link #close}: messages that were looked for and never came. */
  long unseen() {
    return unseen + outstanding.size() + unresolved.size();
  }
}
