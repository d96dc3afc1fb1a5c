package org.gridwatch.ingest.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridwatch.ingest.alert.Alert.Acknowledged;
import org.gridwatch.ingest.alert.Alert.Care;
import org.gridwatch.ingest.alert.Alert.Judged;
import org.gridwatch.ingest.alert.Alert.Measured;
import org.gridwatch.ingest.alert.Alert.Origin;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.alert.Alert.Place;
import org.gridwatch.ingest.alert.Alert.Quiet;
import org.gridwatch.ingest.alert.Alert.Shelf;
import org.gridwatch.ingest.alert.Alert.Texts;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts and their timelines in the database. Many rows go in one statement, as JSON that
 * PostgreSQL turns into rows of the table's own types.
 */
public final class AlertRows {
  /** What {@link #read} reads; a condition on {@code a} follows. */
  public static final String SELECT =
      """
      select a.*, coalesce(d.name, '') as device_name, coalesce(d.label, '') as device_label
        from alert a left join device d on d.id = a.device_id
      """;

  private static final JsonMapper JSON = new JsonMapper();

  /** Set once, when it is raised. */
  private static final String ORIGIN =
      """
      rule_id, rule_version, rule_code, subject, kind, device_id, quantity, raised_at, taken_at,
      value, limit_value, held_s, building_id, leaf_grid_id, boundary_version_id, grid_codes,
      lon, lat, address, title_zh, title_en, action_zh, action_en""";

  /** What its life changes. */
  private static final String LIFE =
      """
      severity, worst, phase, newest_value, cleared_at, closed_at, acknowledged_at,
      acknowledged_by, acknowledged_severity, assigned_to, shelved_until, shelved_by,
      shelf_reason, judged, judged_by, judge_reason, reopened, repeats, chattering, calm_since,
      silenced_by, held_back_by, incident_id, explanation_zh, explanation_en""";

  private AlertRows() {}

  static List<Long> newIds(JdbcClient db, int count) {
    return db.sql(
            "select nextval(pg_get_serial_sequence('alert', 'id')) from generate_series(1, ?)")
        .param(count)
        .query(Long.class)
        .list();
  }

  /** Returns the revision of each by id. */
  static Map<Long, Long> insert(JdbcClient db, Collection<Alert> alerts) {
    return written(
        db,
        alerts,
        "insert into alert (id, %1$s, %2$s, revision) overriding system value"
                .formatted(ORIGIN, LIFE)
            + " select id, %1$s, %2$s, nextval('alert_change')".formatted(ORIGIN, LIFE)
            + " from jsonb_populate_recordset(null::alert, ?::jsonb) order by id"
            + " returning id, revision");
  }

  /** Returns the revision of each by id. */
  static Map<Long, Long> update(JdbcClient db, Collection<Alert> alerts) {
    return written(
        db,
        alerts,
        "update alert a set (%1$s, revision) = (%2$s, nextval('alert_change'))"
                .formatted(LIFE, LIFE.replaceAll("\\b([a-z])", "n.$1"))
            + " from jsonb_populate_recordset(null::alert, ?::jsonb) n where a.id = n.id"
            + " returning a.id, a.revision");
  }

  private static Map<Long, Long> written(JdbcClient db, Collection<Alert> alerts, String sql) {
    var revisions = new HashMap<Long, Long>();
    if (!alerts.isEmpty()) {
      var rows = JSON.createArrayNode();
      alerts.forEach(alert -> write(alert, rows.addObject()));
      db.sql(sql)
          .param(rows.toString())
          .query(
              row -> {
                revisions.put(row.getLong("id"), row.getLong("revision"));
              });
    }
    return revisions;
  }

  static void append(JdbcClient db, ArrayNode entries) {
    if (!entries.isEmpty()) {
      db.sql(
              """
              insert into alert_event (alert_id, at, what, severity, quantity, value, limit_value,
                                       taken_at, who, words)
              select alert_id, at, what, severity, quantity, value, limit_value, taken_at, who,
                     words
                from jsonb_populate_recordset(null::alert_event, ?::jsonb) with ordinality
               order by ordinality
              """)
          .param(entries.toString())
          .update();
    }
  }

  static void write(long alertId, AlertEvent entry, ObjectNode row) {
    row.put("alert_id", alertId)
        .put("at", entry.at().toString())
        .put("what", entry.what().label())
        .put("severity", entry.severity().label())
        .put("quantity", entry.quantity().isEmpty() ? null : entry.quantity())
        .put("value", number(entry.value()))
        .put("limit_value", number(entry.limit()))
        .put("taken_at", text(entry.takenAt()))
        .put("who", entry.who())
        .put("words", entry.words());
  }

  private static void write(Alert alert, ObjectNode row) {
    row.put("id", alert.id());
    write(alert.origin(), row);
    write(alert.place(), row);
    write(alert.measured(), row);
    write(alert.standing(), row);
    write(alert.care(), row);
    row.put("silenced_by", id(alert.quiet().silencedBy()))
        .put("held_back_by", id(alert.quiet().heldBackBy()))
        .put("incident_id", id(alert.quiet().incidentId()));
    var texts = alert.texts();
    row.put("title_zh", texts.title().zh()).put("title_en", texts.title().en());
    row.put("explanation_zh", texts.explanation().zh())
        .put("explanation_en", texts.explanation().en());
    row.put("action_zh", texts.action().zh()).put("action_en", texts.action().en());
  }

  private static void write(Origin origin, ObjectNode row) {
    row.put("rule_id", id(origin.ruleId()))
        .put("rule_version", origin.byHand() ? null : (Integer) origin.ruleVersion())
        .put("rule_code", origin.ruleCode())
        .put("subject", origin.subject())
        .put("kind", origin.kind())
        .put("device_id", id(origin.deviceId()))
        .put("quantity", origin.quantity());
  }

  private static void write(Place place, ObjectNode row) {
    row.put("building_id", id(place.buildingId()))
        .put("leaf_grid_id", id(place.leafGridId()))
        .put("boundary_version_id", id(place.boundaryVersionId()))
        .put("lon", place.lon())
        .put("lat", place.lat())
        .put("address", place.address());
    var codes = row.putArray("grid_codes");
    place.gridCodes().forEach(codes::add);
  }

  private static void write(Measured measured, ObjectNode row) {
    row.put("taken_at", measured.takenAt().toString())
        .put("value", number(measured.value()))
        .put("limit_value", number(measured.limit()))
        .put("held_s", measured.heldSeconds())
        .put("newest_value", number(measured.newest()));
  }

  private static void write(Standing standing, ObjectNode row) {
    row.put("severity", standing.severity().label())
        .put("worst", standing.worst().label())
        .put("phase", standing.phase().label())
        .put("raised_at", standing.raisedAt().toString())
        .put("cleared_at", text(standing.clearedAt()))
        .put("closed_at", text(standing.closedAt()))
        .put("reopened", standing.reopened())
        .put("repeats", standing.repeats())
        .put("chattering", standing.chattering())
        .put("calm_since", text(standing.calmSince()));
  }

  private static void write(Care care, ObjectNode row) {
    if (care.acknowledged() instanceof Acknowledged taken) {
      row.put("acknowledged_at", taken.at().toString())
          .put("acknowledged_by", taken.by())
          .put("acknowledged_severity", taken.severity().label());
    }
    row.put("assigned_to", care.assignedTo());
    if (care.shelf() instanceof Shelf shelf) {
      row.put("shelved_until", shelf.until().toString())
          .put("shelved_by", shelf.by())
          .put("shelf_reason", shelf.reason());
    }
    if (care.judged() instanceof Judged judged) {
      row.put("judged", judged.real() ? "real" : "false")
          .put("judged_by", judged.by())
          .put("judge_reason", judged.reason());
    }
  }

  private static @Nullable Integer id(int id) {
    return id == 0 ? null : id;
  }

  private static @Nullable Long id(long id) {
    return id == 0 ? null : id;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  // ---- reading

  /** A row of {@link #SELECT}. */
  public static Alert read(ResultSet row, int number) throws SQLException {
    return new Alert(
        row.getLong("id"),
        origin(row),
        place(row),
        new Texts(words(row, "title"), words(row, "explanation"), words(row, "action")),
        new Measured(
            sure(row, "taken_at"),
            value(row, "value"),
            value(row, "limit_value"),
            row.getDouble("held_s"),
            value(row, "newest_value")),
        standing(row),
        care(row),
        new Quiet(
            row.getInt("silenced_by"), row.getLong("held_back_by"), row.getLong("incident_id")),
        row.getLong("revision"));
  }

  private static Origin origin(ResultSet row) throws SQLException {
    return new Origin(
        row.getInt("rule_id"),
        row.getInt("rule_version"),
        row.getString("rule_code"),
        row.getString("subject"),
        row.getString("kind"),
        row.getInt("device_id"),
        row.getString("device_name"),
        row.getString("device_label"),
        row.getString("quantity"));
  }

  static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getInt("building_id"),
        row.getInt("leaf_grid_id"),
        row.getInt("boundary_version_id"),
        List.of((String[]) row.getArray("grid_codes").getArray()),
        row.getObject("lon", Double.class),
        row.getObject("lat", Double.class),
        row.getString("address"));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        severity(row, "severity"),
        severity(row, "worst"),
        Phase.of(row.getString("phase")),
        sure(row, "raised_at"),
        instant(row, "cleared_at"),
        instant(row, "closed_at"),
        row.getInt("reopened"),
        row.getInt("repeats"),
        row.getBoolean("chattering"),
        instant(row, "calm_since"));
  }

  private static Care care(ResultSet row) throws SQLException {
    Instant acknowledgedAt = instant(row, "acknowledged_at");
    Instant shelvedUntil = instant(row, "shelved_until");
    String judged = row.getString("judged");
    return new Care(
        acknowledgedAt == null
            ? null
            : new Acknowledged(
                acknowledgedAt,
                row.getString("acknowledged_by"),
                severity(row, "acknowledged_severity")),
        row.getString("assigned_to"),
        shelvedUntil == null
            ? null
            : new Shelf(shelvedUntil, row.getString("shelved_by"), row.getString("shelf_reason")),
        judged == null
            ? null
            : new Judged(
                judged.equals("real"), row.getString("judged_by"), row.getString("judge_reason")));
  }

  /** A row of {@code alert_event}. */
  public static AlertEvent entry(ResultSet row, int number) throws SQLException {
    String quantity = row.getString("quantity");
    return new AlertEvent(
        sure(row, "at"),
        AlertEvent.What.of(row.getString("what")),
        severity(row, "severity"),
        quantity == null ? "" : quantity,
        value(row, "value"),
        value(row, "limit_value"),
        instant(row, "taken_at"),
        row.getString("who"),
        row.getString("words"));
  }

  private static Severity severity(ResultSet row, String column) throws SQLException {
    return Severity.parse(row.getString(column)).orElseThrow();
  }

  private static Words words(ResultSet row, String column) throws SQLException {
    return new Words(row.getString(column + "_zh"), row.getString(column + "_en"));
  }

  private static double value(ResultSet row, String column) throws SQLException {
    Double value = row.getObject(column, Double.class);
    return value == null ? Double.NaN : value;
  }

  private static Instant sure(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(instant(row, column));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
