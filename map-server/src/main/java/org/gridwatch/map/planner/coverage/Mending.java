package org.gridwatch.map.planner.coverage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Makes one coverage of grids that tile only nearly, as files bring them: a corner of one beside
 * the edge of another becomes a corner of both, corners closer than a sliver is wide become one. To
 * be done once, when a plan begins; edits need edges that are shared to the last digit.
 */
public final class Mending {
  private static final double REACH_M = 0.1;

  private final Metres metres;

  private Mending(Metres metres) {
    this.metres = metres;
  }

  /** What is to be mended; nothing where all edges are shared as they should be. */
  public static Change of(Tiling tiling) {
    List<PlanGrid> leaves = tiling.leaves();
    if (leaves.isEmpty()) {
      return Change.NONE;
    }
    var mending = new Mending(Metres.at(leaves.getFirst().boundary()));
    var sketch = new Sketch(tiling);
    Map<Coordinate, Coordinate> moves = mending.together(corners(leaves));
    put(sketch, leaves, moves, Rings::move);
    List<PlanGrid> moved = leaves.stream().map(leaf -> sketch.now(leaf.key())).toList();
    put(sketch, moved, mending.through(moved), Rings::bend);
    return sketch.change();
  }

  /** A boundary that mending would fold over itself stays as it is. */
  private static <T> void put(
      Sketch sketch, List<PlanGrid> leaves, T how, BiFunction<Geometry, T, Geometry> change) {
    for (PlanGrid leaf : leaves) {
      Geometry mended = change.apply(leaf.boundary(), how);
      if (mended.isValid() && !mended.isEmpty()) {
        sketch.put(leaf.withBoundary(mended));
      }
    }
  }

  private static Set<Coordinate> corners(Collection<PlanGrid> leaves) {
    Set<Coordinate> corners = new TreeSet<>();
    leaves.forEach(leaf -> corners.addAll(List.of(leaf.boundary().getCoordinates())));
    return corners;
  }

  private static STRtree index(Collection<Coordinate> corners) {
    var index = new STRtree();
    corners.forEach(corner -> index.insert(new Envelope(corner), corner));
    index.build();
    return index;
  }

  /** Corners of a crowd go to the first of it. */
  private Map<Coordinate, Coordinate> together(Set<Coordinate> corners) {
    STRtree index = index(corners);
    Map<Coordinate, Coordinate> moves = new HashMap<>();
    Set<Coordinate> settled = new HashSet<>();
    for (Coordinate corner : corners) {
      if (settled.add(corner)) {
        for (Coordinate other : near(index, new Envelope(corner))) {
          if (metres.between(corner, other) <= REACH_M && settled.add(other)) {
            moves.put(other, corner);
          }
        }
      }
    }
    return moves;
  }

  /** Edges go through the corners beside them. */
  private Map<Edge, List<Coordinate>> through(List<PlanGrid> leaves) {
    STRtree index = index(corners(leaves));
    Map<Edge, List<Coordinate>> bent = new HashMap<>();
    for (Edge edge : SharedEdge.edges(leaves)) {
      var beside = new TreeMap<Double, Coordinate>();
      for (Coordinate corner : near(index, edge.box())) {
        if (metres.between(corner, edge) <= REACH_M) {
          beside.put(metres.along(corner, edge.from(), edge.to()), corner);
        }
      }
      List<Coordinate> between = List.copyOf(beside.subMap(0.0, false, 1.0, false).values());
      if (!between.isEmpty()) {
        bent.put(edge, between);
      }
    }
    return bent;
  }

  @SuppressWarnings("unchecked")
  private List<Coordinate> near(STRtree index, Envelope box) {
    return index.query(metres.around(box, REACH_M));
  }
}
