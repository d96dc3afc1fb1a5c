package org.gridwatch.map.device;

import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.DeviceState;
import org.gridwatch.ingest.rule.Limit;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The limits of a device's values, as the rules in force set them. */
@Component
class Limits {
  private final Rules rules;
  private final Devices devices;
  private final Places places;

  Limits(Rules rules, Devices devices, Places places) {
    this.rules = rules;
    this.devices = devices;
    this.places = places;
  }

  /** The level rules that watch a device now. */
  List<Condition.Level> of(int deviceId) {
    var device = devices.find(deviceId).orElseThrow();
    @Nullable Place place = places.current(List.of(deviceId)).get(deviceId);
    List<String> gridCodes = place == null ? List.of() : place.gridCodes();
    return rules.all().stream()
        .map(Rules.Stored::rule)
        .filter(Rule::enabled)
        .filter(rule -> rule.watch().includes(device, gridCodes))
        .map(Rule::condition)
        .filter(Condition.Level.class::isInstance)
        .map(Condition.Level.class::cast)
        .toList();
  }

  /** Of several rules the limit that is met first; null: no rule says anything about it. */
  static DeviceSheet.@Nullable Band band(Collection<Condition.Level> rules, String quantity) {
    var steps =
        rules.stream()
            .filter(rule -> rule.quantities().contains(quantity))
            .flatMap(rule -> rule.steps().stream())
            .toList();
    Predicate<Step> alarm = step -> step.severity().state() == DeviceState.ALARM;
    return steps.isEmpty()
        ? null
        : new DeviceSheet.Band(
            first(steps, alarm.negate(), Step::low, Math::max),
            first(steps, alarm.negate(), Step::high, Math::min),
            first(steps, alarm, Step::low, Math::max),
            first(steps, alarm, Step::high, Math::min));
  }

  private static @Nullable Double first(
      List<Step> steps,
      Predicate<Step> which,
      Function<Step, @Nullable Limit> side,
      BiFunction<Double, Double, Double> nearer) {
    @Nullable Double found = null;
    for (Step step : steps) {
      @Nullable Limit limit = side.apply(step);
      if (which.test(step) && limit != null) {
        found = found == null ? Double.valueOf(limit.raise()) : nearer.apply(found, limit.raise());
      }
    }
    return found;
  }
}
