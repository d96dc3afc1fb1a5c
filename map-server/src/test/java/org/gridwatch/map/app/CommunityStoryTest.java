package org.gridwatch.map.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.gridwatch.gateway.simulator.link.RefusedException;
import org.gridwatch.map.account.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An operator fills an empty installation; then devices speak, and people see what is theirs. */
@Tag("slow")
class CommunityStoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Two grids side by side under one community, each with its leader. */
  private static final String GRIDS =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": null,
         "properties": {"code": "42", "level": 1, "name": "燕湖社区"}},
        {"type": "Feature",
         "properties": {"code": "42-1", "level": 2, "parent": "42", "name": "西网格", "leader": "李梅"},
         "geometry": {"type": "Polygon", "coordinates":
           [[[110.790, 32.650], [110.795, 32.650], [110.795, 32.655], [110.790, 32.655], [110.790, 32.650]]]}},
        {"type": "Feature",
         "properties": {"code": "42-2", "level": 2, "parent": "42", "name": "东网格", "leader": "王强"},
         "geometry": {"type": "Polygon", "coordinates":
           [[[110.795, 32.650], [110.800, 32.650], [110.800, 32.655], [110.795, 32.655], [110.795, 32.650]]]}}
      ]}
      """;

  private static final String DEVICES =
      """
      name,kind,label,lon,lat,expected_interval_s
      GAS-WEST,gas,西区厨房,110.7920,32.6520,60
      GAS-EAST,gas,东区厨房,110.7980,32.6520,60
      PUMP-OLD,water,旧泵房,110.7930,32.6530,300
      """;

  private static RunningGridWatch house;
  private static Answers operator;
  private static final Map<String, String> tokens = new HashMap<>();

  @BeforeAll
  static void anOperatorImportsGridsAndDevices() {
    house = RunningGridWatch.empty();
    operator = new Answers(house.operator());
    var grids = operator.post("/grids/import", "application/geo+json", GRIDS.getBytes(UTF_8));
    assertThat(grids.path("accepted").asInt()).as("%s", grids).isEqualTo(3);
    var devices = operator.post("/devices/import?format=csv", "text/csv", DEVICES.getBytes(UTF_8));
    assertThat(devices.path("accepted").asInt()).as("%s", devices).isEqualTo(3);
    devices
        .path("tokens")
        .valueStream()
        .forEach(
            given -> tokens.put(given.path("name").asString(), given.path("token").asString()));
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  private static Meter meter(String name) throws Exception {
    return Meter.signIn(house.mqttPort(), name, tokens.getOrDefault(name, ""));
  }

  private static List<Double> stored(String device) {
    return house
        .jdbc()
        .sql(
            """
            select r.value from reading r
            join series s on s.id = r.series_id join device d on d.id = s.device_id
            where d.name = ? order by r.taken_at
            """)
        .param(device)
        .query(Double.class)
        .list();
  }

  @Test
  void aReadingIsInTheDatabaseInTheChartAndOnTheLiveStream() throws Exception {
    var now = Instant.now();
    try (var ears = LiveEars.of(operator.who(), "GAS-WEST");
        var meter = meter("GAS-WEST")) {
      meter.read(now.toEpochMilli(), "ch4_lel", 3.25);

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored("GAS-WEST")).contains(3.25));
      int series = operator.series("GAS-WEST", "ch4_lel");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ears.values())
                      .anySatisfy(
                          value -> {
                            assertThat(value.path(0).asInt()).isEqualTo(series);
                            assertThat(value.path(1).asLong()).isEqualTo(now.toEpochMilli());
                            assertThat(value.path(2).asDouble()).isEqualTo(3.25);
                          }));
      var chart = operator.chart(series, now.minusSeconds(60), now.plusSeconds(60));
      assertThat(chart.path("points").valueStream().map(point -> point.path(1).asDouble()))
          .contains(3.25);
      assertThat(operator.get("/devices/GAS-WEST").at("/grid/code").asString()).isEqualTo("42-1");
    }
  }

  @Test
  void aNewcomerIsHeardAndIsStoredOnlyAfterItWasAdopted() throws Exception {
    String key = operator.get("/enrolment-key").path("key").asString();
    try (var newcomer = Meter.signIn(house.mqttPort(), "NEW-1", key)) {
      newcomer.read(System.currentTimeMillis(), "ch4_lel", 7);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(operator.get("/newcomers").valueStream())
                      .anySatisfy(
                          one -> {
                            assertThat(one.path("name").asString()).isEqualTo("NEW-1");
                            assertThat(one.path("lastPayload").asString()).contains("ch4_lel");
                          }));
      assertThat(stored("NEW-1")).isEmpty();

      var adopted =
          operator.post(
              "/newcomers/NEW-1/adopt",
              "{\"kind\":\"gas\",\"label\":\"新邻居\",\"lon\":110.791,\"lat\":32.651}");

      tokens.put("NEW-1", adopted.path("token").asString());
      assertThat(newcomer.isSentAway()).as("its enrolment has ended").isTrue();
    }
    try (var device = meter("NEW-1")) {
      device.read(System.currentTimeMillis(), "ch4_lel", 8);
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored("NEW-1")).containsExactly(8.0));
    assertThat(operator.get("/newcomers").valueStream().map(one -> one.path("name").asString()))
        .doesNotContain("NEW-1");
  }

  @Test
  void aRetiredDeviceIsSentAwayAndNotLetInAgain() throws Exception {
    try (var pump = meter("PUMP-OLD")) {
      pump.read(System.currentTimeMillis(), "pressure", 0.3);

      operator.post("/devices/PUMP-OLD/retire", "{}");

      assertThat(pump.isSentAway()).isTrue();
    }
    assertThatThrownBy(() -> meter("PUMP-OLD")).hasRootCauseInstanceOf(RefusedException.class);
  }

  @Test
  void anOpenMapIsToldThatGridsOrSettingsAreOthersNow() {
    try (var ears = LiveEars.of(operator.who(), "GAS-WEST")) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ears.devices()).isNotEmpty());
      assertThat(ears.changes()).doesNotContain("grids", "settings");
      operator.put("/grids/42-2", "{\"name\": \"东门网格\"}");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ears.changes()).contains("grids"));
      assertThat(ears.changes()).doesNotContain("settings");
      operator.put("/settings", "{\"retention\": {\"rawDays\": 91, \"minuteDays\": 365}}");
      operator.put("/settings", "{\"place\": {\"name\": \"燕湖\", \"timeZone\": \"Asia/Shanghai\"}}");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ears.changes()).contains("settings"));
    }
  }

  @Test
  void aLeaderSeesTheirOwnGridAloneOnThePagesAndOnTheLiveStream() throws Exception {
    operator.post(
        "/users",
        """
        {"name": "limei", "role": "leader", "grids": ["42-1"], "password": "west-side-story"}
        """);
    var leader = new Answers(new Browser(house.httpPort()).signIn("limei", "west-side-story"));
    int west = operator.get("/devices/GAS-WEST").path("id").asInt();
    int east = operator.get("/devices/GAS-EAST").path("id").asInt();
    try (var all = LiveEars.of(operator.who(), "GAS-EAST");
        var own = LiveEars.of(leader.who(), "GAS-EAST");
        var there = meter("GAS-EAST");
        var here = meter("GAS-WEST")) {
      there.read(System.currentTimeMillis(), "ch4_lel", 1.5);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(all.values()).isNotEmpty());
      here.read(System.currentTimeMillis(), "ch4_lel", 2.5);

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(own.devices()).contains(west));
      assertThat(all.devices()).contains(east);
      assertThat(own.devices()).doesNotContain(east);
      assertThat(own.values()).isEmpty();
    }
    assertThat(leader.names("/devices/map", "/names"))
        .contains("GAS-WEST")
        .doesNotContain("GAS-EAST");
    assertThat(leader.status("/devices/GAS-EAST")).isEqualTo(404);
    int foreign = operator.series("GAS-EAST", "ch4_lel");
    assertThat(
            leader.status(
                "/series/" + foreign + "/chart?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"))
        .isEqualTo(404);
  }

  @Test
  void whoListensOnANoticeTopicHearsOfADangerousValueUntilItIsRemoved() throws Exception {
    operator.post(
        "/channels",
        """
        {"name": "警铃", "controlRoom": "",
         "settings": {"type": "mqtt", "topic": "gridwatch/notices/{severity}"}}
        """);
    var made = operator.post("/listeners", "{\"name\": \"siren\"}");
    var heard = new LinkedBlockingQueue<String>();
    try (var siren = ear(made);
        var meter = meter("GAS-WEST")) {
      siren.subscribe(
          new MqttSubscription[] {new MqttSubscription("gridwatch/notices/#", 1)},
          new IMqttMessageListener[] {
            (topic, message) -> heard.add(topic + " " + new String(message.getPayload(), UTF_8))
          });
      meter.read(System.currentTimeMillis(), "ch4_lel", 62.5);

      assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .startsWith("gridwatch/notices/red {")
          .contains("62.5", "GAS-WEST", "\"severity\":\"red\"");
      operator.who().send("DELETE", "/api/v1/listeners/" + made.path("user").asString(), null);
      await().atMost(PATIENCE).until(() -> !siren.isConnected());
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        house
                            .jdbc()
                            .sql("select count(*) from notice where state = 'sent'")
                            .query(Integer.class)
                            .single())
                    .isPositive());
  }

  private static Ear ear(JsonNode made) throws MqttException {
    var client = new Ear("tcp://127.0.0.1:" + house.mqttPort());
    var options = new MqttConnectionOptions();
    options.setUserName(made.path("user").asString());
    options.setPassword(made.path("password").asString().getBytes(UTF_8));
    client.connect(options);
    return client;
  }

  /** Somebody else's client, closed with its test. */
  private static final class Ear extends MqttClient implements AutoCloseable {
    Ear(String server) throws MqttException {
      super(server, "siren-1", new MemoryPersistence());
    }

    @Override
    public void close() throws MqttException {
      if (isConnected()) {
        disconnect();
      }
      super.close();
    }
  }
}
