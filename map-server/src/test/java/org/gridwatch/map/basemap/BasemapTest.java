package org.gridwatch.map.basemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.gridwatch.ingest.store.TestDatabase;
import org.gridwatch.map.grid.Building;
import org.gridwatch.map.grid.BuildingWriter;
import org.gridwatch.map.grid.Buildings;
import org.gridwatch.map.grid.Crs;
import org.gridwatch.map.grid.GeoJson;
import org.gridwatch.map.grid.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

class BasemapTest {
  private TestDatabase database;
  private Buildings buildings;
  private Basemap basemap;
  private BasemapImport imports;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    var source = database.dataSource();
    buildings = new Buildings(source);
    basemap = new Basemap(source, buildings);
    imports =
        new BasemapImport(
            new BuildingWriter(source), new BasemapWriter(source), buildings, basemap);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private BasemapImport.Report take(String file) throws IOException {
    try (var in = Files.newInputStream(SharedData.path("maps/" + file))) {
      return imports.run(in, Crs.of(""), false);
    }
  }

  private BasemapImport.Report takeText(String text) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return imports.run(in, Crs.of(""), false);
  }

  /** The layers of the tile that a place lies in. */
  private JsonNode tileAt(double lon, double lat, int zoom) {
    double n = Math.pow(2, zoom);
    int x = (int) ((lon + 180) / 360 * n);
    double radians = Math.toRadians(lat);
    int y = (int) ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2 * n);
    ResponseEntity<byte[]> answer = basemap.tile(zoom, x, y).answer("application/json", null, null);
    return GeoJson.JSON.readTree(answer.getBody()).path("layers");
  }

  @Test
  void takesMonacoFromItsPbf() throws IOException {
    var report = take("monaco/monaco-latest.osm.pbf");
    assertThat(report.accepted().get("building")).isBetween(1150, 1260);
    assertThat(report.accepted().get("street")).isBetween(2000, 2500);
    assertThat(report.accepted()).containsKeys("water", "green", "rail");
    assertThat(report.addressed()).isGreaterThan(100);
    assertThat(buildings.all()).extracting(Building::name).contains("Musée Océanographique");
    JsonNode near = tileAt(7.4255, 43.7308, 17);
    assertThat(near.path("building").valueStream().map(b -> b.path("n").asString("")))
        .contains("Musée Océanographique");
    assertThat(near.path("street")).isNotEmpty();
    JsonNode far = tileAt(7.4255, 43.7308, 12);
    assertThat(far.path("building")).isEmpty();
    assertThat(far.path("street")).isNotEmpty();
  }

  @Test
  void takingTheSameExtractAgainDoublesNothing() throws IOException {
    take("krems/krems.osm.pbf");
    buildings.refresh();
    int before = buildings.all().size();
    take("krems/krems.osm.pbf");
    assertThat(buildings.all()).hasSize(before).hasSizeBetween(1100, 1300);
  }

  @Test
  void buildingsThatWereCutAtTileEdgesBecomeWholeAgain() throws IOException {
    var report = take("shanghai-lujiazui/lujiazui-buildings.geojson");
    int whole = report.accepted().getOrDefault("building", 0);
    assertThat(whole).isLessThan(1_517).isGreaterThan(1_000);
    assertThat(buildings.all()).hasSize(whole);
    assertThat(take("shanghai-lujiazui/lujiazui-roads.geojson").accepted().get("street"))
        .isGreaterThan(500);
    assertThat(take("shanghai-lujiazui/lujiazui-water.geojson").accepted()).containsKey("water");
    assertThat(take("shanghai-lujiazui/lujiazui-landuse.geojson").accepted()).containsKey("green");
  }

  @Test
  void takesTheGeoJsonOfAnExtractToo() throws IOException {
    var report = take("krems/krems-buildings.geojson");
    assertThat(report.accepted().get("building")).isBetween(1100, 1200);
  }

  private static final int MARGIN = 192; // at zoom 17, half of the widest street

  private static final String TINY =
      """
      {"type":"FeatureCollection","features":[
       {"type":"Feature","properties":{"@type":"way","@id":1,"building":"yes","addr:street":"车城路","addr:housenumber":"8号"},
        "geometry":{"type":"Polygon","coordinates":[[[110.8,32.6],[110.801,32.6],[110.801,32.601],[110.8,32.601],[110.8,32.6]]]}},
       {"type":"Feature","properties":{"@type":"way","@id":2,"highway":"primary_link","name":"东大街"},
        "geometry":{"type":"LineString","coordinates":[[110.79,32.6005],[110.81,32.6005]]}},
       {"type":"Feature","properties":{"highway":"bus_stop"},"geometry":{"type":"Point","coordinates":[110.8,32.6]}},
       {"type":"Feature","properties":{"highway":"primary"},"geometry":{"type":"LineString","coordinates":[[1,"x"],[2,3]]}}
      ]}
      """;

  @Test
  void aTileHoldsWholeNumbersFromItsCorner() throws IOException {
    var report = takeText(TINY);
    assertThat(report.accepted()).containsEntry("building", 1).containsEntry("street", 1);
    assertThat(report.addressed()).isEqualTo(1);
    assertThat(report.skipped().values()).containsExactlyInAnyOrder(1, 1);
    JsonNode tile = tileAt(110.8005, 32.6005, 17);
    assertThat(tile.path("building").path(0).path("n").asString()).isEqualTo("车城路8号");
    JsonNode street = tile.path("street").path(0);
    assertThat(street.path("c").asString()).isEqualTo("primary");
    assertThat(street.path("n").asString()).isEqualTo("东大街");
    assertThat(street.path("p").path(0).valueStream().mapToInt(JsonNode::asInt))
        .hasSize(4)
        .allMatch(number -> number >= -MARGIN && number <= 4096 + MARGIN);
  }

  @Test
  void anImportMakesNewTiles() throws IOException {
    assertThat(tileAt(110.8005, 32.6005, 17).path("street")).isEmpty();
    takeText(TINY);
    assertThat(tileAt(110.8005, 32.6005, 17).path("street")).hasSize(1);
  }

  @Test
  void aFileThatIsNoMapIsRefusedInWords() {
    assertThatThrownBy(() -> takeText("hello")).isInstanceOf(NotAMap.class);
    assertThatThrownBy(() -> takeText("{\"type\":\"Point\"}"))
        .isInstanceOf(NotAMap.class)
        .hasMessageContaining("FeatureCollection");
    assertThatThrownBy(() -> takeText("\0\0\0\15\12\11OSMHeader\30\1garbage"))
        .isInstanceOfAny(NotAMap.class, IOException.class);
  }
}
