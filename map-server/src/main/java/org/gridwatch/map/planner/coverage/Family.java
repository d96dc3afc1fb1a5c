package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Edits that draw no line: who is below whom, and which grids become one. */
final class Family {
  private static final int LOWEST = 3;

  private final Tiling tiling;
  private final Sketch sketch;

  private Family(Tiling tiling) {
    this.tiling = tiling;
    this.sketch = new Sketch(tiling);
  }

  static Change merge(Tiling tiling, Edit.Merge edit) {
    return new Family(tiling).merge(tiling.get(edit.into()), others(tiling, edit));
  }

  private static List<PlanGrid> others(Tiling tiling, Edit.Merge edit) {
    Set<String> keys = new LinkedHashSet<>(edit.grids());
    keys.remove(edit.into());
    return keys.stream().map(tiling::get).toList();
  }

  private Change merge(PlanGrid into, List<PlanGrid> others) {
    List<PlanGrid> all = new ArrayList<>(List.of(into));
    all.addAll(others);
    refuseUnlessSiblings(into, others);
    refuseUnlessTogether(into, others);
    boolean parents = all.stream().anyMatch(grid -> !grid.leaf());
    if (parents) {
      all.forEach(grid -> putBelow(into, grid));
      sketch.put(into.leaf() ? into.withBoundary(Rings.area(List.of())) : into);
    } else {
      sketch.put(into.withBoundary(Lots.union(all.stream().map(PlanGrid::boundary).toList())));
    }
    others.forEach(grid -> sketch.remove(grid.key()));
    return sketch.change();
  }

  private static void refuseUnlessSiblings(PlanGrid into, List<PlanGrid> others) {
    if (others.isEmpty()) {
      throw new Refused("nothing to merge with " + into.name(), place(into), List.of(into.key()));
    }
    for (PlanGrid other : others) {
      if (other.level() != into.level() || !other.parent().equals(into.parent())) {
        throw new Refused(
            other.name() + " and " + into.name() + " are not parts of the same grid",
            place(other),
            List.of(into.key(), other.key()));
      }
    }
  }

  private void refuseUnlessTogether(PlanGrid into, List<PlanGrid> others) {
    Set<Edge> reached = new HashSet<>(SharedEdge.edges(tiling.leavesUnder(into.key())));
    List<PlanGrid> left = new ArrayList<>(others);
    while (left.removeIf(grid -> joins(reached, SharedEdge.edges(under(grid))))) {
      // one that was reached may reach another
    }
    if (!left.isEmpty()) {
      PlanGrid apart = left.getFirst();
      throw new Refused(
          apart.name() + " and " + into.name() + " have no edge in common",
          under(apart).getFirst().boundary().getCoordinate(),
          List.of(into.key(), apart.key()));
    }
  }

  private static boolean joins(Set<Edge> reached, Set<Edge> own) {
    boolean touches = own.stream().anyMatch(reached::contains);
    if (touches) {
      reached.addAll(own);
    }
    return touches;
  }

  private List<PlanGrid> under(PlanGrid grid) {
    return tiling.leavesUnder(grid.key());
  }

  /** The children go below the other; of a leaf its land does, as one child. */
  private void putBelow(PlanGrid into, PlanGrid grid) {
    if (grid.leaf()) {
      sketch.put(
          new PlanGrid(
              sketch.newKey(),
              grid.level() + 1,
              into.key(),
              grid.name(),
              grid.locked(),
              grid.boundary()));
    } else {
      tiling.children(grid.key()).forEach(child -> sketch.put(child.withParent(into.key())));
    }
  }

  static Change unite(Tiling tiling, Edit.Unite edit) {
    PlanGrid grid = tiling.get(edit.grid());
    if (grid.leaf()) {
      throw new Refused(grid.name() + " has no grids below it", place(grid), List.of(grid.key()));
    }
    var sketch = new Sketch(tiling);
    List<Geometry> parts = tiling.leavesUnder(grid.key()).stream().map(PlanGrid::boundary).toList();
    descendants(tiling, grid.key()).forEach(child -> sketch.remove(child.key()));
    sketch.put(grid.withBoundary(Lots.union(parts)));
    return sketch.change();
  }

  /** All grids below one, at any depth. */
  static List<PlanGrid> descendants(Tiling tiling, String key) {
    List<PlanGrid> found = new ArrayList<>(tiling.children(key));
    for (int i = 0; i < found.size(); i++) {
      found.addAll(tiling.children(found.get(i).key()));
    }
    return found;
  }

  static Change hand(Tiling tiling, Edit.Hand edit) {
    PlanGrid grid = tiling.get(edit.grid());
    PlanGrid parent = tiling.get(edit.parent());
    if (grid.parent().equals(parent.key())) {
      return Change.NONE;
    }
    List<String> both = List.of(grid.key(), parent.key());
    Coordinate place = tiling.leavesUnder(grid.key()).getFirst().boundary().getCoordinate();
    if (parent.leaf() || parent.level() != grid.level() - 1 || grid.level() > LOWEST) {
      throw new Refused(
          grid.name() + " cannot be a part of " + parent.name() + ": that is not the level above",
          place,
          both);
    }
    SharedEdge.between(tiling, grid.key(), parent.key());
    var sketch = new Sketch(tiling);
    sketch.put(grid.withParent(parent.key()));
    return sketch.change();
  }

  private static Coordinate place(PlanGrid grid) {
    return grid.leaf() ? grid.boundary().getInteriorPoint().getCoordinate() : new Coordinate(0, 0);
  }
}
