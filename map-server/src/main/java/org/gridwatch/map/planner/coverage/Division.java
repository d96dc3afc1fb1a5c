package org.gridwatch.map.planner.coverage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/**
 * One grid becomes two siblings. Of a grid with children each child goes to the side it lies on; a
 * child on both sides becomes two itself, and the larger part keeps the key.
 */
final class Division {
  private static final String STAYS = "=";
  private static final String MOVES = "+";

  private final Ground ground;
  private final PlanGrid top;
  private final Map<String, Geometry> pieces;
  private final Map<String, Double> sizes = new HashMap<>();

  private Division(Ground ground, PlanGrid top, Map<String, Geometry> pieces) {
    this.ground = ground;
    this.top = top;
    this.pieces = pieces;
    pieces.forEach((piece, area) -> sizes.put(piece, ground.metres().area(area)));
  }

  static Change split(Tiling tiling, Edit.Split edit) {
    PlanGrid grid = tiling.get(edit.grid());
    Ground ground = ground(tiling, grid, List.<Coordinate[]>of(edit.line().getCoordinates()));
    int[] region = ground.land().regions(ground.land().cuts());
    Set<Integer> cut = new TreeSet<>();
    ground.land().besideCuts().forEach(face -> cut.add(region[face]));
    if (cut.size() < 2) {
      throw new Refused(
          "the line does not cross " + grid.name() + " from edge to edge",
          looseEnd(tiling, grid, edit.line()),
          List.of(grid.key()));
    }
    double[] size = new double[region.length];
    IntStream.range(0, region.length).forEach(face -> size[region[face]] += ground.area(face));
    int largest = cut.stream().max(Comparator.comparingDouble(n -> size[n])).orElseThrow();
    boolean[] moves = new boolean[region.length];
    for (int face = 0; face < moves.length; face++) {
      moves[face] = region[face] != largest && cut.contains(region[face]);
    }
    return of(ground, grid, moves, edit.name(), edit.line().getCentroid().getCoordinate());
  }

  static Change cutOut(Tiling tiling, Edit.CutOut edit) {
    PlanGrid grid = tiling.get(edit.grid());
    var area = Drawn.area(edit.area());
    Ground ground = ground(tiling, grid, Arrangement.lines(area.shape()));
    boolean[] moves = new boolean[ground.land().faces().size()];
    for (int face = 0; face < moves.length; face++) {
      moves[face] = area.covers(ground.land().faces().get(face).inside());
    }
    return of(ground, grid, moves, edit.name(), area.place());
  }

  private static Ground ground(Tiling tiling, PlanGrid grid, List<Coordinate[]> lines) {
    List<PlanGrid> leaves = tiling.leavesUnder(grid.key());
    return new Ground(tiling, leaves, Ground.keys(leaves), lines);
  }

  private static Coordinate looseEnd(Tiling tiling, PlanGrid grid, LineString line) {
    return List.of(line.getStartPoint(), line.getEndPoint()).stream()
        .filter(
            end ->
                tiling.leavesUnder(grid.key()).stream()
                    .anyMatch(leaf -> leaf.boundary().contains(end)))
        .findFirst()
        .orElse(line.getCentroid())
        .getCoordinate();
  }

  private static Change of(
      Ground ground, PlanGrid top, boolean[] moves, String name, Coordinate place) {
    var of = new String[moves.length];
    Arrays.setAll(of, face -> ground.owner(face) + (moves[face] ? MOVES : STAYS));
    Map<String, Geometry> old = new HashMap<>();
    for (PlanGrid leaf : ground.tiling().leavesUnder(top.key())) {
      old.put(leaf.key() + STAYS, leaf.boundary());
      old.put(leaf.key() + MOVES, leaf.boundary());
    }
    var division =
        new Division(ground, top, new Lots(ground.land(), of, ground.metres()).tidy(old));
    if (division.size(top, MOVES) == 0) {
      throw new Refused(
          "no more than a sliver of " + top.name() + " lies there", place, List.of(top.key()));
    }
    if (division.size(top, STAYS) == 0) {
      throw new Refused("nothing would be left of " + top.name(), place, List.of(top.key()));
    }
    division.deal(name);
    return ground.change();
  }

  private void deal(String name) {
    Sketch sketch = ground.sketch();
    String other = sketch.newKey();
    draw(top, STAYS, top);
    PlanGrid sibling =
        new PlanGrid(other, top.level(), top.parent(), sketch.name(name, top), false, none());
    draw(top, MOVES, sibling);
    ground.tiling().children(top.key()).forEach(child -> deal(child, top.key(), other));
  }

  /** Below whom the child, or each half of it, goes. */
  private void deal(PlanGrid child, String staying, String moving) {
    double stays = size(child, STAYS);
    double moves = size(child, MOVES);
    boolean keyMoves = moves > stays;
    PlanGrid kept = child.withParent(keyMoves ? moving : staying);
    draw(child, keyMoves ? MOVES : STAYS, kept);
    String other = child.key();
    if (stays > 0 && moves > 0) {
      Sketch sketch = ground.sketch();
      other = sketch.newKey();
      PlanGrid half =
          new PlanGrid(
              other,
              child.level(),
              keyMoves ? staying : moving,
              sketch.name("", child),
              false,
              none());
      draw(child, keyMoves ? STAYS : MOVES, half);
    }
    String below = other;
    for (PlanGrid grandchild : ground.tiling().children(child.key())) {
      deal(grandchild, keyMoves ? below : child.key(), keyMoves ? child.key() : below);
    }
  }

  /** Gives the piece of a leaf to whom it becomes; of a parent there is nothing to draw. */
  private void draw(PlanGrid was, String side, PlanGrid becomes) {
    ground.sketch().put(was.leaf() ? becomes.withBoundary(piece(was, side)) : becomes);
  }

  private Geometry piece(PlanGrid leaf, String side) {
    return pieces.getOrDefault(leaf.key() + side, none());
  }

  private double size(PlanGrid grid, String side) {
    return ground.tiling().leavesUnder(grid.key()).stream()
        .mapToDouble(leaf -> sizes.getOrDefault(leaf.key() + side, 0.0))
        .sum();
  }

  private static Geometry none() {
    return Rings.area(List.of());
  }
}
