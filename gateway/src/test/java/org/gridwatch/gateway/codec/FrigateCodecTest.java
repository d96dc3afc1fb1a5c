package org.gridwatch.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Word;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cameras report safety events. Who somebody is stays outside. */
class FrigateCodecTest {
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1};
  private static final Path REAL =
      Path.of("../../shared/data/cameras/frigate/frigate_mqtt_documented_payloads.json");

  private final FrigateCodec codec = new FrigateCodec();

  private List<String> say(String topic, String payload) {
    return say(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> say(String topic, byte[] payload) {
    return codec.decode(topic, payload, Sample.ARRIVED).stream().map(Sample::text).toList();
  }

  private static String event(String type, String label, String zones, String id) {
    return """
        {"type":"%s","before":{"label":"%s","entered_zones":%s},
         "after":{"id":"%s","camera":"yard","label":"%s","top_score":0.9,"entered_zones":%s,
          "start_time":1767225600.0,"frame_time":1767225610.0,"end_time":1767225620.0}}"""
        .formatted(type, label, zones, id, label, zones);
  }

  @Test
  void smokeIsSmokeAnywhere() {
    assertThat(say("frigate/events", event("new", "smoke", "[]", "a")))
        .containsExactly("event yard a smoke 0.9 start 2026-01-01T00:00:00Z");
    assertThat(say("frigate/events", event("end", "smoke", "[]", "a")))
        .containsExactly("event yard a smoke 0.9 end 2026-01-01T00:00:20Z");
  }

  @Test
  void aPersonOutsideEveryZoneIsNobodysBusiness() {
    assertThat(say("frigate/events", event("new", "person", "[]", "a"))).isEmpty();
    assertThat(say("frigate/yard/person/snapshot", JPEG)).isEmpty();
  }

  @Test
  void aPersonInsideAZoneIsAnIntrusionWithItsPicture() {
    assertThat(say("frigate/events", event("update", "person", "[\"roof\"]", "a")))
        .containsExactly("event yard a intrusion 0.9 update 2026-01-01T00:00:10Z");
    assertThat(say("frigate/yard/person/snapshot", JPEG))
        .containsExactly("snapshot yard a 5 bytes");
    assertThat(say("frigate/events", event("end", "person", "[\"roof\"]", "a"))).hasSize(1);
    assertThat(say("frigate/yard/person/snapshot", JPEG)).isEmpty();
  }

  @Test
  void nothingThatTellsWhoSomebodyIsGetsThrough() {
    String secret = "Zhang-San-7";
    String telling =
        """
        {"type":"new","description":"%1$s","after":{"id":"a","camera":"yard","label":"person",
         "sub_label":["%1$s",0.9],"attributes":{"face":0.9,"%1$s":1},"recognized_license_plate":"%1$s",
         "recognized_license_plate_score":0.9,"current_attributes":[{"label":"%1$s"}],
         "entered_zones":["%1$s"],"current_zones":["%1$s"],"thumbnail":"%1$s",
         "score":0.8,"start_time":1767225600.0}}"""
            .formatted(secret);
    assertThat(say("frigate/events", telling))
        .containsExactly("event yard a intrusion 0.8 start 2026-01-01T00:00:00Z")
        .noneMatch(word -> word.contains(secret));
    for (String path :
        List.of("tracked_object_update", "reviews", "triggers", "events/" + secret)) {
      assertThat(
              codec.decode(
                  "frigate/" + path, telling.getBytes(StandardCharsets.UTF_8), Sample.ARRIVED))
          .allSatisfy(word -> assertThat(Sample.text(word)).startsWith("rejected topic"));
    }
    for (String label : List.of("face", "license_plate", secret)) {
      assertThat(say("frigate/events", event("new", label, "[\"roof\"]", "b"))).isEmpty();
      assertThat(say("frigate/yard/" + label + "/snapshot", JPEG)).isEmpty();
    }
  }

  @Test
  void theFiltersDoNotEvenAskForWhatTellsWhoSomebodyIs() {
    assertThat(codec.filters()).noneMatch(filter -> filter.contains("#"));
    assertThat(codec.filters()).noneMatch(filter -> filter.contains("tracked_object"));
  }

  @Test
  void theRecorderThatSignedInIsTheSpeaker() {
    assertThat(codec.speaker("gw/v1/NVR-1/frigate/events")).contains(new DeviceName("NVR-1"));
    assertThat(codec.speaker("frigate/events")).isEmpty();
  }

  @Test
  void realPayloadsAsFrigateDocumentsThem() throws IOException {
    assumeTrue(Files.exists(REAL), "skipped: no real Frigate payloads beside the repository");
    JsonNode payloads = JsonMapper.shared().readTree(Files.readString(REAL));
    String real = payloads.get("frigate/events").get(0).get("payload").toString();
    List<Word> words =
        codec.decode(
            "frigate/events",
            real.getBytes(StandardCharsets.UTF_8),
            Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(words)
        .extracting(Sample::text)
        .containsExactly(
            "event front_door 1607123955.475377-mxklsc intrusion 0.958984375 update"
                + " 2020-12-04T23:19:22.083Z");
    assertThat(real).contains("John Smith", "ABC12345");
    assertThat(words.toString()).doesNotContain("John", "ABC12345", "driveway");
  }
}
