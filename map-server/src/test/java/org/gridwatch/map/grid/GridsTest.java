package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridsTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static TestDatabase database;
  private static Grids grids;

  @BeforeAll
  static void fillTheTown() {
    database = TestDatabase.create();
    new GridWriter(database.dataSource()).add(Town.grids(), LONG_AGO, "test");
    grids = new Grids(database.dataSource());
    grids.refresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void findsTheLeafAPlaceLiesIn() {
    assertThat(grids.leafAt(Town.middle(2), Town.middleLat()))
        .hasValueSatisfying(leaf -> assertThat(leaf.code()).isEqualTo("42-2-1"));
    assertThat(grids.leafAt(Town.middle(9), Town.middleLat())).isEmpty();
  }

  @Test
  void aPlaceOnAnEdgeBelongsToTheLowerCode() {
    for (int column = 1; column < 4; column++) {
      String lower = List.of("42-1-1", "42-1-2", "42-2-1").get(column - 1);
      var vertexLon = Town.square(column).getCoordinates()[0].x;
      assertThat(grids.leafAt(vertexLon, Town.middleLat()))
          .hasValueSatisfying(leaf -> assertThat(leaf.code()).isEqualTo(lower));
    }
  }

  @Test
  void theOuterEdgeBelongsToItsLeaf() {
    assertThat(grids.leafAt(Town.WEST, Town.SOUTH)).isPresent();
  }

  @Test
  void aParentIsTheUnionOfItsLeaves() {
    var community = grids.byCode("42").orElseThrow();
    assertThat(community.leaf()).isFalse();
    assertThat(community.boundary().getArea()).isCloseTo(4 * Town.SIDE * Town.SIDE, within(1e-12));
    assertThat(community.boundary().getNumGeometries()).isEqualTo(1);
    assertThat(community.deputies()).containsExactly(new Contact("副手", "13800000000"));
  }

  @Test
  void leavesUnderAGridAreAllBelowIt() {
    int left = grids.byCode("42-1").orElseThrow().id();
    assertThat(codes(grids.leavesUnder(Set.of(left))))
        .containsExactlyInAnyOrder("42-1-1", "42-1-2");
    int leaf = grids.byCode("42-2-2").orElseThrow().id();
    assertThat(grids.leavesUnder(Set.of(leaf))).containsExactly(leaf);
    assertThat(grids.leavesUnder(Set.of())).isEmpty();
  }

  private static Set<String> codes(Set<Integer> ids) {
    return ids.stream().map(id -> grids.byId(id).orElseThrow().code()).collect(Collectors.toSet());
  }

  @Test
  void anotherProcessNoticesAChange() {
    var elsewhere = new Grids(database.dataSource());
    assertThat(elsewhere.refresh()).isTrue();
    assertThat(elsewhere.refresh()).isFalse();
    MapRevision.raise(database.dataSource(), MapRevision.Part.GRIDS);
    assertThat(elsewhere.refresh()).isTrue();
  }

  @Test
  void writesAllGridsOfACallOrNone() {
    var orphan = new GridDraft("77", 2, "no-such", "x", Contact.NONE, List.of(), Town.square(7));
    var sound = new GridDraft("78", 1, "", "y", Contact.NONE, List.of(), Town.square(8));
    assertThatThrownBy(
            () ->
                new GridWriter(database.dataSource()).add(List.of(sound, orphan), LONG_AGO, "test"))
        .hasMessageContaining("no-such");
    assertThat(database.jdbc().sql("select count(*) from grid").query(Integer.class).single())
        .isEqualTo(7);
  }

  @Test
  void aPersonWhoLeadsTwiceIsOnePerson() {
    assertThat(
            database
                .jdbc()
                .sql("select count(*) from person where name = '副手'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void buildingsAreWrittenInBulkAndUpdatedByTheirForeignId() {
    var writer = new BuildingWriter(database.dataSource());
    writer.add(List.of(Town.building(0, 20), Town.building(3, 30)), "demo");
    writer.add(List.of(Town.building(0, 25)), "demo");
    var buildings = new Buildings(database.dataSource());
    buildings.refresh();
    assertThat(buildings.all()).extracting(Building::households).containsExactly(25, 30);
    assertThat(buildings.at(Town.middle(0) + 1.5e-4, Town.middleLat(), 10))
        .hasValueSatisfying(b -> assertThat(b.address()).isEqualTo("车城路0号"));
    assertThat(buildings.at(Town.middle(1), Town.middleLat(), 10)).isEmpty();
    var census = Census.take(grids.coverage(), buildings, java.util.Map.of());
    assertThat(census.of(grids.byCode("42").orElseThrow().id()))
        .isEqualTo(new Census.Count(2, 55, 165, 0));
  }
}
