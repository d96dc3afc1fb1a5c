package org.gridwatch.map.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Life;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A week or more before the demo began, from the same curves, so that its charts and its rules have
 * a past. Written before the first reading arrives; the same instants again change nothing.
 */
@Component
@ConditionalOnBooleanProperty("gridwatch.role.map")
class DemoHistory {
  private static final Duration SPAN = Duration.ofDays(7);

  /** What a burst pipe is held against: the same hour of four weeks. */
  private static final Duration SPAN_OF_INLETS = Duration.ofDays(28);

  private static final Duration STEP = Duration.ofMinutes(30);
  private static final int ROWS_AT_ONCE = 50_000;

  private final JdbcClient jdbc;
  private final DataSource database;
  private final ReadingStore store;

  DemoHistory(JdbcClient jdbc, DataSource database, ReadingStore store) {
    this.jdbc = jdbc;
    this.database = database;
    this.store = store;
  }

  void write(Community community, Instant until) throws SQLException {
    var measuring = community.devices().stream().filter(DemoHistory::measures).toList();
    var series = series(community, measuring, until);
    var rows = new ReadingRows(ROWS_AT_ONCE);
    for (Community.Device device : measuring) {
      Life.history(community, device, until.minus(span(device)), until, STEP)
          .forEach(reading -> add(rows, reading, series));
      if (rows.size() >= ROWS_AT_ONCE) {
        append(rows);
      }
    }
    append(rows);
  }

  private static Duration span(Community.Device device) {
    return device.model().equals("inlet") ? SPAN_OF_INLETS : SPAN;
  }

  private static boolean measures(Community.Device device) {
    return device.kind() != Community.Kind.CAMERA && !device.isGateway();
  }

  /** Which quantities a device has shows in a single sample of it. */
  private Map<String, Integer> series(
      Community community, List<Community.Device> devices, Instant until) {
    for (Community.Device device : devices) {
      Life.history(community, device, until.minus(STEP), until, STEP)
          .forEach(reading -> create(device.name(), reading.quantity().name()));
    }
    var ids = new HashMap<String, Integer>();
    jdbc.sql(
            "select d.name || ' ' || s.quantity as key, s.id from series s join device d on d.id = s.device_id")
        .query(
            row -> {
              ids.put(row.getString("key"), row.getInt("id"));
            });
    return ids;
  }

  private void create(String device, String quantity) {
    jdbc.sql(
            """
            insert into series (device_id, quantity) select id, ? from device where name = ?
            on conflict do nothing
            """)
        .params(quantity, device)
        .update();
  }

  private static void add(ReadingRows rows, Reading reading, Map<String, Integer> series) {
    Integer id = series.get(reading.device() + " " + reading.quantity());
    if (id != null) {
      long micros = reading.takenAt().toEpochMilli() * 1_000;
      rows.add(id, micros, reading.value(), reading.quality().code(), (short) 0, true, false);
    }
  }

  private void append(ReadingRows rows) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      store.append(connection, rows);
      connection.commit();
      connection.setAutoCommit(true);
    }
    rows.clear();
  }
}
