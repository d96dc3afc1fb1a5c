package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gridwatch.map.planner.coverage.Plot.at;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;

class MendingTest {
  private static Tiling mended(Plot plot) {
    Tiling tiling = plot.tiling();
    Change change = Mending.of(tiling);
    Tiling is = tiling.after(change);
    assertThat(CoverageValidator.isValid(areas(is))).isTrue();
    assertThat(is.after(change.inverse()).same(tiling)).isTrue();
    assertThat(Mending.of(is).nothing()).isTrue();
    return is;
  }

  private static Geometry[] areas(Tiling tiling) {
    return tiling.leaves().stream().map(PlanGrid::boundary).toArray(Geometry[]::new);
  }

  @Test
  void whatTilesIsLeftAlone() {
    assertThat(Mending.of(Plot.ofFour().tiling()).nothing()).isTrue();
    assertThat(Mending.of(Tiling.of(List.of())).nothing()).isTrue();
  }

  @Test
  void aCornerOfTwoOnTheLongEdgeOfAThirdIsOneOfAllThree() {
    Tiling is =
        mended(
            new Plot()
                .parent("T", 1, "")
                .box("N", 2, "T", 0, 100, 200, 200)
                .box("W", 2, "T", 0, 0, 100, 100)
                .box("E", 2, "T", 100, 0, 200, 100));
    assertThat(Rings.has(is.find("N").orElseThrow().boundary(), at(100, 100))).isTrue();
    Tiling moved = is.after(Editor.change(is, new Edit.MoveVertex(at(100, 100), at(100, 90))));
    assertThat(Plot.m2(moved, "T")).isCloseTo(40_000, within(0.5));
  }

  @Test
  void cracksAndOverlapsNarrowerThanASliverClose() {
    Tiling is =
        mended(
            new Plot()
                .parent("T", 1, "")
                .box("A", 2, "T", 0, 0, 99.94, 100)
                .box("B", 2, "T", 100, 0, 200, 100.05)
                .box("C", 2, "T", -0.05, 99.97, 200.04, 200));
    assertThat(Plot.m2(is, "T")).isCloseTo(40_000, within(20.0));
    assertThat(Flaws.of(is, List.of(), List.of())).isEmpty();
  }

  @Test
  void whatIsApartStaysApart() {
    Tiling apart =
        new Plot()
            .parent("T", 1, "")
            .box("A", 2, "T", 0, 0, 99, 100)
            .box("B", 2, "T", 100, 0, 200, 100)
            .tiling();
    assertThat(Mending.of(apart).nothing()).isTrue();
  }
}
