package org.gridwatch.ingest.device;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the table {@code device}; within the caller's transaction. */
final class DeviceRows {
  private static final String SELECT =
      """
      select d.*, coalesce(g.name, '') as gateway
        from device d left join device g on g.id = d.gateway_id
      """;

  private final JdbcClient db;
  private final JdbcTemplate batches;

  DeviceRows(JdbcTemplate batches) {
    this.batches = batches;
    this.db = JdbcClient.create(batches);
  }

  Optional<Device> find(String name) {
    return db.sql(SELECT + "where d.name = ?").param(name).query(DeviceRows::read).optional();
  }

  Optional<Device> find(int id) {
    return db.sql(SELECT + "where d.id = ?").param(id).query(DeviceRows::read).optional();
  }

  List<Device> all() {
    return db.sql(SELECT + "order by d.name").query(DeviceRows::read).list();
  }

  List<Device> changedAfter(long revision) {
    return db.sql(SELECT + "where d.revision > ? order by d.id")
        .param(revision)
        .query(DeviceRows::read)
        .list();
  }

  Map<String, Device> named(Collection<String> names) {
    var found = new HashMap<String, Device>();
    db.sql(SELECT + "where d.name = any(?)")
        .param(names.toArray(String[]::new))
        .query(DeviceRows::read)
        .list()
        .forEach(device -> found.put(device.name(), device));
    return found;
  }

  /** A row to be: its name, what is known of it, and the token it was just given. */
  record NewRow(String name, DeviceDetails details, String token) {}

  void insert(List<NewRow> rows, long revision) {
    batches.batchUpdate(
        """
        insert into device (name, kind, model, label, expected_interval_s, lon, lat, address, tags,
                            live_url, original_time, revision, token_sha256)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
        Math.max(1, rows.size()),
        (statement, row) -> {
          statement.setString(1, row.name());
          setDetails(statement, 2, row.details());
          statement.setLong(12, revision);
          statement.setBytes(13, Token.sha256(row.token()));
        });
    setGateways(rows.stream().filter(row -> !row.details().gateway().isEmpty()).toList());
    db.sql(
            """
            insert into device_state (device_id, since)
            select id, registered_at from device where revision = ? on conflict do nothing
            """)
        .param(revision)
        .update();
  }

  /** After all rows are in: a gateway may come in the same list as the devices behind it. */
  private void setGateways(List<NewRow> rows) {
    batches.batchUpdate(
        """
        update device set gateway_id = (select id from device where name = ?) where name = ?
        """,
        rows,
        Math.max(1, rows.size()),
        (statement, row) -> {
          statement.setString(1, row.details().gateway());
          statement.setString(2, row.name());
        });
  }

  void update(Map<Integer, DeviceDetails> changes, long revision) {
    batches.batchUpdate(
        """
        update device
           set kind = ?, model = ?, label = ?, expected_interval_s = ?, lon = ?, lat = ?,
               address = ?, tags = ?, live_url = ?, original_time = ?, revision = ?,
               gateway_id = (select g.id from device g where g.name = ?)
         where id = ?
        """,
        List.copyOf(changes.entrySet()),
        Math.max(1, changes.size()),
        (statement, change) -> {
          setDetails(statement, 1, change.getValue());
          statement.setLong(11, revision);
          statement.setString(12, change.getValue().gateway());
          statement.setInt(13, change.getKey());
        });
  }

  /** Ten parameters from {@code first} on. */
  private static void setDetails(PreparedStatement statement, int first, DeviceDetails details)
      throws SQLException {
    statement.setString(first, details.kind().label());
    statement.setString(first + 1, details.model());
    statement.setString(first + 2, details.label());
    statement.setInt(first + 3, details.expectedIntervalSeconds());
    @Nullable Position position = details.position();
    if (position == null) {
      statement.setNull(first + 4, Types.DOUBLE);
      statement.setNull(first + 5, Types.DOUBLE);
    } else {
      statement.setDouble(first + 4, position.lon());
      statement.setDouble(first + 5, position.lat());
    }
    statement.setString(first + 6, details.address());
    statement.setArray(
        first + 7, statement.getConnection().createArrayOf("text", details.tags().toArray()));
    statement.setString(first + 8, details.liveUrl());
    statement.setBoolean(first + 9, details.originalTime());
  }

  private static Device read(ResultSet row, int number) throws SQLException {
    @Nullable OffsetDateTime retired = row.getObject("retired_at", OffsetDateTime.class);
    return new Device(
        row.getInt("id"),
        row.getString("name"),
        readDetails(row),
        row.getInt("gateway_id"),
        row.getBytes("token_sha256") != null,
        row.getObject("registered_at", OffsetDateTime.class).toInstant(),
        retired == null ? null : retired.toInstant(),
        row.getLong("revision"));
  }

  private static DeviceDetails readDetails(ResultSet row) throws SQLException {
    @Nullable Double lon = row.getObject("lon", Double.class);
    @Nullable Double lat = row.getObject("lat", Double.class);
    return new DeviceDetails(
        Kind.parse(row.getString("kind")).orElseThrow(),
        row.getString("model"),
        row.getString("label"),
        row.getInt("expected_interval_s"),
        lon == null || lat == null ? null : new Position(lon, lat),
        row.getString("address"),
        row.getString("gateway"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getString("live_url"),
        row.getBoolean("original_time"));
  }
}
