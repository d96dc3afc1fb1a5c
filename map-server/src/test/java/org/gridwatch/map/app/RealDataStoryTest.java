package org.gridwatch.map.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.gridwatch.gateway.simulator.replay.Replay;
import org.gridwatch.map.grid.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job on recorded data: a town from OpenStreetMap, devices on its buildings, and real
 * traces over MQTT whose values in the database are those of the file, row by row.
 */
@Tag("slow")
class RealDataStoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String GRIDS =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "MC-1", "name": "西", "leader": "Ada"},
         "geometry": {"type": "Polygon", "coordinates":
           [[[7.400, 43.715], [7.423, 43.715], [7.423, 43.760], [7.400, 43.760], [7.400, 43.715]]]}},
        {"type": "Feature", "properties": {"code": "MC-2", "name": "东", "leader": "Bob"},
         "geometry": {"type": "Polygon", "coordinates":
           [[[7.423, 43.715], [7.450, 43.715], [7.450, 43.760], [7.423, 43.760], [7.423, 43.715]]]}}
      ]}
      """;

  private static RunningGridWatch house;
  private static Answers operator;

  /** Where a device can be put. */
  private record House(int id, double lon, double lat) {}

  private static List<House> houses = List.of();

  @BeforeAll
  static void aTownIsImportedFromOpenStreetMap() throws Exception {
    Path town = SharedData.path("maps/monaco/monaco-latest.osm.pbf");
    house = RunningGridWatch.empty();
    operator = new Answers(house.operator());
    var map =
        operator.post("/basemap/import", "application/octet-stream", Files.readAllBytes(town));
    assertThat(map.at("/accepted/building").asInt()).as("%s", map).isGreaterThan(1_000);
    assertThat(map.at("/accepted/street").asInt()).isGreaterThan(500);
    var grids = operator.post("/grids/import", "application/geo+json", GRIDS.getBytes(UTF_8));
    assertThat(grids.path("topology")).as("%s", grids).isEmpty();
    houses = addressedHouses();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  private static List<House> addressedHouses() {
    return house
        .jdbc()
        .sql(
            """
            select id, centre_lon, centre_lat from building
            where address <> '' and centre_lon between 7.40 and 7.45 order by id limit 5
            """)
        .query((row, _) -> new House(row.getInt(1), row.getDouble(2), row.getDouble(3)))
        .list();
  }

  /** Registers a device on a building; its token. */
  private static String register(String name, String kind, int building, boolean originalTime) {
    House at = houses.get(building);
    return operator
        .post(
            "/devices",
            """
            {"name": "%s", "kind": "%s", "lon": %s, "lat": %s, "expectedIntervalSeconds": 60,
             "originalTime": %s}
            """
                .formatted(name, kind, at.lon(), at.lat(), originalTime))
        .path("token")
        .asString();
  }

  private static void replay(Path file, String device, String token, String... how) {
    var args = new ArrayList<String>(List.of(file.toString(), "--device", device));
    args.addAll(List.of("--token", token, "--mqtt-port", "" + house.mqttPort(), "--zone", "UTC"));
    args.addAll(List.of(how));
    var said = new ByteArrayOutputStream();
    int outcome = Replay.run(args.toArray(String[]::new), new PrintStream(said, true, UTF_8));
    System.out.println(said.toString(UTF_8));
    assertThat(outcome).as(said.toString(UTF_8)).isZero();
  }

  private static NavigableMap<Instant, Double> stored(String device, String quantity) {
    var values = new TreeMap<Instant, Double>();
    house
        .jdbc()
        .sql(
            """
            select r.taken_at, r.value
            from (select * from reading union all select * from reading_kept) r
            join series s on s.id = r.series_id join device d on d.id = s.device_id
            where d.name = ? and s.quantity = ?
            """)
        .params(device, quantity)
        .query(
            row -> {
              Timestamp at = row.getTimestamp("taken_at");
              values.put(at.toInstant(), row.getDouble("value"));
            });
    return values;
  }

  /** The same values at the same distances: the recorded ones may have been moved as a whole. */
  private static void equalRowByRow(
      NavigableMap<Instant, Double> recorded, String device, String quantity) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(stored(device, quantity)).hasSize(recorded.size()));
    var stored = stored(device, quantity);
    Duration moved = Duration.between(recorded.firstKey(), stored.firstKey());
    var expected = new TreeMap<Instant, Double>();
    recorded.forEach((at, value) -> expected.put(at.plus(moved), value));
    assertThat(stored).isEqualTo(expected);
  }

  /** Late values are in the roll-ups after the next turn of the upkeep. */
  private static void chartTellsTheSame(
      NavigableMap<Instant, Double> recorded, String device, String quantity) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> compareChart(recorded, device, quantity));
  }

  private static void compareChart(
      NavigableMap<Instant, Double> recorded, String device, String quantity) {
    var stored = stored(device, quantity);
    var chart =
        operator.chart(
            operator.series(device, quantity),
            stored.firstKey().minusSeconds(60),
            stored.lastKey().plusSeconds(60));
    List<JsonNode> points = chart.path("points").valueStream().toList();
    assertThat(points).hasSizeBetween(1, 1_000);
    assertThat(points.stream().mapToLong(point -> point.path(4).asLong()).sum())
        .isEqualTo(recorded.size());
    assertThat(points.stream().mapToDouble(point -> point.path(2).asDouble()).min())
        .hasValue(recorded.values().stream().min(Double::compare).orElseThrow());
    assertThat(points.stream().mapToDouble(point -> point.path(3).asDouble()).max())
        .hasValue(recorded.values().stream().max(Double::compare).orElseThrow());
    System.out.printf(
        "%s %s: %,d rows equal in the database, %d points of %s in the chart%n",
        device, quantity, recorded.size(), points.size(), chart.path("step").asString());
  }

  @Test
  void aWaterLoopIsReplayedAtItsOwnTimes() throws Exception {
    Path file = SharedData.path("water/skab/valve1-0.csv");
    String token = register("SKAB-1", "water", 0, true);

    replay(
        file,
        "SKAB-1",
        token,
        "--delimiter=;",
        "--time-column=datetime",
        "--original-time",
        "--map=Pressure=pressure,Volume Flow RateRMS=flow,Current=current_a");

    var recorded = Recorded.read(file, ";");
    var columns =
        List.of(
            List.of("Pressure", "pressure"),
            List.of("Volume Flow RateRMS", "flow"),
            List.of("Current", "current_a"));
    for (var column : columns) {
      var values = recorded.byTime(column.get(0), "yyyy-MM-dd HH:mm:ss", "datetime");
      equalRowByRow(values, "SKAB-1", column.get(1));
      assertThat(stored("SKAB-1", column.get(1)).firstKey()).isEqualTo(values.firstKey());
      chartTellsTheSame(values, "SKAB-1", column.get(1));
    }
  }

  @Test
  void aHouseholdsPowerOfThreeWeeksEndsNowAndItsGapsStayGaps() throws Exception {
    Path file = SharedData.path("power/household_power_2006-12-16_2007-01-07.csv");
    String token = register("UCI-1", "power", 1, false);

    replay(
        file,
        "UCI-1",
        token,
        "--time-column=Date",
        "--time-column=Time",
        "--time-format=d/M/yyyy H:mm:ss",
        "--missing=?",
        "--map=Global_active_power=active_power,Voltage=voltage_a");

    var recorded = Recorded.read(file, ",");
    for (var column :
        List.of(List.of("Global_active_power", "active_power"), List.of("Voltage", "voltage_a"))) {
      var values = recorded.byTime(column.get(0), "d/M/yyyy H:mm:ss", "Date", "Time");
      equalRowByRow(values, "UCI-1", column.get(1));
      chartTellsTheSame(values, "UCI-1", column.get(1));
    }
  }

  @Test
  void gasSensorsWithoutTimesAreReplayedByStep() throws Exception {
    Path file = SharedData.path("gas/mq7_array_labelled_part1.csv");
    String token = register("MQ-1", "gas", 2, false);

    replay(file, "MQ-1", token, "--step=2s", "--map=MQ2=mq2_raw,MQ135=mq135_raw");

    var recorded = Recorded.read(file, ",");
    for (var column : List.of(List.of("MQ2", "mq2_raw"), List.of("MQ135", "mq135_raw"))) {
      var values = recorded.byStep(column.get(0), 2);
      equalRowByRow(values, "MQ-1", column.get(1));
      chartTellsTheSame(values, "MQ-1", column.get(1));
    }
  }

  @Test
  void whatARecorderAndACameraSawIsThereWithItsPicture() throws Exception {
    byte[] picture = Files.readAllBytes(SharedData.path("cameras/video/vtest_frame_01.jpg"));
    byte[] other = Files.readAllBytes(SharedData.path("cameras/video/licenseplate_motion.jpg"));
    Path said = SharedData.path("cameras/frigate/frigate_mqtt_documented_payloads.json");
    JsonNode event = JSON.readTree(Files.readString(said)).at("/frigate~1events/0/payload");
    String recorder = register("recorder", "camera", 3, false);
    String camera = register("CAM-1", "camera", 4, false);
    operator.post(
        "/devices",
        """
        {"name": "front_door", "kind": "camera", "gateway": "recorder",
         "expectedIntervalSeconds": 60}
        """);
    try (var frigate = Meter.signIn(house.mqttPort(), "recorder", recorder);
        var own = Meter.signIn(house.mqttPort(), "CAM-1", camera)) {
      frigate.say("frigate/events", JSON.writeValueAsBytes(event));
      frigate.say("frigate/front_door/person/snapshot", picture);
      own.say(
          "event",
          "{\"ts\":%d,\"id\":\"e-1\",\"type\":\"smoke\",\"score\":0.93,\"phase\":\"start\"}"
              .formatted(System.currentTimeMillis())
              .getBytes(UTF_8));
      own.say("snapshot/e-1", other);

      showsPicture("front_door", event.at("/after/id").asString(), "intrusion", picture);
      showsPicture("CAM-1", "e-1", "smoke", other);
    }
  }

  private static void showsPicture(String camera, String event, String type, byte[] picture) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(operator.get("/devices/" + camera + "/events").valueStream())
                    .anySatisfy(
                        one -> {
                          assertThat(one.path("event").asString()).isEqualTo(event);
                          assertThat(one.path("type").asString()).isEqualTo(type);
                          assertThat(one.path("hasSnapshot").asBoolean()).isTrue();
                        }));
    var answer =
        operator
            .who()
            .get("/api/v1/devices/" + camera + "/snapshots/" + event, BodyHandlers.ofByteArray());
    assertThat(answer.body()).isEqualTo(picture);
  }

  @Test
  void devicesStandInTheBuildingTheyWerePutOn() {
    register("PUT-1", "gas", 0, false);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              int building =
                  house
                      .jdbc()
                      .sql(
                          """
                          select coalesce(p.building_id, 0) from device_place p
                          join device d on d.id = p.device_id
                          where d.name = 'PUT-1' and p.valid_to is null
                          """)
                      .query(Integer.class)
                      .single();
              assertThat(building).isEqualTo(houses.getFirst().id());
            });
    var sheet = operator.get("/devices/PUT-1");
    assertThat(sheet.at("/grid/code").asString()).startsWith("MC-");
    assertThat(sheet.path("building").asString()).isNotEmpty();
  }
}
