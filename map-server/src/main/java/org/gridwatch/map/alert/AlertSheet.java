package org.gridwatch.map.alert;

import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One alert with all about it: what happened, what is near, what was before. */
@Component
class AlertSheet {
  private static final int BEFORE = 5;
  private static final int MOST_HELD = 1_000;

  private final SeenAlerts seen;
  private final IncidentRows incidents;
  private final NearCameras cameras;
  private final JdbcClient db;
  private final JsonMapper json;

  AlertSheet(
      SeenAlerts seen,
      IncidentRows incidents,
      NearCameras cameras,
      JdbcClient db,
      JsonMapper json) {
    this.seen = seen;
    this.incidents = incidents;
    this.cameras = cameras;
    this.db = db;
    this.json = json;
  }

  ObjectNode of(Rights rights, Alert alert) {
    var sheet = AlertJson.row(alert);
    sheet.putArray("timeline").addAll(timeline(alert.id()));
    sheet.putArray("cameras").addAll(cameras.of(rights, alert.place()));
    var origin = alert.origin();
    sheet.putArray("sameDevice").addAll(before(rights, alert, "device_id", origin.deviceId()));
    sheet.putArray("sameRule").addAll(before(rights, alert, "rule_id", origin.ruleId()));
    sheet.set("rule", rule(origin));
    sheet
        .putArray("heldBack")
        .addAll(rows(seen.where(rights, "a.held_back_by = :value", alert.id(), MOST_HELD)));
    long incident = alert.quiet().incidentId();
    sheet.set("incident", incident == 0 ? null : incidents.one(rights, incident).orElse(null));
    return sheet;
  }

  private List<ObjectNode> timeline(long alertId) {
    return db.sql("select * from alert_event where alert_id = ? order by id")
        .param(alertId)
        .query((row, n) -> AlertJson.entry(row.getLong("id"), AlertRows.entry(row, n)))
        .list();
  }

  /** Others of the same device or rule, the newest few. */
  private List<ObjectNode> before(Rights rights, Alert alert, String column, int id) {
    return id == 0
        ? List.of()
        : rows(
            seen.where(
                rights, "a.id <> " + alert.id() + " and a." + column + " = :value", id, BEFORE));
  }

  static List<ObjectNode> rows(List<Alert> alerts) {
    return alerts.stream().map(AlertJson::row).toList();
  }

  /** As it was when it raised the alert. */
  private @Nullable JsonNode rule(Alert.Origin origin) {
    return db.sql("select definition from rule_version where rule_id = ? and version = ?")
        .params(origin.ruleId(), origin.ruleVersion())
        .query(String.class)
        .optional()
        .map(definition -> (ObjectNode) json.readTree(definition))
        .map(rule -> rule.put("id", origin.ruleId()).put("version", origin.ruleVersion()))
        .orElse(null);
  }
}
