package org.gridwatch.map.basemap;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridwatch.map.grid.BuildingDraft;
import org.gridwatch.map.grid.BuildingWriter;
import org.gridwatch.map.grid.Buildings;
import org.gridwatch.map.grid.Crs;
import org.springframework.stereotype.Component;

/** Takes buildings, streets, water and green from a map file. */
@Component
class BasemapImport {
  private static final String OSM = "osm";

  /**
   * What was found, by kind; what was left out, by reason.
   *
   * @param addressed buildings that have an address now
   */
  record Report(
      Map<String, Integer> accepted,
      int addressed,
      Map<String, Integer> skipped,
      boolean applied) {}

  private final BuildingWriter buildingWriter;
  private final BasemapWriter writer;
  private final Buildings buildings;
  private final Basemap basemap;

  BasemapImport(
      BuildingWriter buildingWriter, BasemapWriter writer, Buildings buildings, Basemap basemap) {
    this.buildingWriter = buildingWriter;
    this.writer = writer;
    this.buildings = buildings;
    this.basemap = basemap;
  }

  Report run(InputStream body, Crs crs, boolean dryRun) throws IOException {
    var extract = new Extract();
    read(new BufferedInputStream(body, 1 << 16), crs, extract);
    List<BuildingDraft> houses = extract.buildings();
    List<BasemapFeature> features = extract.features();
    boolean apply = !dryRun && !(houses.isEmpty() && features.isEmpty());
    if (apply) {
      buildingWriter.add(houses, OSM);
      writer.add(features, OSM);
      buildings.refresh();
      basemap.refresh();
    }
    int addressed = (int) houses.stream().filter(house -> !house.address().isEmpty()).count();
    return new Report(counts(houses, features), addressed, extract.skipped(), apply);
  }

  private static void read(InputStream body, Crs crs, Extract extract) throws IOException {
    body.mark(16);
    byte[] head = body.readNBytes(16);
    body.reset();
    if (new String(head, java.nio.charset.StandardCharsets.ISO_8859_1).contains("OSMHeader")) {
      OsmMap.read(body, extract);
    } else {
      GeoJsonMap.read(body, crs, extract);
    }
  }

  private static Map<String, Integer> counts(
      List<BuildingDraft> houses, List<BasemapFeature> features) {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("building", houses.size());
    features.forEach(feature -> counts.merge(feature.layer().word(), 1, Integer::sum));
    return counts;
  }
}
