package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Edits of single corners: every boundary that has the corner follows. */
final class Corners {
  private Corners() {}

  static Change move(Tiling tiling, Edit.MoveVertex edit) {
    Coordinate from = corner(tiling, edit.from());
    Coordinate to = cornerNear(tiling, edit.to());
    return to.equals2D(from) ? Change.NONE : move(tiling, Map.of(from, to));
  }

  /** The new place, or another corner that is there already. */
  private static Coordinate cornerNear(Tiling tiling, Coordinate at) {
    Coordinate place = Wgs84.place(at.x, at.y);
    return nearest(tiling, place).orElse(place);
  }

  /** Whether the corner is one of the outer outline of all grids. */
  static boolean onOutline(Tiling tiling, Coordinate at) {
    Coordinate corner = corner(tiling, at);
    return Edge.outline(having(tiling, corner).stream().map(PlanGrid::boundary).toList()).stream()
        .anyMatch(edge -> edge.from().equals2D(corner) || edge.to().equals2D(corner));
  }

  static Change add(Tiling tiling, Edit.AddVertex edit) {
    Coordinate from = corner(tiling, edit.before());
    Coordinate to = corner(tiling, edit.after());
    Coordinate at = Wgs84.place(edit.at().x, edit.at().y);
    Edge edge = Edge.of(from, to);
    if (nearest(tiling, at).isPresent()) {
      throw new Refused("there is a corner at this place already", at, List.of());
    }
    List<PlanGrid> beside = having(tiling, from);
    beside.removeIf(leaf -> !Edge.of(leaf.boundary()).contains(edge));
    if (beside.isEmpty()) {
      throw new Refused("no edge runs between these two corners", at, List.of());
    }
    return redraw(tiling, beside, area -> Rings.bend(area, Map.of(edge, List.of(at))));
  }

  static Change remove(Tiling tiling, Edit.RemoveVertex edit) {
    Coordinate corner = corner(tiling, edit.at());
    List<PlanGrid> leaves = having(tiling, corner);
    Set<Coordinate> beside = new HashSet<>();
    for (PlanGrid leaf : leaves) {
      Edge.each(
          leaf.boundary(),
          edge -> {
            if (edge.from().equals2D(corner) || edge.to().equals2D(corner)) {
              beside.add(edge.from().equals2D(corner) ? edge.to() : edge.from());
            }
          });
    }
    if (beside.size() != 2) {
      throw new Refused(
          "edges of several grids meet in this corner: move it instead",
          corner,
          leaves.stream().map(PlanGrid::key).toList());
    }
    return redraw(tiling, leaves, area -> Rings.remove(area, corner));
  }

  /** Each named corner moves, in all leaves that have it. */
  static Change move(Tiling tiling, Map<Coordinate, Coordinate> moves) {
    var box = new Envelope();
    moves.keySet().forEach(box::expandToInclude);
    List<PlanGrid> leaves = tiling.leavesNear(box);
    leaves.removeIf(leaf -> moves.keySet().stream().noneMatch(c -> Rings.has(leaf.boundary(), c)));
    return redraw(tiling, leaves, area -> Rings.move(area, moves));
  }

  private static Change redraw(
      Tiling tiling, List<PlanGrid> leaves, UnaryOperator<Geometry> change) {
    var sketch = new Sketch(tiling);
    for (PlanGrid leaf : leaves) {
      Geometry next = change.apply(leaf.boundary());
      if (next.isEmpty()) {
        throw new Refused(
            "nothing would be left of " + leaf.name(),
            leaf.boundary().getCoordinate(),
            List.of(leaf.key()));
      }
      sketch.put(leaf.withBoundary(next));
    }
    return sketch.change();
  }

  private static List<PlanGrid> having(Tiling tiling, Coordinate corner) {
    List<PlanGrid> leaves = new ArrayList<>(tiling.leavesNear(new Envelope(corner)));
    leaves.removeIf(leaf -> !Rings.has(leaf.boundary(), corner));
    return leaves;
  }

  /** The corner that is meant by a place. */
  private static Coordinate corner(Tiling tiling, Coordinate at) {
    Coordinate place = Wgs84.place(at.x, at.y);
    return nearest(tiling, place)
        .orElseThrow(() -> new Refused("there is no corner at this place", place, List.of()));
  }

  private static Optional<Coordinate> nearest(Tiling tiling, Coordinate place) {
    Metres metres = Metres.at(place.y);
    Map<Coordinate, Double> near = new HashMap<>();
    for (PlanGrid leaf : tiling.leavesNear(metres.around(new Envelope(place), Snap.REACH_M))) {
      for (Coordinate corner : leaf.boundary().getCoordinates()) {
        double distance = metres.between(corner, place);
        if (distance <= Snap.REACH_M) {
          near.put(corner, distance);
        }
      }
    }
    return near.entrySet().stream()
        .min(Comparator.comparingDouble(Map.Entry<Coordinate, Double>::getValue))
        .map(Map.Entry::getKey);
  }
}
