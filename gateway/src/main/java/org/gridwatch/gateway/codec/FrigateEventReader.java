package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Topic;
import org.gridwatch.gateway.wire.Word;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One {@code events} message: {@code {"type":"new|update|end","before":{..},"after":{..}}}. Reads
 * the few fields named here and skips all others, so what Frigate knows about who somebody is
 * cannot get through.
 */
final class FrigateEventReader {
  /** Danger wherever it is seen. */
  private static final Map<String, String> ANYWHERE =
      Map.of("fire", "fire", "flame", "fire", "smoke", "smoke", "fire_alarm", "fire-alarm");

  /** Of interest only inside a zone that somebody drew because nobody should be there. */
  private static final Map<String, String> IN_A_ZONE =
      Map.of(
          "person", "intrusion",
          "car", "vehicle",
          "truck", "vehicle",
          "bus", "vehicle",
          "motorcycle", "vehicle",
          "bicycle", "vehicle");

  private final Names<DeviceName> cameras;
  private final Instant arrivedAt;

  private String kind = "";
  private Sighting before = new Sighting();
  private Sighting after = new Sighting();

  FrigateEventReader(Names<DeviceName> cameras, Instant arrivedAt) {
    this.cameras = cameras;
    this.arrivedAt = arrivedAt;
  }

  /** Frigate's word for what it saw. */
  String label() {
    return after.label;
  }

  void read(JsonParser json, List<Word> words) {
    Json.require(json, JsonToken.START_OBJECT, "a Frigate event must be an object,");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "type" -> kind = Json.text(json);
        case "before" -> before = Sighting.read(json);
        case "after" -> after = Sighting.read(json);
        default -> json.skipChildren();
      }
    }
    String type = type(after);
    if (!type.isEmpty() && !after.falsePositive) {
      event(type, words);
    }
  }

  /** Empty when it is none of our business. */
  private static String type(Sighting seen) {
    String anywhere = ANYWHERE.getOrDefault(seen.label, "");
    return anywhere.isEmpty() && seen.entered ? IN_A_ZONE.getOrDefault(seen.label, "") : anywhere;
  }

  private void event(String type, List<Word> words) {
    var camera = cameras.of(after.camera);
    if (camera.isEmpty() || !Topic.validEvent(after.id)) {
      throw new Unusable(
          Rejection.Reason.NAME, "camera '" + after.camera + "', event '" + after.id + "'");
    }
    Phase phase = phase(type);
    double seconds =
        switch (phase) {
          case START -> kind.equals("new") ? after.startTime : after.frameTime;
          case UPDATE -> after.frameTime;
          case END -> Double.isNaN(after.endTime) ? after.frameTime : after.endTime;
        };
    var millis = Json.withinBounds(Math.round(seconds * 1000), arrivedAt);
    Instant at = millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : arrivedAt;
    words.add(new DeviceEvent(camera.get(), after.id, type, after.score(), phase, at));
    if (millis.isEmpty()) {
      String detail = camera.get() + ": event taken at its arrival, time " + seconds + " s";
      words.add(new Rejection(Rejection.Reason.TIME, detail));
    }
  }

  /** An intrusion starts when the zone is entered, which may be long after the person was seen. */
  private Phase phase(String type) {
    return switch (kind) {
      case "new" -> Phase.START;
      case "update" -> type(before).equals(type) ? Phase.UPDATE : Phase.START;
      case "end" -> Phase.END;
      default -> throw Unusable.malformed("type must be new, update or end, was '" + kind + "'");
    };
  }

  /** What Frigate said of a thing at one moment, as far as we read it. */
  private static final class Sighting {
    private String id = "";
    private String camera = "";
    private String label = "";
    private boolean falsePositive;
    private boolean entered;
    private double score = Double.NaN;
    private double topScore = Double.NaN;
    private double startTime = Double.NaN;
    private double frameTime = Double.NaN;
    private double endTime = Double.NaN;

    static Sighting read(JsonParser json) {
      var seen = new Sighting();
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return seen;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        seen.field(name, json);
      }
      return seen;
    }

    private void field(String name, JsonParser json) {
      switch (name) {
        case "id" -> id = Json.text(json);
        case "camera" -> camera = Json.text(json);
        case "label" -> label = Json.text(json);
        case "false_positive" -> falsePositive = json.currentToken() == JsonToken.VALUE_TRUE;
        case "entered_zones" -> entered = notEmptyArray(json);
        case "score" -> score = number(json);
        case "top_score" -> topScore = number(json);
        case "start_time" -> startTime = number(json);
        case "frame_time" -> frameTime = number(json);
        case "end_time" -> endTime = number(json);
        default -> {}
      }
      json.skipChildren(); // a nested value that was not read; nothing otherwise
    }

    private static double number(JsonParser json) {
      return Json.number(json).orElse(Double.NaN);
    }

    /** Zone names are not read: only whether there is one. */
    private static boolean notEmptyArray(JsonParser json) {
      boolean some = false;
      if (json.currentToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          some = true;
          json.skipChildren();
        }
      }
      return some;
    }

    private OptionalDouble score() {
      double best = Double.isNaN(topScore) ? score : topScore;
      return best >= 0 && best <= 1 ? OptionalDouble.of(best) : OptionalDouble.empty();
    }
  }
}
