package org.gridwatch.ingest.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.gateway.wire.DeviceEvent;

/** Events and pictures on their way into the database. */
final class EventRows {
  private EventRows() {}

  /** What the database knew of an event before. */
  enum Known {
    NOTHING,
    GOING_ON,
    OVER
  }

  /** Start, updates and end of an event may come in any order, and again. */
  static Map<Batch.Seen, Known> write(Connection connection, List<Batch.Seen> events)
      throws SQLException {
    var known = new IdentityHashMap<Batch.Seen, Known>();
    if (events.isEmpty()) {
      return known;
    }
    try (var upsert =
        connection.prepareStatement(
            """
            insert into device_event as e
                   (device_id, event, type, score, started_at, updated_at, ended_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (device_id, event) do update
               set type = excluded.type, score = greatest(e.score, excluded.score),
                   started_at = least(e.started_at, excluded.started_at),
                   updated_at = greatest(e.updated_at, excluded.updated_at),
                   ended_at = coalesce(e.ended_at, excluded.ended_at)
            returning xmax = 0 as fresh, ended_at is not null as ended
            """)) {
      for (Batch.Seen seen : sorted(events)) {
        DeviceEvent event = seen.event();
        var at = event.at().atOffset(ZoneOffset.UTC);
        upsert.setInt(1, seen.device().id);
        upsert.setString(2, event.id());
        upsert.setString(3, event.type());
        if (event.score().isPresent()) {
          upsert.setDouble(4, event.score().getAsDouble());
        } else {
          upsert.setNull(4, Types.DOUBLE);
        }
        upsert.setObject(5, at);
        upsert.setObject(6, at);
        upsert.setObject(7, event.phase() == DeviceEvent.Phase.END ? at : null);
        try (var row = upsert.executeQuery()) {
          row.next();
          boolean over = row.getBoolean("ended") && event.phase() != DeviceEvent.Phase.END;
          known.put(
              seen, over ? Known.OVER : row.getBoolean("fresh") ? Known.NOTHING : Known.GOING_ON);
        }
      }
    }
    return known;
  }

  private static List<Batch.Seen> sorted(List<Batch.Seen> events) {
    return events.stream()
        .sorted(
            Comparator.<Batch.Seen>comparingInt(seen -> seen.device().id)
                .thenComparing(seen -> seen.event().id())
                .thenComparing(seen -> seen.event().at()))
        .toList();
  }

  static void writePictures(Connection connection, List<Batch.Picture> pictures)
      throws SQLException {
    if (pictures.isEmpty()) {
      return;
    }
    try (var upsert =
        connection.prepareStatement(
            """
            insert into device_snapshot (device_id, event, taken_at, jpeg) values (?, ?, ?, ?)
            on conflict (device_id, event) do update
               set taken_at = excluded.taken_at, jpeg = excluded.jpeg
            """)) {
      for (Batch.Picture picture : pictures) {
        upsert.setInt(1, picture.device().id);
        upsert.setString(2, picture.snapshot().event());
        upsert.setObject(3, picture.arrivedAt().atOffset(ZoneOffset.UTC));
        upsert.setBytes(4, picture.snapshot().jpeg());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
