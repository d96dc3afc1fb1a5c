package org.gridwatch.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.gridwatch.ingest.rule.DeviceState;
import org.gridwatch.ingest.rule.SafetyEvents;
import org.gridwatch.ingest.rule.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the process before us knew: states, newest values, events that are still going on. */
final class Memory {
  private final JdbcClient db;
  private final InstantSource clock;

  Memory(JdbcClient db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  void recall(Map<Integer, KnownDevice> devices) {
    recallStates(devices);
    recallValues(devices);
    recallEvents(devices);
  }

  private void recallStates(Map<Integer, KnownDevice> devices) {
    db.sql("select * from device_state")
        .query(
            row -> {
              KnownDevice device = devices.get(row.getInt("device_id"));
              if (device != null) {
                recallState(row, device);
              }
            });
  }

  private static void recallState(ResultSet row, KnownDevice device) throws SQLException {
    device.verdict =
        new Verdict(DeviceState.ofLabel(row.getString("state")), row.getString("reason"));
    device.written = device.verdict;
    device.silent = device.verdict.state() == DeviceState.SILENT;
    device.sinceMs = millis(row, "since");
    device.heardMs = millis(row, "last_heard_at");
    @Nullable Object online = row.getObject("online");
    device.online = online == null ? null : row.getBoolean("online");
  }

  private void recallValues(Map<Integer, KnownDevice> devices) {
    var series = new HashMap<Integer, KnownSeries>();
    devices
        .values()
        .forEach(device -> device.series.values().forEach(one -> series.put(one.id, one)));
    long now = clock.millis() * 1_000;
    db.sql("select series_id, taken_at, value, quality from latest")
        .query(
            row -> {
              KnownSeries one = series.get(row.getInt("series_id"));
              if (one != null) {
                long taken = millis(row, "taken_at") * 1_000;
                one.remember(taken, now, row.getDouble("value"), row.getShort("quality"));
              }
            });
  }

  private void recallEvents(Map<Integer, KnownDevice> devices) {
    var still = clock.instant().minus(SafetyEvents.QUIET).atOffset(ZoneOffset.UTC);
    db.sql("select * from device_event where ended_at is null and updated_at > ?")
        .param(still)
        .query(
            row -> {
              KnownDevice device = devices.get(row.getInt("device_id"));
              if (device != null) {
                recallEvent(row, device);
              }
            });
  }

  private static void recallEvent(ResultSet row, KnownDevice device) throws SQLException {
    @Nullable Double score = row.getObject("score", Double.class);
    String type = row.getString("type");
    var danger =
        SafetyEvents.judge(type, score == null ? OptionalDouble.empty() : OptionalDouble.of(score));
    device.see(
        row.getString("event"),
        new Verdict(danger, type),
        KnownDevice.quietUntil(millis(row, "updated_at")));
  }

  private static long millis(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? 0 : at.toInstant().toEpochMilli();
  }
}
