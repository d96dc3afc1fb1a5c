package org.gridwatch.map.live;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of alerts since somebody looked: their revisions become visible in their own order,
 * so nothing is missed and nothing is asked for twice.
 */
@Component
class LiveAlerts {
  private static final int MOST_AT_ONCE = 1_000;

  /**
   * @param leaf 0: in none
   * @param json what the page is told
   */
  record News(long revision, int leaf, String json) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LiveAlerts(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  long newest() {
    return jdbc.sql("select coalesce(max(revision), 0) from alert").query(Long.class).single();
  }

  /** In the order it happened; of an alert that changed twice, the newest. */
  List<News> after(long revision) {
    return jdbc.sql(
            """
            select a.id, a.severity, a.phase, a.revision, coalesce(a.leaf_grid_id, 0) as leaf,
                   (select e.what from alert_event e where e.alert_id = a.id
                     order by e.at desc, e.id limit 1) as what
              from alert a where a.revision > ? order by a.revision limit ?
            """)
        .params(revision, MOST_AT_ONCE)
        .query(
            (row, _) ->
                new News(
                    row.getLong("revision"),
                    row.getInt("leaf"),
                    json.createObjectNode()
                        .put("id", row.getLong("id"))
                        .put("severity", row.getString("severity"))
                        .put("phase", row.getString("phase"))
                        .put("what", row.getString("what"))
                        .put("rev", row.getLong("revision"))
                        .toString()))
        .list();
  }
}
