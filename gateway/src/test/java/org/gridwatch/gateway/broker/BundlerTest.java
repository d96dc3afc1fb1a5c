package org.gridwatch.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.wire.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices say reaches whoever asked for bundles, and is acknowledged when it is on disk. */
@Tag("slow")
class BundlerTest {
  private static final String BUNDLES = "$share/ingest/" + Bundle.TOPIC;
  private static final String ALONE = "$share/ingest/gw/v1/#";

  private Path dir = Path.of("");
  private EmbeddedBroker broker;
  private Peer ingest;

  @BeforeEach
  void startWithIngest(@TempDir Path empty) throws MqttException {
    dir = empty;
    broker = start(0);
    ingest = ingest();
    assertThat(ingest.subscribe(BUNDLES)).isLessThanOrEqualTo(2);
    assertThat(ingest.subscribe(ALONE)).isLessThanOrEqualTo(2);
    broker.admitDevices();
  }

  @AfterEach
  void stop() {
    ingest.close();
    broker.close();
  }

  private EmbeddedBroker start(int port) {
    return EmbeddedBroker.start(BrokerSettings.of(dir, "127.0.0.1", port), new Town());
  }

  private String uri() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  private Peer ingest() throws MqttException {
    return Peer.connect(uri(), "ingest", Peer.durable("ingest", "i"), true);
  }

  private Peer gas1() throws MqttException {
    return Peer.connect(uri(), "GAS-1", Peer.options("GAS-1", "g1"));
  }

  /** As topic and text, in the order they came. */
  private static List<String> unbundled(Peer ingest) {
    var said = new ArrayList<String>();
    for (Peer.Heard message : ingest.heard) {
      if (message.topic().equals(Bundle.TOPIC)) {
        Bundle.parse(message.bytes())
            .forEach(one -> said.add(one.topic() + " " + new String(one.payload(), UTF_8)));
      }
    }
    return said;
  }

  private static List<String> alone(Peer ingest) {
    return ingest.heard.stream()
        .filter(message -> !message.topic().equals(Bundle.TOPIC))
        .map(message -> message.topic() + " " + message.text())
        .toList();
  }

  @Test
  void readingsComeBundledInTheirOrderAndEachIsAcknowledged() throws Exception {
    var loops = MqttLink.loops(1);
    var options =
        MqttLink.Options.to("127.0.0.1", broker.port(), "GAS-2").signedInAs("GAS-2", "g2");
    try (Peer mqtt5 = gas1();
        var mqtt311 =
            MqttLink.connect(options, loops).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      assertThat(mqtt5.publish("gw/v1/GAS-1/telemetry", "first", 1)).isZero();
      var acknowledged = new ArrayList<CompletableFuture<?>>();
      var said = new ArrayList<String>();
      for (int i = 0; i < 2_000; i++) {
        acknowledged.add(
            mqtt311
                .publish("gw/v1/GAS-2/telemetry", ("m" + i).getBytes(UTF_8), 1, false)
                .toCompletableFuture());
        said.add("gw/v1/GAS-2/telemetry m" + i);
      }
      CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
          .get(30, TimeUnit.SECONDS);

      await().untilAsserted(() -> assertThat(unbundled(ingest)).hasSize(2_001));
      assertThat(unbundled(ingest)).startsWith("gw/v1/GAS-1/telemetry first").containsAll(said);
      assertThat(unbundled(ingest).stream().filter(said::contains).toList()).isEqualTo(said);
      assertThat(ingest.heard.size()).as("messages for 2,001").isLessThan(1_000);
      assertThat(alone(ingest)).isEmpty();
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  /** Acknowledgements write to the journal from the same threads that deliver. */
  @Test
  void theOrderStaysWhileWhatCameIsAcknowledged() throws Exception {
    var loops = MqttLink.loops(1);
    var options =
        MqttLink.Options.to("127.0.0.1", broker.port(), "GAS-2").signedInAs("GAS-2", "g2");
    try (var device =
        MqttLink.connect(options, loops).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      int acknowledged = 0;
      var said = new ArrayList<String>();
      for (int i = 0; i < 3_000; i++) {
        device.publish("gw/v1/GAS-2/telemetry", ("m" + i).getBytes(UTF_8), 1, false);
        said.add("gw/v1/GAS-2/telemetry m" + i);
        TimeUnit.MICROSECONDS.sleep(500); // so that there are many bundles
        for (; acknowledged < ingest.heard.size(); acknowledged++) {
          ingest.acknowledge(ingest.heard.get(acknowledged));
        }
      }
      await().untilAsserted(() -> assertThat(unbundled(ingest)).hasSameSizeAs(said));
      assertThat(unbundled(ingest)).isEqualTo(said);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatTheBrokerKeepsOrWhatIsLargeGoesAlone() throws MqttException {
    String large = "x".repeat(Bundler.LARGEST_MESSAGE + 1);
    try (Peer device = gas1()) {
      assertThat(device.publish("gw/v1/GAS-1/status", "online", 1, true)).isZero();
      assertThat(device.publish("gw/v1/GAS-1/batch", large, 1)).isZero();
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "twice", 2)).isZero();
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "at most once", 0)).isZero();
      await().untilAsserted(() -> assertThat(unbundled(ingest)).hasSize(1));
      assertThat(unbundled(ingest)).containsExactly("gw/v1/GAS-1/telemetry at most once");
      await()
          .untilAsserted(
              () ->
                  assertThat(alone(ingest))
                      .containsExactlyInAnyOrder(
                          "gw/v1/GAS-1/status online",
                          "gw/v1/GAS-1/batch " + large,
                          "gw/v1/GAS-1/telemetry twice"));
    }
  }

  @Test
  void aBundleThatIngestDidNotAcknowledgeComesAgainAfterARestart() throws MqttException {
    try (Peer device = gas1()) {
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "kept", 1)).isZero();
    }
    await().untilAsserted(() -> assertThat(unbundled(ingest)).hasSize(1));
    ingest.close();
    broker.close();

    broker = start(0);
    broker.admitDevices(); // its queue is there, though ingest is not
    try (Peer device = gas1()) {
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "meanwhile", 1)).isZero();
    }
    ingest = ingest();
    await()
        .untilAsserted(
            () ->
                assertThat(unbundled(ingest))
                    .containsExactly(
                        "gw/v1/GAS-1/telemetry kept", "gw/v1/GAS-1/telemetry meanwhile"));
  }

  @Test
  void whenNobodyWantsBundlesAnyMoreMessagesGoAlone() throws MqttException {
    assertThat(ingest.unsubscribe(BUNDLES)).isLessThanOrEqualTo(2);
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (Peer device = gas1()) { // the one before may have been sent away unheard
                assertThat(device.publish("gw/v1/GAS-1/telemetry", "alone", 1)).isZero();
              }
            });
    await().untilAsserted(() -> assertThat(alone(ingest)).contains("gw/v1/GAS-1/telemetry alone"));
  }

  @Test
  void aDeviceThatOnlySpeaksInBundlesIsStillAlive() throws Exception {
    var options = Peer.options("GAS-1", "g1");
    options.setKeepAliveInterval(2);
    try (Peer device = Peer.connect(uri(), "GAS-1", options)) {
      for (int i = 0; i < 40; i++) {
        assertThat(device.publish("gw/v1/GAS-1/telemetry", "m" + i, 1)).isZero();
        TimeUnit.MILLISECONDS.sleep(200);
      }
      assertThat(device.connected()).isTrue();
    }
  }

  @Test
  void aDeviceCannotWriteBundlesItselfNorListenToThem() throws MqttException {
    try (Peer device = gas1()) {
      assertThat(device.publish(Bundle.TOPIC, "forged", 1)).isEqualTo(0x87);
      assertThat(device.subscribe(BUNDLES)).isEqualTo(0x87);
      assertThat(device.subscribe(Bundle.TOPIC)).isEqualTo(0x87);
    }
    try (Peer wall = Peer.connect(uri(), "wall", Peer.options("wall", "w"))) {
      assertThat(wall.subscribe(Bundle.TOPIC)).isEqualTo(0x87);
    }
  }
}
