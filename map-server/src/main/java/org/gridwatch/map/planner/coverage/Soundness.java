package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gridwatch.map.grid.Wgs84;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Looks at what an edit has changed, and at what lies around it, before anybody gets to see it.
 * What was wrong there before is not held against the edit.
 */
final class Soundness {
  private static final double SAME_LINE_M = 0.01;

  private final Tiling was;
  private final Change change;
  private final List<PlanGrid> before = new ArrayList<>();
  private final List<PlanGrid> after = new ArrayList<>();

  private Soundness(Tiling was, Change change) {
    this.was = was;
    this.change = change;
    for (String key : change.keys()) {
      PlanGrid old = change.before().get(key);
      PlanGrid now = change.after().get(key);
      if (old != null && now != null && old.boundary().equalsExact(now.boundary())) {
        continue;
      }
      take(old, before);
      take(now, after);
    }
  }

  private static void take(@Nullable PlanGrid grid, List<PlanGrid> leaves) {
    if (grid != null && grid.leaf()) {
      leaves.add(grid);
    }
  }

  /**
   * @param outlineMayMove whether the outer outline of all grids may
   * @throws Refused saying what is wrong where
   */
  static Change check(Tiling was, Change change, boolean outlineMayMove) {
    var look = new Soundness(was, change);
    look.areas();
    look.families();
    look.locks();
    look.neighbours();
    if (!outlineMayMove) {
      look.outline();
    }
    return change;
  }

  private void areas() {
    for (PlanGrid grid : after) {
      if (!(grid.boundary() instanceof Polygonal) || !grid.boundary().isValid()) {
        throw new Refused(
            "the boundary of " + grid.name() + " would cross itself",
            invalidPlace(grid.boundary()),
            List.of(grid.key()));
      }
    }
  }

  /** A grid without a boundary has at least one below it. */
  private void families() {
    Set<String> parents = new LinkedHashSet<>();
    change.before().values().forEach(grid -> parents.add(grid.parent()));
    change.after().values().stream()
        .filter(grid -> !grid.leaf())
        .forEach(grid -> parents.add(grid.key()));
    Tiling is = was.after(change);
    for (String key : parents) {
      PlanGrid grid = is.find(key).orElse(null);
      if (grid != null && !grid.leaf() && is.children(key).isEmpty()) {
        throw new Refused(
            "nothing would be left of " + grid.name() + ": merge it instead",
            place(),
            List.of(key));
      }
    }
  }

  private Coordinate place() {
    return Stream.concat(change.after().values().stream(), change.before().values().stream())
        .filter(PlanGrid::leaf)
        .map(grid -> grid.boundary().getCoordinate())
        .findFirst()
        .orElse(new Coordinate(0, 0));
  }

  static Coordinate invalidPlace(Geometry area) {
    TopologyValidationError error = new IsValidOp(area).getValidationError();
    return error == null ? area.getCoordinate() : error.getCoordinate();
  }

  private void locks() {
    for (PlanGrid old : change.before().values()) {
      PlanGrid now = change.after().get(old.key());
      if (old.locked() && old.leaf()) {
        Set<Edge> left = now == null ? Set.of() : outlineOf(List.of(now), change.after());
        refuseIfMoved(old, outlineOf(List.of(old), change.before()), left);
      }
      if (old.locked() && !old.leaf() && now == null) {
        throw locked(old, was.leavesUnder(old.key()).getFirst().boundary().getCoordinate());
      }
    }
    if (was.all().stream().anyMatch(grid -> grid.locked() && !grid.leaf())) {
      lockedParents();
    }
  }

  private void lockedParents() {
    Tiling is = was.after(change);
    for (PlanGrid parent : was.all()) {
      if (parent.locked() && !parent.leaf() && is.find(parent.key()).isPresent()) {
        List<PlanGrid> then = was.leavesUnder(parent.key());
        List<PlanGrid> now = is.leavesUnder(parent.key());
        if (!then.equals(now)) {
          refuseIfMoved(parent, outlineOf(then, Map.of()), outlineOf(now, Map.of()));
        }
      }
    }
  }

  private static Set<Edge> outlineOf(List<PlanGrid> leaves, Map<String, PlanGrid> newer) {
    return Edge.outline(
        leaves.stream().map(leaf -> newer.getOrDefault(leaf.key(), leaf).boundary()).toList());
  }

  private void refuseIfMoved(PlanGrid grid, Set<Edge> then, Set<Edge> now) {
    Coordinate moved = moved(then, now);
    if (moved != null) {
      throw locked(grid, moved);
    }
  }

  private static Refused locked(PlanGrid grid, Coordinate place) {
    return new Refused(grid.name() + " is locked", place, List.of(grid.key()));
  }

  private void neighbours() {
    if (after.isEmpty()) {
      return;
    }
    Set<String> changed = new HashSet<>();
    before.forEach(grid -> changed.add(grid.key()));
    after.forEach(grid -> changed.add(grid.key()));
    var box = new Envelope();
    after.forEach(grid -> box.expandToInclude(grid.boundary().getEnvelopeInternal()));
    List<PlanGrid> ring = was.leavesNear(box);
    ring.removeIf(leaf -> changed.contains(leaf.key()) || touchesNone(leaf));
    List<PlanGrid> all = new ArrayList<>(after);
    all.addAll(ring);
    Geometry[] errors = validate(all);
    if (!CoverageValidator.hasInvalidResult(errors)) {
      return;
    }
    List<PlanGrid> then = new ArrayList<>(before);
    then.addAll(ring);
    Set<Edge> known = edges(validate(then));
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] != null) {
        for (Edge edge : Edge.of(errors[i])) {
          if (!known.contains(edge)) {
            throw overlap(all, all.get(i), edge);
          }
        }
      }
    }
  }

  private boolean touchesNone(PlanGrid leaf) {
    Envelope box = leaf.boundary().getEnvelopeInternal();
    return after.stream().noneMatch(grid -> grid.boundary().getEnvelopeInternal().intersects(box));
  }

  private static Geometry[] validate(Collection<PlanGrid> leaves) {
    return CoverageValidator.validate(
        leaves.stream().map(PlanGrid::boundary).toArray(Geometry[]::new));
  }

  private static Set<Edge> edges(Geometry[] errors) {
    Set<Edge> edges = new HashSet<>();
    for (Geometry error : errors) {
      if (error != null) {
        Edge.each(error, edges::add);
      }
    }
    return edges;
  }

  private static Refused overlap(List<PlanGrid> all, PlanGrid grid, Edge edge) {
    var middle = Wgs84.FACTORY.createPoint(edge.middle());
    PlanGrid other =
        all.stream()
            .filter(leaf -> !leaf.key().equals(grid.key()))
            .filter(leaf -> leaf.boundary().getEnvelopeInternal().intersects(edge.box()))
            .min(Comparator.comparingDouble(leaf -> leaf.boundary().distance(middle)))
            .orElse(grid);
    return new Refused(
        "edges of " + grid.name() + " and " + other.name() + " would cross here",
        edge.middle(),
        List.of(grid.key(), other.key()));
  }

  private void outline() {
    Coordinate moved =
        moved(
            Edge.outline(before.stream().map(PlanGrid::boundary).toList()),
            Edge.outline(after.stream().map(PlanGrid::boundary).toList()));
    if (moved != null) {
      throw new Refused(
          "this would leave a gap or an overlap here",
          moved,
          after.stream().map(PlanGrid::key).toList());
    }
  }

  /** A place where the one runs and the other does not, more than a rounding apart. */
  private static @Nullable Coordinate moved(Set<Edge> then, Set<Edge> now) {
    Set<Edge> gone = new HashSet<>(then);
    gone.removeAll(now);
    Set<Edge> come = new HashSet<>(now);
    come.removeAll(then);
    Coordinate place = apart(gone, come);
    return place == null ? apart(come, gone) : place;
  }

  private static @Nullable Coordinate apart(Set<Edge> edges, Set<Edge> from) {
    for (Edge edge : edges) {
      Metres metres = Metres.at(edge.from().y);
      for (Coordinate place : List.of(edge.from(), edge.middle(), edge.to())) {
        if (from.stream().noneMatch(other -> metres.between(place, other) <= SAME_LINE_M)) {
          return place;
        }
      }
    }
    return null;
  }
}
