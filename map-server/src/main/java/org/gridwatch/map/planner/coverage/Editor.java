package org.gridwatch.map.planner.coverage;

import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/** Turns an edit into a change that leaves the grids a valid coverage, or refuses it. */
public final class Editor {
  private static final int LONGEST_NAME = 100;

  private Editor() {}

  /**
   * What the edit makes different.
   *
   * @throws Refused when the outcome would not be sound, or something locked would move
   */
  public static Change change(Tiling tiling, Edit edit) {
    return switch (edit) {
      case Edit.MoveVertex move -> {
        boolean outer = Corners.onOutline(tiling, move.from());
        yield Soundness.check(tiling, Corners.move(tiling, move), outer);
      }
      case Edit.AddVertex add -> ofOneEdge(tiling, Corners.add(tiling, add));
      case Edit.RemoveVertex remove -> ofOneEdge(tiling, Corners.remove(tiling, remove));
      case Edit.MoveEdge move ->
          dealt(
              tiling,
              SharedEdge.between(tiling, move.grid(), move.neighbour())
                  .move(tiling, move.lon(), move.lat()));
      case Edit.Reshape reshape ->
          dealt(
              tiling,
              Reshaping.change(
                  tiling,
                  SharedEdge.between(tiling, reshape.grid(), reshape.neighbour()),
                  reshape.line().getCoordinates()));
      case Edit.Split split -> dealt(tiling, Division.split(tiling, split));
      case Edit.CutOut cutOut -> dealt(tiling, Division.cutOut(tiling, cutOut));
      case Edit.Merge merge -> dealt(tiling, Family.merge(tiling, merge));
      case Edit.Give give -> dealt(tiling, Transfer.give(tiling, give));
      case Edit.Subdivide subdivide -> dealt(tiling, Subdivision.subdivide(tiling, subdivide));
      case Edit.Unite unite -> dealt(tiling, Family.unite(tiling, unite));
      case Edit.Hand hand -> dealt(tiling, Family.hand(tiling, hand));
      case Edit.Replace replace -> {
        Change change = Subdivision.replace(tiling, replace);
        yield Soundness.check(tiling, change, replace.parent().isEmpty());
      }
      case Edit.Rename rename -> {
        PlanGrid grid = tiling.get(rename.grid());
        yield one(grid, renamed(grid, rename.name()));
      }
      case Edit.Lock lock -> {
        PlanGrid grid = tiling.get(lock.grid());
        yield one(grid, grid.withLocked(lock.locked()));
      }
    };
  }

  /** An edge of one leaf alone is outline, and that may move: nobody lies beyond it. */
  private static Change ofOneEdge(Tiling tiling, Change change) {
    return Soundness.check(tiling, change, change.after().size() == 1);
  }

  /** Land goes from one to the other; all together stays what it was. */
  private static Change dealt(Tiling tiling, Change change) {
    return Soundness.check(tiling, change, false);
  }

  private static PlanGrid renamed(PlanGrid grid, String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
      throw new Refused(
          "a name must be 1..100 characters", new Coordinate(0, 0), List.of(grid.key()));
    }
    return grid.withName(stripped);
  }

  private static Change one(PlanGrid before, PlanGrid after) {
    return before.same(after)
        ? Change.NONE
        : new Change(Map.of(before.key(), before), Map.of(after.key(), after));
  }
}
