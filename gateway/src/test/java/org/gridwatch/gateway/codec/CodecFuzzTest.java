package org.gridwatch.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Word;
import org.junit.jupiter.api.Test;

/** Whatever a device sends, the answer is words: nothing is thrown, nothing goes silently away. */
class CodecFuzzTest {
  private static final int PAYLOADS = 10_000;

  private final Codecs codecs = Codecs.all();

  @Test
  void tenThousandRandomPayloadsNeverThrow() throws IOException {
    var random = new Random(20260101);
    var samples = Sample.all();
    for (int i = 0; i < PAYLOADS; i++) {
      Sample seed = samples.get(random.nextInt(samples.size()));
      byte[] payload = random.nextInt(10) == 0 ? noise(random) : broken(seed.payload(), random);
      String topic = random.nextInt(20) == 0 ? text(noise(random)) : seed.topic();
      int round = i;
      assertThatCode(() -> check(topic, payload))
          .as("payload %d", round)
          .doesNotThrowAnyException();
    }
  }

  private void check(String topic, byte[] payload) {
    List<Word> words = codecs.decode(topic, payload, Sample.ARRIVED);
    if (topic.startsWith("gw/v1/") && !topic.contains("/frigate/")) {
      assertThat(words).isNotEmpty();
    }
    for (Word word : words) {
      if (word instanceof Reading reading) {
        assertThat(reading.takenAt())
            .isBetween(
                Instant.parse("2000-01-01T00:00:00Z"), Sample.ARRIVED.plusSeconds(24 * 3600));
      } else if (word instanceof Rejection rejection) {
        assertThat(rejection.detail()).hasSizeLessThanOrEqualTo(Rejection.MAX_DETAIL);
        assertThat(rejection.detail().chars()).noneMatch(Character::isISOControl);
      }
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A good payload with a few bytes changed, cut, doubled or inserted. */
  private static byte[] broken(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int blow = random.nextInt(5); blow >= 0 && bytes.length > 0; blow--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, at, (byte) random.nextInt());
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> Arrays.copyOfRange(bytes, at, bytes.length);
            case 3 -> inserted(bytes, at, bytes);
            default ->
                inserted(
                    bytes,
                    at,
                    SPICE[random.nextInt(SPICE.length)].getBytes(StandardCharsets.UTF_8));
          };
    }
    return bytes;
  }

  private static final String[] SPICE = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "null",
    "NaN",
    "1e999",
    "-",
    "\\u0000",
    "\\ud800",
    "\u0000",
    "\"values\":",
    "\"ts\":",
    "99999999999999999999",
    "4102444800000",
    "0.1e-400",
    "true",
    "\t",
    "é"
  };

  private static byte[] replaced(byte[] bytes, int at, byte by) {
    bytes[at] = by;
    return bytes;
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] what) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + what.length);
    System.arraycopy(what, 0, longer, at, what.length);
    System.arraycopy(bytes, at, longer, at + what.length, bytes.length - at);
    return longer;
  }

  @Test
  void depthSizeAndCountAreBounded() {
    assertThat(first("[".repeat(100_000))).isEqualTo(Rejection.Reason.MALFORMED);
    assertThat(first("{\"values\":" + "{\"a\":".repeat(10_000)))
        .isEqualTo(Rejection.Reason.MALFORMED);
    assertThat(first(" ".repeat(Json.MAX_BYTES + 1))).isEqualTo(Rejection.Reason.TOO_LARGE);
    assertThat(first(values(ReadingsReader.MAX_VALUES_AT_ONE_TIME + 1)))
        .isEqualTo(Rejection.Reason.TOO_LARGE);
    assertThat(first("[" + (values(500) + ",").repeat(10) + values(1) + "]"))
        .isEqualTo(Rejection.Reason.TOO_LARGE);
    assertThat(telemetry("[" + (values(500) + ",").repeat(9) + values(500) + "]")).hasSize(5_000);
    assertThat(first("{\"values\":{\"a\":" + "9".repeat(200_000) + "}}"))
        .isEqualTo(Rejection.Reason.VALUE);
    assertThat(first("{\"values\":{\"" + "a".repeat(200_000) + "\":1}}"))
        .isEqualTo(Rejection.Reason.NAME);
  }

  @Test
  void aThousandFaultsAreSummedUp() {
    var words =
        telemetry("[" + "{\"values\":{\"a\":null}},".repeat(999) + "{\"values\":{\"a\":null}}]");
    assertThat(words).hasSize(ReadingsReader.MAX_REJECTIONS + 1);
    assertThat(Sample.text(words.getLast()))
        .isEqualTo("rejected value: 980 more faults in this message");
  }

  @Test
  void invalidUtf8IsMalformed() {
    byte[] payload = "{\"values\":{\"a_\":1}}".getBytes(StandardCharsets.UTF_8);
    payload[12] = (byte) 0xc3; // begins a pair that never comes
    var words = codecs.decode("gw/v1/GAS-1/telemetry", payload, Sample.ARRIVED);
    assertThat(words)
        .singleElement()
        .isInstanceOfSatisfying(
            Rejection.class, r -> assertThat(r.reason()).isEqualTo(Rejection.Reason.MALFORMED));
  }

  private static String values(int count) {
    var text = new StringBuilder("{\"values\":{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append("\"q").append(i).append("\":").append(i);
    }
    return text.append("}}").toString();
  }

  private List<Word> telemetry(String payload) {
    return codecs.decode(
        "gw/v1/GAS-1/telemetry", payload.getBytes(StandardCharsets.UTF_8), Sample.ARRIVED);
  }

  private Rejection.Reason first(String payload) {
    return ((Rejection) telemetry(payload).getFirst()).reason();
  }
}
