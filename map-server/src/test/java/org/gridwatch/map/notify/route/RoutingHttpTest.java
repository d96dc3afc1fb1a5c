package org.gridwatch.map.notify.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.grid.Grids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RoutingHttpTest {
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
            insert into boundary_version (grid_id, valid_from, boundary)
              select g.id, '2020-01-01', g.outline from (values
                (2, '\\x0103000000010000000500000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f00000000000000000000000000000000'::bytea),
                (3, '\\x01030000000100000005000000000000000000f03f0000000000000000000000000000004000000000000000000000000000000040000000000000f03f000000000000f03f000000000000f03f000000000000f03f0000000000000000'::bytea)
              ) as g(id, outline);
            insert into person (name, phone) values ('Zhou', '07190001'), ('Li', '07190002');
            insert into grid_person (grid_id, person_id, part, valid_from) values
              (1, 1, 'leader', '2020-01-01'), (2, 2, 'leader', '2020-01-01');
            insert into device (name, kind, expected_interval_s, registered_at, lon, lat) values
              ('GS-EAST', 'gas', 300, '2020-01-01', 0.5, 0.5),
              ('GS-WEST', 'gas', 300, '2020-01-01', 1.5, 0.5);
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes) values
              (1, '2020-01-01', 2, '{C-E,C}'), (2, '2020-01-01', 3, '{C-W,C}');
            update map_revision set revision = revision + 1;
            """)
        .update();
    server.context.getBean(Grids.class).refresh();
    server.addAccount("officer", Role.OFFICER);
    server.addAccount("eastern-officer", Role.OFFICER, "C-E");
    officer = server.browser().signIn("officer", TestServer.PASSWORD);
    eastern = server.browser().signIn("eastern-officer", TestServer.PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode preview(String query) {
    return ok(officer.get("/api/v1/routing/preview?" + query));
  }

  @Test
  void whoWouldBeToldOfADevicesAlertIsSaidStepByStep() {
    var east = preview("device=GS-EAST&severity=yellow&minutes=60");
    assertThat(east.get("grid").asString()).isEqualTo("C-E");
    assertThat(east.get("kind").asString()).isEqualTo("gas");
    var calls = east.get("calls");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).toString())
        .contains("\"who\":\"duty\"", "\"name\":\"Li\"", "[\"sms\",\"voice\"]", "\"nobody\":\"no\"")
        .doesNotContain("07190002");
    assertThat(calls.get(1).get("nobody").asString()).isEqualTo("nobody-there");

    var west = preview("device=GS-WEST&severity=yellow").get("calls").get(0);
    assertThat(west.get("grid").asString()).as("West has nobody of its own").isEqualTo("C");
    assertThat(preview("grid=C-W&severity=blue").get("digest").asBoolean()).isTrue();
    assertThat(preview("grid=C-E&at=2030-01-06T19:00:00Z").get("from").asString())
        .isEqualTo("2030-01-06T19:00:00Z");
  }

  @Test
  void aPolicyIsSetForAUtilityAndTakenBack() {
    var wish =
        """
        {"steps": [{"afterSeconds": 0, "who": "top", "by": ["voice"]}], "repeatSeconds": 60, "repeats": 2}
        """;
    ok(officer.send("PUT", "/api/v1/routing/yellow?kind=gas", wish));
    var calls = preview("device=GS-EAST&severity=yellow").get("calls");
    assertThat(calls).hasSize(3);
    assertThat(calls.get(0).get("told").get(0).get("by").toString()).isEqualTo("[\"voice\"]");
    assertThat(preview("grid=C-E&severity=yellow").get("calls").get(0).get("who").asString())
        .as("of no utility")
        .isEqualTo("duty");
    assertThat(ok(officer.get("/api/v1/routing")).toString())
        .contains("\"severity\":\"yellow\",\"kind\":\"any\",\"standard\":true")
        .contains("\"severity\":\"yellow\",\"kind\":\"gas\",\"standard\":false");
    var path = "/api/v1/routing/yellow?kind=gas";
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(server.admin().get("/api/v1/audit?action=routing").body())
        .contains("routing.change", "routing.reset");
  }

  @Test
  void whoIsLimitedToAGridLooksNoFurtherAndChangesNothing() {
    assertThat(eastern.get("/api/v1/routing/preview?device=GS-EAST").statusCode()).isEqualTo(200);
    assertThat(eastern.get("/api/v1/routing/preview?device=GS-WEST").statusCode()).isEqualTo(404);
    assertThat(eastern.get("/api/v1/routing/preview?grid=C-W").statusCode()).isEqualTo(404);
    assertThat(eastern.send("PUT", "/api/v1/routing/red", "{}").statusCode()).isEqualTo(403);
    assertThat(eastern.send("DELETE", "/api/v1/routing/red", "").statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsWrongIsSaidOfItsField() {
    assertThat(fieldOf("{\"steps\": [{\"afterSeconds\": 90000, \"who\": \"duty\"}]}"))
        .isEqualTo("steps[0].afterSeconds");
    var step = "{\"steps\": [{\"afterSeconds\": 0, \"who\": \"duty\"}], ";
    assertThat(fieldOf(step + "\"repeatSeconds\": 1}")).isEqualTo("repeatSeconds");
    assertThat(fieldOf(step + "\"repeatSeconds\": 60, \"repeats\": -1}")).isEqualTo("repeats");
    assertThat(fieldOf("{\"repeatSeconds\": 60}")).isEqualTo("steps");
  }

  private static String fieldOf(String policy) {
    var answer = officer.send("PUT", "/api/v1/routing/red", policy);
    assertThat(answer.statusCode()).isEqualTo(400);
    return JsonMapper.shared().readTree(answer.body()).get("field").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT | /pink | {} | severity must be",
        "PUT | /red?kind=tv | {} | kind must be",
        "PUT | /red | {\"steps\": [{}]} | steps[0] needs",
        "PUT | /red | {\"steps\": [{\"afterSeconds\": 0, \"who\": \"mayor\"}]} | who must be one of",
        "PUT | /red | {\"steps\": [{\"afterSeconds\": -1, \"who\": \"duty\"}]} | 0..86400",
        "PUT | /red | {\"steps\": [{\"afterSeconds\": 0, \"who\": \"duty\", \"by\": [\"pigeon\"]}]} |"
            + " by must be some of",
        "PUT | /red | {\"repeatSeconds\": 60} | nothing to repeat",
        "GET | /preview | | either device or grid",
        "GET | /preview?device=GS-EAST&grid=C | | either device or grid",
        "GET | /preview?grid=C&minutes=0 | | minutes must be",
        "GET | /preview?grid=C&severity=pink | | severity must be",
      })
  void whatCannotBeIsRefusedWithTheReason(String method, String path, String body, String why) {
    var answer =
        method.equals("GET")
            ? officer.get("/api/v1/routing" + path)
            : officer.send(method, "/api/v1/routing" + path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(JsonMapper.shared().readTree(answer.body()).get("detail").asString()).contains(why);
  }
}
