package org.gridwatch.map.grid;

import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * What an import makes different.
 *
 * @param added new grids
 * @param ended grids that are not in the file any more
 * @param withoutBoundary leaves that became parents
 * @param redrawn leaves whose boundary changed, or parents that became leaves
 * @param led new leaders by grid id
 */
record GridChange(
    List<GridDraft> added,
    List<Grid> ended,
    List<Grid> withoutBoundary,
    List<Redrawn> redrawn,
    List<Renamed> renamed,
    Map<Integer, Contact> led) {

  record Redrawn(int id, String code, Geometry boundary) {}

  record Renamed(int id, String name) {}

  boolean nothing() {
    return added.isEmpty()
        && ended.isEmpty()
        && withoutBoundary.isEmpty()
        && redrawn.isEmpty()
        && renamed.isEmpty()
        && led.isEmpty();
  }
}
