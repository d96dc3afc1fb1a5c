package org.gridwatch.map.grid;

import java.util.HashMap;
import java.util.Map;

/** How many live and stand in each grid, parents included. */
record Census(Map<Integer, Count> byGrid) {
  static final Count NOBODY = new Count(0, 0, 0, 0);

  record Count(int buildings, int households, int residents, int devices) {
    Count plus(Count other) {
      return new Count(
          buildings + other.buildings,
          households + other.households,
          residents + other.residents,
          devices + other.devices);
    }
  }

  /**
   * @param devices by leaf grid id
   */
  static Census take(Coverage coverage, Buildings buildings, Map<Integer, Integer> devices) {
    Map<Integer, Count> counts = new HashMap<>();
    for (Building building : buildings.all()) {
      coverage
          .leafAt(building.lon(), building.lat())
          .ifPresent(
              leaf ->
                  counts.merge(
                      leaf.gridId(),
                      new Count(1, building.households(), building.residents(), 0),
                      Count::plus));
    }
    devices.forEach((leaf, n) -> counts.merge(leaf, new Count(0, 0, 0, n), Count::plus));
    Map<Integer, Count> all = new HashMap<>();
    coverage.leaves().forEach(leaf -> addUpwards(coverage, leaf.id(), counts, all));
    return new Census(all);
  }

  private static void addUpwards(
      Coverage coverage, int leaf, Map<Integer, Count> counts, Map<Integer, Count> all) {
    Count count = counts.getOrDefault(leaf, NOBODY);
    var grid = coverage.byId(leaf);
    while (grid.isPresent()) {
      all.merge(grid.get().id(), count, Count::plus);
      grid = coverage.byId(grid.get().parentId());
    }
  }

  Count of(int gridId) {
    return byGrid.getOrDefault(gridId, NOBODY);
  }
}
