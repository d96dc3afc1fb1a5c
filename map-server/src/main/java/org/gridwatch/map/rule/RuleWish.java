package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As {@link RuleFields}: a rule as the API takes it. What an answer says besides may come along.
 */
record RuleWish(
    @Schema(pattern = "[a-z][a-z0-9-]{0,59}") String code,
    @Schema(defaultValue = "true") @Nullable Boolean enabled,
    @Schema(description = "left out: everything") @Nullable Whom watch,
    RuleCondition condition,
    @Schema(description = "left out: always") @Nullable Hours schedule,
    Texts texts,
    @Nullable String source) {

  record Whom(
      @Nullable List<String> kinds,
      @Nullable List<String> models,
      @Nullable List<String> tags,
      @Nullable List<String> grids,
      @Nullable List<String> devices) {}

  record Hours(
      @Schema(example = "08:00") String from,
      @Schema(example = "18:00") String to,
      @Nullable List<Integer> days,
      @Schema(allowableValues = {"also", "not", "only"}) @Nullable String holidays) {}

  /** At least a title in one language. */
  record Texts(@Nullable Words title, @Nullable Words meaning, @Nullable Words action) {}

  record Words(@Nullable String zh, @Nullable String en) {}

  /** What to try. */
  record Trial(
      @Schema(description = "as it would be; without it the stored one") @Nullable RuleWish rule,
      @Nullable Integer ruleId,
      @Schema(
              description = "a version of the stored rule, or a rule",
              oneOf = {Integer.class, RuleWish.class})
          @Nullable Object compareWith,
      Instant from,
      Instant to) {}
}
