package org.gridwatch.map.live;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * What ingest tells on {@code gridwatch/live/readings}: the devices that were heard, with their
 * newest values.
 *
 * @param epoch the ingest process; a new one starts counting anew
 * @param seq its count of messages; a gap means that one was lost
 */
record LiveMessage(String epoch, long seq, List<Heard> devices) {
  private static final JsonFactory JSON = new JsonFactory();

  record Heard(int deviceId, LiveState state, long heardAtMs, List<Value> values) {}

  record Value(int seriesId, long takenAtMs, double value, int quality) {}

  /** Throws {@code JacksonException} or {@code IllegalArgumentException} for anything else. */
  static LiveMessage parse(byte[] json) {
    String epoch = "";
    long seq = 0;
    long at = 0;
    List<Heard> devices = List.of();
    try (JsonParser in = JSON.createParser(json)) {
      expect(in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "epoch" -> epoch = in.getString();
          case "seq" -> seq = in.getLongValue();
          case "at" -> at = in.getLongValue();
          case "devices" -> devices = devices(in, at);
          default -> in.skipChildren();
        }
      }
    }
    return new LiveMessage(epoch, seq, devices);
  }

  /**
   * @param at comes before the devices; their times are milliseconds before it
   */
  private static List<Heard> devices(JsonParser in, long at) {
    var devices = new ArrayList<Heard>();
    expect(in.currentToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.START_ARRAY) {
      int id = in.nextIntValue(0);
      LiveState state = LiveState.ofCode(in.nextIntValue(0));
      long heardAtMs = at - in.nextLongValue(0);
      devices.add(new Heard(id, state, heardAtMs, values(in, at)));
      expect(in.nextToken(), JsonToken.END_ARRAY);
    }
    return devices;
  }

  private static List<Value> values(JsonParser in, long at) {
    var values = new ArrayList<Value>();
    expect(in.nextToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.START_ARRAY) {
      int series = in.nextIntValue(0);
      long takenAtMs = at - in.nextLongValue(0);
      in.nextToken();
      double value = in.getDoubleValue();
      int quality = 0;
      if (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        quality = in.getIntValue();
        in.nextToken();
      }
      expect(in.currentToken(), JsonToken.END_ARRAY);
      values.add(new Value(series, takenAtMs, value, quality));
    }
    return values;
  }

  private static void expect(JsonToken was, JsonToken wanted) {
    if (was != wanted) {
      throw new IllegalArgumentException("live message: expected " + wanted + ", was " + was);
    }
  }
}
