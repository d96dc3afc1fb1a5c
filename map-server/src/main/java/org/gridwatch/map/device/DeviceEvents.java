package org.gridwatch.map.device;

import static org.gridwatch.map.device.DeviceList.instant;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a device saw, and the pictures of it. */
@Component
class DeviceEvents {
  record Event(
      String event,
      String type,
      @Nullable Double score,
      Instant startedAt,
      @Nullable Instant endedAt,
      boolean hasSnapshot) {}

  @SuppressWarnings("ArrayRecordComponent") // shown, never compared
  record Snapshot(String event, Instant takenAt, byte[] jpeg) {}

  private final JdbcClient db;

  DeviceEvents(JdbcClient db) {
    this.db = db;
  }

  /** Newest first, those that started before an instant. */
  List<Event> of(int deviceId, @Nullable Instant before, int limit) {
    return db.sql(
            """
            select e.*, exists (select 1 from device_snapshot s
                                where s.device_id = e.device_id and s.event = e.event) as pictured
            from device_event e
            where e.device_id = ? and e.started_at < coalesce(?::timestamptz, 'infinity')
            order by e.started_at desc, e.id desc limit ?
            """)
        .param(deviceId)
        .param(before == null ? null : before.atOffset(ZoneOffset.UTC))
        .param(limit)
        .query(
            (row, n) ->
                new Event(
                    row.getString("event"),
                    row.getString("type"),
                    row.getObject("score", Double.class),
                    Objects.requireNonNull(instant(row, "started_at")),
                    instant(row, "ended_at"),
                    row.getBoolean("pictured")))
        .list();
  }

  Optional<Snapshot> snapshot(int deviceId, String event) {
    return one("device_id = ? and event = ?", deviceId, event);
  }

  Optional<Snapshot> latestSnapshot(int deviceId) {
    return one("device_id = ? order by taken_at desc limit 1", deviceId);
  }

  private Optional<Snapshot> one(String where, Object... values) {
    return db.sql("select event, taken_at, jpeg from device_snapshot where " + where)
        .params(values)
        .query(
            (row, n) ->
                new Snapshot(
                    row.getString("event"),
                    Objects.requireNonNull(instant(row, "taken_at")),
                    row.getBytes("jpeg")))
        .optional();
  }
}
