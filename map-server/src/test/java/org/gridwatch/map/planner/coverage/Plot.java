package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** A little town by hand: places in metres east and north of a corner of it. */
final class Plot {
  private static final double LON = 110.79;
  private static final double LAT = 32.65;
  private static final Metres METRES = Metres.at(LAT);

  private final Map<String, PlanGrid> grids = new LinkedHashMap<>();

  /** A block of 2 by 2 grids of 100 m below the town: A north-west, B north-east, C and D below. */
  static Plot ofFour() {
    return new Plot()
        .parent("T", 1, "")
        .leaf("A", 2, "T", 0, 100, 100, 100, 100, 200, 0, 200)
        .leaf("B", 2, "T", 100, 100, 200, 100, 200, 200, 100, 200)
        .leaf("C", 2, "T", 0, 0, 100, 0, 100, 100, 0, 100)
        .leaf("D", 2, "T", 100, 0, 200, 0, 200, 100, 100, 100);
  }

  /** Two parents side by side, each with four micro-grids in a column: P1..P4, Q1..Q4. */
  static Plot ofTwoParents() {
    Plot plot = new Plot().parent("T", 1, "").parent("P", 2, "T").parent("Q", 2, "T");
    for (int i = 0; i < 4; i++) {
      plot.box("P" + (i + 1), 3, "P", 0, i * 50, 100, i * 50 + 50);
      plot.box("Q" + (i + 1), 3, "Q", 100, i * 50, 200, i * 50 + 50);
    }
    return plot;
  }

  Plot parent(String key, int level, String parent) {
    grids.put(key, new PlanGrid(key, level, parent, "格" + key, false, Rings.area(List.of())));
    return this;
  }

  Plot box(String key, int level, String parent, double w, double s, double e, double n) {
    return leaf(key, level, parent, w, s, e, s, e, n, w, n);
  }

  Plot leaf(String key, int level, String parent, double... eastNorth) {
    grids.put(key, new PlanGrid(key, level, parent, "格" + key, false, area(eastNorth)));
    return this;
  }

  Plot lock(String key) {
    grids.computeIfPresent(key, (_, grid) -> grid.withLocked(true));
    return this;
  }

  Tiling tiling() {
    return Tiling.of(grids.values());
  }

  static Coordinate at(double east, double north) {
    return Wgs84.place(LON + east / METRES.perLon(), LAT + north / METRES.perLat());
  }

  static double lon(double metres) {
    return metres / METRES.perLon();
  }

  static double lat(double metres) {
    return metres / METRES.perLat();
  }

  static LineString line(double... eastNorth) {
    return Wgs84.FACTORY.createLineString(places(eastNorth).toArray(Coordinate[]::new));
  }

  static Polygon area(double... eastNorth) {
    List<Coordinate> ring = places(eastNorth);
    ring.add(ring.getFirst().copy());
    return Wgs84.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
  }

  static Polygon boxed(double w, double s, double e, double n) {
    return area(w, s, e, s, e, n, w, n);
  }

  private static List<Coordinate> places(double... eastNorth) {
    List<Coordinate> places = new ArrayList<>();
    for (int i = 0; i < eastNorth.length; i += 2) {
      places.add(at(eastNorth[i], eastNorth[i + 1]));
    }
    return places;
  }

  static double m2(Geometry area) {
    return METRES.area(area);
  }

  static double m2(Tiling tiling, String... keys) {
    return Arrays.stream(keys)
        .flatMap(key -> tiling.leavesUnder(key).stream())
        .mapToDouble(leaf -> m2(leaf.boundary()))
        .sum();
  }
}
