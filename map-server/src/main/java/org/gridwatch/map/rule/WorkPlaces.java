package org.gridwatch.map.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.rule.PlannedWork;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.grid.Leaf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The devices, buildings and grids that work may be planned for, and whose they are. */
@Component
class WorkPlaces {
  /** Also what is gone by now: old work still has a name. */
  private static final String LABEL =
      """
      select case :place
        when 'device' then (select coalesce(nullif(label, ''), name) from device where name = :ref)
        when 'grid' then (select name from grid where code = :ref order by ended_at nulls first limit 1)
        else (select coalesce(nullif(name, ''), address) from building where id::text = :ref) end
      """;

  private static final String EXISTS =
      """
      select case :place
        when 'device' then exists (select 1 from device where name = :ref and retired_at is null)
        when 'grid' then exists (select 1 from grid where code = :ref and ended_at is null)
        else exists (select 1 from building where id::text = :ref) end
      """;

  private static final String LEAVES_UNDER =
      """
      with recursive under (id) as (
        select id from grid where code = ? and ended_at is null
        union
        select g.id from grid g join under u on g.parent_id = u.id where g.ended_at is null)
      select id from under
      where not exists (select 1 from grid c where c.parent_id = under.id and c.ended_at is null)
      """;

  private final Grids grids;
  private final JdbcClient db;

  WorkPlaces(Grids grids, JdbcClient db) {
    this.grids = grids;
    this.db = db;
  }

  String label(PlannedWork.Place place, String ref) {
    return db
        .sql(LABEL)
        .param("place", place.label())
        .param("ref", ref)
        .query(String.class)
        .list()
        .stream()
        .filter(label -> label != null && !label.isBlank())
        .findFirst()
        .orElse(ref);
  }

  boolean exists(PlannedWork.Place place, String ref) {
    return db.sql(EXISTS)
        .param("place", place.label())
        .param("ref", ref)
        .query(Boolean.class)
        .single();
  }

  /** Whether any of it lies in the asker's area. */
  boolean touches(Rights rights, PlannedWork.Place place, String ref) {
    return rights.allLeaves() || leaves(place, ref).stream().anyMatch(rights::sees);
  }

  /** Whether all of it does. */
  boolean within(Rights rights, PlannedWork.Place place, String ref) {
    if (rights.allLeaves()) {
      return true;
    }
    var leaves = leaves(place, ref);
    return !leaves.isEmpty() && leaves.stream().allMatch(rights::sees);
  }

  private Set<Integer> leaves(PlannedWork.Place place, String ref) {
    return new HashSet<>(
        switch (place) {
          case DEVICE ->
              db.sql(
                      """
                      select coalesce(p.leaf_grid_id, 0) from device d
                      join device_place p on p.device_id = d.id and p.valid_to is null
                      where d.name = ?
                      """)
                  .param(ref)
                  .query(Integer.class)
                  .list();
          case BUILDING -> leafOfBuilding(ref);
          case GRID -> db.sql(LEAVES_UNDER).param(ref).query(Integer.class).list();
        });
  }

  private List<Integer> leafOfBuilding(String id) {
    return db
        .sql("select centre_lon, centre_lat from building where id::text = ?")
        .param(id)
        .query((row, n) -> grids.leafAt(row.getDouble(1), row.getDouble(2)))
        .list()
        .stream()
        .map(leaf -> leaf.map(Leaf::gridId).orElse(0))
        .toList();
  }
}
