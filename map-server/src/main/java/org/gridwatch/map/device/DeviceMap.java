package org.gridwatch.map.device;

import java.util.Map;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All devices in service as columns, as the map draws them: 20,000 in a moment. */
@Component
class DeviceMap {
  private static final Map<String, Integer> KINDS =
      Map.of("gas", 0, "water", 1, "power", 2, "camera", 3);

  /** Devices without a position are not on the map; those in no leaf have the leaf 0. */
  private static final String SELECT =
      """
      select d.id, d.name, d.kind, d.lon, d.lat, d.label, coalesce(p.leaf_grid_id, 0) as leaf
      from device d
      left join device_place p on p.device_id = d.id and p.valid_to is null
      where d.retired_at is null and d.lon is not null
        and (:all or p.leaf_grid_id = any(:leaves))
      order by d.id
      """;

  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  private record Encoded(String mark, byte[] json) {}

  private final JdbcClient db;
  private final JsonMapper json;
  private volatile @Nullable Encoded wholeCommunity;

  DeviceMap(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Changes when what these rights see of the registry may have changed. */
  String mark(Rights rights) {
    long revision = db.sql("select revision from registry_revision").query(Long.class).single();
    return revision + "-" + (rights.allLeaves() ? "all" : Area.mark(rights));
  }

  /** The JSON; what everybody may see is encoded once for all of them. */
  byte[] encoded(Rights rights, String mark) {
    var ready = wholeCommunity;
    if (rights.allLeaves() && ready != null && ready.mark.equals(mark)) {
      return ready.json;
    }
    var fresh = new Encoded(mark, json.writeValueAsBytes(read(rights)));
    if (rights.allLeaves()) {
      wholeCommunity = fresh;
    }
    return fresh.json;
  }

  private DeviceColumns read(Rights rights) {
    var columns = new DeviceColumns();
    db.sql(SELECT)
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray())
        .query(
            row -> {
              columns.ids.add(row.getInt("id"));
              columns.names.add(row.getString("name"));
              columns.kinds.add(KINDS.getOrDefault(row.getString("kind"), 0));
              columns.lons.add(row.getDouble("lon"));
              columns.lats.add(row.getDouble("lat"));
              columns.leaves.add(row.getInt("leaf"));
              columns.labels.add(row.getString("label"));
            });
    return columns;
  }
}
