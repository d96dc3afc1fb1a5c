package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gridwatch.map.grid.Wgs84;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** A town at full size: 350 grids, 30,000 buildings of which some are cut, 100,000 devices. */
@Tag("slow")
class FlawsSpeedTest {
  private final Random random = new Random(11);

  @Test
  void aTownOfFullSizeIsLookedThroughInASecond() {
    Tiling town = RealTowns.voronoi(9, 350);
    List<Place> buildings = new ArrayList<>();
    while (buildings.size() < 30_000) {
      var box = new Envelope(place());
      box.expandBy(4e-5, 3e-5);
      Geometry outline = Wgs84.FACTORY.toGeometry(box);
      boolean cut =
          town.leavesNear(box).stream().noneMatch(leaf -> leaf.boundary().contains(outline));
      if (!cut || random.nextInt(8) == 0) {
        buildings.add(new Place("楼" + buildings.size(), outline));
      }
    }
    List<Place> devices = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      devices.add(new Place("表" + i, Wgs84.FACTORY.createPoint(place())));
    }
    double best = Double.MAX_VALUE;
    int flaws = 0;
    for (int i = 0; i < 5; i++) {
      long begun = processorTime();
      flaws = Flaws.of(town, buildings, devices).size();
      double millis = (processorTime() - begun) / 1e6;
      System.out.printf("%d leaves, %d flaws: %.0f ms%n", town.leaves().size(), flaws, millis);
      best = Math.min(best, millis);
    }
    assertThat(flaws).isPositive();
    assertThat(best).isLessThan(1_000);
  }

  /** Of this thread, so that what else the machine does is not counted. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Coordinate place() {
    return Wgs84.place(
        110.7802 + random.nextDouble() * 0.0196, 32.6402 + random.nextDouble() * 0.0196);
  }
}
