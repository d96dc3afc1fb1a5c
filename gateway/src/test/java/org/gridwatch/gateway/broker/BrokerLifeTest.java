package org.gridwatch.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker has acknowledged it keeps, from before the first device to after a restart. */
@Tag("slow")
class BrokerLifeTest {
  private static final String SHARED = "$share/ingest/gw/v1/+/telemetry";

  private Path dir = Path.of("");

  @BeforeEach
  void emptyDirectory(@TempDir Path empty) {
    dir = empty;
  }

  private EmbeddedBroker start() {
    return EmbeddedBroker.start(BrokerSettings.of(dir, "127.0.0.1", 0), new Town());
  }

  private static String uri(EmbeddedBroker broker) {
    return "tcp://127.0.0.1:" + broker.port();
  }

  private static Peer ingest(EmbeddedBroker broker) throws MqttException {
    Peer peer = Peer.connect(uri(broker), "ingest", Peer.durable("ingest", "i"), true);
    assertThat(peer.subscribe(SHARED)).isLessThanOrEqualTo(2);
    return peer;
  }

  private static Peer gas1(EmbeddedBroker broker) throws MqttException {
    return Peer.connect(uri(broker), "GAS-1", Peer.options("GAS-1", "g1"));
  }

  @Test
  void devicesAreToldToComeAgainUntilIngestListens() throws MqttException {
    try (var broker = start()) {
      assertThatThrownBy(() -> gas1(broker))
          .isInstanceOfSatisfying(
              MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(136));
      assertThat(broker.refused()).containsEntry("not-ready", 1L);
      try (Peer ingest = ingest(broker)) {
        broker.admitDevices();
        try (Peer device = gas1(broker)) {
          assertThat(device.publish("gw/v1/GAS-1/telemetry", "now", 1)).isZero();
          await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("now"));
          assertThat(broker.connections()).isEqualTo(2);
          assertThat(broker.devices()).isEqualTo(1);
          assertThat(broker.messagesIn()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void whatWasNotAcknowledgedByIngestComesAgainAfterARestart() throws MqttException {
    Set<String> said = IntStream.range(0, 300).mapToObj(i -> "m" + i).collect(Collectors.toSet());
    try (var broker = start()) {
      Peer ingest = ingest(broker);
      broker.admitDevices();
      try (Peer device = gas1(broker)) {
        for (String text : said) {
          assertThat(device.publish("gw/v1/GAS-1/telemetry", text, 1)).isZero();
        }
      }
      await().until(() -> ingest.heard.size() == said.size());
      for (Peer.Heard message : ingest.heard.subList(0, 100)) {
        ingest.acknowledge(message);
      }
      var open = ingest.heard.subList(100, said.size()).stream().map(Peer.Heard::text).toList();
      ingest.close();
      broker.close();
      try (var again = start()) {
        // before ingest is back, and before it has subscribed again: its queue is there
        again.admitDevices();
        try (Peer device = gas1(again)) {
          assertThat(device.publish("gw/v1/GAS-1/telemetry", "later", 1)).isZero();
        }
        try (Peer back = Peer.connect(uri(again), "ingest", Peer.durable("ingest", "i"), true)) {
          await()
              .untilAsserted(
                  () -> {
                    Set<String> heard = new HashSet<>(back.texts());
                    assertThat(heard).containsAll(open).contains("later");
                  });
        }
      }
    }
  }

  @Test
  void presenceIsRetainedAndNothingElseOfADevice() throws MqttException {
    try (var broker = start();
        Peer ingest = ingest(broker)) {
      broker.admitDevices();
      try (Peer device = gas1(broker)) {
        assertThat(device.publish("gw/v1/GAS-1/status", "online", 1, true)).isZero();
        assertThat(device.publish("gw/v1/GAS-1/telemetry", "reading", 1, true)).isZero();
      }
      await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("reading"));
      try (Peer late = Peer.connect(uri(broker), "late", Peer.options("ingest", "i"))) {
        late.subscribe("gw/v1/+/telemetry");
        late.subscribe("gw/v1/+/status");
        await().untilAsserted(() -> assertThat(late.texts()).containsExactly("online"));
        assertThat(late.heard.getFirst().retained()).isTrue();
      }
    }
  }

  @Test
  void aPacketLargerThanAPictureClosesTheConnection() throws MqttException {
    try (var broker = start();
        Peer ingest = ingest(broker)) {
      broker.admitDevices();
      try (Peer device = gas1(broker)) {
        device.publish("gw/v1/GAS-1/snapshot/e", "x".repeat(EmbeddedBroker.MAX_PACKET_BYTES), 0);
        await().untilAsserted(() -> assertThat(device.connected()).isFalse());
      }
      assertThat(broker.refused()).containsEntry("too-large", 1L);
      assertThat(ingest.connected()).isTrue();
    }
  }

  @Test
  void aWholePictureGetsThrough() throws MqttException {
    try (var broker = start()) {
      try (Peer ingest = Peer.connect(uri(broker), "ingest", Peer.durable("ingest", "i"))) {
        ingest.subscribe("gw/v1/+/snapshot/+");
        broker.admitDevices();
        try (Peer device = gas1(broker)) {
          String picture = "x".repeat(1 << 20);
          assertThat(device.publish("gw/v1/GAS-1/snapshot/e.1", picture, 1)).isZero();
          await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly(picture));
        }
      }
    }
  }

  @Test
  void aDevicesSessionIsNotKeptForEver() throws MqttException {
    var settings = BrokerSettings.of(dir, "127.0.0.1", 0).with(Duration.ofSeconds(1));
    try (var broker = EmbeddedBroker.start(settings, new Town());
        Peer ingest = ingest(broker)) {
      broker.admitDevices();
      try (Peer device = Peer.connect(uri(broker), "GAS-1", Peer.durable("GAS-1", "g1"))) {
        device.subscribe("gw/v1/GAS-1/command");
      }
      assertThat(broker.queues()).contains("GAS-1.gw.v1.GAS-1.command");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(broker.queues()).doesNotContain("GAS-1.gw.v1.GAS-1.command"));
      assertThat(broker.queues()).contains("ingest.gw.v1.*.telemetry");
      assertThat(ingest.connected()).isTrue();
    }
  }

  @Test
  void mqttOverTlsIsTheSameBroker() throws Exception {
    Path keyStore = KeyStores.selfSigned(dir, "secret-1");
    var settings =
        BrokerSettings.of(dir.resolve("broker"), "127.0.0.1", 0)
            .with(new BrokerSettings.Tls(keyStore, "secret-1", "127.0.0.1", 0));
    try (var broker = EmbeddedBroker.start(settings, new Town());
        Peer ingest = ingest(broker)) {
      broker.admitDevices();
      var options = Peer.options("GAS-1", "g1");
      options.setSocketFactory(KeyStores.trusting(keyStore, "secret-1"));
      options.setHttpsHostnameVerificationEnabled(false);
      try (Peer device = Peer.connect("ssl://127.0.0.1:" + broker.tlsPort(), "GAS-1", options)) {
        assertThat(device.publish("gw/v1/GAS-1/telemetry", "secret", 1)).isZero();
        assertThat(device.publish("gw/v1/GAS-2/telemetry", "forged", 1)).isEqualTo(135);
      }
      await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("secret"));
    }
  }
}
