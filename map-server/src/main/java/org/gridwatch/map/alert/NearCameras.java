package org.gridwatch.map.alert;

import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.map.account.Rights;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cameras that may see the place of an alert. */
@Component
class NearCameras {
  private static final int MOST = 3;
  private static final double FARTHEST_M = 1_000;

  private static final String NEAREST =
      """
      select * from (
        select d.name, d.label,
               111195 * sqrt(((d.lon - :lon) * cos(radians(:lat))) ^ 2 + (d.lat - :lat) ^ 2) as m,
               exists (select 1 from device_snapshot s where s.device_id = d.id) as pictured
          from device d left join device_place a on a.device_id = d.id and a.valid_to is null
         where d.kind = 'camera' and d.retired_at is null and d.lon is not null
           and (:all or a.leaf_grid_id = any(:leaves))) near
       where m <= :farthest order by m limit :most
      """;

  private final SeenAlerts seen;
  private final JsonMapper json;

  NearCameras(SeenAlerts seen, JsonMapper json) {
    this.seen = seen;
    this.json = json;
  }

  /** Nearest first, those that the asker may see. */
  List<ObjectNode> of(Rights rights, Alert.Place place) {
    if (place.lon() == null || place.lat() == null) {
      return List.of();
    }
    return seen.query(rights, NEAREST)
        .param("lon", place.lon())
        .param("lat", place.lat())
        .param("farthest", FARTHEST_M)
        .param("most", MOST)
        .query(
            (row, n) ->
                json.createObjectNode()
                    .put("device", row.getString("name"))
                    .put("label", row.getString("label"))
                    .put("distanceM", Math.round(row.getDouble("m")))
                    .put("hasSnapshot", row.getBoolean("pictured")))
        .list();
  }
}
