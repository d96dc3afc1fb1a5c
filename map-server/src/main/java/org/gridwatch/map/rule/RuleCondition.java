package org.gridwatch.map.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link RuleFields}: the kinds of conditions, told apart by their type. */
@Schema(
    oneOf = {
      RuleCondition.Level.class,
      RuleCondition.Rate.class,
      RuleCondition.Baseline.class,
      RuleCondition.NightFlow.class,
      RuleCondition.Silent.class,
      RuleCondition.ClockAhead.class,
      RuleCondition.Event.class,
      RuleCondition.Together.class,
      RuleCondition.Spread.class
    },
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "level", schema = RuleCondition.Level.class),
      @DiscriminatorMapping(value = "rate", schema = RuleCondition.Rate.class),
      @DiscriminatorMapping(value = "baseline", schema = RuleCondition.Baseline.class),
      @DiscriminatorMapping(value = "night_flow", schema = RuleCondition.NightFlow.class),
      @DiscriminatorMapping(value = "silent", schema = RuleCondition.Silent.class),
      @DiscriminatorMapping(value = "clock_ahead", schema = RuleCondition.ClockAhead.class),
      @DiscriminatorMapping(value = "event", schema = RuleCondition.Event.class),
      @DiscriminatorMapping(value = "together", schema = RuleCondition.Together.class),
      @DiscriminatorMapping(value = "spread", schema = RuleCondition.Spread.class)
    })
interface RuleCondition {

  record Limit(double raise, double clear) {}

  /** At least one of the limits. */
  record Step(
      @Schema(allowableValues = {"blue", "yellow", "orange", "red"}) String severity,
      @Nullable Limit high,
      @Nullable Limit low,
      @JsonProperty("hold_s") @Nullable Double holdS) {}

  record Level(
      @Schema(allowableValues = "level") String type, List<String> quantities, List<Step> steps) {}

  record Rate(
      @Schema(allowableValues = "rate") String type,
      List<String> quantities,
      @JsonProperty("window_s") double windowS,
      @Nullable Boolean counter,
      @Schema(description = "where a counter starts over; 0: unknown") @Nullable Double rollover,
      List<Step> steps) {}

  record Baseline(
      @Schema(allowableValues = "baseline") String type,
      List<String> quantities,
      int weeks,
      List<Step> steps) {}

  record NightFlow(
      @Schema(allowableValues = "night_flow") String type,
      List<String> quantities,
      @Schema(example = "02:00") String from,
      @Schema(example = "05:00") String to,
      int days,
      int nights,
      List<Step> steps) {}

  record Silent(@Schema(allowableValues = "silent") String type, List<Step> steps) {}

  record ClockAhead(@Schema(allowableValues = "clock_ahead") String type, List<Step> steps) {}

  record Event(
      @Schema(allowableValues = "event") String type,
      List<String> types,
      @JsonProperty("least_score") @Nullable Double leastScore,
      @JsonProperty("quiet_s") double quietS,
      @Schema(allowableValues = {"blue", "yellow", "orange", "red"}) String severity) {}

  record Together(
      @Schema(allowableValues = "together") String type,
      List<RuleCondition> parts,
      @Schema(allowableValues = {"device", "building", "grid"}) String around,
      @JsonProperty("at_least") @Nullable Integer atLeast,
      @JsonProperty("window_s") double windowS,
      @Schema(allowableValues = {"blue", "yellow", "orange", "red"}) String severity) {}

  record Spread(
      @Schema(allowableValues = "spread") String type,
      @Schema(allowableValues = {"gas", "water", "power", "camera"}) String kind,
      @JsonProperty("at_least") int atLeast,
      @Schema(description = "0: in one leaf grid") @JsonProperty("radius_m")
          @Nullable Double radiusM,
      @JsonProperty("window_s") double windowS,
      @Schema(allowableValues = {"blue", "yellow", "orange", "red"}) String least,
      @Schema(allowableValues = {"blue", "yellow", "orange", "red"}) String severity) {}
}
