package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Topic;
import org.gridwatch.gateway.wire.Word;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One event message. Smoke is smoke even when the camera's clock or score is broken: such an event
 * is taken (at its arrival, without a score) and what was wrong is rejected beside it.
 */
final class EventReader {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  private final DeviceName device;
  private final Instant arrivedAt;
  private final List<Word> words = new ArrayList<>(2);

  private String id = "";
  private String type = "";
  private Phase phase = Phase.START;
  private OptionalDouble score = OptionalDouble.empty();
  private Instant at;

  EventReader(DeviceName device, Instant arrivedAt) {
    this.device = device;
    this.arrivedAt = arrivedAt;
    this.at = arrivedAt;
  }

  List<Word> read(byte[] payload) {
    Json.read(payload, words, this::event);
    return words;
  }

  private void event(JsonParser json) {
    Json.require(json, JsonToken.START_OBJECT, "event must be an object,");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> id = Json.text(json);
        case "type" -> type = Json.text(json);
        case "phase" -> phase = phase(Json.text(json));
        case "score" -> score(json);
        case "ts" -> time(json);
        default -> json.skipChildren();
      }
    }
    require(Topic.validEvent(id), "id must be 1..64 of A-Z a-z 0-9 . _ -, was '" + id + "'");
    require(TYPE.matcher(type).matches(), "type must be 1..40 of a-z 0-9 _ -, was '" + type + "'");
    words.addFirst(new DeviceEvent(device, id, type, score, phase, at));
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw new Unusable(Rejection.Reason.NAME, otherwise);
    }
  }

  private static Phase phase(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "start" -> Phase.START;
      case "update" -> Phase.UPDATE;
      case "end" -> Phase.END;
      default ->
          throw new Unusable(
              Rejection.Reason.VALUE, "phase must be start, update or end, was '" + text + "'");
    };
  }

  private void score(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    var number = Json.number(json);
    if (number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 1) {
      score = number;
    } else {
      words.add(new Rejection(Rejection.Reason.VALUE, "score must be 0..1: " + Json.seen(json)));
    }
    json.skipChildren();
  }

  private void time(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    var millis = Json.epochMillis(json, arrivedAt);
    if (millis.isPresent()) {
      at = Instant.ofEpochMilli(millis.getAsLong());
    } else {
      String detail = device + ": event taken at its arrival, ts " + Json.seen(json);
      words.add(new Rejection(Rejection.Reason.TIME, detail));
    }
    json.skipChildren();
  }
}
