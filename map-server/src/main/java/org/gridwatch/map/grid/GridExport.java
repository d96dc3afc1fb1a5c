package org.gridwatch.map.grid;

import org.gridwatch.map.account.Rights;
import tools.jackson.databind.node.ObjectNode;

/** Grids as a file that can be imported again, in the reference system that is asked for. */
final class GridExport {
  private GridExport() {}

  static byte[] write(Coverage coverage, Crs crs, Rights rights) {
    ObjectNode collection = GeoJson.JSON.createObjectNode();
    collection.put("type", "FeatureCollection").put("name", "grids");
    if (crs.name().startsWith("EPSG:")) {
      collection
          .putObject("crs")
          .put("type", "name")
          .putObject("properties")
          .put("name", "urn:ogc:def:crs:EPSG::" + crs.name().substring(5));
    }
    var features = collection.putArray("features");
    for (Grid grid : coverage.all()) {
      if (GridPages.visible(coverage, grid, rights)) {
        features.add(feature(coverage, grid, crs));
      }
    }
    return GeoJson.JSON.writeValueAsBytes(collection);
  }

  private static ObjectNode feature(Coverage coverage, Grid grid, Crs crs) {
    ObjectNode feature = GeoJson.JSON.createObjectNode();
    feature.put("type", "Feature");
    var properties =
        feature
            .putObject("properties")
            .put("code", grid.code())
            .put("level", grid.level())
            .put("parent", coverage.byId(grid.parentId()).map(Grid::code).orElse(""))
            .put("name", grid.name())
            .put("leader", grid.leader().name())
            .put("phone", grid.leader().phone());
    var deputies = properties.putArray("deputies");
    grid.deputies().forEach(deputy -> deputies.add(deputy.name()));
    feature.set("geometry", GeoJson.write(crs.fromWgs84(grid.boundary()), crs.decimals()));
    return feature;
  }
}
