package org.gridwatch.map.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
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

class PlannedWorkHttpTest {
  private static TestServer server;
  private static Browser officer;
  private static Browser eastern;

  @BeforeAll
  static void start() {
    server = new TestServer();
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into device (name, kind, label, expected_interval_s) values
              ('GS-EAST', 'gas', '东门', 300), ('GS-WEST', 'gas', '', 300);
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes) values
              (1, now(), 2, '{C-E,C}'), (2, now(), 3, '{C-W,C}');
            insert into building (address, outline, centre_lon, centre_lat, source)
              values ('1 Main Road', '\\x00', 110.7, 32.6, 'demo');
            """)
        .update();
    server.addAccount("officer", Role.OFFICER);
    server.addAccount("eastern-officer", Role.OFFICER, "C-E");
    server.addAccount("leader", Role.LEADER, "C-E");
    officer = server.browser().signIn("officer", TestServer.PASSWORD);
    eastern = server.browser().signIn("eastern-officer", TestServer.PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void nothingIsPlannedAnyMore() {
    server.database.jdbc().sql("delete from planned_work").update();
  }

  @Test
  void workIsAnnouncedListedAndEndedOnce() {
    long revision = revision();
    var made = officer.send("POST", "/api/v1/planned-work", work("device", "GS-EAST"));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    var row = json(made);
    assertThat(row.get("label").asString()).isEqualTo("东门");
    assertThat(row.get("state").asString()).isEqualTo("running");
    assertThat(row.get("madeBy").asString()).isEqualTo("officer");
    assertThat(row.get("kinds").toString()).isEqualTo("[\"gas\"]");
    assertThat(revision()).isEqualTo(revision + 1);

    var end = "/api/v1/planned-work/" + row.get("id").asInt() + "/end";
    var ended = officer.send("POST", end, "{}");
    assertThat(json(ended).get("state").asString()).isEqualTo("ended");
    assertThat(officer.send("POST", end, "{}").statusCode()).isEqualTo(409);
    assertThat(officer.send("POST", "/api/v1/planned-work/4711/end", "{}").statusCode())
        .isEqualTo(404);
    assertThat(officer.get("/api/v1/planned-work").body()).contains("GS-EAST");
    assertThat(officer.get("/api/v1/planned-work?days=0").body()).doesNotContain("东门");
    assertThat(server.admin().get("/api/v1/audit?action=planned-work").body())
        .contains("planned-work.create", "planned-work.end");
  }

  @Test
  void buildingsAndGridsAreNamedAsPeopleCallThem() {
    assertThat(officer.send("POST", "/api/v1/planned-work", work("building", "1")).body())
        .contains("1 Main Road");
    assertThat(officer.send("POST", "/api/v1/planned-work", work("grid", "C")).body())
        .contains("Community");
  }

  @Test
  void workThatCannotBeIsRefusedAtItsField() {
    refused(work("device", "GS-NONE"), "ref");
    refused(work("building", "77"), "ref");
    refused(work("town", "C"), "place");
    refused(work("grid", ""), "ref");
    refused(work("grid", "C").replace("new pipe", " "), "reason");
    refused(work("grid", "C").replace("gas", "steam"), "kinds");
    refused("{\"place\":\"grid\",\"ref\":\"C\",\"reason\":\"x\"}", "to");
    refused(work("grid", "C", Duration.ofHours(-1)), "to");
    refused(work("grid", "C", Duration.ofDays(100)), "to");
    assertThat(officer.get("/api/v1/planned-work?days=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void nobodySilencesTheNeighbours() {
    assertThat(eastern.send("POST", "/api/v1/planned-work", work("grid", "C-E")).statusCode())
        .isEqualTo(201);
    assertThat(eastern.send("POST", "/api/v1/planned-work", work("device", "GS-EAST")).statusCode())
        .isEqualTo(201);
    var whole = eastern.send("POST", "/api/v1/planned-work", work("grid", "C"));
    assertThat(whole.statusCode()).isEqualTo(403);
    var foreign = eastern.send("POST", "/api/v1/planned-work", work("device", "GS-WEST"));
    assertThat(foreign.statusCode()).isEqualTo(400);
    var west = json(officer.send("POST", "/api/v1/planned-work", work("device", "GS-WEST")));
    assertThat(
            eastern
                .send("POST", "/api/v1/planned-work/" + west.get("id").asInt() + "/end", "{}")
                .statusCode())
        .isEqualTo(404);
    var leader = server.browser().signIn("leader", TestServer.PASSWORD);
    assertThat(leader.get("/api/v1/planned-work").body()).contains("C-E").doesNotContain("GS-WEST");
  }

  @Test
  void aYearsHolidaysAreKept() {
    long revision = revision();
    var days = "{\"days\":[{\"day\":\"2027-10-01\",\"name\":\"国庆节\"},{\"day\":\"2027-01-01\"}]}";
    assertThat(officer.send("PUT", "/api/v1/holidays?year=2027", days).statusCode()).isEqualTo(200);
    assertThat(json(officer.get("/api/v1/holidays?year=2027")).toString())
        .isEqualTo(
            "{\"year\":2027,\"days\":[{\"day\":\"2027-01-01\",\"name\":\"\"},"
                + "{\"day\":\"2027-10-01\",\"name\":\"国庆节\"}]}");
    assertThat(revision()).isEqualTo(revision + 1);
    for (var wrong :
        new String[] {
          "{}",
          "{\"days\":[{}]}",
          "{\"days\":[{\"day\":\"2026-01-01\"}]}",
          "{\"days\":[{\"day\":\"x\"}]}"
        }) {
      assertThat(officer.send("PUT", "/api/v1/holidays?year=2027", wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(officer.get("/api/v1/holidays?year=1").statusCode()).isEqualTo(400);
    assertThat(officer.get("/api/v1/holidays").statusCode()).isEqualTo(400);
  }

  private static void refused(String body, String field) {
    var answer = officer.send("POST", "/api/v1/planned-work", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
  }

  private static String work(String place, String ref) {
    return work(place, ref, Duration.ofHours(2));
  }

  private static String work(String place, String ref, Duration length) {
    return """
    {"place":"%s","ref":"%s","kinds":["gas"],"to":"%s","reason":"new pipe"}
    """
        .formatted(place, ref, server.clock.instant().plus(length));
  }

  private static long revision() {
    return server.context.getBean(Rules.class).revision();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }
}
