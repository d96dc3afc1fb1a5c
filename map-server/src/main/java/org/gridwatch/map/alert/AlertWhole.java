package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.gridwatch.map.rule.RuleFields;
import org.jspecify.annotations.Nullable;

/** As {@link AlertRow}, of what {@link AlertSheet} adds to it. */
@Schema(allOf = AlertRow.class)
record AlertWhole(
    List<Entry> timeline,
    @Schema(description = "the nearest three within 1 km") List<Camera> cameras,
    @Schema(description = "the newest others of the device") List<AlertRow> sameDevice,
    @Schema(description = "the newest others of the rule") List<AlertRow> sameRule,
    @Schema(description = "as it was when it raised the alert") @Nullable RuleFields rule,
    @Schema(description = "those of which it is the cause") List<AlertRow> heldBack,
    @Nullable IncidentRow incident) {

  /** Something that happened to it. */
  record Entry(
      long id,
      Instant at,
      @Schema(description = "raised, stepped, acknowledged, ...") String what,
      @Schema(allowableValues = {"red", "orange", "yellow", "blue"}) String severity,
      @Nullable String quantity,
      @Nullable Double value,
      @Nullable Double limit,
      @Schema(description = "the reading's own time") @Nullable Instant takenAt,
      @Schema(description = "empty: the rule or the clock") String who,
      String words) {}

  record Camera(String device, String label, int distanceM, boolean hasSnapshot) {}
}
