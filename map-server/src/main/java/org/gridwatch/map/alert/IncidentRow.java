package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link AlertRow}, of what {@link IncidentRows} writes. */
record IncidentRow(
    long id,
    @Schema(description = "gateway-silent, power-loss, nearby, spread or together") String cause,
    String kind,
    String subject,
    @Schema(allowableValues = {"red", "orange", "yellow", "blue"}) String severity,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Schema(description = "how many alerts, as far as one sees") int members,
    AlertRow.BothLanguages words) {

  /** With its alerts and where they are. */
  @Schema(allOf = IncidentRow.class)
  record Whole(
      List<AlertRow> alerts,
      @Schema(description = "GeoJSON: the hull of their places") @Nullable Outline outline) {}

  record Outline(
      @Schema(allowableValues = {"Point", "LineString", "Polygon"}) String type,
      List<Object> coordinates) {}
}
