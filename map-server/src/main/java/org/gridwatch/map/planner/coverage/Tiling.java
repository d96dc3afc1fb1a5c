package org.gridwatch.map.planner.coverage;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * All grids of a plan. The leaves are one coverage: they share edges and nodes, no gap, no overlap.
 * Immutable; an edit makes another one.
 */
public final class Tiling {
  private final Map<String, PlanGrid> grids;
  private volatile @Nullable Map<String, List<PlanGrid>> below;
  private volatile @Nullable STRtree leafIndex;

  private Tiling(Map<String, PlanGrid> grids) {
    this.grids = grids;
  }

  public static Tiling of(Collection<PlanGrid> grids) {
    Map<String, PlanGrid> byKey = new TreeMap<>();
    grids.forEach(grid -> byKey.put(grid.key(), grid));
    return new Tiling(byKey);
  }

  /** As it is after a change that was made for this tiling. */
  public Tiling after(Change change) {
    Map<String, PlanGrid> next = new TreeMap<>(grids);
    change
        .before()
        .forEach(
            (key, grid) -> {
              PlanGrid was = next.remove(key);
              if (was == null || !was.same(grid)) {
                throw new IllegalArgumentException("grid " + key + " is not as the change has it");
              }
            });
    change.after().forEach(next::put);
    return new Tiling(next);
  }

  /** By key. */
  public Collection<PlanGrid> all() {
    return grids.values();
  }

  public Optional<PlanGrid> find(String key) {
    return Optional.ofNullable(grids.get(key));
  }

  /**
   * @throws Refused when there is none
   */
  PlanGrid get(String key) {
    return find(key)
        .orElseThrow(
            () -> new Refused("there is no grid " + key, new Coordinate(0, 0), List.of(key)));
  }

  public List<PlanGrid> leaves() {
    return grids.values().stream().filter(PlanGrid::leaf).toList();
  }

  public List<PlanGrid> children(String key) {
    Map<String, List<PlanGrid>> known = below;
    if (known == null) {
      known = grids.values().stream().collect(Collectors.groupingBy(PlanGrid::parent));
      below = known;
    }
    return Collections.unmodifiableList(known.getOrDefault(key, List.of()));
  }

  /** The leaves below a grid; itself when it is one. */
  public List<PlanGrid> leavesUnder(String key) {
    Map<String, PlanGrid> found = new LinkedHashMap<>();
    var open = new ArrayDeque<String>(List.of(key));
    while (!open.isEmpty()) {
      String next = open.pop();
      find(next).filter(PlanGrid::leaf).ifPresent(leaf -> found.put(next, leaf));
      children(next).forEach(child -> open.add(child.key()));
    }
    return List.copyOf(found.values());
  }

  /** The leaves whose boxes touch this one. Threads: any; the index is made when first asked. */
  @SuppressWarnings("unchecked")
  public List<PlanGrid> leavesNear(Envelope box) {
    STRtree index = leafIndex;
    if (index == null) {
      index = new STRtree();
      for (PlanGrid leaf : leaves()) {
        index.insert(leaf.boundary().getEnvelopeInternal(), leaf);
      }
      index.build();
      leafIndex = index;
    }
    List<PlanGrid> found = index.query(box);
    found.sort(Comparator.comparing(PlanGrid::key));
    return found;
  }

  /** The key for the next grid that this plan adds. */
  public String nextKey() {
    int last =
        grids.keySet().stream()
            .filter(key -> key.startsWith("+"))
            .map(key -> Integer.parseInt(key.substring(1)))
            .max(Comparator.naturalOrder())
            .orElse(0);
    return "+" + (last + 1);
  }

  /** Whether it is the same in every grid, to the last vertex. */
  public boolean same(Tiling other) {
    return grids.keySet().equals(other.grids.keySet())
        && grids.values().stream()
            .allMatch(grid -> other.find(grid.key()).filter(grid::same).isPresent());
  }
}
