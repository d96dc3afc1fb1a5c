package org.gridwatch.ingest.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All bands as they are set now. A device's own band of a quantity wins over the quantity's.
 *
 * @param byQuantity of any device
 * @param ofDevices by device, then by quantity
 */
public record Bands(Map<String, Band> byQuantity, Map<Integer, Map<String, Band>> ofDevices) {
  public static final Bands NONE = new Bands(Map.of(), Map.of());

  private record Row(String quantity, int deviceId, Band band) {}

  public static Bands read(DataSource dataSource) {
    var general = new HashMap<String, Band>();
    var own = new HashMap<Integer, Map<String, Band>>();
    JdbcClient.create(dataSource)
        .sql("select * from quantity_band")
        .query(Bands::row)
        .list()
        .forEach(
            row -> {
              if (row.deviceId() == 0) {
                general.put(row.quantity(), row.band());
              } else {
                own.computeIfAbsent(row.deviceId(), id -> new HashMap<>())
                    .put(row.quantity(), row.band());
              }
            });
    return new Bands(general, own);
  }

  public Band of(int deviceId, String quantity) {
    @Nullable Map<String, Band> own = ofDevices.get(deviceId);
    @Nullable Band band = own == null ? null : own.get(quantity);
    return band != null ? band : Objects.requireNonNullElse(byQuantity.get(quantity), Band.NONE);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getString("quantity"),
        row.getInt("device_id"),
        new Band(
            limit(row, "warn_low", Double.NEGATIVE_INFINITY),
            limit(row, "warn_high", Double.POSITIVE_INFINITY),
            limit(row, "alarm_low", Double.NEGATIVE_INFINITY),
            limit(row, "alarm_high", Double.POSITIVE_INFINITY)));
  }

  private static double limit(ResultSet row, String column, double none) throws SQLException {
    @Nullable Double limit = row.getObject(column, Double.class);
    return limit == null ? none : limit;
  }
}
