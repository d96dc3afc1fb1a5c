package org.gridwatch.map.planner.coverage;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;

/** One straight piece of a boundary; the same for both neighbours, whichever way they run. */
record Edge(Coordinate from, Coordinate to) {
  static Edge of(Coordinate one, Coordinate other) {
    return one.compareTo(other) <= 0 ? new Edge(one, other) : new Edge(other, one);
  }

  /** All edges of a line or an area, in order. */
  static Set<Edge> of(Geometry geometry) {
    Set<Edge> edges = new LinkedHashSet<>();
    each(geometry, edges::add);
    return edges;
  }

  static void each(Geometry geometry, Consumer<Edge> use) {
    for (Object line : LinearComponentExtracter.getLines(geometry)) {
      each(((LineString) line).getCoordinates(), use);
    }
  }

  static void each(Coordinate[] line, Consumer<Edge> use) {
    for (int i = 1; i < line.length; i++) {
      if (!line[i - 1].equals2D(line[i])) {
        use.accept(of(line[i - 1], line[i]));
      }
    }
  }

  /** The outline of areas that share their inner edges: what is there once. */
  static Set<Edge> outline(Iterable<Geometry> areas) {
    Set<Edge> once = new HashSet<>();
    for (Geometry area : areas) {
      each(
          area,
          edge -> {
            if (!once.add(edge)) {
              once.remove(edge);
            }
          });
    }
    return once;
  }

  Envelope box() {
    return new Envelope(from, to);
  }

  Coordinate middle() {
    return new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
  }
}
