package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** The land of one grid dealt out anew to grids below it. */
final class Subdivision {
  private static final int LOWEST = 3;
  private static final double TOLERATED_M2 = 0.5;

  private Subdivision() {}

  static Change subdivide(Tiling tiling, Edit.Subdivide edit) {
    PlanGrid grid = tiling.get(edit.grid());
    if (!grid.leaf() || grid.level() == LOWEST) {
      throw new Refused(
          grid.name() + (grid.leaf() ? " is of the lowest level" : " has grids below it already"),
          tiling.leavesUnder(grid.key()).getFirst().boundary().getCoordinate(),
          List.of(grid.key()));
    }
    List<Drawn> areas = edit.areas().stream().map(Drawn::area).toList();
    List<Coordinate[]> lines = new ArrayList<>();
    areas.forEach(area -> lines.addAll(Arrangement.lines(area.shape())));
    var ground = new Ground(tiling, List.of(grid), Set.of(grid.key()), lines);
    Map<String, Geometry> parts = deal(ground, grid, areas);
    int n = 0;
    for (var part : parts.entrySet()) {
      ground
          .sketch()
          .put(
              new PlanGrid(
                  ground.sketch().newKey(),
                  grid.level() + 1,
                  grid.key(),
                  Sketch.base(grid.name()) + " " + ++n,
                  false,
                  part.getValue()));
    }
    ground.sketch().put(grid.withBoundary(Rings.area(List.of())));
    return ground.change();
  }

  /** The first area that covers a face has it; what none covers joins what is beside it. */
  private static Map<String, Geometry> deal(Ground ground, PlanGrid grid, List<Drawn> areas) {
    int count = ground.land().faces().size();
    var lots = new String[count];
    List<Integer> left = new ArrayList<>();
    for (int face = 0; face < count; face++) {
      Coordinate inside = ground.land().faces().get(face).inside();
      int first = first(areas, inside);
      lots[face] = first < 0 ? null : String.format("%06d", first);
      if (first < 0) {
        left.add(face);
      }
    }
    var dealt = new Lots(ground.land(), lots, ground.metres());
    if (left.size() == count || !dealt.join(left, _ -> true).isEmpty()) {
      throw new Refused(
          "none of the areas lies in all of " + grid.name(),
          ground.land().faces().getFirst().inside(),
          List.of(grid.key()));
    }
    return new TreeMap<>(dealt.tidy(Map.of()));
  }

  private static int first(List<Drawn> areas, Coordinate place) {
    return IntStream.range(0, areas.size())
        .filter(n -> areas.get(n).covers(place))
        .findFirst()
        .orElse(-1);
  }

  /** Other grids below a parent; with the parent "" all there are, wherever they lie. */
  static Change replace(Tiling tiling, Edit.Replace edit) {
    Set<String> gone = Ground.keys(Family.descendants(tiling, edit.parent()));
    refuseUnlessOneFamily(tiling, edit, gone);
    Map<String, Drawn> shapes = new LinkedHashMap<>();
    List<Coordinate[]> lines = new ArrayList<>();
    for (PlanGrid child : edit.children()) {
      if (child.leaf()) {
        Drawn area = drawn(child);
        shapes.put(child.key(), area);
        lines.addAll(Arrangement.lines(area.shape()));
      }
    }
    Geometry land = land(tiling, edit.parent(), shapes);
    var ground = new Ground(tiling, Map.of(edit.parent(), land), Set.of(edit.parent()), lines);
    Map<String, Geometry> areas = tile(ground, edit, shapes);
    gone.forEach(ground.sketch()::remove);
    Sketch sketch = new Sketch(tiling);
    Change around = around(ground, areas);
    around.after().values().forEach(sketch::put);
    gone.removeIf(key -> edit.children().stream().anyMatch(child -> child.key().equals(key)));
    gone.forEach(sketch::remove);
    edit.children().forEach(sketch::put);
    sketch.redraw(areas);
    tiling
        .find(edit.parent())
        .filter(PlanGrid::leaf)
        .ifPresent(parent -> sketch.put(parent.withBoundary(Rings.area(List.of()))));
    return sketch.change();
  }

  /** What the new corners on the outline do to the leaves outside. */
  private static Change around(Ground ground, Map<String, Geometry> areas) {
    Change change = ground.change();
    Map<String, PlanGrid> outside = new HashMap<>(change.after());
    outside.keySet().removeAll(areas.keySet());
    return new Change(Map.of(), outside);
  }

  private static Drawn drawn(PlanGrid child) {
    if (!child.boundary().isValid()) {
      throw new Refused(
          "the boundary of " + child.name() + " is not a sound area",
          Soundness.invalidPlace(child.boundary()),
          List.of(child.key()));
    }
    return Drawn.area(Wgs84.snap(child.boundary()));
  }

  private static Geometry land(Tiling tiling, String parent, Map<String, Drawn> shapes) {
    List<Geometry> parts =
        parent.isEmpty()
            ? shapes.values().stream().map(Drawn::shape).toList()
            : tiling.leavesUnder(parent).stream().map(PlanGrid::boundary).toList();
    if (shapes.isEmpty() || parts.isEmpty()) {
      throw new Refused(
          "there would be no grids at all",
          new Coordinate(0, 0),
          parent.isEmpty() ? List.of() : List.of(parent));
    }
    return Lots.union(parts);
  }

  private static void refuseUnlessOneFamily(Tiling tiling, Edit.Replace edit, Set<String> gone) {
    int level = edit.parent().isEmpty() ? 0 : tiling.get(edit.parent()).level();
    Map<String, Integer> levels = new HashMap<>(Map.of(edit.parent(), level));
    edit.children().forEach(child -> levels.put(child.key(), child.level()));
    Set<String> seen = new LinkedHashSet<>();
    Set<String> withChildren = new LinkedHashSet<>();
    edit.children().forEach(child -> withChildren.add(child.parent()));
    for (PlanGrid child : edit.children()) {
      boolean known = tiling.find(child.key()).isPresent() && !gone.contains(child.key());
      boolean placed = levels.getOrDefault(child.parent(), 9) == child.level() - 1;
      if (known || !placed || !seen.add(child.key())) {
        throw new Refused(
            child.name() + " is there twice, or not below a grid of the level above",
            place(child),
            List.of(child.key()));
      }
      if (child.leaf() == withChildren.contains(child.key())) {
        throw new Refused(
            child.name() + " must have either a boundary or grids below it",
            place(child),
            List.of(child.key()));
      }
    }
  }

  private static Coordinate place(PlanGrid grid) {
    return grid.leaf() ? grid.boundary().getCoordinate() : new Coordinate(0, 0);
  }

  private static Map<String, Geometry> tile(
      Ground ground, Edit.Replace edit, Map<String, Drawn> shapes) {
    int count = ground.land().faces().size();
    var lots = new String[count];
    List<Integer> left = new ArrayList<>();
    Map<String, Double> dealt = new HashMap<>();
    for (int face = 0; face < count; face++) {
      var piece = ground.land().faces().get(face);
      List<String> having =
          shapes.entrySet().stream()
              .filter(shape -> shape.getValue().covers(piece.inside()))
              .map(Map.Entry::getKey)
              .toList();
      if (having.size() > 1 && !ground.metres().sliver(piece.area())) {
        throw new Refused("grids overlap here", piece.inside(), having);
      }
      if (having.isEmpty() && !ground.metres().sliver(piece.area())) {
        throw new Refused("no grid covers this place", piece.inside(), family(edit));
      }
      double size = ground.area(face);
      having.forEach(key -> dealt.merge(key, size, Double::sum));
      lots[face] = having.isEmpty() ? null : having.getFirst();
      if (having.isEmpty()) {
        left.add(face);
      }
    }
    refuseOutside(ground, edit, shapes, dealt);
    var made = new Lots(ground.land(), lots, ground.metres());
    made.join(left, _ -> true);
    Map<String, Geometry> areas = made.tidy(Map.of());
    shapes.forEach(
        (key, shape) -> {
          if (!areas.containsKey(key)) {
            throw new Refused("nothing would be left of " + key, shape.place(), List.of(key));
          }
        });
    return areas;
  }

  private static void refuseOutside(
      Ground ground, Edit.Replace edit, Map<String, Drawn> shapes, Map<String, Double> dealt) {
    shapes.forEach(
        (key, shape) -> {
          double outside = ground.metres().area(shape.shape()) - dealt.getOrDefault(key, 0.0);
          if (outside > TOLERATED_M2) {
            Geometry beyond = shape.shape().difference(ground.old(edit.parent()));
            if (!beyond.isEmpty() && !ground.metres().sliver(beyond)) {
              throw new Refused(
                  "a grid reaches outside of the one it should be part of",
                  beyond.getInteriorPoint().getCoordinate(),
                  List.of(key));
            }
          }
        });
  }

  private static List<String> family(Edit.Replace edit) {
    return edit.parent().isEmpty() ? List.of() : List.of(edit.parent());
  }
}
