package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.gridwatch.ingest.store.StoreTrouble;

/**
 * Writes what need not be written with every message: the newest values, when a device was last
 * heard, and states that time alone changed. What does not reach the database stays to be written.
 */
final class Flush {
  private final KnownDevices devices;
  private final DataSource dataSource;

  Flush(KnownDevices devices, DataSource dataSource) {
    this.devices = devices;
    this.dataSource = dataSource;
  }

  private record Newest(KnownSeries series, long takenAtMicros, double value, short quality) {}

  void run() {
    var newest = new ArrayList<Newest>();
    var states = new StateRows();
    var flushed = new ArrayList<KnownDevice>();
    collect(newest, states, flushed);
    if (newest.isEmpty() && states.isEmpty()) {
      return;
    }
    boolean done = false;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      writeNewest(connection, newest);
      states.write(connection);
      connection.commit();
      done = true;
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    } finally {
      settle(done, newest, states, flushed);
    }
  }

  private void collect(List<Newest> newest, StateRows states, List<KnownDevice> flushed) {
    devices.lock.lock();
    try {
      for (KnownDevice device : devices.all()) {
        if (device.toFlush || !device.verdict.equals(device.written)) {
          device.toFlush = false;
          flushed.add(device);
          states.add(device);
          collectNewest(device, newest);
        }
      }
    } finally {
      devices.lock.unlock();
    }
  }

  private static void collectNewest(KnownDevice device, List<Newest> newest) {
    for (KnownSeries one : device.series.values()) {
      if (one.toFlush) {
        one.toFlush = false;
        newest.add(new Newest(one, one.takenAtMicros, one.value, one.quality));
      }
    }
  }

  private static void writeNewest(Connection connection, List<Newest> newest) throws SQLException {
    newest.sort(Comparator.comparingInt(one -> one.series().id));
    try (var upsert =
        connection.prepareStatement(
            """
            insert into latest (series_id, taken_at, value, quality)
            select s, to_timestamp(t), v, q from unnest(?, ?, ?, ?) as new (s, t, v, q)
            on conflict (series_id) do update
               set taken_at = excluded.taken_at, value = excluded.value,
                   quality = excluded.quality
            """)) {
      int count = newest.size();
      int[] ids = new int[count];
      double[] seconds = new double[count];
      double[] values = new double[count];
      short[] qualities = new short[count];
      for (int i = 0; i < count; i++) {
        ids[i] = newest.get(i).series().id;
        seconds[i] = newest.get(i).takenAtMicros() / 1e6;
        values[i] = newest.get(i).value();
        qualities[i] = newest.get(i).quality();
      }
      upsert.setObject(1, ids);
      upsert.setObject(2, seconds);
      upsert.setObject(3, values);
      upsert.setObject(4, qualities);
      upsert.executeUpdate();
    }
  }

  private void settle(
      boolean done, List<Newest> newest, StateRows states, List<KnownDevice> flushed) {
    devices.lock.lock();
    try {
      if (done) {
        states.written();
      } else {
        newest.forEach(one -> one.series().toFlush = true);
        flushed.forEach(device -> device.toFlush = true);
      }
    } finally {
      devices.lock.unlock();
    }
  }
}
