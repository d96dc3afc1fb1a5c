package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link RuleFields}, of what {@link RuleRows} adds to it. */
@Schema(allOf = RuleFields.class)
record RuleRow(
    Instant changedAt,
    @Schema(description = "empty: it came with the program") String changedBy,
    boolean ended,
    @Schema(description = "devices; not of old versions") @Nullable Integer watching,
    @Schema(description = "open alerts; not of old versions") @Nullable Integer standing,
    @Schema(description = "of a single rule") @Nullable List<RuleWarnings.Warning> warnings) {}
