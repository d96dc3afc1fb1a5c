package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.store.TestDatabase;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.account.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.node.ObjectNode;

class GridImportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-04-01T00:00:00Z");
  private static final Rights PLANNER =
      new Rights(1, "p", Role.PLANNER, true, Set.of(), 0, new Rights.Proof.Session("s"));
  private static final double CENTIMETRE = 1e-7;

  private TestDatabase database;
  private Grids grids;
  private GridImport imports;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    grids = new Grids(database.dataSource());
    imports = new GridImport(database.dataSource(), grids, new GridWriter(database.dataSource()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private record Feature(String properties, Geometry shape) {}

  private static Feature leaf(String code, Geometry shape) {
    return new Feature("{\"code\":\"" + code + "\",\"level\":2,\"parent\":\"9\"}", shape);
  }

  private static byte[] file(Feature... features) {
    ObjectNode collection = GeoJson.JSON.createObjectNode().put("type", "FeatureCollection");
    var array = collection.putArray("features");
    array
        .addObject()
        .put("type", "Feature")
        .putNull("geometry")
        .set("properties", GeoJson.JSON.readTree("{\"code\":\"9\",\"level\":1,\"name\":\"社区\"}"));
    for (Feature feature : features) {
      ObjectNode node = array.addObject().put("type", "Feature");
      node.set("properties", GeoJson.JSON.readTree(feature.properties()));
      node.set("geometry", GeoJson.write(feature.shape(), 9));
    }
    return GeoJson.JSON.writeValueAsBytes(collection);
  }

  private GridImport.Report take(byte[] body) {
    return imports.run(body, options("WGS84"), NOW);
  }

  private static GridImport.Options options(String crs) {
    return new GridImport.Options(Crs.of(crs), false, false, false, "社区");
  }

  @Test
  void anEmptyInstallationTakesItsFirstCommunity() {
    var report = take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    assertThat(report.rejected()).isEmpty();
    assertThat(report.topology()).isEmpty();
    assertThat(report.applied()).isTrue();
    assertThat(grids.byCode("9").orElseThrow().boundary().getArea())
        .isCloseTo(2 * Town.SIDE * Town.SIDE, within(1e-12));
  }

  @Test
  void aDryRunChangesNothing() {
    var options = new GridImport.Options(Crs.of(""), true, false, false, "社区");
    var report = imports.run(file(leaf("91", Town.square(0))), options, NOW);
    assertThat(report.sound()).isTrue();
    assertThat(report.applied()).isFalse();
    assertThat(report.added()).isEqualTo(2);
    assertThat(grids.all()).isEmpty();
  }

  @Test
  void onlyABoundaryThatMovedGetsANewVersion() {
    take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    double cut = Town.WEST + Town.SIDE * 1.3;
    var wider = Town.box(Town.WEST, Town.SOUTH, cut, Town.SOUTH + Town.SIDE);
    var narrower = Town.box(cut, Town.SOUTH, Town.WEST + 2 * Town.SIDE, Town.SOUTH + Town.SIDE);
    assertThat(take(file(leaf("91", Town.square(0)))).redrawn()).isZero();
    var report =
        imports.run(file(leaf("91", wider), leaf("92", narrower)), options("WGS84"), LATER);
    assertThat(report.redrawn()).isEqualTo(2);
    assertThat(report.applied()).isTrue();
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    select count(*) from boundary_version
                    where valid_from = '2026-03-01Z' and valid_to = '2026-04-01Z'
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(grids.leafAt(Town.WEST + Town.SIDE * 1.2, Town.middleLat()))
        .hasValueSatisfying(leaf -> assertThat(leaf.code()).isEqualTo("91"));
  }

  @Test
  void aLeafThatIsSplitBecomesAParent() {
    take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    double cut = Town.WEST + Town.SIDE / 2;
    var left = Town.box(Town.WEST, Town.SOUTH, cut, Town.SOUTH + Town.SIDE);
    var right = Town.box(cut, Town.SOUTH, Town.WEST + Town.SIDE, Town.SOUTH + Town.SIDE);
    var report =
        take(
            file(
                new Feature("{\"编码\":\"911\",\"层级\":\"微网格\",\"上级编码\":\"91\",\"网格长\":\"李四\"}", left),
                new Feature("{\"编码\":\"912\",\"层级\":3,\"上级编码\":\"91\"}", right)));
    assertThat(report.rejected()).isEmpty();
    assertThat(report.applied()).isTrue();
    assertThat(grids.byCode("91").orElseThrow().leaf()).isFalse();
    assertThat(grids.byCode("911").orElseThrow().leader().name()).isEqualTo("李四");
  }

  @Test
  void replacingEndsWhatTheFileLeavesOutAndItsCodeNeverReturns() {
    take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    var replace = new GridImport.Options(Crs.of(""), false, true, false, "社区");
    assertThat(imports.run(file(leaf("91", Town.square(0))), replace, LATER).ended()).isEqualTo(1);
    assertThat(grids.byCode("92")).isEmpty();
    var again = take(file(leaf("92", Town.square(1))));
    assertThat(again.applied()).isFalse();
    assertThat(again.rejected()).anySatisfy(r -> assertThat(r.message()).contains("92", "never"));
  }

  @Test
  void sayWhereTwoGridsOverlapAndRefuseThem() {
    double into = Town.WEST + Town.SIDE * 0.9;
    var over = Town.box(into, Town.SOUTH, Town.WEST + 2 * Town.SIDE, Town.SOUTH + Town.SIDE);
    var report = take(file(leaf("91", Town.square(0)), leaf("92", over)));
    assertThat(report.applied()).isFalse();
    assertThat(report.topology())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.OVERLAP);
              assertThat(finding.grids()).containsExactly("91", "92");
              assertThat(finding.areaM2()).isCloseTo(1040, within(10.0));
              assertThat(finding.place()[0]).isBetween(into, Town.WEST + Town.SIDE);
            });
    assertThat(grids.all()).isEmpty();
  }

  @Test
  void sayWhereNothingCoversTheGround() {
    Geometry ring =
        Town.box(Town.WEST, Town.SOUTH, Town.WEST + 3 * Town.SIDE, Town.SOUTH + 3 * Town.SIDE);
    Geometry hole =
        Town.box(
            Town.WEST + Town.SIDE,
            Town.SOUTH + Town.SIDE,
            Town.WEST + 2 * Town.SIDE,
            Town.SOUTH + 2 * Town.SIDE);
    byte[] body = file(leaf("91", ring.difference(hole)));
    var report = take(body);
    assertThat(report.topology())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
              assertThat(finding.grids()).containsExactly("91");
              assertThat(finding.place()[1])
                  .isBetween(Town.SOUTH + Town.SIDE, Town.SOUTH + 2 * Town.SIDE);
            });
    assertThat(report.applied()).isFalse();
    var allowed = new GridImport.Options(Crs.of(""), false, false, true, "社区");
    assertThat(imports.run(body, allowed, NOW).applied()).isTrue();
  }

  @Test
  void aHairlineIsToleratedAndItsPlacesStillBelongToAGrid() {
    double crack = 3e-7; // three centimetres
    var beside =
        Town.box(
            Town.WEST + Town.SIDE + crack,
            Town.SOUTH,
            Town.WEST + 2 * Town.SIDE,
            Town.SOUTH + Town.SIDE);
    var report = take(file(leaf("91", Town.square(0)), leaf("92", beside)));
    assertThat(report.topology()).isNotEmpty().allSatisfy(f -> assertThat(f.hard()).isFalse());
    assertThat(report.applied()).isTrue();
    assertThat(grids.leafAt(Town.WEST + Town.SIDE + crack / 2, Town.middleLat())).isPresent();
  }

  @Test
  void sayWhereABoundaryCrossesItself() {
    String bowTie =
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"9"},
        "geometry":{"type":"Polygon","coordinates":[[[110,32],[110.01,32.01],[110.01,32],[110,32.01],[110,32]]]}}]}
        """;
    var report = take(bowTie.getBytes(StandardCharsets.UTF_8));
    assertThat(report.topology())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.INVALID);
              assertThat(finding.place())
                  .containsExactly(new double[] {110.005, 32.005}, within(1e-6));
              assertThat(finding.message()).contains("crosses itself");
            });
  }

  @Test
  void childrenMayNotReachOutsideTheirParent() {
    var parent = new Feature("{\"code\":\"91\",\"level\":2,\"parent\":\"9\"}", Town.square(0));
    var child =
        new Feature(
            "{\"code\":\"911\",\"level\":3,\"parent\":\"91\"}",
            Town.box(Town.WEST, Town.SOUTH, Town.WEST + 1.5 * Town.SIDE, Town.SOUTH + Town.SIDE));
    assertThat(take(file(parent, child)).topology())
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Finding.Kind.OUTSIDE_PARENT));
  }

  @Test
  void whatCannotBeTakenIsNamedByItsFeature() {
    var report =
        take(
            file(
                new Feature("{\"code\":\"91\",\"level\":7,\"parent\":\"9\"}", Town.square(0)),
                new Feature("{\"code\":\"93\",\"level\":2,\"parent\":\"none\"}", Town.square(1))));
    assertThat(report.rejected()).extracting(GridFile.Rejected::feature).containsExactly(2, 3);
    assertThat(report.rejected().get(1).message()).contains("none");
    assertThatThrownBy(() -> take("[1".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(GeoJson.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GCJ02", "BD09", "EPSG:4547", "EPSG:4490", "EPSG:3857"})
  void whatGoesOutComesBackToTheCentimetre(String crs) {
    take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    Geometry before = grids.byCode("92").orElseThrow().boundary();
    byte[] exported = GridExport.write(grids.coverage(), Crs.of(crs), PLANNER);
    try (var elsewhere = TestDatabase.create()) {
      var others = new Grids(elsewhere.dataSource());
      var report =
          new GridImport(elsewhere.dataSource(), others, new GridWriter(elsewhere.dataSource()))
              .run(exported, options(crs), NOW);
      assertThat(report.rejected()).isEmpty();
      assertThat(report.topology()).isEmpty();
      Geometry after = others.byCode("92").orElseThrow().boundary();
      assertThat(DiscreteHausdorffDistance.distance(before, after)).isLessThan(CENTIMETRE);
    }
    assertThat(imports.run(exported, options(crs), LATER).redrawn()).isZero();
  }

  @Test
  void whereSomebodySeesOneLeafTheExportHoldsOneLeaf() {
    take(file(leaf("91", Town.square(0)), leaf("92", Town.square(1))));
    int leaf = grids.byCode("92").orElseThrow().id();
    var leader =
        new Rights(2, "l", Role.LEADER, false, Set.of(leaf), 0, new Rights.Proof.Session("s"));
    var features =
        GeoJson.JSON
            .readTree(GridExport.write(grids.coverage(), Crs.of(""), leader))
            .path("features");
    assertThat(features).hasSize(1);
  }

  @Test
  void takesRealVillagesOnceTheirHoleIsAllowed() throws IOException {
    Path villages = SharedData.path("maps/hsinchu-villages/hsinchu-villages.geojson");
    assumeThat(villages).as("the shared data is here").exists();
    byte[] body = Files.readAllBytes(villages);
    var refused = take(body);
    assertThat(refused.rejected()).isEmpty();
    assertThat(refused.topology().stream().filter(Finding::hard))
        .singleElement()
        .satisfies(hole -> assertThat(hole.areaM2()).isCloseTo(5.25e6, within(0.05e6)));
    var allowed = new GridImport.Options(Crs.of(""), false, false, true, "新竹市");
    assertThat(imports.run(body, allowed, NOW).applied()).isTrue();
    List<Grid> leaves = new ArrayList<>(grids.coverage().leaves());
    assertThat(leaves).hasSize(122);
    for (Grid leaf : leaves) {
      var inside = leaf.boundary().getInteriorPoint();
      assertThat(grids.leafAt(inside.getX(), inside.getY()))
          .hasValueSatisfying(found -> assertThat(found.code()).isEqualTo(leaf.code()));
    }
  }
}
