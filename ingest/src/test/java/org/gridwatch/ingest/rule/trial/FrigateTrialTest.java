package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.trial.Community.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.gridwatch.gateway.codec.Codecs;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Frigate's documentation shows of its messages, as a person would expect it to alert. */
class FrigateTrialTest {
  private static final Rule INTRUSION =
      rule(
          "{'type':'event','types':['intrusion'],'least_score':0.7,'quiet_s':60,'severity':'yellow'}");
  private static final Instant ARRIVED = Instant.parse("2026-11-22T00:00:00Z");
  private final Community town = new Community();
  private JsonNode recorded;
  private int camera;

  @BeforeEach
  void read() throws IOException {
    var file = RealData.path("cameras/frigate/frigate_mqtt_documented_payloads.json");
    recorded = new JsonMapper().readTree(Files.readString(file)).at("/frigate~1events/0/payload");
    camera = town.device("front_door", Kind.CAMERA, 60);
  }

  @AfterEach
  void close() {
    town.close();
  }

  /** Decodes it and stores it as ingest does. */
  private Instant tell(JsonNode payload) {
    byte[] bytes = payload.toString().getBytes(StandardCharsets.UTF_8);
    var words = Codecs.all().decode("frigate/events", bytes, ARRIVED);
    assertThat(words).hasSize(1);
    var event = (DeviceEvent) words.getFirst();
    var at = event.at().atOffset(ZoneOffset.UTC);
    town.database
        .jdbc()
        .sql(
            """
            insert into device_event as e (device_id, event, type, score, started_at, updated_at, ended_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (device_id, event) do update
               set updated_at = excluded.updated_at, ended_at = excluded.ended_at
            """)
        .params(camera, event.id(), event.type(), event.score().orElse(1), at, at)
        .param(event.phase() == DeviceEvent.Phase.END ? at : null)
        .update();
    return event.at();
  }

  private TrialResult.Side tried(Rule rule, Instant around) {
    double from = (around.toEpochMilli() - Community.START.toEpochMilli()) / 1e3 - 3_600;
    return town.run(rule, null, from, from + 7_200).rule();
  }

  @Test
  void somebodyInAZoneRaisesAndIsOverWhenNobodySpokeOfItForTenMinutes() {
    Instant seen = tell(recorded);
    var side = tried(INTRUSION, seen);
    assertThat(side.total()).isEqualTo(1);
    var alert = side.alerts().getFirst();
    assertThat(alert.raisedAt()).isEqualTo(seen);
    assertThat(alert.clearedAt()).isEqualTo(seen.plus(Duration.ofMinutes(10)));
    assertThat(alert.value()).isBetween(0.7, 1.0);
  }

  @Test
  void whenItEndsTheAlertEndsAfterItsQuietTime() {
    Instant seen = tell(recorded);
    ObjectNode end = (ObjectNode) recorded.deepCopy();
    end.put("type", "end");
    ((ObjectNode) end.get("after")).put("end_time", seen.toEpochMilli() / 1e3 + 20);
    Instant ended = tell(end);
    assertThat(ended).isEqualTo(seen.plusSeconds(20));
    var alert = tried(INTRUSION, seen).alerts().getFirst();
    assertThat(alert.clearedAt()).isEqualTo(ended.plusSeconds(60));
    assertThat(alert.repeats()).isZero();
  }

  @Test
  void aRuleAboutFireHasNothingToSayAboutIt() {
    Instant seen = tell(recorded);
    var fire = rule("{'type':'event','types':['fire','smoke'],'quiet_s':60,'severity':'red'}");
    assertThat(tried(fire, seen).total()).isZero();
  }

  @Test
  void whoIsSurerThanTheCameraIsNotTold() {
    Instant seen = tell(recorded);
    var sure =
        rule(
            "{'type':'event','types':['intrusion'],'least_score':0.97,'quiet_s':60,'severity':'red'}");
    assertThat(tried(sure, seen).total()).isZero();
  }
}
