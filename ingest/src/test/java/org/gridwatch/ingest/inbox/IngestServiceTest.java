package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.gridwatch.ingest.rule.RuleJson;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestServiceTest {
  private static final DeviceDetails GAS = DeviceDetails.of(Kind.GAS).every(3_600);
  private static final long T = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();

  @TempDir static Path dataDir;
  private TestDatabase database;
  private Chain chain;

  @BeforeAll
  void start() throws Exception {
    database = TestDatabase.create();
    chain = Chain.start(database.dataSource(), dataDir);
  }

  @AfterAll
  void stop() {
    chain.close();
    database.close();
    assertThat(chain.bug).hasNullValue();
  }

  private Voice registered(String name, DeviceDetails details) throws Exception {
    return chain.voice(name, chain.devices.create(name, details).token());
  }

  private List<Double> stored(String device) {
    return database
        .jdbc()
        .sql(
            """
            select r.value from reading r join series s on s.id = r.series_id
              join device d on d.id = s.device_id where d.name = ? order by r.taken_at
            """)
        .param(device)
        .query(Double.class)
        .list();
  }

  private String state(String device) {
    return database
        .jdbc()
        .sql(
            "select state || ' ' || reason from device_state join device on id = device_id where name = ?")
        .param(device)
        .query(String.class)
        .single();
  }

  private List<String> rejected(String reason) {
    return new Rejects(database.dataSource(), ZoneOffset.UTC)
        .newest(reason, 0, 1_000).stream().map(Rejects.Reject::detail).toList();
  }

  @Test
  void aReadingIsStoredOnceHoweverOftenItIsSaid() throws Exception {
    try (var voice = registered("ONCE", GAS)) {
      voice.measure(T, "ch4_lel", 1.5);
      voice.measure(T, "ch4_lel", 1.5);
      voice.measure(T + 1_000, "ch4_lel", 2.5);
      voice.measure(T, "ch4_lel", 1.5);
      await().untilAsserted(() -> assertThat(stored("ONCE")).containsExactly(1.5, 2.5));
    }
  }

  @Test
  void readingsWithoutATimeAreAllKept() throws Exception {
    try (var voice = registered("CLOCKLESS", GAS)) {
      for (int i = 0; i < 20; i++) {
        voice.say("telemetry", "{\"values\":{\"ch4_lel\":1}}");
      }
      await().untilAsserted(() -> assertThat(stored("CLOCKLESS")).hasSize(20));
    }
  }

  @Test
  void aDangerousReadingMakesAnAlarmAndAHarmlessOneEndsIt() throws Exception {
    try (var voice = registered("LEAK", GAS)) {
      voice.measure(T, "ch4_lel", 25);
      await().untilAsserted(() -> assertThat(state("LEAK")).isEqualTo("alarm ch4_lel"));
      voice.measure(T + 1_000, "ch4_lel", 12);
      await().untilAsserted(() -> assertThat(state("LEAK")).isEqualTo("warning ch4_lel"));
      voice.measure(T - 60_000, "ch4_lel", 99); // late: stored, judging nothing
      voice.measure(T + 2_000, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(state("LEAK")).isEqualTo("normal "));
      assertThat(stored("LEAK")).containsExactly(99.0, 25.0, 12.0, 1.0);
    }
  }

  @Test
  void aReadingThatTheDeviceItselfDoubtsIsStoredAndJudgesNothing() throws Exception {
    try (var voice = registered("PREHEAT", GAS)) {
      voice.say(
          "telemetry",
          "{\"ts\":%d,\"quality\":\"bad\",\"reason\":\"preheat\",\"values\":{\"ch4_lel\":80}}"
              .formatted(T));
      await().untilAsserted(() -> assertThat(stored("PREHEAT")).containsExactly(80.0));
      assertThat(state("PREHEAT")).isEqualTo("normal ");
    }
  }

  @Test
  void aNewcomerIsListedWithItsLastWordAndStoredOnlyAfterItsAdoption() throws Exception {
    var newcomers = new Newcomers(database.dataSource());
    try (var voice = chain.voice("NEW", chain.enrolment.current().current())) {
      voice.measure(T, "ch4_lel", 1);
      voice.measure(T + 1, "ch4_lel", 2);
      await()
          .untilAsserted(
              () -> assertThat(newcomers.find("NEW")).map(n -> n.messages()).contains(2L));
      assertThat(
              new String(newcomers.find("NEW").orElseThrow().lastPayload(), StandardCharsets.UTF_8))
          .contains("ch4_lel");
      chain.devices.adopt("NEW", GAS);
      voice.measure(T + 2, "ch4_lel", 3);
      await().untilAsserted(() -> assertThat(stored("NEW")).containsExactly(3.0));
      assertThat(newcomers.find("NEW")).isEmpty();
    }
  }

  @Test
  void aGatewaySpeaksForTheDevicesBehindItAndForNoOther() throws Exception {
    try (var gateway = registered("GATE", GAS)) {
      chain.devices.create("BEHIND", GAS.behind("GATE"));
      chain.devices.create("ELSEWHERE", GAS);
      gateway.say(
          "batch",
          """
          {"BEHIND":[{"ts":%d,"values":{"ch4_lel":1}}],
           "ELSEWHERE":[{"ts":%d,"values":{"ch4_lel":2}}],
           "UNHEARD-OF":[{"ts":%d,"values":{"ch4_lel":3}}]}
          """
              .formatted(T, T, T));
      await().untilAsserted(() -> assertThat(stored("BEHIND")).containsExactly(1.0));
      assertThat(stored("ELSEWHERE")).isEmpty();
      assertThat(rejected("not-behind-gateway")).contains("'ELSEWHERE' is not behind 'GATE'");
      assertThat(new Newcomers(database.dataSource()).find("UNHEARD-OF"))
          .map(Newcomers.Newcomer::gateway)
          .contains("GATE");
    }
  }

  @Test
  void aReplacementContinuesTheSeriesOfTheDeviceBeforeIt() throws Exception {
    try (var old = registered("WORN", GAS)) {
      old.measure(T, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(stored("WORN")).hasSize(1));
      String token = chain.devices.replace("WORN", "FRESH", "worn out");
      try (var fresh = chain.voice("FRESH", token)) {
        fresh.measure(T + 1_000, "ch4_lel", 2);
        await().untilAsserted(() -> assertThat(stored("FRESH")).containsExactly(1.0, 2.0));
      }
    }
  }

  @Test
  void aRetiredDeviceIsRejectedAsSuch() throws Exception {
    try (var voice = registered("OLD", GAS)) {
      voice.measure(T, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(stored("OLD")).hasSize(1));
      chain.devices.retire("OLD");
      await()
          .untilAsserted(
              () -> {
                voice.measure(T + 1, "ch4_lel", 1);
                assertThat(rejected("retired")).contains("'OLD' is retired");
              });
    }
  }

  @Test
  void aDeviceHasOnlySoManySeries() throws Exception {
    try (var voice = registered("TALKER", GAS)) {
      String values =
          IntStream.rangeClosed(0, KnownDevices.MOST_SERIES)
              .mapToObj(i -> "\"q" + i + "\":1")
              .collect(Collectors.joining(",", "{", "}"));
      voice.say("telemetry", "{\"ts\":%d,\"values\":%s}".formatted(T, values));
      await().untilAsserted(() -> assertThat(stored("TALKER")).hasSize(KnownDevices.MOST_SERIES));
      assertThat(rejected("too-many-series")).hasSize(1);
    }
  }

  @Test
  void aCamerasFireIsAnAlarmUntilItHasBeenQuietAfterItsEnd() throws Exception {
    var camera = DeviceDetails.of(Kind.CAMERA).every(3_600);
    chain.stopIngest();
    quietForASecond(
        "smoke-seen"); // known from the start: an end judged before would keep its quiet
    chain.startIngest();
    try (var voice = registered("CAM", camera)) {
      long now = System.currentTimeMillis();
      voice.say("event", event(now, "e1", "smoke", "start"));
      await().untilAsserted(() -> assertThat(state("CAM")).isEqualTo("alarm smoke"));
      voice.say("event", event(now + 1, "e2", "tamper", "start"));
      voice.say("event", event(now + 2, "e1", "smoke", "end"));
      await().untilAsserted(() -> assertThat(state("CAM")).isEqualTo("warning tamper"));
      voice.say("snapshot/e1", jpeg(), false);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          database
                              .jdbc()
                              .sql("select count(*) from device_snapshot where event = 'e1'")
                              .query(Integer.class)
                              .single())
                      .isEqualTo(1));
    }
  }

  private void quietForASecond(String code) {
    var rules = new Rules(database.dataSource());
    var smoke =
        rules.all().stream().filter(r -> r.rule().code().equals(code)).findFirst().orElseThrow();
    var json = RuleJson.write(smoke.rule());
    json.withObject("/condition").put("quiet_s", 1);
    int version = smoke.rule().version();
    rules.change(smoke.rule().id(), version, RuleJson.parse(0, version, json), "test");
  }

  private static String event(long at, String id, String type, String phase) {
    return "{\"ts\":%d,\"id\":\"%s\",\"type\":\"%s\",\"score\":0.9,\"phase\":\"%s\"}"
        .formatted(at, id, type, phase);
  }

  private static byte[] jpeg() {
    return new byte[] {
      (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 0, (byte) 0xff, (byte) 0xd9
    };
  }

  @Test
  void aDeviceThatNeverSpeaksIsSilentFromItsRegistrationOn() throws Exception {
    chain.devices.create("MUTE", GAS.every(1));
    await().untilAsserted(() -> assertThat(state("MUTE")).isEqualTo("silent silence"));
    try (var voice = chain.voice("MUTE", chain.devices.newToken("MUTE"))) {
      voice.measure(T, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(state("MUTE")).isEqualTo("normal "));
    }
  }

  @Test
  void whatCannotBeReadIsCountedAndKeptAndHurtsNobody() throws Exception {
    try (var voice = registered("MUMBLE", GAS)) {
      voice.say("telemetry", "{\"values\":");
      voice.say("telemetry", "{\"ts\":%d,\"values\":{\"ch4_lel\":\"high\"}}".formatted(T));
      voice.measure(T, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(stored("MUMBLE")).containsExactly(1.0));
      assertThat(rejected("malformed")).isNotEmpty();
      assertThat(rejected("value")).isNotEmpty();
    }
  }

  @Test
  void theLiveStreamTellsStateAndNewestValue() throws Exception {
    var told = new ConcurrentLinkedQueue<String>();
    var listener = new ServiceCredentials(database.dataSource()).forListener("test");
    var client = new MqttClient("tcp://localhost:" + chain.port(), "listener-test", null);
    var options = new MqttConnectionOptions();
    options.setUserName(listener.user());
    options.setPassword(listener.password().getBytes(StandardCharsets.UTF_8));
    client.connect(options);
    client.setCallback(new Listener(told));
    client.subscribe("gridwatch/live/#", 0);
    try (var voice = registered("LIVE", GAS)) {
      voice.measure(T, "ch4_lel", 30.25);
      int id = chain.devices.find("LIVE").orElseThrow().id();
      await()
          .untilAsserted(
              () ->
                  assertThat(told)
                      .anySatisfy(
                          text ->
                              assertThat(text)
                                  .contains("[" + id + ",2,")
                                  .contains("," + (at(text) - T) + ",30.25]")));
    } finally {
      client.disconnectForcibly(0, 1_000, false);
      client.close(true);
    }
  }

  private static long at(String told) {
    var at = Pattern.compile("\"at\":(\\d+)").matcher(told);
    return at.find() ? Long.parseLong(at.group(1)) : 0;
  }

  @Test
  void anotherIngestStandsByAndTakesOver() throws Exception {
    try (var voice = registered("STAY", GAS);
        var standby = chain.newIngest()) {
      standby.start();
      voice.measure(T, "ch4_lel", 1);
      await().untilAsserted(() -> assertThat(stored("STAY")).hasSize(1));
      assertThat(standby.health().active()).isFalse();
      chain.stopIngest();
      voice.measure(T + 1, "ch4_lel", 2);
      await().untilAsserted(() -> assertThat(stored("STAY")).hasSize(2));
      assertThat(standby.health().active()).isTrue();
    }
    chain.startIngest();
    await().until(() -> chain.ingest().health().connected());
  }

  @Test
  void theBrokerMayGoAndComeBack() throws Exception {
    String token = chain.devices.create("SURVIVOR", GAS).token();
    try (var voice = chain.voice("SURVIVOR", token)) {
      voice.measure(T, "ch4_lel", 1);
    }
    chain.stopBroker();
    chain.startBroker();
    try (var voice = chain.voice("SURVIVOR", token)) {
      voice.measure(T + 1, "ch4_lel", 2);
      await().untilAsserted(() -> assertThat(stored("SURVIVOR")).containsExactly(1.0, 2.0));
    }
  }
}
