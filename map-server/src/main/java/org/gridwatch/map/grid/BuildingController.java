package org.gridwatch.map.grid;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which building somebody means who points at the map. */
@RestController
class BuildingController {
  private static final double FARTHEST_M = 50;
  private static final int MOST = 3;

  private final Buildings buildings;
  private final Grids grids;

  BuildingController(Buildings buildings, Grids grids) {
    this.buildings = buildings;
    this.grids = grids;
  }

  /**
   * A building and how far it is.
   *
   * @param metres to its wall; 0: the place lies in it
   */
  record Near(int id, String address, String name, double lon, double lat, double metres) {}

  @Operation(summary = "Find the nearest buildings of a place, within 50 m")
  @GetMapping("/api/v1/buildings/near")
  List<Near> near(@RequestParam double lon, @RequestParam double lat, Rights rights) {
    requireWithin("lon", lon, 180);
    requireWithin("lat", lat, 90);
    return buildings.near(lon, lat, FARTHEST_M).stream()
        .filter(near -> visible(near.building(), rights))
        .limit(MOST)
        .map(BuildingController::said)
        .toList();
  }

  private boolean visible(Building building, Rights rights) {
    return rights.sees(grids.leafAt(building.lon(), building.lat()).map(Leaf::gridId).orElse(0));
  }

  private static Near said(Buildings.Near near) {
    var building = near.building();
    return new Near(
        building.id(),
        building.address(),
        building.name(),
        building.lon(),
        building.lat(),
        Math.rint(near.metres() * 10) / 10);
  }

  private static void requireWithin(String field, double value, int most) {
    if (!(Math.abs(value) <= most)) {
      throw new BadInput(
          field, value, "%s must be -%d..%d, was %s".formatted(field, most, most, value));
    }
  }
}
