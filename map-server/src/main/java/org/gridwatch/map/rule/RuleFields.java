package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A rule of some version as the API's own description tells programs of it: {@code RuleJson} writes
 * it, and a test holds the one against the other. Which is why nobody makes one of these.
 */
public record RuleFields(
    int id,
    int version,
    String code,
    boolean enabled,
    Whom watch,
    RuleCondition condition,
    Hours schedule,
    Texts texts,
    @Schema(description = "where the limits come from") String source) {

  /** Whom it watches; an empty list: all. */
  record Whom(
      @Schema(description = "gas, water, power, camera") List<String> kinds,
      List<String> models,
      List<String> tags,
      List<String> grids,
      List<String> devices) {}

  record Hours(
      @Schema(example = "08:00") String from,
      @Schema(example = "18:00") String to,
      @Schema(description = "1: Monday to 7: Sunday; empty: every day") List<Integer> days,
      @Schema(allowableValues = {"also", "not", "only"}) String holidays) {}

  record Texts(BothLanguages title, BothLanguages meaning, BothLanguages action) {}

  record BothLanguages(String zh, String en) {}
}
