package org.gridwatch.map.planner.coverage;

import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/** Turns an edit into a change that leaves the grids a valid coverage, or refuses it. */
public final class Editor {
  private Editor() {}

  /**
   * @throws Refused when the outcome would not be sound, or something locked would move
   */
  public static Change change(Tiling tiling, Edit edit) {
    return switch (edit) {
      case Edit.Rename rename -> {
        PlanGrid grid = grid(tiling, rename.grid());
        yield one(grid, grid.withName(rename.name()));
      }
      case Edit.Lock lock -> {
        PlanGrid grid = grid(tiling, lock.grid());
        yield one(grid, grid.withLocked(lock.locked()));
      }
      default -> throw new Refused("not possible yet", new Coordinate(0, 0), List.of());
    };
  }

  private static Change one(PlanGrid before, PlanGrid after) {
    return new Change(Map.of(before.key(), before), Map.of(after.key(), after));
  }

  private static PlanGrid grid(Tiling tiling, String key) {
    return tiling
        .find(key)
        .orElseThrow(
            () -> new Refused("there is no grid " + key, new Coordinate(0, 0), List.of(key)));
  }
}
