package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gridwatch.map.planner.coverage.Plot.boxed;
import static org.gridwatch.map.planner.coverage.Plot.line;
import static org.gridwatch.map.planner.coverage.Plot.m2;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;

class BlocksTest {
  private final Geometry town = boxed(0, 0, 200, 100);

  private List<Geometry> blocks(Geometry... streets) {
    List<Geometry> blocks = Blocks.of(town, List.of(streets));
    assertThat(CoverageValidator.isValid(blocks.toArray(Geometry[]::new))).isTrue();
    assertThat(blocks.stream().mapToDouble(Plot::m2).sum()).isCloseTo(m2(town), within(0.01));
    return blocks;
  }

  @Test
  void streetsPartBlocks() {
    assertThat(blocks(line(100, -10, 100, 110), line(-10, 40, 210, 40))).hasSize(4);
  }

  @Test
  void withoutStreetsThereIsOneBlock() {
    assertThat(blocks())
        .singleElement()
        .satisfies(all -> assertThat(all.equalsTopo(town)).isTrue());
  }

  @Test
  void aStreetThatEndsPartsNothingAndLeavesNoCorner() {
    assertThat(blocks(line(100, -10, 100, 60)))
        .singleElement()
        .extracting(Geometry::getNumPoints)
        .isEqualTo(5);
  }

  @Test
  void aRingRoadHasABlockInside() {
    assertThat(blocks(line(50, 30, 150, 30, 150, 70, 50, 70, 50, 30))).hasSize(2);
  }

  @Test
  void theStripBetweenTwoCarriagewaysBelongsToABlock() {
    assertThat(blocks(line(98, -10, 98, 110), line(102, -10, 102, 110))).hasSize(2);
  }

  @Test
  void aTrafficIslandBelongsToABlock() {
    assertThat(blocks(line(50, 50, 60, 50, 55, 58, 50, 50))).hasSize(1);
  }
}
