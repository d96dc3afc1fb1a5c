package org.gridwatch.map.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Devices found by word, kind, state and grid, a page at a time. */
@Component
class DeviceList {
  /**
   * What to look for; null: anything.
   *
   * @param q part of the name, the label, the address or a former name
   * @param state normal, warning, alarm, silent or unassigned
   * @param grid code of a grid of any level
   */
  record Filter(
      @Nullable String q,
      @Nullable String kind,
      @Nullable String state,
      @Nullable String grid,
      boolean retired) {}

  record Page(long total, List<Item> items) {}

  record Item(
      String name,
      String kind,
      String model,
      String label,
      String address,
      String state,
      @Nullable Instant lastHeardAt,
      @Nullable String grid,
      int expectedIntervalSeconds,
      boolean retired) {}

  private static final String FOUND =
      """
      with recursive under (id) as (
        select id from grid where code = :grid and ended_at is null
        union
        select g.id from grid g join under u on g.parent_id = u.id where g.ended_at is null)
      select d.*, coalesce(s.state, 'normal') as state, s.last_heard_at, g.code as grid,
             count(*) over () as total
      from device d
      left join device_place p on p.device_id = d.id and p.valid_to is null
      left join device_state s on s.device_id = d.id
      left join grid g on g.id = p.leaf_grid_id
      where (:all or p.leaf_grid_id = any(:leaves))
        and (d.retired_at is not null) = :retired
        and (:q::text is null
             or position(lower(:q) in lower(d.name || chr(10) || d.label || chr(10) || d.address)) > 0
             or exists (select 1 from device_name_history h
                        where h.device_id = d.id and position(lower(:q) in lower(h.name)) > 0))
        and (:kind::text is null or d.kind = :kind)
        and (:state::text is null
             or (:state = 'unassigned' and p.leaf_grid_id is null)
             or coalesce(s.state, 'normal') = :state)
        and (:grid::text is null or p.leaf_grid_id in (select id from under))
      order by d.name
      limit :size offset :offset
      """;

  private final JdbcClient db;

  DeviceList(JdbcClient db) {
    this.db = db;
  }

  Page find(Rights rights, Filter filter, int page, int size) {
    var total = new long[1];
    var items =
        db.sql(FOUND)
            .param("all", rights.allLeaves())
            .param("leaves", rights.leafArray())
            .param("q", filter.q)
            .param("kind", filter.kind)
            .param("state", filter.state)
            .param("grid", filter.grid)
            .param("retired", filter.retired)
            .param("size", size)
            .param("offset", (long) page * size)
            .query(
                (row, n) -> {
                  total[0] = row.getLong("total");
                  return item(row);
                })
            .list();
    return new Page(
        items.isEmpty() && page > 0 ? find(rights, filter, 0, 1).total : total[0], items);
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getString("name"),
        row.getString("kind"),
        row.getString("model"),
        row.getString("label"),
        row.getString("address"),
        row.getString("state"),
        instant(row, "last_heard_at"),
        row.getString("grid"),
        row.getInt("expected_interval_s"),
        row.getObject("retired_at") != null);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
