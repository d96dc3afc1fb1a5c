package org.gridwatch.map.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Incidents as the API says them; an asker sees those of which an alert is in the own area. */
@Component
class IncidentRows {
  private static final int MOST_MEMBERS = 1_000;
  private static final GeometryFactory WGS84 = new GeometryFactory();

  private static final String INCIDENTS =
      """
      select i.*, m.members from incident i
        join (select a.incident_id, count(*) as members from alert a
               where a.incident_id is not null and (:all or a.leaf_grid_id = any(:leaves))
               group by a.incident_id) m on m.incident_id = i.id
      """;

  private final SeenAlerts seen;
  private final JsonMapper json;

  IncidentRows(SeenAlerts seen, JsonMapper json) {
    this.seen = seen;
    this.json = json;
  }

  /** Newest first. */
  List<ObjectNode> all(Rights rights, boolean open, int most) {
    return bound(
            rights,
            " where not :open or i.closed_at is null order by i.opened_at desc, i.id desc"
                + " limit :most")
        .param("open", open)
        .param("most", most)
        .query(this::row)
        .list();
  }

  Optional<ObjectNode> one(Rights rights, long id) {
    return bound(rights, " where i.id = :id").param("id", id).query(this::row).optional();
  }

  /** With its alerts, and the outline of where they are. */
  Optional<ObjectNode> withAlerts(Rights rights, long id) {
    return one(rights, id)
        .map(
            incident -> {
              var alerts = seen.where(rights, "a.incident_id = :value", id, MOST_MEMBERS);
              incident.putArray("alerts").addAll(AlertSheet.rows(alerts));
              incident.set("outline", outline(alerts));
              return incident;
            });
  }

  private JdbcClient.StatementSpec bound(Rights rights, String condition) {
    return seen.query(rights, INCIDENTS + condition);
  }

  private ObjectNode row(ResultSet row, int number) throws SQLException {
    var incident =
        json.createObjectNode()
            .put("id", row.getLong("id"))
            .put("cause", row.getString("cause"))
            .put("kind", row.getString("kind"))
            .put("subject", row.getString("subject"))
            .put("severity", row.getString("severity"))
            .put("openedAt", instant(row, "opened_at"))
            .put("closedAt", instant(row, "closed_at"))
            .put("members", row.getInt("members"));
    incident
        .putObject("words")
        .put("zh", row.getString("words_zh"))
        .put("en", row.getString("words_en"));
    return incident;
  }

  private static @Nullable String instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant().toString();
  }

  /** The hull of the places as GeoJSON: an area, a line of two, or a point; null: nowhere. */
  private @Nullable ObjectNode outline(List<Alert> alerts) {
    var places =
        alerts.stream()
            .map(Alert::place)
            .filter(place -> place.lon() != null && place.lat() != null)
            .map(place -> new Coordinate(number(place.lon()), number(place.lat())))
            .toArray(Coordinate[]::new);
    return places.length == 0
        ? null
        : geoJson(WGS84.createMultiPointFromCoords(places).convexHull());
  }

  private static double number(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private ObjectNode geoJson(Geometry hull) {
    var outline = json.createObjectNode().put("type", hull.getGeometryType());
    var coordinates = outline.putArray("coordinates");
    switch (hull.getGeometryType()) {
      case "Polygon" -> put(hull.getCoordinates(), coordinates.addArray());
      case "LineString" -> put(hull.getCoordinates(), coordinates);
      default -> coordinates.add(hull.getCoordinate().x).add(hull.getCoordinate().y);
    }
    return outline;
  }

  private static void put(Coordinate[] places, ArrayNode into) {
    for (Coordinate place : places) {
      into.addArray().add(place.x).add(place.y);
    }
  }
}
