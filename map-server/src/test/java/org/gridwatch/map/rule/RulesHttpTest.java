package org.gridwatch.map.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RulesHttpTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static TestServer server;
  private static Browser officer;
  private static Browser east;

  /** Two leaves with a gas detector each, of which the western one has an open alert. */
  @BeforeAll
  static void start() {
    server = new TestServer();
    server.context.getBean(Rules.class).addDefaults();
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into device (name, kind, expected_interval_s) values
              ('GS-EAST', 'gas', 300), ('GS-WEST', 'gas', 300), ('WM-WEST', 'water', 300);
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes) values
              (1, now(), 2, '{C-E,C}'), (2, now(), 3, '{C-W,C}'), (3, now(), 3, '{C-W,C}');
            insert into series (device_id, quantity) values
              (1, 'ch4_lel'), (2, 'ch4_lel'), (3, 'pressure');
            insert into latest values (1, now(), 3.2, 0);
            insert into alert (rule_id, rule_code, subject, kind, device_id, severity, worst, phase,
                               raised_at, taken_at, leaf_grid_id, title_zh, title_en)
            select id, code, 'device:2', 'gas', 2, 'red', 'red', 'active', now(), now(), 3, '', ''
              from rule where code = 'gas-leak';
            """)
        .update();
    server.addAccount("officer", Role.OFFICER);
    server.addAccount("eastern-officer", Role.OFFICER, "C-E");
    server.addAccount("east", Role.LEADER, "C-E");
    officer = server.browser().signIn("officer", TestServer.PASSWORD);
    east = server.browser().signIn("east", TestServer.PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void onlyTheDefaultsAreLeft() {
    server.database.jdbc().sql("update rule set ended_at = now() where changed_by <> ''").update();
  }

  @Test
  void everyRuleSaysHowManyDevicesItWatchesAndHowManyAlertsStand() {
    var gas = byCode(officer, "gas-leak");
    assertThat(gas.get("watching").asInt()).isEqualTo(2);
    assertThat(gas.get("standing").asInt()).isEqualTo(1);
    assertThat(byCode(officer, "silent").get("watching").asInt()).isEqualTo(3);
    assertThat(byCode(officer, "carbon-monoxide").get("watching").asInt()).isZero();
    assertThat(byCode(officer, "burst-pipe").get("watching").asInt()).isEqualTo(1);
  }

  @Test
  void aLeaderCountsTheOwnDevicesAndAlertsAlone() {
    var gas = byCode(east, "gas-leak");
    assertThat(gas.get("watching").asInt()).isEqualTo(1);
    assertThat(gas.get("standing").asInt()).isZero();
  }

  @Test
  void aRuleIsMadeReadChangedSwitchedOffAndEnded() {
    var made = officer.send("POST", "/api/v1/rules", rule("made", 10, 5));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    int id = json(made).get("id").asInt();
    assertThat(json(made).get("watching").asInt()).isEqualTo(2);
    assertThat(json(made).get("warnings")).isEmpty();

    var off = read(id);
    off.put("enabled", false);
    var changed = change(id, 1, off.toString());
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(json(changed).get("version").asInt()).isEqualTo(2);
    assertThat(json(changed).get("changedBy").asString()).isEqualTo("officer");

    var versions = json(officer.get("/api/v1/rules/" + id + "/versions"));
    assertThat(versions).hasSize(2);
    assertThat(versions.get(0).get("enabled").asBoolean()).isFalse();
    assertThat(versions.get(1).get("enabled").asBoolean()).isTrue();

    assertThat(officer.send("DELETE", "/api/v1/rules/" + id, null).statusCode()).isEqualTo(204);
    assertThat(officer.send("DELETE", "/api/v1/rules/" + id, null).statusCode()).isEqualTo(404);
    assertThat(change(id, 2, off.toString()).statusCode()).isEqualTo(404);
    assertThat(read(id).get("ended").asBoolean()).isTrue();
    assertThat(officer.get("/api/v1/rules").body()).doesNotContain("\"made\"");
    assertThat(server.admin().get("/api/v1/audit?action=rule").body())
        .contains("rule.create", "rule.change", "enabled", "rule.end");
  }

  @Test
  void whoeverWasSlowerIsShownTheRuleAsItIsByNow() {
    int id = json(officer.send("POST", "/api/v1/rules", rule("raced", 10, 5))).get("id").asInt();
    assertThat(change(id, 1, rule("raced", 20, 5)).statusCode()).isEqualTo(200);
    var late = change(id, 1, rule("raced", 30, 5));
    assertThat(late.statusCode()).isEqualTo(409);
    var current = json(late).get("current");
    assertThat(current.get("version").asInt()).isEqualTo(2);
    assertThat(current.at("/condition/steps/0/high/raise").asDouble()).isEqualTo(20);
    assertThat(current.get("changedBy").asString()).isEqualTo("officer");
  }

  @Test
  void aWrongRuleIsRefusedAtTheFieldThatIsWrong() {
    var limit = officer.send("POST", "/api/v1/rules", rule("wrong", 10, 11));
    assertThat(limit.statusCode()).isEqualTo(400);
    assertThat(json(limit).get("field").asString()).isEqualTo("condition.steps.0.high.clear");
    assertThat(json(limit).get("value").asString()).isEqualTo("11.0");
    assertThat(json(limit).get("detail").asString()).contains("must not be above");
    var taken = officer.send("POST", "/api/v1/rules", rule("gas-leak", 10, 5));
    assertThat(json(taken).get("field").asString()).isEqualTo("code");
    int gas = byCode(officer, "gas-leak").get("id").asInt();
    assertThat(json(change(gas, 1, rule("other", 10, 5))).get("field").asString())
        .isEqualTo("code");
    for (var body : new String[] {"[]", "7", "null", "{}", "{\"code\":\"a\"}", "nonsense"}) {
      assertThat(officer.send("POST", "/api/v1/rules", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(officer.send("PUT", "/api/v1/rules/" + gas, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aSlipOfTheHandIsTakenAndPointedAt() {
    var slip =
        rule("slip", 10, 5)
            .replace(
                "\"kinds\":[\"gas\"]",
                "\"grids\":[\"C-N\"],\"devices\":[\"GS-ESAT\"],\"models\":[\"tv\"],\"tags\":[\"x\"]")
            .replace("ch4_lel", "ch4_lell");
    var made = officer.send("POST", "/api/v1/rules", slip);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).get("warnings").valueStream().map(w -> w.get("message").asString()))
        .containsExactly(
            "no grid has the code C-N",
            "no device in service is called GS-ESAT",
            "no device is of the model tv",
            "no device carries the tag x",
            "no device has measured ch4_lell yet");
    var nobody = rule("nobody", 10, 5).replace("[\"gas\"]", "[\"camera\"]");
    assertThat(officer.send("POST", "/api/v1/rules", nobody).body())
        .contains("the rule watches no device now");
  }

  @Test
  void anOfficerOfOneGridReadsRulesAndChangesNone() {
    var eastern = server.browser().signIn("eastern-officer", TestServer.PASSWORD);
    int gas = byCode(eastern, "gas-leak").get("id").asInt();
    var body = rule("gas-leak", 10, 5);
    assertThat(eastern.send("POST", "/api/v1/rules", body).statusCode()).isEqualTo(403);
    assertThat(eastern.send("PUT", "/api/v1/rules/" + gas + "?version=1", body).statusCode())
        .isEqualTo(403);
    assertThat(eastern.send("DELETE", "/api/v1/rules/" + gas, null).statusCode()).isEqualTo(403);
    assertThat(eastern.send("PUT", "/api/v1/holidays?year=2027", "{\"days\":[]}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void theDevicePanelShowsTheLimitsOfTheRulesInForceThere() {
    assertThat(bandOf("GS-EAST"))
        .isEqualTo("{\"warnLow\":null,\"warnHigh\":10.0,\"alarmLow\":null,\"alarmHigh\":25.0}");
    var stricter =
        rule("east-stricter", 8, 4).replace("\"watch\":{", "\"watch\":{\"grids\":[\"C-E\"],");
    int id = json(officer.send("POST", "/api/v1/rules", stricter)).get("id").asInt();
    assertThat(bandOf("GS-EAST")).contains("\"alarmHigh\":8.0");
    assertThat(bandOf("GS-WEST")).contains("\"alarmHigh\":25.0");
    assertThat(change(id, 1, stricter.replace("true", "false")).statusCode()).isEqualTo(200);
    assertThat(bandOf("GS-EAST")).contains("\"alarmHigh\":25.0");
    officer.send("DELETE", "/api/v1/rules/" + id, null);
  }

  @Test
  void theNamesToChooseFromAreThoseOfTheDevicesOneSees() {
    server
        .database
        .jdbc()
        .sql(
            "insert into series (device_id, quantity) values (3, 'oil_level') on conflict do nothing")
        .update();
    server
        .database
        .jdbc()
        .sql("update device set model = 'inlet', tags = '{old}' where id = 3")
        .update();
    var all = officer.get("/api/v1/rules/vocabulary").body();
    assertThat(all)
        .contains("{\"name\":\"ch4_lel\",\"unit\":\"%LEL\",\"decimals\":1,\"devices\":2}")
        .contains("{\"name\":\"oil_level\",\"unit\":\"\",\"decimals\":2,\"devices\":1}")
        .contains("\"inlet\"", "\"old\"", "\"smoke\"");
    assertThat(east.get("/api/v1/rules/vocabulary").body())
        .contains("{\"name\":\"ch4_lel\",\"unit\":\"%LEL\",\"decimals\":1,\"devices\":1}")
        .doesNotContain("oil_level", "inlet", "old");
  }

  private static String bandOf(String device) {
    return json(officer.get("/api/v1/devices/" + device)).at("/series/0/band").toString();
  }

  private static String rule(String code, double raise, double clear) {
    return """
    {"code":"%s","enabled":true,"watch":{"kinds":["gas"]},
     "condition":{"type":"level","quantities":["ch4_lel"],
       "steps":[{"severity":"red","high":{"raise":%s,"clear":%s},"hold_s":0}]},
     "texts":{"title":{"zh":"试验","en":"Trial"}},"source":"verify locally"}
    """
        .formatted(code, raise, clear);
  }

  private static JsonNode byCode(Browser who, String code) {
    return json(who.get("/api/v1/rules"))
        .valueStream()
        .filter(rule -> rule.get("code").asString().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode read(int id) {
    return (ObjectNode) json(officer.get("/api/v1/rules/" + id));
  }

  private static HttpResponse<String> change(int id, int version, String body) {
    return officer.send("PUT", "/api/v1/rules/" + id + "?version=" + version, body);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
