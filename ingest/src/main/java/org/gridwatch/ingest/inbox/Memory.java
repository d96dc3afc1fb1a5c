package org.gridwatch.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.DeviceState;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the process before us knew: states, newest values, what rules stand and what is held. */
final class Memory {
  private final JdbcClient db;
  private final RuleBook book;
  private final InstantSource clock;

  Memory(JdbcClient db, RuleBook book, InstantSource clock) {
    this.db = db;
    this.book = book;
    this.clock = clock;
  }

  void recall(Map<Integer, KnownDevice> devices) {
    var series = seriesOf(devices);
    recallStates(devices);
    recallValues(series);
    recallJudged(devices, series);
    recallVigils(devices);
    recallWindows(devices);
  }

  /** How far they are judged, and nothing else: it may be another than they think. */
  void recollect(Map<Integer, KnownDevice> devices) {
    devices.values().forEach(device -> device.vigils.forEach(Vigil::forget));
    recallJudged(devices, seriesOf(devices));
    recallVigils(devices);
    recallWindows(devices);
  }

  private static Map<Integer, KnownSeries> seriesOf(Map<Integer, KnownDevice> devices) {
    var series = new HashMap<Integer, KnownSeries>();
    devices
        .values()
        .forEach(device -> device.series.values().forEach(one -> series.put(one.id, one)));
    return series;
  }

  private static Integer[] ids(Map<Integer, KnownDevice> devices) {
    return devices.keySet().toArray(Integer[]::new);
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

  private void recallValues(Map<Integer, KnownSeries> series) {
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

  /**
   * The readings table is newer than the newest values by what was not flushed any more, which may
   * be all there is.
   */
  private void recallJudged(Map<Integer, KnownDevice> devices, Map<Integer, KnownSeries> series) {
    for (String table : List.of("reading", "reading_kept")) {
      db.sql(
              """
              select n.* from series s left join latest l on l.series_id = s.id cross join lateral (
                select r.series_id, r.taken_at, r.delay_s, r.value from %s r
                 where r.series_id = s.id and r.quality %% 10 < 2
                   and r.taken_at > coalesce(l.taken_at - interval '2 days', '-infinity')
                 order by r.taken_at desc limit 1) as n
               where s.device_id = any(?)
              """
                  .formatted(table))
          .param(ids(devices))
          .query(
              row -> {
                KnownSeries one = series.get(row.getInt("series_id"));
                if (one != null) {
                  long taken = millis(row, "taken_at") * 1_000;
                  long arrived = taken + row.getInt("delay_s") * 1_000_000L;
                  one.rememberJudged(KnownSeries.orderOf(taken, arrived), row.getDouble("value"));
                }
              });
    }
  }

  private void recallVigils(Map<Integer, KnownDevice> devices) {
    db.sql("select * from rule_state where device_id = any(?)")
        .param(ids(devices))
        .query(
            row -> {
              KnownDevice device = devices.get(row.getInt("device_id"));
              int rule = row.getInt("rule_id");
              int part = row.getInt("part");
              String state = row.getString("state");
              if (device != null) {
                device.vigils.stream()
                    .filter(vigil -> vigil.rule.id() == rule && vigil.part == part)
                    .forEach(vigil -> VigilRows.recall(vigil, state));
              }
            });
  }

  /** The stretch of each series that a rule about its change looks back at. */
  private void recallWindows(Map<Integer, KnownDevice> devices) {
    for (KnownDevice device : devices.values()) {
      for (KnownSeries one : device.series.values()) {
        for (KnownSeries.Watched watched : one.watched) {
          if (watched.vigil().condition instanceof Condition.Rate rate) {
            recallWindow(one, watched, rate.window());
          }
        }
      }
    }
  }

  private void recallWindow(KnownSeries series, KnownSeries.Watched watched, Duration window) {
    if (series.judgedMicros() == Long.MIN_VALUE) {
      return;
    }
    Rule rule = watched.vigil().rule;
    var from = Instant.ofEpochMilli(series.judgedMicros() / 1_000).minus(window);
    for (String table : List.of("reading", "reading_kept")) {
      db.sql(
              """
              select taken_at, value from %s
               where series_id = ? and taken_at >= ? and quality %% 10 < 2 order by taken_at
              """
                  .formatted(table))
          .params(series.id, from.atOffset(ZoneOffset.UTC))
          .query(
              row -> {
                long at = millis(row, "taken_at");
                if (book.covers(rule, Instant.ofEpochMilli(at))) {
                  watched.track().remember(at, row.getDouble("value"));
                }
              });
    }
  }

  private static long millis(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? 0 : at.toInstant().toEpochMilli();
  }
}
