package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Map;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Forbidden;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.grid.Placement;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Alerts that a person raises, for example after a phone call. */
@RestController
@RequestMapping("/api/v1/alerts")
class RaiseController {
  /** Where: a device by its name, a building by its id, or a place. */
  record Wish(
      @Nullable String severity,
      @Nullable String kind,
      @Nullable String words,
      @Nullable String device,
      @Nullable Integer building,
      @Nullable Double lon,
      @Nullable Double lat) {}

  private record Spot(int deviceId, int buildingId, Alert.Place place) {}

  private final Alerts alerts;
  private final SeenAlerts seen;
  private final Placement placement;
  private final AuditLog audit;
  private final JdbcClient db;
  private final InstantSource clock;

  RaiseController(
      Alerts alerts,
      SeenAlerts seen,
      Placement placement,
      AuditLog audit,
      JdbcClient db,
      InstantSource clock) {
    this.alerts = alerts;
    this.seen = seen;
    this.placement = placement;
    this.audit = audit;
    this.db = db;
    this.clock = clock;
  }

  @Operation(summary = "Raise an alert by hand")
  @ApiResponse(
      responseCode = "201",
      description = "the alert",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = AlertRow.class)))
  @ApiResponse(responseCode = "404", description = "there is no such device or building")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ObjectNode raise(Rights rights, @RequestBody Wish wish) {
    var severity = Wanted.severity(wish.severity);
    var kind = Wanted.kind(wish.kind);
    var words = Wanted.required("words", wish.words, Action.LONG);
    var spot = spot(rights, wish);
    var told =
        alerts.raiseByHand(
            new Alerts.ByHand(
                severity, kind, words, spot.deviceId(), spot.buildingId(), spot.place()),
            rights.name(),
            clock.instant());
    audit.write(
        "alert.raise",
        Long.toString(told.alert().id()),
        Map.of("severity", severity.label(), "kind", kind));
    return AlertJson.row(told.alert());
  }

  private Spot spot(Rights rights, Wish wish) {
    if (wish.device != null) {
      return new Spot(device(rights, wish.device), 0, Alert.Place.UNKNOWN);
    }
    if (wish.building != null) {
      return building(rights, wish.building);
    }
    if (wish.lon == null || wish.lat == null) {
      throw new BadInput("device", null, "device, building or lon and lat must be given");
    }
    return new Spot(
        0, 0, place(rights, degrees("lon", wish.lon, 180), degrees("lat", wish.lat, 90)));
  }

  private int device(Rights rights, String name) {
    return seen.query(
            rights,
            """
            select d.id from device d
              left join device_place a on a.device_id = d.id and a.valid_to is null
             where d.name = :name and d.retired_at is null and
            """
                + SeenAlerts.IN_AREA)
        .param("name", name)
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new NotFound("device", name));
  }

  private Spot building(Rights rights, int id) {
    record Centre(double lon, double lat) {}
    var centre =
        db.sql("select centre_lon as lon, centre_lat as lat from building where id = ?")
            .param(id)
            .query(Centre.class)
            .optional()
            .orElseThrow(() -> new NotFound("building", id));
    return new Spot(
        0, id, place(rights, placement.at(centre.lon, centre.lat), id, centre.lon, centre.lat));
  }

  private Alert.Place place(Rights rights, double lon, double lat) {
    var there = placement.at(lon, lat);
    return place(rights, there, there.buildingId(), lon, lat);
  }

  /**
   * A leader raises alerts where they answer for them, and nowhere else.
   *
   * @param building of the alert: the middle of a bent one may lie in its neighbour
   */
  private Alert.Place place(
      Rights rights, Places.Place there, int building, double lon, double lat) {
    if (!rights.sees(there.leafGridId())) {
      throw new Forbidden("this place lies outside the grids you are limited to");
    }
    var address =
        db.sql("select coalesce(nullif(address, ''), name) from building where id = ?")
            .param(building)
            .query(String.class)
            .optional()
            .orElse("");
    return new Alert.Place(
        building,
        there.leafGridId(),
        there.boundaryVersionId(),
        there.gridCodes(),
        lon,
        lat,
        address);
  }

  private static double degrees(String field, double value, int most) {
    if (!(Math.abs(value) <= most)) {
      throw new BadInput(
          field, value, "%s must be -%d..%d, was %s".formatted(field, most, most, value));
    }
    return value;
  }
}
