package org.gridwatch.ingest.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** States of devices on their way into {@code device_state}, as they were under the lock. */
final class StateRows {
  private record Row(
      KnownDevice device, Verdict verdict, long sinceMs, long heardMs, @Nullable Boolean online) {}

  private final List<Row> rows = new ArrayList<>();

  /** Under the lock of {@link KnownDevices}. */
  void add(KnownDevice device) {
    rows.add(new Row(device, device.verdict, device.sinceMs, device.heardMs, device.online));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** In the order of ids, as every writer of this table: no two wait for each other. */
  void write(Connection connection) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    rows.sort(Comparator.comparingInt(row -> row.device().id));
    try (var upsert =
        connection.prepareStatement(
            """
            insert into device_state as s
                   (device_id, state, since, last_heard_at, online, reason)
            select d, t, to_timestamp(f), to_timestamp(nullif(h, 0)), o, r
              from unnest(?, ?, ?, ?, ?, ?) as new (d, t, f, h, o, r)
            on conflict (device_id) do update
               set state = excluded.state, since = excluded.since, online = excluded.online,
                   reason = excluded.reason,
                   last_heard_at = greatest(s.last_heard_at, excluded.last_heard_at)
            """)) {
      upsert.setObject(1, rows.stream().mapToInt(row -> row.device().id).toArray());
      upsert.setArray(2, texts(connection, rows.stream().map(r -> r.verdict().state().label())));
      upsert.setObject(3, rows.stream().mapToDouble(row -> row.sinceMs() / 1e3).toArray());
      upsert.setObject(4, rows.stream().mapToDouble(row -> row.heardMs() / 1e3).toArray());
      upsert.setArray(
          5, connection.createArrayOf("bool", rows.stream().map(Row::online).toArray()));
      upsert.setArray(6, texts(connection, rows.stream().map(r -> r.verdict().reason())));
      upsert.executeUpdate();
    }
  }

  private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /** Under the lock, after the commit. */
  void written() {
    rows.forEach(row -> row.device().written = row.verdict());
  }
}
