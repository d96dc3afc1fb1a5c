package org.gridwatch.map.notify.route;

import java.sql.Timestamp;
import java.time.Instant;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.duty.Responsibility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the grid in which an alert would be raised. */
@Component
class Spot {
  /**
   * @param gridId 0: in no grid
   * @param kind of the device; other: no device was named
   */
  record Place(int gridId, String grid, String kind) {}

  private final JdbcClient db;
  private final Grids grids;
  private final Responsibility responsibility;

  Spot(JdbcClient db, Grids grids, Responsibility responsibility) {
    this.db = db;
    this.grids = grids;
    this.responsibility = responsibility;
  }

  Place of(Rights rights, @Nullable String device, @Nullable String grid, Instant at) {
    if (device != null && grid == null) {
      return ofDevice(rights, device, at);
    }
    if (device != null || grid == null) {
      throw new BadInput("device", device, "either device or grid must be given");
    }
    var found = responsibility.visible(rights, grid);
    return new Place(found.id(), found.code(), "other");
  }

  /** Where it is at that time; of a time to come, where it is now. */
  private Place ofDevice(Rights rights, String name, Instant at) {
    return db.sql(
            """
            select d.kind, coalesce(p.leaf_grid_id, 0) as leaf from device d
              left join device_place p on p.device_id = d.id and p.valid_from <= greatest(:at, d.registered_at)
                                      and (p.valid_to is null or p.valid_to > :at)
             where d.name = :name
             order by p.valid_from desc nulls last limit 1
            """)
        .param("name", name)
        .param("at", Timestamp.from(at))
        .query(
            (row, _) -> {
              int leaf = row.getInt("leaf");
              var code = grids.byId(leaf).map(grid -> grid.code()).orElse("");
              return new Place(leaf, code, row.getString("kind"));
            })
        .optional()
        .filter(place -> rights.sees(place.gridId))
        .orElseThrow(() -> new NotFound("device", name));
  }
}
