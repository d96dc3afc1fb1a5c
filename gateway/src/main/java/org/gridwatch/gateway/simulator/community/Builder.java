package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.gateway.simulator.community.Cell.Purpose;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Puts houses on the lots: rows of slabs, towers in gardens, low houses along lanes, a school. */
final class Builder {
  private final Ground ground;
  private final Terrain terrain;
  private final Dice dice;
  final List<Site> sites = new ArrayList<>();
  private final Map<Cell.Leaf, List<Site>> byLeaf = new IdentityHashMap<>();

  /** Greens, squares and pitches that lie between the houses; on the ground. */
  final List<Community.Area> yards = new ArrayList<>();

  Builder(long seed, Ground ground, Terrain terrain) {
    this.ground = ground;
    this.terrain = terrain;
    this.dice = new Dice(seed, "builder");
  }

  void build(Cell cell) {
    for (int i = 0; i < cell.leaves.size(); i++) {
      var leaf = cell.leaves.get(i);
      if (leaf.purpose() == Purpose.RIVERSIDE) {
        yard(leaf, "park", 1, "");
      } else if (leaf.purpose() == Purpose.GARDEN) {
        yard(leaf, "garden", 2, "");
      } else {
        switch (cell.use) {
          case SLABS -> slabs(leaf, i);
          case TOWERS -> tower(leaf);
          case OLD_TOWN -> houses(leaf);
          case CIVIC -> civic(leaf, i);
          case SCHOOL -> school(leaf, i);
          case PARK -> park(leaf, i);
        }
      }
    }
  }

  private void slabs(Cell.Leaf leaf, int index) {
    shops(leaf);
    int floors = dice.chance(0.75) ? 6 : dice.among(5, 7);
    double depth = dice.between(11.5, 13.5);
    boolean first = row(leaf, 0.2, 64, depth, floors, "apartments");
    if (leaf.lot().height() > 58 && dice.chance(0.7)) {
      row(leaf, -0.28, 60, depth, floors, "apartments");
    } else if (!first || index % 3 == 1) {
      row(leaf, -0.3, 26, 10, 1, "shop");
    }
    yard(leaf, "garden", 4, "");
  }

  private boolean row(
      Cell.Leaf leaf, double shift, double longest, double depth, int floors, String use) {
    for (double length = longest; length >= 18; length -= 4) {
      for (double up : new double[] {shift, shift * 0.5, 0, shift * 1.3, -shift * 0.4}) {
        for (double side : new double[] {0, 0.07, -0.07, 0.15, -0.15}) {
          if (place(leaf, side, up, length, depth, 0, use, floors, entrances(use, length))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int entrances(String use, double length) {
    return use.equals("apartments") ? 2 * Math.max(1, (int) (length / 17)) : 0;
  }

  private void tower(Cell.Leaf leaf) {
    shops(leaf);
    double size = dice.between(23, 27);
    int floors = dice.pick(List.of(11, 11, 15, 16, 18));
    for (double scale = 1; scale > 0.6; scale -= 0.08) {
      for (double shift : new double[] {0.05, 0.14, -0.06, 0.2, -0.14}) {
        if (tower(leaf, shift, size * scale, floors)) {
          yard(leaf, "garden", 5, "");
          return;
        }
      }
    }
    yard(leaf, "garden", 3, "");
  }

  private boolean tower(Cell.Leaf leaf, double shift, double size, int floors) {
    return place(leaf, 0, shift, size * 1.25, size * 0.78, size * 0.2, "apartments", floors, 4);
  }

  private void houses(Cell.Leaf leaf) {
    double turn = dice.between(-0.05, 0.05);
    for (double up = -0.36; up < 0.4; up += 0.24) {
      for (double side = -0.4; side < 0.45; side += 0.2) {
        if (dice.chance(0.16)) {
          continue;
        }
        double width = dice.between(8, 11.5);
        double depth = dice.between(7.5, 10.5);
        double jitter = dice.between(-0.025, 0.025);
        int floors = dice.among(2, 3);
        placeTurned(leaf, side + jitter, up + jitter, width, depth, turn, "house", floors, 1);
      }
    }
  }

  /** A row of shops on the side of a lot that lies on a main street. */
  private void shops(Cell.Leaf leaf) {
    for (var road : ground.roads) {
      if (!road.name().equals(Names.MAIN_STREET) || road.line().distance(leaf.ground()) > 1) {
        continue;
      }
      double direction = Math.signum(TownPlan.BANDS[1] - leaf.lot().middle().y);
      for (double reach = 0.44; reach > 0.04; reach -= 0.04) {
        double length = leaf.lot().width() * 0.72;
        if (place(leaf, 0, direction * reach, length, 9, 0, "shop", 2, 0)) {
          return;
        }
      }
    }
  }

  private void civic(Cell.Leaf leaf, int index) {
    boolean riverside = leaf.cell().band == 0;
    String use =
        switch (index) {
          case 1 -> riverside ? "market" : "clinic";
          case 3 -> riverside ? "office" : "kindergarten";
          case 4 -> "office";
          default -> "";
        };
    if (use.isEmpty()) {
      slabs(leaf, index);
      return;
    }
    int floors = use.equals("market") ? 1 : use.equals("clinic") ? 5 : 3;
    hall(leaf, use, floors);
    yard(leaf, "garden", 5, "");
  }

  /** As large as the lot allows. */
  private void hall(Cell.Leaf leaf, String use, int floors) {
    for (double scale = 1; scale > 0.25; scale -= 0.07) {
      for (double up : new double[] {0.05, -0.08, 0.15, -0.2}) {
        if (place(leaf, 0, up, 54 * scale, 30 * scale, 0, use, floors, 0)) {
          return;
        }
      }
    }
  }

  private void school(Cell.Leaf leaf, int index) {
    if (index == 0 || index == 3) {
      pitch(leaf);
      return;
    }
    for (double length = 78; length > 20; length -= 6) {
      if (place(leaf, 0, 0.28, length, 14, 0, "school", 5, 0)) {
        break;
      }
    }
    for (double length = 70; length > 20; length -= 6) {
      if (place(leaf, -0.05, -0.2, length, 12, 0, "school", 4, 0)) {
        break;
      }
    }
    yard(leaf, "garden", 4, "");
  }

  /** A running track: a stadium shape as long as the lot allows. */
  private void pitch(Cell.Leaf leaf) {
    var free = ground.free(leaf, 4);
    for (double length = 110; length > 24; length -= 6) {
      var oval = turned(leaf, 0, 0, rectangle(length * 0.5, 2, 0), 0).buffer(length * 0.24, 8);
      if (free.covers(oval)) {
        yards.add(new Community.Area("green", "pitch", "松岭学校操场", oval));
        return;
      }
    }
    yard(leaf, "garden", 3, "");
  }

  private void park(Cell.Leaf leaf, int index) {
    yard(leaf, "park", 0.5, index == 1 ? "松岭公园" : "");
    if (index == 2) {
      var pond =
          turned(
                  leaf,
                  0,
                  0,
                  rectangle(leaf.lot().width() * 0.3, leaf.lot().height() * 0.12, 0),
                  0.3)
              .buffer(leaf.lot().height() * 0.2, 6);
      yards.add(new Community.Area("water", "pond", "映月池", pond));
    } else if (index == 0) {
      place(leaf, 0.1, 0, 14, 14, 3, "office", 1, 0);
    }
  }

  private void yard(Cell.Leaf leaf, String kind, double setback, String name) {
    Geometry free = ground.free(leaf, setback).getGeometry();
    for (var site : byLeaf.getOrDefault(leaf, List.of())) {
      free = free.difference(site.ground().buffer(4, 2));
    }
    free = free.buffer(-2.5, 2).buffer(2.5, 3).norm();
    for (int i = 0; i < free.getNumGeometries(); i++) {
      if (free.getGeometryN(i) instanceof Polygon green && green.getArea() > 90) {
        yards.add(new Community.Area("green", kind, name, green));
      }
    }
  }

  private boolean place(
      Cell.Leaf leaf,
      double side,
      double up,
      double length,
      double depth,
      double notch,
      String use,
      int floors,
      int perFloor) {
    var shape = turned(leaf, side, up, rectangle(length, depth, notch), 0);
    return accept(leaf, shape, use, floors, perFloor, 2.5, 9);
  }

  private void placeTurned(
      Cell.Leaf leaf,
      double side,
      double up,
      double length,
      double depth,
      double turn,
      String use,
      int floors,
      int perFloor) {
    var shape = turned(leaf, side, up, rectangle(length, depth, 0), turn);
    accept(leaf, shape, use, floors, perFloor, 0.5, 1.2);
  }

  private boolean accept(
      Cell.Leaf leaf,
      Polygon shape,
      String use,
      int floors,
      int perFloor,
      double setback,
      double apart) {
    var neighbours = byLeaf.computeIfAbsent(leaf, first -> new ArrayList<>());
    if (!ground.free(leaf, setback).covers(shape)
        || neighbours.stream().anyMatch(site -> site.ground().distance(shape) < apart)) {
      return false;
    }
    var site = new Site(leaf, use, shape, "", "", 0, floors, perFloor);
    neighbours.add(site);
    sites.add(site);
    return true;
  }

  /** A rectangle round the origin; with a notch its corners are cut in like a tower's. */
  private static Polygon rectangle(double length, double depth, double notch) {
    double x = length / 2;
    double y = depth / 2;
    double n = notch;
    if (notch == 0) {
      return ring(-x, -y, x, -y, x, y, -x, y);
    }
    return ring(
        -x + n, -y, x - n, -y, x - n, -y + n, x, -y + n, x, y - n, x - n, y - n, x - n, y, -x + n,
        y, -x + n, y - n, -x, y - n, -x, -y + n, -x + n, -y + n);
  }

  private static Polygon ring(double... xy) {
    var points = new Coordinate[xy.length / 2 + 1];
    for (int i = 0; i < xy.length / 2; i++) {
      points[i] = new Coordinate(xy[2 * i], xy[2 * i + 1]);
    }
    points[points.length - 1] = points[0].copy();
    return Terrain.SHAPES.createPolygon(points);
  }

  /**
   * Moves a shape into a lot, along its street: {@code side} and {@code up} are shares of the lot.
   */
  private Polygon turned(Cell.Leaf leaf, double side, double up, Polygon shape, double turn) {
    var middle = leaf.lot().middle();
    double u = middle.x + side * leaf.lot().width();
    double v = middle.y + up * leaf.lot().height();
    var spot = terrain.ground(u, v);
    double angle = terrain.heading(u, v) + turn;
    var move =
        new AffineTransformation(
            StrictMath.cos(angle),
            -StrictMath.sin(angle),
            spot.x,
            StrictMath.sin(angle),
            StrictMath.cos(angle),
            spot.y);
    return (Polygon) move.transform(shape);
  }
}
