package org.gridwatch.map.grid;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The list of grids as the map page takes it, made once for all who may see the same. */
@Component
class GridPages {
  private static final int MOST_KEPT = 64;
  private static final Set<Integer> EVERYTHING = Set.of(-1);

  private final DataSource database;
  private final Grids grids;
  private final Buildings buildings;
  private volatile Picture picture;

  /** All that a page is made of, and the pages already made from it. */
  private record Picture(
      String marker, Coverage coverage, Census census, Map<Set<Integer>, Body> pages) {}

  GridPages(DataSource database, Grids grids, Buildings buildings) {
    this.database = database;
    this.grids = grids;
    this.buildings = buildings;
    this.picture =
        new Picture(
            "", Coverage.EMPTY, new Census(Map.of()), Collections.synchronizedMap(new HashMap<>()));
  }

  /** Counts again if grids, buildings or devices changed. */
  synchronized void refresh() {
    String marker =
        grids.revision() + "." + buildings.revision() + "." + MapRevision.devices(database);
    if (marker.equals(picture.marker())) {
      return;
    }
    Coverage coverage = grids.coverage();
    picture =
        new Picture(
            marker,
            coverage,
            Census.take(coverage, buildings, devicesByLeaf()),
            Collections.synchronizedMap(new Newest()));
  }

  private static final class Newest extends LinkedHashMap<Set<Integer>, Body> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Set<Integer>, Body> eldest) {
      return size() > MOST_KEPT;
    }
  }

  private Map<Integer, Integer> devicesByLeaf() {
    Map<Integer, Integer> counts = new HashMap<>();
    JdbcClient.create(database)
        .sql(
            """
            select p.leaf_grid_id, count(*) as devices
            from device_place p join device d on d.id = p.device_id
            where p.valid_to is null and p.leaf_grid_id is not null and d.retired_at is null
            group by p.leaf_grid_id
            """)
        .query((row, _) -> counts.put(row.getInt(1), row.getInt(2)))
        .list();
    return counts;
  }

  Census census() {
    return picture.census();
  }

  Body page(Rights rights) {
    Picture now = picture;
    Set<Integer> scope = rights.allLeaves() ? EVERYTHING : rights.leaves();
    return now.pages().computeIfAbsent(scope, _ -> make(now, rights));
  }

  /** Seen whole or not at all: a grid is visible to who may see every leaf of it. */
  static boolean visible(Coverage coverage, Grid grid, Rights rights) {
    return rights.allLeaves()
        || (grid.leaf()
            ? rights.sees(grid.id())
            : coverage.leavesUnder(Set.of(grid.id())).stream().allMatch(rights::sees)
                && !coverage.leavesUnder(Set.of(grid.id())).isEmpty());
  }

  private static Body make(Picture now, Rights rights) {
    ObjectNode collection = GeoJson.JSON.createObjectNode();
    collection.put("type", "FeatureCollection");
    var features = collection.putArray("features");
    for (Grid grid : now.coverage().all()) {
      if (visible(now.coverage(), grid, rights)) {
        features.add(feature(now, grid, rights));
      }
    }
    int scope = rights.allLeaves() ? 0 : rights.leaves().hashCode();
    return new Body(
        GeoJson.JSON.writeValueAsBytes(collection),
        now.marker() + "." + Integer.toHexString(scope));
  }

  private static ObjectNode feature(Picture now, Grid grid, Rights rights) {
    ObjectNode feature = GeoJson.JSON.createObjectNode();
    feature.put("type", "Feature");
    var count = now.census().of(grid.id());
    var parent =
        now.coverage()
            .byId(grid.parentId())
            .filter(above -> visible(now.coverage(), above, rights))
            .map(Grid::code);
    feature
        .putObject("properties")
        .put("id", grid.id())
        .put("code", grid.code())
        .put("level", grid.level())
        .put("parent", parent.orElse(null))
        .put("name", grid.name())
        .put("leader", grid.leader().present() ? grid.leader().name() : null)
        .put("leaf", grid.leaf())
        .put("households", count.households())
        .put("devices", count.devices());
    feature.set("geometry", GeoJson.write(grid.boundary(), 8));
    return feature;
  }
}
