package org.gridwatch.map.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrialHttpTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SPAN =
      "\"from\":\"2025-12-01T00:00:00Z\",\"to\":\"2025-12-08T00:00:00Z\"";
  private static TestServer server;
  private static Browser officer;
  private static int rule;

  /** A detector that smelt gas twice, the second time more of it; the first was marked false. */
  @BeforeAll
  static void start() {
    server = new TestServer();
    var rules = server.context.getBean(Rules.class);
    rules.addDefaults();
    rule =
        rules.all().stream()
            .filter(stored -> stored.rule().code().equals("gas-leak"))
            .findFirst()
            .orElseThrow()
            .rule()
            .id();
    server
        .database
        .jdbc()
        .sql(
            """
            create table reading_20251202 partition of reading for values from ('2025-12-02T00:00Z') to ('2025-12-03T00:00Z');
            insert into device (name, kind, label, expected_interval_s) values ('GS-1', 'gas', '厨房', 60);
            insert into series (device_id, quantity) values (1, 'ch4_lel');
            insert into reading (series_id, quality, delay_s, taken_at, value)
              select 1, 0, 0, '2025-12-02T00:00Z'::timestamptz + n * interval '1 min',
                     case when n between 100 and 110 then 30 when n between 300 and 320 then 60 else 1 end
                from generate_series(0, 1000) as n;
            insert into alert (rule_id, rule_code, subject, kind, device_id, severity, worst, phase,
                               raised_at, taken_at, closed_at, judged, title_zh, title_en)
            values (%d, 'gas-leak', 'device:1', 'gas', 1, 'orange', 'orange', 'closed',
                    '2025-12-02T01:40Z', '2025-12-02T01:40Z', '2025-12-02T01:51Z', 'false', '', '');
            """
                .formatted(rule))
        .update();
    server.addAccount("officer", Role.OFFICER);
    officer = server.browser().signIn("officer", TestServer.PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> begin(Browser who, String what) {
    return who.send("POST", "/api/v1/trials", "{" + what + "," + SPAN + "}");
  }

  private static JsonNode done(Browser who, String what) {
    var begun = begin(who, what);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String path = "/api/v1/trials/" + JSON.readTree(begun.body()).get("id").asString();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !who.get(path).body().contains("\"running\""));
    return JSON.readTree(who.get(path).body());
  }

  private static String changed(int orange) {
    var gas = JSON.readTree(officer.get("/api/v1/rules/" + rule).body());
    return gas.toString().replace("\"raise\":25.0", "\"raise\":" + orange);
  }

  @Test
  void aStoredRuleIsTriedByItsNumber() {
    var answer = done(officer, "\"ruleId\":" + rule);
    assertThat(answer.get("state").asString()).isEqualTo("done");
    assertThat(answer.get("progress").asDouble()).isEqualTo(1);
    assertThat(answer.get("series").asInt()).isEqualTo(1);
    var side = answer.get("result").get("rule");
    assertThat(side.get("total").asInt()).isEqualTo(2);
    assertThat(side.get("days")).hasSize(8);
    assertThat(side.get("counts").get("red").asInt()).isEqualTo(1);
    assertThat(side.get("marks").get("falseOnes").asInt()).isEqualTo(1);
    var newest = side.get("alerts").get(0);
    assertThat(newest.get("device").asString()).isEqualTo("GS-1");
    assertThat(newest.get("deviceLabel").asString()).isEqualTo("厨房");
    assertThat(newest.get("severity").asString()).isEqualTo("red");
    assertThat(newest.get("raisedAt").asString()).isEqualTo("2025-12-02T05:00:00Z");
    assertThat(newest.get("value").asDouble()).isEqualTo(60);
    assertThat(answer.get("result").get("compared").isNull()).isTrue();
  }

  @Test
  void aDraftIsComparedWithTheVersionInForce() {
    var answer =
        done(
            officer,
            "\"ruleId\":%d,\"rule\":%s,\"compareWith\":1"
                .formatted(rule, changed(40).replace("\"raise\":10.0", "\"raise\":35")));
    assertThat(answer.get("state").asString()).as(answer.toString()).isEqualTo("done");
    var compared = answer.get("result").get("compared");
    assertThat(compared.get("onlyRule").asInt()).isZero();
    assertThat(compared.get("onlyOther").asInt()).isEqualTo(1);
    assertThat(compared.get("both").asInt()).isEqualTo(1);
    assertThat(answer.get("result").get("rule").get("marks").get("sparedFalse").asInt())
        .isEqualTo(1);
  }

  @Test
  void aRuleThatCannotBeIsRefusedNamingTheField() {
    var refused =
        begin(officer, "\"rule\":" + changed(5_000).replace("\"raise\":50.0", "\"raise\":1"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(refused.body()).get("field").asString())
        .isEqualTo("condition.steps.2.high.clear");
    assertThat(begin(officer, "\"ruleId\":4711").statusCode()).isEqualTo(404);
    assertThat(begin(officer, "\"ruleId\":" + rule + ",\"compareWith\":99").statusCode())
        .isEqualTo(404);
    assertThat(officer.send("POST", "/api/v1/trials", "{\"ruleId\":" + rule + "}").statusCode())
        .isEqualTo(400);
    String backwards =
        "{\"ruleId\":%d,\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}";
    assertThat(officer.send("POST", "/api/v1/trials", backwards.formatted(rule)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aTrialIsSeenByItsOwnerAlone() {
    var begun = begin(officer, "\"ruleId\":" + rule);
    String path = "/api/v1/trials/" + JSON.readTree(begun.body()).get("id").asString();
    Browser other = server.admin();
    assertThat(other.get(path).statusCode()).isEqualTo(404);
    assertThat(other.send("DELETE", path, null).statusCode()).isEqualTo(404);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !officer.get(path).body().contains("\"running\""));
    assertThat(officer.send("DELETE", path, null).statusCode()).isEqualTo(204);
    assertThat(officer.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void whoMayNotEditRulesMayNotTryThem() {
    var stranger = server.browser();
    stranger.get("/api/v1/me");
    assertThat(begin(stranger, "\"ruleId\":" + rule).statusCode()).isEqualTo(401);
    server.addAccount("viewer", Role.VIEWER);
    var viewer = server.browser().signIn("viewer", TestServer.PASSWORD);
    assertThat(begin(viewer, "\"ruleId\":" + rule).statusCode()).isEqualTo(403);
    server
        .database
        .jdbc()
        .sql("insert into grid (code, level, name) values ('C', 1, 'Community')")
        .update();
    server.addAccount("partly", Role.OFFICER, "C");
    var partly = server.browser().signIn("partly", TestServer.PASSWORD);
    assertThat(begin(partly, "\"ruleId\":" + rule).statusCode())
        .as("who sees a part sees not what a rule would do")
        .isEqualTo(403);
  }
}
