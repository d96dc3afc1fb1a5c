package org.gridwatch.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device can only speak as itself, and hear nothing but its own commands. */
class BrokerSecurityTest {
  private static final int REFUSED = 135;

  private static EmbeddedBroker broker;
  private Peer ingest;

  @BeforeAll
  static void startBroker(@TempDir Path dir) {
    broker = EmbeddedBroker.start(BrokerSettings.of(dir, "127.0.0.1", 0), new Town());
    broker.admitDevices();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void ingestListens() throws MqttException {
    ingest = peer("ingest", "ingest", "i", true);
    assertThat(ingest.subscribe("$share/ingest/gw/v1/+/telemetry")).isLessThanOrEqualTo(2);
  }

  @AfterEach
  void ingestLeaves() throws MqttException {
    ingest.close();
    Peer last = Peer.connect(uri(), "ingest", Peer.options("ingest", "i"));
    last.close(); // clean start: the next test finds no old messages
  }

  private static String uri() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  private static Peer peer(String clientId, String user, String password, boolean durable)
      throws MqttException {
    var options = durable ? Peer.durable(user, password) : Peer.options(user, password);
    return Peer.connect(uri(), clientId, options);
  }

  private static Peer gas1() throws MqttException {
    return peer("GAS-1", "GAS-1", "g1", false);
  }

  private static long refused(String why) {
    return broker.refused().getOrDefault(why, 0L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$share/ingest/gw/v1/#",
        "$share/ingest/gw/v1/+/telemetry",
        "$share/ingest/gw/v1/GAS-1/command",
        "gw/v1/#",
        "gw/v1/GAS-2/command",
        "gw/v1/GAS-1/telemetry",
        "gw/v1/GAS-1/+",
        "gw/v1/GAS-1/command/#",
        "#",
        "gridwatch/live/#",
        "gw/v1/GAS-1/command::ingest.gw.v1.*.telemetry",
        "gw.v1.*.telemetry::ingest.gw.v1.*.telemetry",
        "$sys/#"
      })
  void aRefusedSubscriptionLeavesTheQueueOfIngestAlone(String filter) throws MqttException {
    ingest.close(); // its queue now holds what nobody has heard yet
    try (Peer device = gas1()) {
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "before", 1)).isZero();
      long before = refused("subscribe");

      assertThat(device.subscribe(filter)).isEqualTo(REFUSED);

      assertThat(device.connected()).isTrue();
      assertThat(refused("subscribe")).isEqualTo(before + 1);
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "after", 1)).isZero();
    }
    ingest = peer("ingest", "ingest", "i", true);
    await()
        .untilAsserted(
            () -> assertThat(ingest.texts()).containsExactlyInAnyOrder("before", "after"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$share/ingest/gw/v1/+/telemetry", "gw/v1/GAS-2/command"})
  void aRefusedUnsubscribeChangesNothing(String filter) throws MqttException {
    try (Peer device = gas1()) {
      assertThat(device.unsubscribe(filter)).isEqualTo(REFUSED);
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "still heard", 1)).isZero();
    }
    await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("still heard"));
    assertThat(refused("unsubscribe")).isPositive();
  }

  @Test
  void aDeviceHearsItsOwnCommands() throws MqttException {
    try (Peer device = gas1()) {
      assertThat(device.subscribe("gw/v1/GAS-1/command")).isLessThanOrEqualTo(2);
      ingest.publish("gw/v1/GAS-2/command", "not for you", 1);
      ingest.publish("gw/v1/GAS-1/command", "close the valve", 1);
      await().untilAsserted(() -> assertThat(device.texts()).containsExactly("close the valve"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1})
  void aForeignTopicIsRefusedAndNeverArrives(int qos) throws MqttException {
    try (Peer device = gas1()) {
      long before = refused("publish");
      for (String topic :
          new String[] {
            "gw/v1/GAS-2/telemetry",
            "gw/v1/GAS-1/command",
            "gw/v1/GAS-1/telemetry/x",
            "gw/v1/GAS-1/snapshot/a b",
            "gw/v1/GAS-1x/telemetry",
            "gridwatch/live/readings",
            "frigate/events",
            "$sys/x",
            "activemq.management"
          }) {
        assertThat(device.publish(topic, "forged", qos)).as(topic).isEqualTo(REFUSED);
      }
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "true", qos)).isZero();
      assertThat(refused("publish")).isEqualTo(before + 9);
    }
    await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("true"));
  }

  @Test
  void aNameWithADotIsOneNameAndNotTwo() throws MqttException {
    try (Peer device = peer("WATER.7_a", "WATER.7_a", "w7", false)) {
      assertThat(device.publish("gw/v1/WATER.7_a/telemetry", "dotted", 1)).isZero();
      assertThat(device.publish("gw/v1/WATER/7_a/telemetry", "forged", 1)).isEqualTo(REFUSED);
      assertThat(device.subscribe("gw/v1/WATER.7_a/command")).isLessThanOrEqualTo(2);
      ingest.publish("gw/v1/WATER.7_a/command", "rinse", 1);
      await().untilAsserted(() -> assertThat(device.texts()).containsExactly("rinse"));
    }
    await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("dotted"));
  }

  @Test
  void aLastWillOnAForeignTopicIsNotAccepted() {
    var options = Peer.options("GAS-1", "g1");
    options.setWill("gw/v1/GAS-2/status", new MqttMessage("offline".getBytes(), 1, true, null));
    assertRefused("GAS-1", options, REFUSED, "will");
  }

  @Test
  void theOwnLastWillSpeaksWhenTheDeviceVanishes() throws MqttException {
    assertThat(ingest.subscribe("gw/v1/+/status")).isLessThanOrEqualTo(2);
    var options = Peer.options("GAS-1", "g1");
    options.setWill("gw/v1/GAS-1/status", new MqttMessage("offline".getBytes(), 1, true, null));
    Peer device = Peer.connect(uri(), "GAS-1", options);
    device.publish("gw/v1/GAS-1/status", "online", 1, true);
    device.vanish();
    await()
        .untilAsserted(() -> assertThat(ingest.texts()).containsSubsequence("online", "offline"));
    assertThat(refused("will")).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GAS-2", "ingest", "service:ingest", "gas-1", "GAS-1 "})
  void aForeignClientIdIsRefusedSoNoSessionCanBeTakenOver(String clientId) throws MqttException {
    try (Peer victim = peer("GAS-2", "GAS-2", "g2", false)) {
      assertRefused(clientId, Peer.options("GAS-1", "g1"), 133, "client-id");
      assertThat(victim.connected()).isTrue();
      assertThat(ingest.connected()).isTrue();
    }
  }

  @Test
  void aNewcomerNamedLikeAServiceDoesNotTakeOverItsSession() throws MqttException {
    try (Peer newcomer = peer("ingest", "ingest", Town.ENROLMENT, false);
        Peer device = gas1()) {
      assertThat(ingest.connected()).isTrue();
      assertThat(newcomer.subscribe("$share/ingest/gw/v1/+/telemetry")).isEqualTo(REFUSED);
      assertThat(device.publish("gw/v1/GAS-1/telemetry", "heard", 1)).isZero();
      await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("heard"));
    }
  }

  @Test
  void aNewcomerSpeaksUnderItsOwnNameOnly() throws MqttException {
    try (Peer newcomer = peer("NEW-1", "NEW-1", Town.ENROLMENT, false)) {
      assertThat(newcomer.publish("gw/v1/NEW-1/telemetry", "hello", 1)).isZero();
      assertThat(newcomer.publish("gw/v1/GAS-1/telemetry", "forged", 1)).isEqualTo(REFUSED);
      assertThat(newcomer.subscribe("gw/v1/NEW-1/command")).isLessThanOrEqualTo(2);
      assertThat(newcomer.subscribe("gw/v1/GAS-1/command")).isEqualTo(REFUSED);
    }
    await().untilAsserted(() -> assertThat(ingest.texts()).containsExactly("hello"));
  }

  @Test
  void aListenerHearsTheLivePictureAndSaysNothing() throws MqttException {
    try (Peer wall = peer("screen-3", "wall", "w", false)) {
      assertThat(wall.subscribe("gridwatch/live/#")).isLessThanOrEqualTo(2);
      assertThat(wall.subscribe("gridwatch/alerts/#")).isLessThanOrEqualTo(2);
      assertThat(wall.subscribe("gridwatch/notices/#")).isLessThanOrEqualTo(2);
      assertThat(wall.subscribe("gw/v1/#")).isEqualTo(REFUSED);
      assertThat(wall.subscribe("$share/x/gridwatch/live/#")).isEqualTo(REFUSED);
      assertThat(wall.publish("gridwatch/live/readings", "forged", 1)).isEqualTo(REFUSED);
      ingest.publish("gridwatch/live/readings", "{}", 0);
      await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("{}"));
    }
  }

  @Test
  void nobodyIsLetInWithoutAName() {
    assertRefused("anybody", new MqttConnectionOptions(), REFUSED, "anonymous");
  }

  @Test
  void aWrongTokenIsRefused() {
    assertRefused("GAS-1", Peer.options("GAS-1", "g2"), 134, "credentials");
  }

  @Test
  void guessingIsNotFreeAndHurtsNobodyElse() throws MqttException {
    for (int i = 0; i < FloodGuard.FAILURES; i++) {
      assertRefused("GUESSED", Peer.options("GUESSED", "guess-" + i), 134, "credentials");
    }
    assertRefused("GUESSED", Peer.options("GUESSED", "again"), 159, "too-many-attempts");
    gas1().close();
  }

  @Test
  void nobodyIsLetInWhileTheRegistryIsAway() {
    assertRefused("UNLUCKY", Peer.options("UNLUCKY", "x"), 136, "credentials-unavailable");
  }

  @Test
  void theBrokersOwnBuiltInUserIsNobodyHere() {
    assertRefused(
        "ACTIVEMQ.CLUSTER.ADMIN.USER",
        Peer.options("ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"),
        134,
        "credentials");
  }

  @Test
  void whoseCredentialEndedIsDisconnectedAndNobodyElse() throws MqttException {
    try (Peer device = gas1();
        Peer other = Peer.connect(uri(), "GAS-2", Peer.options("GAS-2", "g2"));
        Peer newcomer = Peer.connect(uri(), "NEW-9", Peer.options("NEW-9", Town.ENROLMENT))) {
      broker.keepOnly(Map.of("GAS-1", "second token", "GAS-2", "first token"));
      await().untilAsserted(() -> assertThat(device.connected()).isFalse());

      broker.keepOnly(Map.of("NEW-9", "its first token"));
      await().untilAsserted(() -> assertThat(newcomer.connected()).isFalse());
      assertThat(other.connected()).isTrue();

      broker.keepOnly(Map.of("GAS-2", ""));
      await().untilAsserted(() -> assertThat(other.connected()).isFalse());
    }
  }

  private static void assertRefused(
      String clientId, MqttConnectionOptions options, int code, String why) {
    long before = refused(why);
    assertThatThrownBy(() -> Peer.connect(uri(), clientId, options))
        .isInstanceOfSatisfying(
            MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(code));
    assertThat(refused(why)).isEqualTo(before + 1);
  }
}
