package org.gridwatch.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BundleTest {
  @Test
  void givesBackWhatWasPutInInItsOrder() {
    var random = new Random(7);
    var writer = new Bundle.Writer();
    var said = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      byte[] payload = new byte[random.nextInt(60)];
      random.nextBytes(payload);
      String topic = "gw/v1/设备-" + i + "/telemetry";
      writer.add(topic, ByteBuffer.wrap(payload));
      said.add(topic + Arrays.toString(payload));
    }
    assertThat(texts(Bundle.parse(writer.bundle()))).isEqualTo(said);
  }

  @Test
  void whatDevicesSayAllTheTimeTakesAThirdOfTheRoom() {
    var writer = new Bundle.Writer();
    for (int i = 0; i < 100; i++) {
      writer.add(
          "gw/v1/GS-" + i + "/telemetry",
          ByteBuffer.wrap(
              "{\"ts\":17672256%05d,\"values\":{\"ch4_lel\":%d.5}}"
                  .formatted(i * 7, i)
                  .getBytes(UTF_8)));
    }
    assertThat(writer.bundle().length).isLessThan(writer.size() / 3);
  }

  @Test
  void anEmptyMessageIsAMessageAndAnEmptyBundleHasNone() {
    var writer = new Bundle.Writer();
    assertThat(Bundle.parse(writer.bundle())).isEmpty();
    writer.add("t", ByteBuffer.allocate(0));
    assertThat(texts(Bundle.parse(writer.bundle()))).containsExactly("t[]");
  }

  @Test
  void anythingElseIsRefused() {
    var writer = new Bundle.Writer();
    writer.add("gw/v1/GAS-1/telemetry", ByteBuffer.wrap("{}".getBytes(UTF_8)));
    byte[] good = writer.bundle();
    refused(new byte[0]);
    refused("{\"ts\":1}".getBytes(UTF_8));
    refused(new byte[] {2, 0, 0});
    refused(Arrays.copyOf(good, good.length / 2));
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      noise[0] = 1;
      refused(noise);
    }
  }

  @Test
  void aSmallBundleThatInflatesWithoutEndIsRefused() {
    var writer = new Bundle.Writer();
    writer.add("t", ByteBuffer.allocate(20 << 20));
    byte[] bomb = writer.bundle();
    assertThat(bomb.length).isLessThan(200_000);
    refused(bomb);
  }

  private static void refused(byte[] bundle) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bundle.parse(bundle));
  }

  private static List<String> texts(List<Bundle.Message> messages) {
    return messages.stream().map(one -> one.topic() + Arrays.toString(one.payload())).toList();
  }
}
