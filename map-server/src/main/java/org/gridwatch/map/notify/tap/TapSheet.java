package org.gridwatch.map.notify.tap;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the page of a link shows: this alert, and nothing that leads to another. */
@Component
class TapSheet {
  private static final int MOST_DEEDS = 20;

  /** As AlertJson names them. */
  private static final List<String> FACTS =
      List.of(
          "id",
          "ruleId",
          "subject",
          "kind",
          "device",
          "deviceLabel",
          "quantity",
          "unit",
          "severity",
          "phase",
          "raisedAt",
          "takenAt",
          "value",
          "newestValue",
          "limit",
          "clearedAt",
          "closedAt",
          "reopened",
          "repeats",
          "chattering",
          "worseSinceAcknowledged",
          "acknowledgedAt",
          "acknowledgedBy",
          "assignedTo",
          "judged",
          "judgedBy",
          "judgeReason",
          "lon",
          "lat",
          "address",
          "title",
          "explanation",
          "action");

  private final SpotPhotos photos;
  private final Settings settings;
  private final Grids grids;
  private final JdbcClient db;
  private final JsonMapper json;
  private final InstantSource clock;

  TapSheet(
      SpotPhotos photos,
      Settings settings,
      Grids grids,
      JdbcClient db,
      JsonMapper json,
      InstantSource clock) {
    this.photos = photos;
    this.settings = settings;
    this.grids = grids;
    this.db = db;
    this.json = json;
    this.clock = clock;
  }

  /** What people said and photographed is for those who may act: a group reads the facts alone. */
  ObjectNode of(Visit visit) {
    var alert = visit.alert();
    var sheet = json.createObjectNode();
    sheet.put("now", clock.instant().toString());
    sheet.set("alert", facts(alert));
    sheet.set("newest", newest(alert.id()).orElse(null));
    sheet.put("grid", grids.byId(alert.place().leafGridId()).map(Grid::name).orElse(null));
    sheet.put("you", visit.name().isEmpty() ? null : visit.name());
    sheet.put("personal", visit.actor() instanceof Visit.Actor.Person);
    sheet.put("mayAct", visit.mayAct());
    if (visit.mayAct()) {
      sheet.putArray("deeds").addAll(deeds(alert.id()));
      sheet.set("photos", json.valueToTree(photos.list(alert.id())));
    }
    sheet.put("timeZone", settings.place().timeZone());
    sheet.set("tileLayer", json.valueToTree(settings.tileLayer().orElse(null)));
    return sheet;
  }

  private static ObjectNode facts(Alert alert) {
    var row = AlertJson.row(alert);
    row.retain(FACTS);
    return row;
  }

  /**
   * The last that its timeline says was measured, with the device's own time and the limit then.
   */
  private Optional<ObjectNode> newest(long alertId) {
    return db.sql(
            """
            select * from alert_event where alert_id = ? and value is not null
             order by id desc limit 1
            """)
        .param(alertId)
        .query((row, n) -> AlertJson.entry(row.getLong("id"), AlertRows.entry(row, n)))
        .optional()
        .map(entry -> entry.retain("value", "limit", "takenAt"));
  }

  /** What people did so far, the newest first. */
  private List<ObjectNode> deeds(long alertId) {
    return db.sql(
            """
            select * from alert_event where alert_id = ? and who <> '' order by id desc limit ?
            """)
        .params(alertId, MOST_DEEDS)
        .query((row, n) -> AlertJson.entry(row.getLong("id"), AlertRows.entry(row, n)))
        .list();
  }
}
