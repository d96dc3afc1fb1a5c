package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Word;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One telemetry or batch message. {@code ts} and {@code quality} may follow the values they belong
 * to, so the values of one object wait in two arrays until it ends.
 */
final class ReadingsReader {
  static final int MAX_VALUES = 5_000;
  static final int MAX_VALUES_AT_ONE_TIME = 500;
  static final int MAX_REJECTIONS = 20;

  private static final Quality UNCLEAR = new Quality(Quality.Grade.SUSPECT, Quality.Reason.OTHER);

  private final Names<DeviceName> devices;
  private final Names<Quantity> quantities;
  private final Instant arrivedAt;
  private final List<Word> words = new ArrayList<>(8);
  private int valuesInMessage;
  private int rejections;

  // the object being read
  private Quantity[] quantity = new Quantity[8];
  private double[] value = new double[8];
  private int count;
  private int valuesInObject;
  private Instant takenAt;
  private boolean clocked;
  private boolean timely;
  private String grade = "";
  private String reason = "";

  ReadingsReader(Names<DeviceName> devices, Names<Quantity> quantities, Instant arrivedAt) {
    this.devices = devices;
    this.quantities = quantities;
    this.arrivedAt = arrivedAt;
    this.takenAt = arrivedAt;
  }

  List<Word> telemetry(DeviceName device, byte[] payload) {
    Json.read(payload, words, json -> objects(device, json));
    return settled();
  }

  List<Word> batch(byte[] payload) {
    Json.read(payload, words, this::devices);
    return settled();
  }

  /**
   * Never silently away: a message that says nothing is rejected too, many faults are summed up.
   */
  private List<Word> settled() {
    if (rejections > MAX_REJECTIONS) {
      reject(
          Rejection.Reason.VALUE, (rejections - MAX_REJECTIONS) + " more faults in this message");
    }
    return words.isEmpty()
        ? List.of(new Rejection(Rejection.Reason.MALFORMED, "says nothing"))
        : words;
  }

  private void devices(JsonParser json) {
    Json.require(json, JsonToken.START_OBJECT, "a batch must be an object of devices,");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      var device = devices.of(name);
      if (device.isPresent()) {
        objects(device.get(), json);
      } else {
        fault(Rejection.Reason.NAME, "device '" + name + "'");
        json.skipChildren();
      }
    }
  }

  private void objects(DeviceName device, JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      object(device, json);
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      object(device, json);
    }
  }

  private void object(DeviceName device, JsonParser json) {
    Json.require(json, JsonToken.START_OBJECT, "readings must be an object or an array of them,");
    startObject();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "values" -> values(device, json);
        case "ts" -> time(device, json);
        case "quality" -> grade = Json.text(json);
        case "reason" -> reason = Json.text(json);
        default -> json.skipChildren();
      }
    }
    if (valuesInObject == 0) {
      fault(Rejection.Reason.MALFORMED, device + ": no values");
    } else if (timely) {
      take(device);
    }
  }

  private void startObject() {
    count = 0;
    valuesInObject = 0;
    takenAt = arrivedAt;
    clocked = false;
    timely = true;
    grade = "";
    reason = "";
  }

  private void take(DeviceName device) {
    Quality quality = quality(device);
    for (int i = 0; i < count; i++) {
      words.add(new Reading(device, quantity[i], value[i], quality, takenAt, clocked));
    }
  }

  private Quality quality(DeviceName device) {
    if (grade.isEmpty() || grade.equals("good")) {
      return Quality.GOOD;
    }
    var quality = Quality.parse(grade, reason);
    if (quality.isEmpty()) {
      fault(Rejection.Reason.VALUE, device + ": taken as suspect, quality '" + grade + "'");
    }
    return quality.orElse(UNCLEAR);
  }

  private void time(DeviceName device, JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    OptionalLong millis = Json.epochMillis(json, arrivedAt);
    timely = millis.isPresent();
    if (timely) {
      takenAt = Instant.ofEpochMilli(millis.getAsLong());
      clocked = true;
    } else {
      fault(Rejection.Reason.TIME, device + ": ts " + Json.seen(json));
      json.skipChildren();
    }
  }

  private void values(DeviceName device, JsonParser json) {
    Json.require(json, JsonToken.START_OBJECT, "values must be an object,");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      countValue();
      var known = quantities.of(name);
      OptionalDouble number = Json.number(json);
      if (known.isEmpty()) {
        fault(Rejection.Reason.NAME, device + ": quantity '" + name + "'");
      } else if (number.isEmpty()) {
        fault(Rejection.Reason.VALUE, device + ": " + name + " is " + Json.seen(json));
      } else {
        keep(known.get(), number.getAsDouble());
      }
      json.skipChildren();
    }
  }

  private void countValue() {
    valuesInObject++;
    valuesInMessage++;
    if (valuesInMessage > MAX_VALUES || valuesInObject > MAX_VALUES_AT_ONE_TIME) {
      throw new Unusable(
          Rejection.Reason.TOO_LARGE,
          "at most %d values a message and %d at one time"
              .formatted(MAX_VALUES, MAX_VALUES_AT_ONE_TIME));
    }
  }

  /** A quantity said twice in one object counts once, as it was said last. */
  private void keep(Quantity name, double number) {
    int at = 0;
    while (at < count && quantity[at] != name && !quantity[at].equals(name)) {
      at++;
    }
    if (at == quantity.length) {
      quantity = Arrays.copyOf(quantity, at * 2);
      value = Arrays.copyOf(value, at * 2);
    }
    quantity[at] = name;
    value[at] = number;
    count = Math.max(count, at + 1);
  }

  private void fault(Rejection.Reason why, String detail) {
    if (++rejections <= MAX_REJECTIONS) {
      reject(why, detail);
    }
  }

  private void reject(Rejection.Reason why, String detail) {
    words.add(new Rejection(why, detail));
  }
}
