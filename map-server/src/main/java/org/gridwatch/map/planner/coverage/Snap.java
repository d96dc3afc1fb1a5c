package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** Draws a line through the corners and onto the edges that it nearly touches. */
final class Snap {
  static final double REACH_M = 0.05;

  private final STRtree edges = new STRtree();
  private final Metres metres;

  Snap(Collection<Edge> edges, Metres metres) {
    edges.forEach(edge -> this.edges.insert(edge.box(), edge));
    this.edges.build();
    this.metres = metres;
  }

  /** The line on the stored grid; fewer than two places when nothing is left of it. */
  Coordinate[] line(Coordinate[] line) {
    var on = new CoordinateList();
    for (Coordinate place : line) {
      on.add(place(place), false);
    }
    var through = new CoordinateList();
    for (int i = 0; i < on.size(); i++) {
      if (i > 0) {
        between(on.get(i - 1), on.get(i)).forEach(corner -> through.add(corner, false));
      }
      through.add(on.get(i), false);
    }
    return through.toCoordinateArray();
  }

  /** The nearest corner in reach, else the nearest place on an edge in reach, else itself. */
  Coordinate place(Coordinate at) {
    Coordinate place = Wgs84.place(at.x, at.y);
    List<Edge> near = near(new Envelope(place));
    return near.stream()
        .flatMap(edge -> List.of(edge.from(), edge.to()).stream())
        .filter(corner -> metres.between(corner, place) <= REACH_M)
        .min(Comparator.comparingDouble(corner -> metres.between(corner, place)))
        .or(
            () ->
                near.stream()
                    .filter(edge -> metres.between(place, edge) <= REACH_M)
                    .min(Comparator.comparingDouble(edge -> metres.between(place, edge)))
                    .map(edge -> onto(edge, place)))
        .orElse(place);
  }

  private Coordinate onto(Edge edge, Coordinate place) {
    double share = metres.along(place, edge.from(), edge.to());
    return Wgs84.place(
        edge.from().x + share * (edge.to().x - edge.from().x),
        edge.from().y + share * (edge.to().y - edge.from().y));
  }

  /** Corners beside this piece of a line, in its order. */
  private Collection<Coordinate> between(Coordinate from, Coordinate to) {
    var corners = new TreeMap<Double, Coordinate>();
    Edge piece = Edge.of(from, to);
    for (Edge edge : near(piece.box())) {
      for (Coordinate corner : List.of(edge.from(), edge.to())) {
        if (metres.between(corner, piece) <= REACH_M) {
          corners.put(metres.along(corner, from, to), corner);
        }
      }
    }
    return new ArrayList<>(corners.subMap(0.0, false, 1.0, false).values());
  }

  @SuppressWarnings("unchecked")
  private List<Edge> near(Envelope box) {
    return edges.query(metres.around(box, REACH_M));
  }
}
