package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the API's own description tells programs of it: {@code AlertJson} writes it, and a
 * test holds the one against the other. Which is why nobody makes one of these.
 */
record AlertRow(
    long id,
    @Schema(description = "null: raised by hand; likewise rule and version")
        @Nullable Integer ruleId,
    @Schema(description = "its code") @Nullable String rule,
    @Nullable Integer version,
    @Schema(description = "what it is about", example = "device:12") String subject,
    @Schema(description = "a fire drill: nothing is wrong") boolean drill,
    @Schema(allowableValues = {"gas", "water", "power", "camera", "other"}) String kind,
    @Nullable String device,
    @Nullable String deviceLabel,
    @Schema(description = "what is measured; or silence, clock, spread, together, an event's type")
        String quantity,
    String unit,
    @Schema(allowableValues = {"red", "orange", "yellow", "blue"}) String severity,
    @Schema(allowableValues = {"red", "orange", "yellow", "blue"}) String worst,
    @Schema(allowableValues = {"active", "cleared", "closed"}) String phase,
    Instant raisedAt,
    @Schema(description = "the reading's own time") Instant takenAt,
    @Schema(description = "of the raise; likewise limit and heldS") @Nullable Double value,
    @Schema(description = "of the last step") @Nullable Double newestValue,
    @Nullable Double limit,
    double heldS,
    @Nullable Instant clearedAt,
    @Nullable Instant closedAt,
    int reopened,
    int repeats,
    boolean chattering,
    boolean worseSinceAcknowledged,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable String assignedTo,
    @Nullable Instant shelvedUntil,
    @Nullable String shelfReason,
    @Nullable String shelvedBy,
    @Schema(allowableValues = {"real", "false"}) @Nullable String judged,
    @Nullable String judgedBy,
    @Nullable String judgeReason,
    @Schema(description = "the alert that is its cause") @Nullable Long heldBackBy,
    @Nullable Long incidentId,
    @Schema(description = "planned work") @Nullable Integer silencedBy,
    @Nullable Integer building,
    @Schema(description = "id of the leaf grid") @Nullable Integer leaf,
    @Schema(description = "codes of the grids it lay in, the smallest first") List<String> grids,
    @Nullable Double lon,
    @Nullable Double lat,
    String address,
    BothLanguages title,
    BothLanguages explanation,
    BothLanguages action,
    @Schema(description = "grows with every change of any alert") long revision) {

  record BothLanguages(String zh, String en) {}
}
