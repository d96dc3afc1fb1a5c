package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gridwatch.map.planner.coverage.Plot.at;
import static org.gridwatch.map.planner.coverage.Plot.boxed;

import java.util.List;
import org.gridwatch.map.grid.Wgs84;
import org.junit.jupiter.api.Test;

class FlawsTest {
  private static Place house(String name, double w, double s, double e, double n) {
    return new Place(name, boxed(w, s, e, n));
  }

  private static Place device(double east, double north) {
    return new Place("表-1", Wgs84.FACTORY.createPoint(at(east, north)));
  }

  private static List<Flaw> of(Plot plot, Place... buildings) {
    return Flaws.of(plot.tiling(), List.of(buildings), List.of());
  }

  @Test
  void aSoundTownHasNone() {
    assertThat(of(Plot.ofFour(), house("1号楼", 20, 20, 40, 40))).isEmpty();
    assertThat(of(Plot.ofTwoParents())).isEmpty();
  }

  @Test
  void aPlanWithoutGridsIsNone() {
    assertThat(Flaws.of(Tiling.of(List.of()), List.of(), List.of()))
        .singleElement()
        .matches(flaw -> flaw.hard() && flaw.kind() == Flaw.Kind.NO_GRIDS);
    assertThat(of(Plot.ofFour().parent("E", 2, "T")))
        .singleElement()
        .matches(flaw -> flaw.kind() == Flaw.Kind.NO_GRIDS && flaw.grids().equals(List.of("E")));
  }

  @Test
  void aHoleBetweenGridsIsAGap() {
    Plot ring =
        new Plot()
            .parent("T", 1, "")
            .leaf("A", 2, "T", 0, 0, 30, 0, 30, 30, 20, 30, 20, 20, 20, 10, 10, 10, 0, 10)
            .leaf("B", 2, "T", 0, 10, 10, 10, 10, 20, 20, 20, 20, 30, 0, 30);
    assertThat(of(ring))
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.kind()).isEqualTo(Flaw.Kind.GAP);
              assertThat(flaw.hard()).isTrue();
              assertThat(flaw.areaM2()).isCloseTo(100, within(0.5));
              assertThat(flaw.grids()).containsExactly("A", "B");
            });
  }

  @Test
  void gridsThatOverlapAreNamed() {
    Plot plot = Plot.ofFour().box("B", 2, "T", 90, 100, 200, 200);
    assertThat(of(plot))
        .filteredOn(flaw -> flaw.kind() == Flaw.Kind.OVERLAP)
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.grids()).containsExactly("A", "B");
              assertThat(flaw.areaM2()).isCloseTo(1000, within(1.0));
            });
  }

  @Test
  void aHairlineOverlapIsToleratedAsASliver() {
    assertThat(of(Plot.ofFour().box("B", 2, "T", 99.95, 100, 200, 200)))
        .isNotEmpty()
        .noneMatch(Flaw::hard)
        .anyMatch(flaw -> flaw.kind() == Flaw.Kind.SLIVER);
  }

  @Test
  void aGridThatCrossesItselfIsInvalid() {
    Plot plot = Plot.ofFour().leaf("E", 2, "T", 300, 0, 400, 100, 400, 0, 300, 100);
    assertThat(of(plot))
        .filteredOn(flaw -> flaw.kind() == Flaw.Kind.INVALID)
        .singleElement()
        .matches(flaw -> flaw.hard() && flaw.grids().equals(List.of("E")));
  }

  @Test
  void aParentInTwoPartsIsWorthLookingAt() {
    assertThat(of(Plot.ofTwoParents().box("P5", 3, "P", 200, 0, 300, 50)))
        .singleElement()
        .matches(flaw -> flaw.kind() == Flaw.Kind.PARTS && !flaw.hard())
        .extracting(Flaw::message)
        .isEqualTo("格P lies in 2 parts");
  }

  @Test
  void aBuildingOnBothSidesOfAnEdgeIsCut() {
    assertThat(of(Plot.ofFour(), house("1号楼", 90, 120, 104, 140)))
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.kind()).isEqualTo(Flaw.Kind.BUILDING_CUT);
              assertThat(flaw.hard()).isTrue();
              assertThat(flaw.grids()).containsExactlyInAnyOrder("A", "B");
              assertThat(flaw.areaM2()).isCloseTo(80, within(0.5));
              assertThat(flaw.message()).startsWith("1号楼 is cut by the edge between");
            });
  }

  @Test
  void aWallOnTheEdgeIsNotCut() {
    assertThat(of(Plot.ofFour(), house("贴边", 80, 120, 100, 140))).isEmpty();
    assertThat(of(Plot.ofFour(), house("差一点", 80, 120, 100.08, 140))).isEmpty();
    assertThat(of(Plot.ofFour(), house("够了", 80, 120, 100.3, 140))).hasSize(1);
    assertThat(of(Plot.ofFour(), house("檐角", 99, 120, 100.3, 121.2))).isEmpty();
  }

  @Test
  void whatLiesInNoGridIsLeftBehind() {
    var flaws =
        Flaws.of(
            Plot.ofFour().tiling(),
            List.of(house("远", 300, 0, 320, 20), new Place("点", device(50, 50).shape())),
            List.of(device(100, 50), device(200.2, 50), device(210, 50)));
    assertThat(flaws)
        .extracting(Flaw::kind)
        .containsExactlyInAnyOrder(Flaw.Kind.BUILDING_BEHIND, Flaw.Kind.DEVICE_BEHIND);
    assertThat(flaws).allMatch(Flaw::hard);
    assertThat(flaws.getFirst().kind().word()).endsWith("-behind");
  }
}
