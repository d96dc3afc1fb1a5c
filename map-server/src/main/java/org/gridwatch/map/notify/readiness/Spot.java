package org.gridwatch.map.notify.readiness;

import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;

/** Where an alert is that is about a grid as a whole. */
final class Spot {
  private Spot() {}

  static Alert.Place in(Grid grid, Grids grids) {
    var centre = grid.boundary().getInteriorPoint();
    boolean drawn = !centre.isEmpty();
    return new Alert.Place(
        0,
        grid.id(),
        grid.versionId(),
        grids.codesUpFrom(grid.id()),
        drawn ? centre.getX() : null,
        drawn ? centre.getY() : null,
        "");
  }
}
