package org.gridwatch.map.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.map.live.LivePicture.DeviceNow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database knows of the devices' present. */
@Component
class LiveDevices {
  private final JdbcClient jdbc;

  LiveDevices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<DeviceNow> all() {
    return jdbc.sql(
            """
            select d.id, coalesce(p.leaf_grid_id, 0) as leaf, coalesce(s.state, 'normal') as state,
                   coalesce((extract(epoch from s.last_heard_at) * 1000)::bigint, 0) as heard_at_ms
            from device d
              left join device_place p on p.device_id = d.id and p.valid_to is null
              left join device_state s on s.device_id = d.id
            where d.retired_at is null
            """)
        .query(
            (row, _) ->
                new DeviceNow(
                    row.getInt("id"),
                    row.getInt("leaf"),
                    LiveState.ofName(row.getString("state")),
                    row.getLong("heard_at_ms")))
        .list();
  }

  /** Each is another one after a change of what it is named for. */
  record Marks(String devices, String grids, String settings) {
    static final Marks NONE = new Marks("", "", "");

    /** What changed since then, in the page's words; nothing when then was the beginning. */
    List<String> changedSince(Marks then) {
      if (then.equals(NONE)) {
        return List.of();
      }
      var changed = new ArrayList<String>();
      if (!devices.equals(then.devices)) {
        changed.add("devices");
      }
      if (!grids.equals(then.grids)) {
        changed.add("grids");
      }
      if (!settings.equals(then.settings)) {
        changed.add("settings");
      }
      return changed;
    }
  }

  Marks marks() {
    return jdbc.sql(
            """
            select (select revision::text from registry_revision) as devices,
                   (select revision::text from map_revision where part = 'grids') as grids,
                   (select md5(coalesce(string_agg(name || value::text, ' ' order by name), ''))
                    from setting where name in ('place', 'tileLayer')) as settings
            """)
        .query(Marks.class)
        .single();
  }

  /** The ids of these devices, in the order asked; unknown names are left out. */
  Map<Integer, String> ids(List<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    var ids = new HashMap<Integer, String>();
    jdbc.sql("select id, name from device where name in (:names)")
        .param("names", names)
        .query(
            row -> {
              ids.put(row.getInt("id"), row.getString("name"));
            });
    return ids;
  }
}
