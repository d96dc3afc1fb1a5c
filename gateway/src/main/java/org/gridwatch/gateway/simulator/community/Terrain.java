package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryTransformer;

/**
 * The lie of the land. The town is planned on a flat sheet, {@code u} metres along the river and
 * {@code v} metres away from it, and the sheet is then bent along the valley: so streets follow the
 * river, are never quite straight, and neighbours on the sheet stay neighbours on the ground.
 *
 * <p>Ground is in metres east and north of the middle; the map is in degrees on a grid of 1e-7.
 */
final class Terrain {
  static final GeometryFactory SHAPES = new GeometryFactory();
  private static final double LON = 110.79;
  private static final double LAT = 32.65;
  private static final double METRES_PER_DEGREE_LON = 93_820;
  private static final double METRES_PER_DEGREE_LAT = 110_898;
  private static final double STEPS_PER_DEGREE = 1e7;
  private static final double TURN = StrictMath.toRadians(9);

  private final double middleU;
  private final double middleV;
  private final double[] phases = new double[6];

  Terrain(long seed, double middleU, double middleV) {
    this.middleU = middleU;
    this.middleV = middleV;
    var dice = new Dice(seed, "terrain");
    for (int i = 0; i < phases.length; i++) {
      phases[i] = dice.between(0, 2 * StrictMath.PI);
    }
  }

  /** From the sheet to the ground. */
  Coordinate ground(double u, double v) {
    double near = StrictMath.exp(-StrictMath.abs(v) / 420);
    double reach = 260 * (1 - StrictMath.exp(-StrictMath.abs(v) / 260)) * StrictMath.signum(v);
    double x = u - 0.62 * slope(u) * reach + 9 * wave(v, 330, 2) + 5 * wave(u + v, 240, 3);
    double y = v + bend(u) * (0.45 + 0.55 * near) + 8 * wave(u, 290, 4) + 5 * wave(u - v, 210, 5);
    double east = x - middleU;
    double north = y - middleV;
    double cos = StrictMath.cos(TURN);
    double sin = StrictMath.sin(TURN);
    return new Coordinate(east * cos - north * sin, east * sin + north * cos);
  }

  /** How far the river swings to the north at {@code u}. */
  private double bend(double u) {
    return 78 * wave(u, 1500, 0) + 22 * wave(u, 610, 1);
  }

  private double slope(double u) {
    return (bend(u + 1) - bend(u - 1)) / 2;
  }

  private double wave(double at, double length, int phase) {
    return StrictMath.sin(2 * StrictMath.PI * at / length + phases[phase]);
  }

  /** The direction of the streets along the river, in radians from east. */
  double heading(double u, double v) {
    var from = ground(u - 4, v);
    var to = ground(u + 4, v);
    return StrictMath.atan2(to.y - from.y, to.x - from.x);
  }

  /** A chain of points on the sheet, bent; the steps are the same whichever end it starts from. */
  List<Coordinate> bent(Coordinate from, Coordinate to, double step) {
    boolean forward = from.compareTo(to) <= 0;
    var low = forward ? from : to;
    var high = forward ? to : from;
    int pieces = Math.max(1, (int) Math.ceil(low.distance(high) / step));
    var points = new ArrayList<Coordinate>(pieces + 1);
    for (int i = 0; i <= pieces; i++) {
      double t = (double) i / pieces;
      points.add(ground(low.x + (high.x - low.x) * t, low.y + (high.y - low.y) * t));
    }
    return forward ? points : points.reversed();
  }

  LineString line(double step, Coordinate... sheet) {
    return SHAPES.createLineString(chain(step, sheet));
  }

  /** A closed shape on the ground; the first point is not repeated in {@code sheet}. */
  Polygon polygon(double step, Coordinate... sheet) {
    var closed = java.util.Arrays.copyOf(sheet, sheet.length + 1);
    closed[sheet.length] = sheet[0];
    return SHAPES.createPolygon(chain(step, closed));
  }

  private Coordinate[] chain(double step, Coordinate... sheet) {
    var points = new ArrayList<Coordinate>();
    points.add(ground(sheet[0].x, sheet[0].y));
    for (int i = 1; i < sheet.length; i++) {
      var piece = bent(sheet[i - 1], sheet[i], step);
      points.addAll(piece.subList(1, piece.size()));
    }
    return points.toArray(Coordinate[]::new);
  }

  /** From the ground to the map: the same ground point always gives the same bits. */
  static Coordinate map(Coordinate ground) {
    return new Coordinate(
        snap(LON + ground.x / METRES_PER_DEGREE_LON), snap(LAT + ground.y / METRES_PER_DEGREE_LAT));
  }

  private static double snap(double degrees) {
    return StrictMath.rint(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
  }

  @SuppressWarnings("unchecked") // a transformer that only moves points keeps the type
  static <G extends Geometry> G map(G ground) {
    var mapper =
        new GeometryTransformer() {
          @Override
          protected CoordinateSequence transformCoordinates(
              CoordinateSequence points, Geometry parent) {
            var mapped = new Coordinate[points.size()];
            for (int i = 0; i < mapped.length; i++) {
              mapped[i] = map(points.getCoordinate(i));
            }
            return SHAPES.getCoordinateSequenceFactory().create(mapped);
          }
        };
    return (G) mapper.transform(ground);
  }
}
