package org.gridwatch.ingest.alert;

import java.time.Instant;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.ingest.alert.Alert.Acknowledged;
import org.gridwatch.ingest.alert.Alert.Judged;
import org.gridwatch.ingest.alert.Alert.Shelf;
import org.gridwatch.ingest.rule.Rule.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An alert as JSON, the same in the API and on MQTT; docs/alerts.md says what each field means. */
public final class AlertJson {
  private static final JsonMapper JSON = new JsonMapper();

  private AlertJson() {}

  /** As told on {@code gridwatch/alerts/...}: the row and what happened. */
  public static ObjectNode told(Told told) {
    return row(told.alert()).put("what", told.what());
  }

  /** Every field is there, with null where there is nothing to say. */
  public static ObjectNode row(Alert alert) {
    var row = JSON.createObjectNode();
    row.put("id", alert.id());
    origin(alert.origin(), row);
    standing(alert, row);
    care(alert.care(), row);
    row.put("heldBackBy", some(alert.quiet().heldBackBy()))
        .put("incidentId", some(alert.quiet().incidentId()))
        .put("silencedBy", some(alert.quiet().silencedBy()));
    place(alert.place(), row);
    words(row, "title", alert.texts().title());
    words(row, "explanation", alert.texts().explanation());
    words(row, "action", alert.texts().action());
    return row.put("revision", alert.revision());
  }

  private static void origin(Alert.Origin origin, ObjectNode row) {
    row.put("ruleId", some(origin.ruleId()))
        .put("rule", origin.byHand() ? null : origin.ruleCode())
        .put("version", some(origin.ruleVersion()))
        .put("subject", origin.subject())
        .put("drill", origin.drill())
        .put("kind", origin.kind())
        .put("device", origin.deviceId() == 0 ? null : origin.device())
        .put("deviceLabel", origin.deviceId() == 0 ? null : origin.deviceLabel())
        .put("quantity", origin.quantity())
        .put("unit", unit(origin.quantity()));
  }

  private static String unit(String quantity) {
    return Quantity.parse(quantity).map(name -> Unit.of(name).symbol()).orElse("");
  }

  private static void standing(Alert alert, ObjectNode row) {
    var stands = alert.standing();
    var measured = alert.measured();
    row.put("severity", stands.severity().label())
        .put("worst", stands.worst().label())
        .put("phase", stands.phase().label())
        .put("raisedAt", stands.raisedAt().toString())
        .put("takenAt", measured.takenAt().toString())
        .put("value", number(measured.value()))
        .put("newestValue", number(measured.newest()))
        .put("limit", number(measured.limit()))
        .put("heldS", measured.heldSeconds())
        .put("clearedAt", at(stands.clearedAt()))
        .put("closedAt", at(stands.closedAt()))
        .put("reopened", stands.reopened())
        .put("repeats", stands.repeats())
        .put("chattering", stands.chattering())
        .put("worseSinceAcknowledged", alert.worseSinceAcknowledged());
  }

  private static void care(Alert.Care care, ObjectNode row) {
    @Nullable Acknowledged taken = care.acknowledged();
    @Nullable Shelf shelf = care.shelf();
    @Nullable Judged judged = care.judged();
    row.put("acknowledgedAt", taken == null ? null : taken.at().toString())
        .put("acknowledgedBy", taken == null ? null : taken.by())
        .put("assignedTo", care.assignedTo())
        .put("shelvedUntil", shelf == null ? null : shelf.until().toString())
        .put("shelfReason", shelf == null ? null : shelf.reason())
        .put("shelvedBy", shelf == null ? null : shelf.by())
        .put("judged", judged == null ? null : judged.real() ? "real" : "false")
        .put("judgedBy", judged == null ? null : judged.by())
        .put("judgeReason", judged == null ? null : judged.reason());
  }

  private static void place(Alert.Place place, ObjectNode row) {
    row.put("building", some(place.buildingId())).put("leaf", some(place.leafGridId()));
    var grids = row.putArray("grids");
    place.gridCodes().forEach(grids::add);
    row.put("lon", place.lon()).put("lat", place.lat()).put("address", place.address());
  }

  /** An entry of the timeline. */
  public static ObjectNode entry(long id, AlertEvent entry) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("at", entry.at().toString())
        .put("what", entry.what().label())
        .put("severity", entry.severity().label())
        .put("quantity", entry.quantity().isEmpty() ? null : entry.quantity())
        .put("value", number(entry.value()))
        .put("limit", number(entry.limit()))
        .put("takenAt", at(entry.takenAt()))
        .put("who", entry.who())
        .put("words", entry.words());
  }

  private static void words(ObjectNode row, String field, Words words) {
    row.putObject(field).put("zh", words.zh()).put("en", words.en());
  }

  private static @Nullable Integer some(int id) {
    return id == 0 ? null : id;
  }

  private static @Nullable Long some(long id) {
    return id == 0 ? null : id;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static @Nullable String at(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
