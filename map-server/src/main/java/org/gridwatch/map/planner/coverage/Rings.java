package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateArrays;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Areas with other corners. What is not touched stays as it is, to the first vertex. */
final class Rings {
  private static final int SMALLEST = 4; // a triangle, closed

  private Rings() {}

  /** Each corner that the map names moves; corners that come together become one. */
  static Geometry move(Geometry area, Map<Coordinate, Coordinate> moves) {
    return map(
        area,
        ring -> {
          var moved = new CoordinateList();
          for (Coordinate corner : ring) {
            moved.add(moves.getOrDefault(corner, corner).copy(), false);
          }
          return moved.toCoordinateArray();
        });
  }

  static Geometry remove(Geometry area, Coordinate corner) {
    return map(
        area,
        ring -> {
          var left = new CoordinateList();
          for (int i = 0; i < ring.length - 1; i++) {
            if (!ring[i].equals2D(corner)) {
              left.add(ring[i], false);
            }
          }
          left.closeRing();
          return left.toCoordinateArray();
        });
  }

  /** Each edge that the map names goes through these places, given from its {@code from}. */
  static Geometry bend(Geometry area, Map<Edge, List<Coordinate>> bent) {
    return map(
        area,
        ring -> {
          var next = new CoordinateList();
          next.add(ring[0], false);
          for (int i = 1; i < ring.length; i++) {
            Edge edge = Edge.of(ring[i - 1], ring[i]);
            List<Coordinate> chain = bent.getOrDefault(edge, List.of());
            List<Coordinate> run = edge.from().equals2D(ring[i - 1]) ? chain : chain.reversed();
            run.forEach(place -> next.add(place, false));
            next.add(ring[i], false);
          }
          return next.toCoordinateArray();
        });
  }

  static boolean has(Geometry area, Coordinate corner) {
    return area.getEnvelopeInternal().covers(corner)
        && CoordinateArrays.indexOf(corner, area.getCoordinates()) >= 0;
  }

  private static Geometry map(Geometry area, UnaryOperator<Coordinate[]> change) {
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      Polygon part = (Polygon) area.getGeometryN(i);
      Coordinate[] shell = change.apply(part.getExteriorRing().getCoordinates());
      if (shell.length >= SMALLEST) {
        parts.add(Wgs84.FACTORY.createPolygon(ring(shell), holes(part, change)));
      }
    }
    return area(parts);
  }

  private static LinearRing[] holes(Polygon part, UnaryOperator<Coordinate[]> change) {
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 0; i < part.getNumInteriorRing(); i++) {
      Coordinate[] hole = change.apply(part.getInteriorRingN(i).getCoordinates());
      if (hole.length >= SMALLEST) {
        holes.add(ring(hole));
      }
    }
    return holes.toArray(LinearRing[]::new);
  }

  /** A polygon when it is one, else all of them together. */
  static Geometry area(List<Polygon> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : parts.isEmpty()
            ? Wgs84.FACTORY.createPolygon()
            : Wgs84.FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
  }

  private static LinearRing ring(Coordinate[] corners) {
    return Wgs84.FACTORY.createLinearRing(corners);
  }
}
