package org.gridwatch.map.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.RuleJson;
import org.gridwatch.ingest.rule.Rules.Stored;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** A rule as the API says it: its own JSON, and what there is to know about it now. */
@Component
class RuleRows {
  static final List<String> SAID_BY_US =
      List.of(
          "id", "version", "changedAt", "changedBy", "ended", "standing", "watching", "warnings");

  private final Watching watching;
  private final RuleWarnings warnings;
  private final JdbcClient db;

  RuleRows(Watching watching, RuleWarnings warnings, JdbcClient db) {
    this.watching = watching;
    this.warnings = warnings;
    this.db = db;
  }

  /** Rules with the devices they watch and the alerts they hold open, as far as the asker sees. */
  List<ObjectNode> of(Collection<Stored> rules, Rights rights) {
    var devices = watching.seenBy(rights);
    var standing = standing(rights);
    return rules.stream()
        .map(
            stored ->
                plain(stored)
                    .put("watching", Watching.count(stored.rule(), devices))
                    .put("standing", standing.getOrDefault(stored.rule().id(), 0)))
        .toList();
  }

  ObjectNode withWarnings(Stored stored, Rights rights) {
    ObjectNode row = of(List.of(stored), rights).getFirst();
    var list = row.putArray("warnings");
    for (var warning : warnings.of(stored.rule(), row.get("watching").asInt())) {
      list.addObject()
          .put("field", warning.field())
          .put("value", warning.value())
          .put("message", warning.message());
    }
    return row;
  }

  /** The rule and its latest change, whoever asks. */
  static ObjectNode plain(Stored stored) {
    var rule = stored.rule();
    ObjectNode row = RuleJson.write(rule);
    row.put("id", rule.id());
    row.put("version", rule.version());
    row.put("changedAt", stored.changedAt().toString());
    row.put("changedBy", stored.changedBy());
    row.put("ended", stored.ended());
    return row;
  }

  /** Open alerts by rule. */
  private Map<Integer, Integer> standing(Rights rights) {
    var counts = new HashMap<Integer, Integer>();
    db.sql(
            """
            select rule_id, count(*) as n from alert
             where phase <> 'closed' and rule_id is not null
               and (:all or leaf_grid_id = any(:leaves))
             group by rule_id
            """)
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray())
        .query(
            row -> {
              counts.put(row.getInt("rule_id"), row.getInt("n"));
            });
    return counts;
  }
}
