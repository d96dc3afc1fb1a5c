package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Wgs84;
import org.gridwatch.map.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Alerts for other systems: an Atom feed of the newest, and each as a CAP 1.2 message. */
@RestController
class AlertFeedController {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final MediaType ATOM_TYPE = new MediaType("application", "atom+xml");
  private static final MediaType CAP_TYPE = new MediaType("application", "cap+xml");
  private static final int MOST = 200;

  /** An alert and the newest entry of its timeline. */
  private record Changed(Alert alert, Instant at, int entries) {}

  private static final String CHANGED =
      AlertRows.SELECT.replace("select a.*", "select a.*, e.at as changed_at, e.entries")
          + """
            cross join lateral (select max(at) as at, count(*) as entries from alert_event
                                 where alert_id = a.id) e
            where
            """
          + SeenAlerts.IN_AREA;

  private final SeenAlerts seen;
  private final Settings settings;
  private final JdbcClient db;
  private final URI publicUrl;

  AlertFeedController(
      SeenAlerts seen,
      Settings settings,
      JdbcClient db,
      @Value("${gridwatch.public-url:http://localhost}") URI publicUrl) {
    this.seen = seen;
    this.settings = settings;
    this.db = db;
    this.publicUrl = publicUrl;
  }

  /** Those that changed last, the newest change first. */
  @Operation(summary = "Read the alerts that changed last as an Atom feed")
  @ApiResponse(
      responseCode = "200",
      description = "an Atom feed",
      content = @Content(mediaType = "application/atom+xml", schema = @Schema(type = "string")))
  @GetMapping("/api/v1/alerts.atom")
  ResponseEntity<byte[]> feed(Rights rights) {
    var alerts =
        seen.query(rights, CHANGED + " order by a.revision desc limit :most")
            .param("most", MOST)
            .query((row, n) -> changed(row, n))
            .list();
    String name = settings.place().name();
    var xml = new Xml("feed", ATOM);
    xml.put("id", publicUrl + "/api/v1/alerts.atom").put("title", name + " · 告警 / Alerts");
    xml.put(
        "updated", alerts.isEmpty() ? Instant.EPOCH.toString() : alerts.getFirst().at().toString());
    xml.open("author").put("name", name).close();
    xml.link("link", "rel", "self", "href", publicUrl + "/api/v1/alerts.atom");
    alerts.forEach(one -> entry(xml, one));
    return answer(ATOM_TYPE, xml.close().end());
  }

  private void entry(Xml xml, Changed one) {
    var alert = one.alert();
    String cap = publicUrl + "/api/v1/alerts/" + alert.id() + "/cap.xml";
    xml.open("entry")
        .put("id", cap)
        .put("title", alert.texts().title().zhOrEn() + " / " + alert.texts().title().enOrZh())
        .put("updated", one.at().toString())
        .put("published", alert.standing().raisedAt().toString())
        .put(
            "summary",
            alert.texts().explanation().zhOrEn() + "\n" + alert.texts().explanation().enOrZh())
        .link("category", "term", alert.severity().label())
        .link("category", "term", alert.phase().label())
        .link("link", "rel", "alternate", "type", CAP_TYPE.toString(), "href", cap)
        .close();
  }

  @Operation(summary = "Read an alert as a CAP 1.2 message")
  @ApiResponse(
      responseCode = "200",
      description = "a CAP 1.2 message",
      content = @Content(mediaType = "application/cap+xml", schema = @Schema(type = "string")))
  @GetMapping("/api/v1/alerts/{id}/cap.xml")
  ResponseEntity<byte[]> cap(Rights rights, @PathVariable long id) {
    seen.one(rights, id);
    var one =
        seen.query(rights, CHANGED + " and a.id = :id")
            .param("id", id)
            .query((row, n) -> changed(row, n))
            .single();
    var place = settings.place();
    var message =
        new CapMessage(
            one.alert(),
            one.entries(),
            one.at(),
            boundary(one.alert().place().boundaryVersionId()),
            place.name(),
            publicUrl,
            ZoneId.of(place.timeZone()));
    return answer(CAP_TYPE, message.xml());
  }

  private static Changed changed(java.sql.ResultSet row, int number) throws java.sql.SQLException {
    var at = Objects.requireNonNull(row.getObject("changed_at", OffsetDateTime.class));
    return new Changed(AlertRows.read(row, number), at.toInstant(), row.getInt("entries"));
  }

  /** As it was when the alert was raised. */
  private @Nullable Geometry boundary(int version) {
    List<byte[]> found =
        db.sql("select boundary from boundary_version where id = ?")
            .param(version)
            .query(byte[].class)
            .list();
    return found.isEmpty() ? null : Wgs84.read(found.getFirst());
  }

  private static ResponseEntity<byte[]> answer(MediaType type, String xml) {
    return ResponseEntity.ok()
        .contentType(new MediaType(type, StandardCharsets.UTF_8))
        .body(xml.getBytes(StandardCharsets.UTF_8));
  }
}
