package org.gridwatch.map.notify.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gridwatch.map.notify.escalate.NotifyTown.json;
import static org.gridwatch.map.notify.escalate.NotifyTown.numbers;
import static org.gridwatch.map.notify.escalate.NotifyTown.slots;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.notify.escalate.NotifyTown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A drill through the real chain, with a real provider and time moved by hand. */
class DrillTest {
  private static NotifyTown town;
  private static Browser admin;

  @BeforeAll
  static void start() {
    town = new NotifyTown();
    admin = town.server.admin();
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @BeforeEach
  void forget() {
    town.quiet();
    town.forget();
  }

  @Test
  void itClimbsTheChainUntilSomebodyHasItAndTellsHowLongThatTook() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      var drill = started("{\"grid\": \"C-E\"}");
      town.quiet();
      assertThat(numbers(sms)).containsExactly("1");
      assertThat(slots(sms.only())).contains("演练").contains("East");
      town.pass(Duration.ofMinutes(5));
      assertThat(numbers(sms)).containsExactly("1", "2");
      assertThat(slots(sms.requests().getLast())).contains("演练");
      assertThat(read(drill).get("outcome").asString()).isEqualTo("running");

      long alert = drill.get("alert").asLong();
      var taken = town.as("officer").send("POST", "/api/v1/alerts/" + alert + "/acknowledge", "{}");
      assertThat(json(taken.body()).get("phase").asString()).isEqualTo("closed");
      town.pass(Duration.ofMinutes(1));
      var over = read(drill);
      assertThat(over.get("outcome").asString()).isEqualTo("answered");
      assertThat(over.get("answeredBy").asString()).isEqualTo("officer");
      assertThat(over.get("answeredAfterS").asDouble()).isEqualTo(300);
      assertThat(over.get("told").asInt()).isEqualTo(2);
      assertThat(over.get("reached").asInt()).isEqualTo(2);
      assertThat(numbers(sms).subList(2, 4))
          .as("those who were told hear that it is over")
          .containsExactlyInAnyOrder("1", "2");
    }
  }

  @Test
  void ifNobodyAnswersItEndsByItselfAndSaysSo() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      var drill = started("{\"grid\": \"C-E\", \"severity\": \"red\", \"minutes\": 2}");
      town.quiet();
      town.pass(Duration.ofMinutes(2));
      awaitOver(drill);
      town.quiet();
      assertThat(read(drill).get("outcome").asString()).isEqualTo("unanswered");
      assertThat(json(alert(drill).body()).get("phase").asString()).isEqualTo("closed");
      assertThat(alert(drill).body()).contains("drill_over");
      int sent = sms.requests().size();
      town.pass(Duration.ofHours(1));
      assertThat(sms.requests()).hasSize(sent);
    }
  }

  @Test
  void itCountsInNoReportAndCallsItselfAnExercise() throws IOException {
    var drill = started("{\"grid\": \"C-E\", \"severity\": \"red\"}");
    var report = json(admin.get("/api/v1/alerts/report").body());
    assertThat(report.get("raised").asInt()).isZero();
    town.raise(1, Severity.YELLOW);
    town.pass(Duration.ofSeconds(1));
    assertThat(json(admin.get("/api/v1/alerts/report").body()).get("raised").asInt()).isEqualTo(1);
    var cap = admin.get("/api/v1/alerts/" + drill.get("alert").asLong() + "/cap.xml").body();
    assertThat(cap).contains("<status>Exercise</status>");
    assertThat(json(alert(drill).body()).get("drill").asBoolean()).isTrue();
    end(drill);
  }

  @Test
  void thereIsOneInAGridAndItCanBeEnded() {
    var drill = started("{\"grid\": \"C-E\"}");
    assertThat(post("{\"grid\": \"C-E\"}").statusCode()).isEqualTo(409);
    end(drill);
    assertThat(read(drill).get("outcome").asString()).isEqualTo("unanswered");
    assertThat(json(alert(drill).body()).get("phase").asString()).isEqualTo("closed");
    var second = started("{\"grid\": \"C-E\"}");
    assertThat(json(admin.get("/api/v1/drills").body()))
        .extracting(one -> one.get("id").asInt())
        .startsWith(second.get("id").asInt(), drill.get("id").asInt());
    end(second);
  }

  @Test
  void whatCannotBeTriedOutIsRefusedWithTheReason() {
    assertThat(post("{}").body()).contains("grid must be given");
    assertThat(post("{\"grid\": \"C\"}").body()).contains("lowest level");
    assertThat(post("{\"grid\": \"C-E\", \"severity\": \"blue\"}").body())
        .contains("severity must be one of");
    assertThat(post("{\"grid\": \"C-E\", \"kind\": \"bread\"}").body())
        .contains("kind must be one of");
    assertThat(post("{\"grid\": \"C-E\", \"minutes\": 0}").body()).contains("1..120");
    assertThat(post("{\"grid\": \"X\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherGridsDrillIsNotThere() {
    var drill = started("{\"grid\": \"C-E\"}");
    var western = town.as("western");
    var path = "/api/v1/drills/" + drill.get("id").asInt();
    assertThat(western.get(path).statusCode()).isEqualTo(404);
    assertThat(western.get("/api/v1/drills").body()).isEqualTo("[]");
    end(drill);
  }

  private static HttpResponse<String> post(String body) {
    return admin.send("POST", "/api/v1/drills", body);
  }

  private static JsonNode started(String body) {
    var answer = post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer.body());
  }

  private static void end(JsonNode drill) {
    var answer = admin.send("POST", "/api/v1/drills/" + drill.get("id").asInt() + "/end", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode read(JsonNode drill) {
    return json(admin.get("/api/v1/drills/" + drill.get("id").asInt()).body());
  }

  private static HttpResponse<String> alert(JsonNode drill) {
    return admin.get("/api/v1/alerts/" + drill.get("alert").asLong());
  }

  private static void awaitOver(JsonNode drill) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !read(drill).get("outcome").asString().equals("running"));
  }
}
