package org.gridwatch.map.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds devices, addresses, streets, grids and leaders by what people type. */
@Component
class Search {
  private final DataSource database;
  private final Grids grids;
  private final Buildings buildings;
  private volatile String marker = "";
  private volatile SearchIndex index = SearchIndex.EMPTY;

  Search(DataSource database, Grids grids, Buildings buildings) {
    this.database = database;
    this.grids = grids;
    this.buildings = buildings;
  }

  /** Gathers everything again if something changed. */
  synchronized void refresh() {
    String now =
        grids.revision()
            + "."
            + buildings.revision()
            + "."
            + MapRevision.of(database, MapRevision.Part.BASEMAP)
            + "."
            + MapRevision.devices(database);
    if (now.equals(marker)) {
      return;
    }
    List<SearchIndex.Entry> entries = new ArrayList<>();
    entries.addAll(devices());
    addGrids(entries);
    addAddresses(entries);
    entries.addAll(streets());
    index = new SearchIndex(List.copyOf(entries));
    marker = now;
  }

  List<SearchIndex.Entry> find(String query, int limit, Rights rights) {
    Coverage coverage = grids.coverage();
    return index.find(
        query,
        limit,
        id ->
            rights.sees(id)
                || coverage
                    .byId(id)
                    .filter(grid -> !grid.leaf())
                    .map(grid -> GridPages.visible(coverage, grid, rights))
                    .orElse(false));
  }

  private List<SearchIndex.Entry> devices() {
    return JdbcClient.create(database)
        .sql(
            """
            select d.name, d.label, d.address, d.lon, d.lat, coalesce(p.leaf_grid_id, 0) as leaf
            from device d
            left join device_place p on p.device_id = d.id and p.valid_to is null
            where d.retired_at is null and d.lon is not null
            """)
        .query(
            (row, _) -> {
              String name = row.getString("name");
              String label = row.getString("label");
              return entry(
                  SearchIndex.Type.DEVICE,
                  label.isEmpty() ? name : label,
                  label.isEmpty()
                      ? row.getString("address")
                      : name + " " + row.getString("address"),
                  row.getDouble("lon"),
                  row.getDouble("lat"),
                  name,
                  row.getInt("leaf"),
                  List.of(name, label, row.getString("address")));
            })
        .list();
  }

  private void addGrids(List<SearchIndex.Entry> entries) {
    for (Grid grid : grids.all()) {
      if (grid.boundary().isEmpty()) {
        continue;
      }
      var middle = grid.boundary().getInteriorPoint();
      entries.add(
          entry(
              SearchIndex.Type.GRID,
              grid.name(),
              grid.code(),
              middle.getX(),
              middle.getY(),
              grid.code(),
              grid.id(),
              List.of(grid.name(), grid.code())));
      if (grid.leader().present()) {
        entries.add(
            entry(
                SearchIndex.Type.LEADER,
                grid.leader().name(),
                grid.name(),
                middle.getX(),
                middle.getY(),
                grid.code(),
                grid.id(),
                List.of(grid.leader().name())));
      }
    }
  }

  private void addAddresses(List<SearchIndex.Entry> entries) {
    for (Building building : buildings.all()) {
      boolean addressed = !building.address().isEmpty();
      if (addressed || !building.name().isEmpty()) {
        entries.add(
            entry(
                SearchIndex.Type.ADDRESS,
                addressed ? building.address() : building.name(),
                addressed ? building.name() : "",
                building.lon(),
                building.lat(),
                Integer.toString(building.id()),
                leafAt(building.lon(), building.lat()),
                List.of(building.address(), building.name())));
      }
    }
  }

  private int leafAt(double lon, double lat) {
    return grids.leafAt(lon, lat).map(Leaf::gridId).orElse(0);
  }

  /**
   * A street may be seen where one may be: it is found in each leaf that its parts' middles are in.
   */
  private List<SearchIndex.Entry> streets() {
    Map<String, SearchIndex.Entry> streets = new HashMap<>();
    JdbcClient.create(database)
        .sql("select name, shape from basemap_feature where layer = 'street' and name <> ''")
        .query(
            (row, _) -> {
              String name = row.getString("name");
              var middle = Wgs84.read(row.getBytes("shape")).getInteriorPoint();
              int leaf = leafAt(middle.getX(), middle.getY());
              return streets.putIfAbsent(
                  name + "|" + leaf,
                  entry(
                      SearchIndex.Type.ADDRESS,
                      name,
                      "",
                      middle.getX(),
                      middle.getY(),
                      "",
                      leaf,
                      List.of(name)));
            })
        .list();
    return List.copyOf(streets.values());
  }

  private static SearchIndex.Entry entry(
      SearchIndex.Type type,
      String title,
      String detail,
      double lon,
      double lat,
      String ref,
      int leaf,
      List<String> keys) {
    return new SearchIndex.Entry(
        type,
        title,
        detail.strip(),
        lon,
        lat,
        ref,
        leaf,
        keys.stream().map(SearchIndex::key).toList());
  }
}
