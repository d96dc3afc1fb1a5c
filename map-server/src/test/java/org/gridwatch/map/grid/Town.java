package org.gridwatch.map.grid;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * A small town for tests: one community of 2 grids with 2 square micro-grids each, side by side.
 */
final class Town {
  static final double WEST = 110.79;
  static final double SOUTH = 32.65;
  static final double SIDE = 0.001;

  private Town() {}

  static Polygon square(int column) {
    return box(WEST + column * SIDE, SOUTH, WEST + (column + 1) * SIDE, SOUTH + SIDE);
  }

  static Polygon box(double west, double south, double east, double north) {
    return Wgs84.FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(west, south),
          new Coordinate(east, south),
          new Coordinate(east, north),
          new Coordinate(west, north),
          new Coordinate(west, south)
        });
  }

  static double middle(int column) {
    return WEST + (column + 0.5) * SIDE;
  }

  static double middleLat() {
    return SOUTH + SIDE / 2;
  }

  /** Codes 42, 42-1 and 42-2, 42-1-1 to 42-2-2; everyone has a leader. */
  static List<GridDraft> grids() {
    Geometry none = Wgs84.FACTORY.createPolygon();
    List<GridDraft> grids = new ArrayList<>();
    grids.add(draft("42", 1, "", "燕湖社区", none));
    for (int g = 1; g <= 2; g++) {
      grids.add(draft("42-" + g, 2, "42", "第" + g + "网格", none));
      for (int m = 1; m <= 2; m++) {
        int column = (g - 1) * 2 + m - 1;
        grids.add(draft("42-" + g + "-" + m, 3, "42-" + g, "微网格" + g + m, square(column)));
      }
    }
    return grids;
  }

  private static GridDraft draft(
      String code, int level, String parent, String name, Geometry boundary) {
    var deputies = level == 1 ? List.of(new Contact("副手", "13800000000")) : List.<Contact>of();
    return new GridDraft(
        code, level, parent, name, new Contact("长" + code, "139"), deputies, boundary);
  }

  /** A building in the middle of a square. */
  static BuildingDraft building(int column, int households) {
    double lon = middle(column);
    return new BuildingDraft(
        "b" + column,
        "车城路" + column + "号",
        column + "号楼",
        households,
        households * 3,
        6,
        box(lon - 1e-4, middleLat() - 1e-4, lon + 1e-4, middleLat() + 1e-4));
  }
}
