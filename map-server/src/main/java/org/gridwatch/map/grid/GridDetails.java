package org.gridwatch.map.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything the panel of one grid shows. */
@Component
class GridDetails {
  private static final List<String> KINDS = List.of("gas", "water", "power", "camera");
  private static final List<String> STATES = List.of("normal", "warning", "alarm", "silent");

  private final DataSource database;
  private final Grids grids;
  private final GridPages pages;

  GridDetails(DataSource database, Grids grids, GridPages pages) {
    this.database = database;
    this.grids = grids;
    this.pages = pages;
  }

  /** As the page takes it; {@code unassigned} counts devices that have no leaf at all. */
  record Details(
      String code,
      String name,
      int level,
      @Nullable String parent,
      List<String> children,
      @Nullable Contact leader,
      List<Contact> deputies,
      int households,
      int residents,
      int buildings,
      double areaM2,
      Map<String, Integer> devices,
      Map<String, Integer> states) {}

  Details of(Grid grid, Rights rights) {
    var coverage = grids.coverage();
    var count = pages.census().of(grid.id());
    Optional<String> parent =
        coverage
            .byId(grid.parentId())
            .filter(above -> GridPages.visible(coverage, above, rights))
            .map(Grid::code);
    var devices = zeros(KINDS);
    var states = zeros(STATES);
    states.put("unassigned", 0);
    countDevices(grid, rights, devices, states);
    return new Details(
        grid.code(),
        grid.name(),
        grid.level(),
        parent.orElse(null),
        coverage.children(grid.id()).stream().map(Grid::code).toList(),
        grid.leader().present() ? grid.leader() : null,
        grid.deputies(),
        count.households(),
        count.residents(),
        count.buildings(),
        areaM2(grid),
        devices,
        states);
  }

  private static double areaM2(Grid grid) {
    double lon = grid.boundary().getEnvelopeInternal().centre().x;
    return Math.round(LocalPlane.around(lon).areaM2(grid.boundary()) * 10) / 10.0;
  }

  private static Map<String, Integer> zeros(List<String> words) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    words.forEach(word -> counts.put(word, 0));
    return counts;
  }

  private void countDevices(
      Grid grid, Rights rights, Map<String, Integer> devices, Map<String, Integer> states) {
    Integer[] leaves = grids.leavesUnder(Set.of(grid.id())).toArray(Integer[]::new);
    JdbcClient.create(database)
        .sql(
            """
            select d.kind, coalesce(s.state, 'normal') as state, count(*) as n
            from device_place p
            join device d on d.id = p.device_id
            left join device_state s on s.device_id = d.id
            where p.valid_to is null and p.leaf_grid_id = any(?) and d.retired_at is null
            group by 1, 2
            """)
        .param(leaves)
        .query(
            (row, _) -> {
              devices.merge(row.getString("kind"), row.getInt("n"), Integer::sum);
              return states.merge(row.getString("state"), row.getInt("n"), Integer::sum);
            })
        .list();
    if (grid.level() == 1 && rights.seesUnassigned()) {
      states.put("unassigned", unassigned());
    }
  }

  private int unassigned() {
    return JdbcClient.create(database)
        .sql(
            """
            select count(*) from device d where d.retired_at is null and not exists (
              select from device_place p
              where p.device_id = d.id and p.valid_to is null and p.leaf_grid_id is not null)
            """)
        .query(Integer.class)
        .single();
  }
}
