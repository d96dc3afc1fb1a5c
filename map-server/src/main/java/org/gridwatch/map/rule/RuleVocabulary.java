package org.gridwatch.map.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names that a rule may use: what is known from the start, and what devices brought along. */
@Component
class RuleVocabulary {
  /** What cameras and detectors are expected to tell; others may be written by hand. */
  private static final List<String> EVENTS =
      List.of(
          "fire",
          "smoke",
          "intrusion",
          "crowd",
          "loiter",
          "loitering",
          "tamper",
          "occlusion",
          "video_loss",
          "disk_full",
          "fault");

  /**
   * Something that is measured.
   *
   * @param devices how many measure it
   */
  record Measured(String name, String unit, int decimals, int devices) {
    static Measured of(String name, int devices) {
      var unit = Unit.of(new Quantity(name));
      return new Measured(name, unit.symbol(), unit.decimals(), devices);
    }
  }

  record Known(
      List<Measured> quantities, List<String> events, List<String> models, List<String> tags) {}

  private static final String SEEN =
      """
      with seen as (
        select d.* from device d
        left join device_place p on p.device_id = d.id and p.valid_to is null
        where d.retired_at is null and (:all or p.leaf_grid_id = any(:leaves)))
      """;

  private final JdbcClient db;

  RuleVocabulary(JdbcClient db) {
    this.db = db;
  }

  Known seenBy(Rights rights) {
    return new Known(
        quantities(rights),
        EVENTS,
        words(rights, "select distinct model from seen where model <> '' order by model"),
        words(rights, "select distinct t from seen, unnest(tags) t order by t"));
  }

  private List<Measured> quantities(Rights rights) {
    Map<String, Integer> devices = new HashMap<>();
    Unit.quantities().forEach(name -> devices.put(name, 0));
    asked(
            rights,
            """
            select s.quantity, count(*) as n from series s join seen d on d.id = s.device_id
             group by s.quantity
            """)
        .query(
            row -> {
              devices.put(row.getString("quantity"), row.getInt("n"));
            });
    return new TreeSet<>(devices.keySet())
        .stream().map(name -> Measured.of(name, devices.getOrDefault(name, 0))).toList();
  }

  private List<String> words(Rights rights, String select) {
    return asked(rights, select).query(String.class).list();
  }

  private JdbcClient.StatementSpec asked(Rights rights, String select) {
    return db.sql(SEEN + select)
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray());
  }
}
