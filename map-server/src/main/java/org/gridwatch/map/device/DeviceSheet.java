package org.gridwatch.map.device;

import static org.gridwatch.map.device.DeviceList.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.ingest.rule.Condition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything there is to know about one device now. */
@Component
class DeviceSheet {
  record Sheet(
      int id,
      String name,
      String kind,
      String model,
      String label,
      String address,
      @Nullable Double lon,
      @Nullable Double lat,
      @Nullable String gateway,
      int expectedIntervalSeconds,
      List<String> tags,
      String liveUrl,
      boolean originalTime,
      boolean hasToken,
      @Nullable Instant retiredAt,
      String state,
      @Nullable Instant since,
      String reason,
      @Nullable Instant lastHeardAt,
      @Nullable Boolean online,
      @Nullable InGrid grid,
      @Nullable String building,
      List<SeriesNow> series,
      List<String> formerNames) {}

  record InGrid(String code, String name, @Nullable String leader) {}

  record SeriesNow(
      int id,
      String quantity,
      String unit,
      int decimals,
      @Nullable Latest latest,
      @Nullable Band band) {}

  record Latest(double value, Instant takenAt, String quality, @Nullable String qualityReason) {}

  /** Raise limits: of the yellow and blue steps the warning, of orange and red the alarm. */
  record Band(
      @Nullable Double warnLow,
      @Nullable Double warnHigh,
      @Nullable Double alarmLow,
      @Nullable Double alarmHigh) {}

  private static final String DEVICE =
      """
      select d.*, gw.name as gateway, coalesce(s.state, 'normal') as state, s.since,
             coalesce(s.reason, '') as reason, s.last_heard_at, s.online,
             g.code as grid_code, g.name as grid_name, leader.name as leader,
             coalesce(nullif(b.name, ''), b.address) as building,
             array(select h.name from device_name_history h
                   where h.device_id = d.id order by h.until desc) as former_names
      from device d
      left join device gw on gw.id = d.gateway_id
      left join device_state s on s.device_id = d.id
      left join device_place p on p.device_id = d.id and p.valid_to is null
      left join grid g on g.id = p.leaf_grid_id
      left join grid_person gp
        on gp.grid_id = g.id and gp.part = 'leader' and gp.valid_to is null
      left join person leader on leader.id = gp.person_id
      left join building b on b.id = p.building_id
      where d.id = ?
      """;

  private static final String SERIES =
      """
      select s.id, s.quantity, l.value, l.taken_at, l.quality
      from series s
      left join latest l on l.series_id = s.id
      where s.device_id = ?
      order by s.quantity
      """;

  private final JdbcClient db;
  private final Limits limits;

  DeviceSheet(JdbcClient db, Limits limits) {
    this.db = db;
    this.limits = limits;
  }

  Sheet of(int deviceId) {
    var rules = limits.of(deviceId);
    var series = db.sql(SERIES).param(deviceId).query((row, n) -> series(row, rules)).list();
    return db.sql(DEVICE).param(deviceId).query((row, n) -> sheet(row, series)).single();
  }

  private static Sheet sheet(ResultSet row, List<SeriesNow> series) throws SQLException {
    var code = row.getString("grid_code");
    return new Sheet(
        row.getInt("id"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("model"),
        row.getString("label"),
        row.getString("address"),
        row.getObject("lon", Double.class),
        row.getObject("lat", Double.class),
        row.getString("gateway"),
        row.getInt("expected_interval_s"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getString("live_url"),
        row.getBoolean("original_time"),
        row.getBytes("token_sha256") != null,
        instant(row, "retired_at"),
        row.getString("state"),
        instant(row, "since"),
        row.getString("reason"),
        instant(row, "last_heard_at"),
        row.getObject("online", Boolean.class),
        code == null ? null : new InGrid(code, row.getString("grid_name"), row.getString("leader")),
        row.getString("building"),
        series,
        List.of((String[]) row.getArray("former_names").getArray()));
  }

  private static SeriesNow series(ResultSet row, List<Condition.Level> rules) throws SQLException {
    var quantity = row.getString("quantity");
    var unit = Unit.of(new Quantity(quantity));
    return new SeriesNow(
        row.getInt("id"),
        quantity,
        unit.symbol(),
        unit.decimals(),
        latest(row),
        Limits.band(rules, quantity));
  }

  private static @Nullable Latest latest(ResultSet row) throws SQLException {
    var takenAt = instant(row, "taken_at");
    if (takenAt == null) {
      return null;
    }
    var quality = Quality.ofCode(row.getInt("quality"));
    boolean plain = quality.reason() == Quality.Reason.NONE;
    return new Latest(
        row.getDouble("value"),
        takenAt,
        quality.grade().name().toLowerCase(Locale.ROOT),
        plain ? null : quality.reason().name().toLowerCase(Locale.ROOT));
  }
}
