package org.gridwatch.gateway.simulator.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.gridwatch.gateway.simulator.community.Community.Building;
import org.gridwatch.gateway.simulator.community.Community.Grid;
import org.gridwatch.gateway.wire.DeviceName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

@Tag("slow")
class CommunityTest {
  private static final Community COMMUNITY = Community.generate(Community.DEMO_SEED);
  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final double GAP_DEGREES = 1e-5;

  @Test
  void hasOneCommunityGrid27GridsAnd247MicroGrids() {
    assertThat(COMMUNITY.grids()).filteredOn(g -> g.level() == 1).hasSize(1);
    assertThat(COMMUNITY.grids()).filteredOn(g -> g.level() == 2).hasSize(27);
    assertThat(COMMUNITY.grids()).filteredOn(g -> g.level() == 3).hasSize(247);
    assertThat(COMMUNITY.grids().stream().map(Grid::code)).doesNotHaveDuplicates();
    assertThat(COMMUNITY.grids().stream().map(Grid::name)).doesNotHaveDuplicates();
  }

  @Test
  void leavesTileWithoutGapOrOverlap() {
    var leaves = boundaries(COMMUNITY.leaves());
    assertThat(tiled(leaves)).isTrue();
    for (var leaf : leaves) {
      assertThat(leaf.isValid()).isTrue();
    }
    assertThat(COMMUNITY.grids().getFirst().boundary().getNumInteriorRing()).isZero();
  }

  @Test
  void theLeavesOfAGridAreExactlyTheGrid() {
    for (var grid : COMMUNITY.grids()) {
      if (grid.level() == 2) {
        var leaves = COMMUNITY.leaves().stream().filter(l -> l.parent().equals(grid.code()));
        var union = SHAPES.createMultiPolygon(boundaries(leaves.toList())).buffer(0);
        assertThat(grid.boundary().isValid()).isTrue();
        assertThat(grid.boundary().getNumInteriorRing()).isZero();
        assertThat(union.symDifference(grid.boundary()).getArea()).isLessThan(1e-18);
      }
    }
  }

  @Test
  void theCheckNoticesACornerThreeCentimetresOff() {
    var leaves = boundaries(COMMUNITY.leaves());
    var moved = (Polygon) leaves[100].copy();
    moved.getCoordinates()[1].x += 3e-7;
    leaves[100] = moved;
    assertThat(tiled(leaves)).isFalse();
  }

  @Test
  void everyBuildingStandsInExactlyOneLeaf() {
    for (var building : COMMUNITY.buildings()) {
      assertThat(COMMUNITY.leaves())
          .as(building.address())
          .filteredOn(leaf -> leaf.boundary().covers(building.outline()))
          .hasSize(1);
      assertThat(COMMUNITY.leaves())
          .filteredOn(leaf -> leaf.boundary().intersects(building.outline()))
          .hasSize(1);
    }
  }

  @Test
  void everyDeviceStandsInExactlyOneLeafAndHasAProperName() {
    assertThat(COMMUNITY.devices()).hasSizeBetween(600, 1_250);
    var names = new HashSet<String>();
    for (var device : COMMUNITY.devices()) {
      Point spot = SHAPES.createPoint(new Coordinate(device.lon(), device.lat()));
      assertThat(COMMUNITY.leaves())
          .as(device.label())
          .filteredOn(leaf -> leaf.boundary().intersects(spot))
          .hasSize(1);
      assertThat(DeviceName.parse(device.name())).isPresent();
      assertThat(names.add(device.name())).isTrue();
    }
  }

  @Test
  void whatHasAGatewayHasARegisteredOneListedBeforeIt() {
    var gateways = new HashSet<String>();
    for (var device : COMMUNITY.devices()) {
      if (device.isGateway()) {
        gateways.add(device.name());
      }
      assertThat(device.speaksForItself() || gateways.contains(device.gateway())).isTrue();
    }
  }

  @Test
  void devicesAreAsDenseAsTheDomainSays() {
    double thousands = 5;
    assertThat(count("detector") / thousands).isBetween(10.0, 30.0);
    assertThat(count("regulator") / thousands).isBetween(2.0, 5.0);
    assertThat(count("pump-room") / thousands).isBetween(1.0, 3.0);
    assertThat(count("quality") / thousands).isBetween(1.0, 2.0);
    assertThat(count("meter") / thousands).isBetween(10.0, 30.0);
    assertThat(count("cabinet") / thousands).isBetween(20.0, 40.0);
    assertThat(count("transformer") / thousands).isBetween(2.0, 5.0);
    assertThat(count("camera") / thousands).isBetween(60.0, 150.0);
  }

  @Test
  void hasAboutFiveThousandHouseholdsWithAddresses() {
    int households = COMMUNITY.buildings().stream().mapToInt(Building::households).sum();
    assertThat(households).isCloseTo(5_000, within(150));
    assertThat(COMMUNITY.buildings()).allSatisfy(b -> assertThat(b.address()).contains("号"));
    assertThat(COMMUNITY.buildings().stream().map(Building::address)).doesNotHaveDuplicates();
  }

  @Test
  void everyGridHasALeaderWithATelephoneNumberOfNobody() {
    assertThat(COMMUNITY.grids())
        .allSatisfy(grid -> assertThat(grid.leader().phone()).matches("1000000\\d{4}"));
    var leaders = COMMUNITY.leaves().stream().map(Grid::leader).collect(Collectors.toSet());
    assertThat(leaders).hasSizeLessThan(247); // some answer for several
  }

  @Test
  void theSameSeedGivesTheSameCommunityAndAnotherSeedAnother() throws Exception {
    assertThat(hash(Community.generate(Community.DEMO_SEED))).isEqualTo(hash(COMMUNITY));
    assertThat(hash(Community.generate(3))).isNotEqualTo(hash(COMMUNITY));
  }

  @Test
  void otherSeedsTileToo() {
    for (long seed = 1; seed <= 4; seed++) {
      var leaves = boundaries(Community.generate(seed).leaves());
      assertThat(leaves).hasSize(247);
      assertThat(tiled(leaves)).isTrue();
    }
  }

  private static boolean tiled(Polygon[] leaves) {
    var faults = CoverageValidator.validate(leaves, GAP_DEGREES);
    return !CoverageValidator.hasInvalidResult(faults);
  }

  private static long count(String model) {
    return COMMUNITY.devices().stream().filter(d -> d.model().equals(model)).count();
  }

  private static Polygon[] boundaries(List<Grid> grids) {
    return grids.stream().map(Grid::boundary).toArray(Polygon[]::new);
  }

  private static byte[] hash(Community community) throws Exception {
    return MessageDigest.getInstance("SHA-256")
        .digest(community.toString().getBytes(StandardCharsets.UTF_8));
  }
}
