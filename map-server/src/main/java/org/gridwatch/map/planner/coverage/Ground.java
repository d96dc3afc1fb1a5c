package org.gridwatch.map.planner.coverage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Leaves that an edit draws lines through, and what it makes of them. */
final class Ground {
  private final Tiling tiling;
  private final Map<String, Geometry> old;
  private final Metres metres;
  private final Arrangement land;
  private final Sketch sketch;

  /**
   * @param leaves whose land the edit may deal out
   * @param cuttable keys of those that the lines cut
   */
  Ground(
      Tiling tiling, Collection<PlanGrid> leaves, Set<String> cuttable, List<Coordinate[]> lines) {
    this(tiling, boundaries(leaves), cuttable, lines);
  }

  Ground(Tiling tiling, Map<String, Geometry> old, Set<String> cuttable, List<Coordinate[]> lines) {
    this.tiling = tiling;
    this.old = old;
    this.metres = Metres.at(old.values().iterator().next());
    this.land = Arrangement.of(old, cuttable, lines, metres);
    this.sketch = new Sketch(tiling);
  }

  static Map<String, Geometry> boundaries(Collection<PlanGrid> leaves) {
    Map<String, Geometry> land = new LinkedHashMap<>();
    leaves.forEach(leaf -> land.put(leaf.key(), leaf.boundary()));
    return land;
  }

  static Set<String> keys(Collection<PlanGrid> grids) {
    Set<String> keys = new HashSet<>();
    grids.forEach(grid -> keys.add(grid.key()));
    return keys;
  }

  Tiling tiling() {
    return tiling;
  }

  Metres metres() {
    return metres;
  }

  Arrangement land() {
    return land;
  }

  Sketch sketch() {
    return sketch;
  }

  Geometry old(String key) {
    return old.getOrDefault(key, Rings.area(List.of()));
  }

  double area(int face) {
    return metres.area(land.faces().get(face).area());
  }

  String owner(int face) {
    return land.faces().get(face).owner();
  }

  /** The change, with the corners that lines have made in the edges of leaves around. */
  Change change() {
    var box = new Envelope();
    Map<Edge, List<Coordinate>> bent = new HashMap<>(land.bent());
    bent.keySet().forEach(edge -> box.expandToInclude(edge.box()));
    if (!bent.isEmpty()) {
      for (PlanGrid leaf : tiling.leavesNear(box)) {
        if (!old.containsKey(leaf.key())) {
          Geometry through = Rings.bend(leaf.boundary(), bent);
          if (through.getNumPoints() != leaf.boundary().getNumPoints()) {
            sketch.put(sketch.now(leaf.key()).withBoundary(through));
          }
        }
      }
    }
    return sketch.change();
  }
}
