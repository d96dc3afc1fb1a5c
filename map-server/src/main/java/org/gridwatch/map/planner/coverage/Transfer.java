package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Faces go to other grids. To a leaf: they become part of it. To a grid with children: leaves that
 * go as a whole are handed over, pieces of others join the leaf beside them, or become one.
 */
final class Transfer {
  private final Ground ground;
  private final Tiling tiling;
  private final @Nullable String[] target;
  private final @Nullable String[] lots;
  private final Map<String, String> handed = new LinkedHashMap<>();
  private final Map<String, String> added = new LinkedHashMap<>();
  private final Map<String, Set<String>> leavesOf = new HashMap<>();

  /**
   * @param target for each face the key of the grid it goes to, null when it stays
   */
  private Transfer(Ground ground, @Nullable String[] target) {
    this.ground = ground;
    this.tiling = ground.tiling();
    this.target = target;
    this.lots = new String[target.length];
  }

  /** All land in an area to one grid. */
  static Change give(Tiling tiling, Edit.Give edit) {
    PlanGrid to = tiling.get(edit.to());
    var area = Drawn.area(edit.area());
    List<PlanGrid> own = tiling.leavesUnder(to.key());
    Set<String> ownKeys = Ground.keys(own);
    List<PlanGrid> losing = new ArrayList<>();
    for (PlanGrid leaf : tiling.leavesNear(area.shape().getEnvelopeInternal())) {
      if (!ownKeys.contains(leaf.key())) {
        losing.add(leaf);
      }
    }
    List<PlanGrid> all = new ArrayList<>(losing);
    all.addAll(own);
    if (losing.isEmpty()) {
      return Change.NONE;
    }
    var ground = new Ground(tiling, all, Ground.keys(losing), Arrangement.lines(area.shape()));
    var target = new String[ground.land().faces().size()];
    for (int face = 0; face < target.length; face++) {
      boolean goes =
          !ownKeys.contains(ground.owner(face))
              && area.covers(ground.land().faces().get(face).inside());
      target[face] = goes ? to.key() : null;
    }
    return of(ground, target);
  }

  static Change of(Ground ground, @Nullable String[] target) {
    return new Transfer(ground, target).change();
  }

  private Change change() {
    stay();
    hand();
    for (String to : new LinkedHashSet<>(waiting().values())) {
      joinPieces(to);
    }
    Map<String, Geometry> areas = new Lots(ground.land(), lots, ground.metres()).tidy(oldAreas());
    for (int face = 0; face < lots.length; face++) {
      refuseIfNothingIsLeft(face, areas);
    }
    put(areas);
    return ground.change();
  }

  private void stay() {
    for (int face = 0; face < lots.length; face++) {
      String to = target[face];
      lots[face] = to == null ? ground.owner(face) : tiling.get(to).leaf() ? to : null;
    }
  }

  /** Leaves of which everything goes to one grid with children. */
  private void hand() {
    for (String leaf :
        new LinkedHashSet<>(waiting().keySet().stream().map(ground::owner).toList())) {
      List<Integer> faces = facesOf(leaf);
      Set<String> to = new HashSet<>();
      faces.forEach(face -> to.add(String.valueOf(target[face])));
      String first = target[faces.getFirst()];
      if (to.size() == 1 && first != null) {
        parentFor(tiling.get(leaf), tiling.get(first), faces)
            .ifPresent(
                parent -> {
                  handed.put(leaf, parent);
                  leavesUnder(first).add(leaf);
                  faces.forEach(face -> lots[face] = leaf);
                });
      }
    }
  }

  private List<Integer> facesOf(String leaf) {
    List<Integer> faces = new ArrayList<>();
    for (int face = 0; face < lots.length; face++) {
      if (ground.owner(face).equals(leaf)) {
        faces.add(face);
      }
    }
    return faces;
  }

  private Optional<String> parentFor(PlanGrid leaf, PlanGrid to, List<Integer> faces) {
    if (to.level() == leaf.level() - 1) {
      return Optional.of(to.key());
    }
    Map<String, Double> shared = new HashMap<>();
    ground
        .land()
        .sharedWith(faces, lots, ground.metres())
        .forEach(
            (lot, length) -> {
              PlanGrid beside = tiling.get(lot);
              if (beside.level() == leaf.level() && leavesUnder(to.key()).contains(lot)) {
                shared.merge(handed.getOrDefault(lot, beside.parent()), length, Double::sum);
              }
            });
    return Lots.longest(shared);
  }

  /** Faces that have no leaf yet, and the grid they go to. */
  private Map<Integer, String> waiting() {
    Map<Integer, String> waiting = new LinkedHashMap<>();
    for (int face = 0; face < lots.length; face++) {
      String to = target[face];
      if (lots[face] == null && to != null) {
        waiting.put(face, to);
      }
    }
    return waiting;
  }

  private void joinPieces(String to) {
    Set<String> among = leavesUnder(to);
    var pieces = new Lots(ground.land(), lots, ground.metres());
    List<Integer> left = new ArrayList<>();
    waiting()
        .forEach(
            (face, grid) -> {
              if (grid.equals(to)) {
                left.add(face);
              }
            });
    List<Integer> alone = pieces.join(left, among::contains);
    while (!alone.isEmpty()) {
      int first = alone.getFirst();
      String leaf = newLeaf(to);
      lots[first] = leaf;
      among.add(leaf);
      alone = pieces.join(alone.subList(1, alone.size()), leaf::equals);
    }
  }

  private String newLeaf(String parent) {
    String key = ground.sketch().newKey();
    added.put(key, parent);
    return key;
  }

  /** New leaves, unless they were slivers. */
  private void put(Map<String, Geometry> areas) {
    Sketch sketch = ground.sketch();
    added.keySet().retainAll(areas.keySet());
    added.forEach(
        (key, to) -> {
          PlanGrid parent = tiling.get(to);
          String name = sketch.name("", parent);
          Geometry none = Rings.area(List.of());
          sketch.put(new PlanGrid(key, parent.level() + 1, to, name, false, none));
        });
    handed.forEach((leaf, parent) -> sketch.put(tiling.get(leaf).withParent(parent)));
    sketch.redraw(areas);
  }

  private Set<String> leavesUnder(String parent) {
    return leavesOf.computeIfAbsent(
        parent, key -> new HashSet<>(Ground.keys(tiling.leavesUnder(key))));
  }

  private Map<String, Geometry> oldAreas() {
    Map<String, Geometry> old = new HashMap<>();
    for (int face = 0; face < lots.length; face++) {
      old.put(ground.owner(face), ground.old(ground.owner(face)));
    }
    return old;
  }

  private void refuseIfNothingIsLeft(int face, Map<String, Geometry> areas) {
    PlanGrid owner = tiling.get(ground.owner(face));
    if (areas.containsKey(owner.key())) {
      return;
    }
    String to = target[face];
    if (to != null && !tiling.get(to).leaf()) {
      ground.sketch().remove(owner.key()); // its pieces are part of other leaves
      return;
    }
    throw nothingLeft(owner, ground.land().faces().get(face).inside());
  }

  private static Refused nothingLeft(PlanGrid grid, Coordinate place) {
    return new Refused(
        "nothing would be left of " + grid.name() + ": merge it instead",
        place,
        List.of(grid.key()));
  }
}
