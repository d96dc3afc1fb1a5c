package org.gridwatch.ingest.rule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Rule.Texts;
import org.gridwatch.ingest.rule.Rule.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as JSON: in the database, in the API and in the file of defaults; docs/rules.md says what
 * may stand where. What it does not know it refuses, naming the field.
 */
public final class RuleJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> FIELDS =
      Set.of("code", "enabled", "watch", "condition", "schedule", "texts", "source");

  private RuleJson() {}

  public static Rule parse(int id, int version, String json) {
    try {
      return parse(id, version, JSON.readTree(json));
    } catch (JacksonException e) {
      throw new RuleRefusal("rule", json.substring(0, Math.min(80, json.length())), "not JSON");
    }
  }

  public static Rule parse(int id, int version, JsonNode rule) {
    known(rule, "rule", FIELDS);
    return new Rule(
        id,
        version,
        text(rule, "code"),
        !rule.path("enabled").isBoolean() || rule.path("enabled").asBoolean(),
        inside("watch", () -> watch(rule.path("watch"))),
        inTheRule(object(rule, "condition")),
        inside("schedule", () -> schedule(rule.path("schedule"))),
        inside("texts", () -> texts(rule.path("texts"))),
        rule.path("source").asString(""));
  }

  private static Watch watch(JsonNode watch) {
    if (watch.isMissingNode() || watch.isNull()) {
      return Watch.EVERYTHING;
    }
    known(watch, "watch", Set.of("kinds", "models", "tags", "grids", "devices"));
    var kinds = EnumSet.noneOf(Kind.class);
    strings(watch, "kinds").forEach(kind -> kinds.add(kind(kind)));
    return new Watch(
        kinds,
        strings(watch, "models"),
        strings(watch, "tags"),
        strings(watch, "grids"),
        strings(watch, "devices"));
  }

  private static Kind kind(String word) {
    return Kind.parse(word)
        .orElseThrow(() -> new RuleRefusal("kinds", word, "a kind is gas, water, power or camera"));
  }

  private static Condition inTheRule(JsonNode condition) {
    return inside("condition", () -> condition(condition));
  }

  private static Condition condition(JsonNode json) {
    String type = text(json, "type");
    return switch (type) {
      case "level" -> {
        known(json, "condition", Set.of("type", "quantities", "steps"));
        yield new Condition.Level(quantities(json), steps(json));
      }
      case "rate" -> {
        known(
            json,
            "condition",
            Set.of("type", "quantities", "steps", "window_s", "counter", "rollover"));
        yield new Condition.Rate(
            quantities(json),
            seconds(json, "window_s"),
            json.path("counter").asBoolean(false),
            json.path("rollover").asDouble(0),
            steps(json));
      }
      case "baseline" -> {
        known(json, "condition", Set.of("type", "quantities", "steps", "weeks"));
        yield new Condition.Baseline(quantities(json), whole(json, "weeks"), steps(json));
      }
      case "night_flow" -> {
        known(
            json,
            "condition",
            Set.of("type", "quantities", "steps", "from", "to", "days", "nights"));
        yield new Condition.NightFlow(
            quantities(json),
            time(json, "from"),
            time(json, "to"),
            whole(json, "days"),
            whole(json, "nights"),
            steps(json));
      }
      case "silent" -> {
        known(json, "condition", Set.of("type", "steps"));
        yield new Condition.Silent(steps(json));
      }
      case "clock_ahead" -> {
        known(json, "condition", Set.of("type", "steps"));
        yield new Condition.ClockAhead(steps(json));
      }
      case "event" -> {
        known(json, "condition", Set.of("type", "types", "least_score", "quiet_s", "severity"));
        yield new Condition.Seen(
            strings(json, "types"),
            json.path("least_score").asDouble(0),
            seconds(json, "quiet_s"),
            severity(json, "severity"));
      }
      case "together" -> {
        known(
            json,
            "condition",
            Set.of("type", "parts", "around", "at_least", "window_s", "severity"));
        var parts = each(json, "parts", RuleJson::condition);
        yield new Condition.Together(
            parts,
            oneOf(Condition.Around.class, json, "around"),
            json.has("at_least") ? whole(json, "at_least") : parts.size(),
            seconds(json, "window_s"),
            severity(json, "severity"));
      }
      case "spread" -> {
        known(
            json,
            "condition",
            Set.of("type", "kind", "at_least", "radius_m", "window_s", "least", "severity"));
        yield new Condition.Spread(
            kind(text(json, "kind")),
            whole(json, "at_least"),
            json.path("radius_m").asDouble(0),
            seconds(json, "window_s"),
            severity(json, "least"),
            severity(json, "severity"));
      }
      default ->
          throw new RuleRefusal(
              "type",
              type,
              "a condition is level, rate, baseline, night_flow, silent, clock_ahead, event,"
                  + " together or spread");
    };
  }

  private static Set<String> quantities(JsonNode json) {
    var names = strings(json, "quantities");
    for (String name : names) {
      if (Quantity.parse(name).isEmpty()) {
        throw new RuleRefusal("quantities", name, "a quantity is 1..40 of a-z 0-9 _, like ch4_lel");
      }
    }
    return names;
  }

  private static List<Step> steps(JsonNode json) {
    return each(json, "steps", RuleJson::step);
  }

  private static Step step(JsonNode step) {
    known(step, "step", Set.of("severity", "high", "low", "hold_s"));
    return new Step(
        severity(step, "severity"),
        limit(step, "high"),
        limit(step, "low"),
        step.has("hold_s") ? seconds(step, "hold_s") : Duration.ZERO);
  }

  /** What is refused inside says of which one it was. */
  private static <T> List<T> each(JsonNode json, String field, Function<JsonNode, T> read) {
    var all = new ArrayList<T>();
    for (JsonNode one : list(json, field)) {
      all.add(inside(field + "." + all.size(), () -> read.apply(one)));
    }
    return all;
  }

  private static <T> T inside(String outer, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuleRefusal refusal) {
      throw refusal.within(outer);
    }
  }

  private static @Nullable Limit limit(JsonNode step, String side) {
    JsonNode limit = step.path(side);
    if (limit.isMissingNode() || limit.isNull()) {
      return null;
    }
    known(limit, side, Set.of("raise", "clear"));
    return inside(
        side,
        () -> {
          double raise = number(limit, "raise");
          return new Limit(raise, limit.has("clear") ? number(limit, "clear") : raise);
        });
  }

  private static Schedule schedule(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Schedule.ALWAYS;
    }
    known(json, "schedule", Set.of("from", "to", "days", "holidays"));
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (JsonNode day : json.path("days")) {
      int number = day.asInt(0);
      if (number < 1 || number > 7) {
        throw new RuleRefusal("days", day, "days are 1 (Monday) to 7 (Sunday)");
      }
      days.add(DayOfWeek.of(number));
    }
    return new Schedule(
        time(json, "from"),
        time(json, "to"),
        days,
        json.has("holidays")
            ? oneOf(Schedule.Holidays.class, json, "holidays")
            : Schedule.Holidays.ALSO);
  }

  private static Texts texts(JsonNode json) {
    known(json, "texts", Set.of("title", "meaning", "action"));
    return new Texts(words(json, "title"), words(json, "meaning"), words(json, "action"));
  }

  private static Words words(JsonNode json, String field) {
    JsonNode words = json.path(field);
    known(words, field, Set.of("zh", "en"));
    return new Words(words.path("zh").asString(""), words.path("en").asString(""));
  }

  // ---- reading, with the field's name in every refusal

  private static void known(JsonNode json, String field, Set<String> names) {
    if (json.isMissingNode() || json.isNull()) {
      return;
    }
    if (!json.isObject()) {
      throw new RuleRefusal(field, json, field + " must be an object");
    }
    for (String name : json.propertyNames()) {
      if (!names.contains(name)) {
        throw new RuleRefusal(
            field, name, field + " knows no '" + name + "', only " + new TreeSet<>(names));
      }
    }
  }

  private static JsonNode object(JsonNode json, String field) {
    if (!json.path(field).isObject()) {
      throw new RuleRefusal(field, json.path(field), field + " must be an object");
    }
    return json.path(field);
  }

  private static JsonNode list(JsonNode json, String field) {
    if (!json.path(field).isArray()) {
      throw new RuleRefusal(field, json.path(field), field + " must be a list");
    }
    return json.path(field);
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isString()) {
      throw new RuleRefusal(field, json.path(field), field + " must be a text");
    }
    return json.path(field).asString().strip();
  }

  private static Set<String> strings(JsonNode json, String field) {
    if (!json.has(field)) {
      return Set.of();
    }
    var strings = new LinkedHashSet<String>();
    for (JsonNode one : list(json, field)) {
      if (!one.isString()) {
        throw new RuleRefusal(field, one, field + " must be a list of texts");
      }
      strings.add(one.asString().strip());
    }
    return strings;
  }

  private static double number(JsonNode json, String field) {
    if (!json.path(field).isNumber()) {
      throw new RuleRefusal(field, json.path(field), field + " must be a number");
    }
    return json.path(field).asDouble();
  }

  private static int whole(JsonNode json, String field) {
    double number = number(json, field);
    if (number != Math.rint(number) || Math.abs(number) > 1e9) {
      throw new RuleRefusal(field, number, field + " must be a whole number");
    }
    return (int) number;
  }

  private static Duration seconds(JsonNode json, String field) {
    double seconds = number(json, field);
    if (!(seconds >= 0 && seconds <= 1e9)) {
      throw new RuleRefusal(field, seconds, field + " must be seconds from 0");
    }
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }

  private static LocalTime time(JsonNode json, String field) {
    try {
      return LocalTime.parse(text(json, field));
    } catch (DateTimeException e) {
      throw new RuleRefusal(field, json.path(field), field + " must be a time like 02:00");
    }
  }

  private static Severity severity(JsonNode json, String field) {
    String label = text(json, field);
    return Severity.parse(label)
        .orElseThrow(
            () -> new RuleRefusal(field, label, "a severity is blue, yellow, orange or red"));
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, JsonNode json, String field) {
    String word = text(json, field);
    for (E one : type.getEnumConstants()) {
      if (label(one).equals(word)) {
        return one;
      }
    }
    throw new RuleRefusal(
        field,
        word,
        field
            + " must be one of "
            + List.of(type.getEnumConstants()).stream().map(RuleJson::label).toList());
  }

  private static String label(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  // ---- writing

  public static ObjectNode write(Rule rule) {
    var json = JSON.createObjectNode();
    json.put("code", rule.code());
    json.put("enabled", rule.enabled());
    var watch = json.putObject("watch");
    put(watch, "kinds", rule.watch().kinds().stream().map(Kind::label).toList());
    put(watch, "models", rule.watch().models());
    put(watch, "tags", rule.watch().tags());
    put(watch, "grids", rule.watch().grids());
    put(watch, "devices", rule.watch().devices());
    write(rule.condition(), json.putObject("condition"));
    var schedule = json.putObject("schedule");
    schedule.put("from", rule.schedule().from().toString());
    schedule.put("to", rule.schedule().to().toString());
    var days = schedule.putArray("days");
    new TreeSet<>(rule.schedule().days()).forEach(day -> days.add(day.getValue()));
    schedule.put("holidays", label(rule.schedule().holidays()));
    var texts = json.putObject("texts");
    put(texts, "title", rule.texts().title());
    put(texts, "meaning", rule.texts().meaning());
    put(texts, "action", rule.texts().action());
    json.put("source", rule.source());
    return json;
  }

  private static void write(Condition condition, ObjectNode json) {
    switch (condition) {
      case Condition.Level level -> json.put("type", "level");
      case Condition.Rate rate -> {
        json.put("type", "rate").put("window_s", seconds(rate.window()));
        json.put("counter", rate.counter()).put("rollover", rate.rollover());
      }
      case Condition.Baseline baseline ->
          json.put("type", "baseline").put("weeks", baseline.weeks());
      case Condition.NightFlow night -> {
        json.put("type", "night_flow");
        put(json, "quantities", night.quantities());
        json.put("from", night.from().toString()).put("to", night.to().toString());
        json.put("days", night.days()).put("nights", night.nights());
      }
      case Condition.Silent silent -> json.put("type", "silent");
      case Condition.ClockAhead ahead -> json.put("type", "clock_ahead");
      case Condition.Seen seen -> {
        json.put("type", "event");
        put(json, "types", seen.types());
        json.put("least_score", seen.leastScore()).put("quiet_s", seconds(seen.quiet()));
        json.put("severity", seen.severity().label());
      }
      case Condition.Together together -> {
        json.put("type", "together");
        var parts = json.putArray("parts");
        together.parts().forEach(part -> write(part, parts.addObject()));
        json.put("around", label(together.around())).put("at_least", together.atLeast());
        json.put("window_s", seconds(together.window()));
        json.put("severity", together.severity().label());
      }
      case Condition.Spread spread -> {
        json.put("type", "spread").put("kind", spread.kind().label());
        json.put("at_least", spread.atLeast()).put("radius_m", spread.radiusM());
        json.put("window_s", seconds(spread.window())).put("least", spread.least().label());
        json.put("severity", spread.severity().label());
      }
    }
    if (condition instanceof Condition.Measured measured) {
      put(json, "quantities", measured.quantities());
    }
    if (condition instanceof Condition.Stepped stepped) {
      stepped.steps().forEach(step -> write(step, json.withArray("steps").addObject()));
    }
  }

  private static void write(Step step, ObjectNode json) {
    json.put("severity", step.severity().label());
    put(json, "high", step.high());
    put(json, "low", step.low());
    json.put("hold_s", seconds(step.hold()));
  }

  private static void put(ObjectNode json, String side, @Nullable Limit limit) {
    if (limit != null) {
      json.putObject(side).put("raise", limit.raise()).put("clear", limit.clear());
    }
  }

  private static void put(ObjectNode json, String field, Words words) {
    json.putObject(field).put("zh", words.zh()).put("en", words.en());
  }

  private static void put(ObjectNode json, String field, Collection<String> strings) {
    ArrayNode list = json.putArray(field);
    new TreeSet<>(strings).forEach(list::add);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
