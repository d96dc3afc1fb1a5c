package org.gridwatch.gateway.codec;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Word;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON as a stream, with limits; builds no tree. */
final class Json {
  static final int MAX_BYTES = 256 << 10;
  private static final int MAX_DEPTH = 12;
  private static final int MAX_NUMBER_TEXT = 64;

  /** 2000-01-01T00:00:00Z. No device of ours is older. */
  private static final long EARLIEST_MS = 946_684_800_000L;

  private static final long MAX_AHEAD_MS = 24 * 3_600_000L;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(MAX_BYTES)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // the contract says UTF-8
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private Json() {}

  /** Hands the message's parser to {@code reading}, standing on its first token. */
  static void read(byte[] payload, List<Word> words, Consumer<JsonParser> reading) {
    try {
      requireSize(payload);
      try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
        if (json.nextToken() == null) {
          throw Unusable.malformed("empty");
        }
        reading.accept(json);
        if (json.nextToken() != null) {
          throw Unusable.malformed("something follows the JSON value");
        }
      }
    } catch (Unusable e) {
      reject(words, e.rejection());
    } catch (JacksonException e) {
      reject(words, new Rejection(Rejection.Reason.MALFORMED, e.getOriginalMessage()));
    }
  }

  /** A message is taken whole or not at all. */
  private static void reject(List<Word> words, Rejection rejection) {
    words.clear();
    words.add(rejection);
  }

  private static void requireSize(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw new Unusable(
          Rejection.Reason.TOO_LARGE,
          "at most " + MAX_BYTES + " bytes of JSON, was " + payload.length);
    }
  }

  static void require(JsonParser json, JsonToken expected, String what) {
    if (json.currentToken() != expected) {
      throw Unusable.malformed(what + " was " + json.currentToken());
    }
  }

  /** A number, a string that holds one, or a yes/no; empty for everything else. Does not move. */
  static OptionalDouble number(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue());
      case VALUE_TRUE -> OptionalDouble.of(1);
      case VALUE_FALSE -> OptionalDouble.of(0);
      case VALUE_STRING -> numberIn(json.getString());
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static OptionalDouble numberIn(String raw) {
    String text = raw.strip();
    if (text.isEmpty() || text.length() > MAX_NUMBER_TEXT || !decimal(text)) {
      return OptionalDouble.empty();
    }
    try {
      return finite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Keeps out what Java also takes for a number: {@code NaN}, {@code 0x1p3}, {@code 1d}. */
  private static boolean decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** The text of a string token, empty for any other. Moves past it. */
  static String text(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return "";
  }

  /** What stands here, for a person to read. Does not move. */
  static String seen(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      default -> json.getString();
    };
  }

  /** A time in epoch milliseconds when it is one and within bounds. Does not move. */
  static OptionalLong epochMillis(JsonParser json, Instant arrivedAt) {
    if (json.currentToken() == JsonToken.VALUE_TRUE) {
      return OptionalLong.empty();
    }
    OptionalDouble number = number(json);
    return number.isPresent()
        ? withinBounds(number.getAsDouble(), arrivedAt)
        : OptionalLong.empty();
  }

  /** Not before 2000, and not more than a day after it arrived. */
  static OptionalLong withinBounds(double millis, Instant arrivedAt) {
    boolean within =
        millis >= EARLIEST_MS && millis <= (double) arrivedAt.toEpochMilli() + MAX_AHEAD_MS;
    return within ? OptionalLong.of((long) millis) : OptionalLong.empty();
  }
}
