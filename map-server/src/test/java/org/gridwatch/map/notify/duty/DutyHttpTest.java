package org.gridwatch.map.notify.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
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

/** Two grids of a community: C-E, where officers of the east see no further, and C-W. */
class DutyHttpTest {
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
              select g.id, now() - interval '1 day', g.outline from (values
                (2, '\\x0103000000010000000500000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f00000000000000000000000000000000'::bytea),
                (3, '\\x01030000000100000005000000000000000000f03f0000000000000000000000000000004000000000000000000000000000000040000000000000f03f000000000000f03f000000000000f03f000000000000f03f0000000000000000'::bytea)
              ) as g(id, outline);
            insert into person (name, phone) values ('Old Zhou', '0719-111');
            insert into grid_person (grid_id, person_id, part, valid_from)
              values (1, 1, 'leader', '2020-01-01');
            update map_revision set revision = revision + 1;
            """)
        .update();
    server.context.getBean(Grids.class).refresh();
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

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return json(answer);
  }

  private static int person(String name) {
    var body =
        """
        {"name": "%s", "ways": [{"means": "sms", "address": "1380719%04d", "verified": true}]}
        """
            .formatted(name, Math.floorMod(name.hashCode(), 10_000));
    return ok(officer.send("POST", "/api/v1/people", body)).get("id").asInt();
  }

  private static List<String> first(String grid, String at) {
    var chain = ok(officer.get("/api/v1/duty/" + grid + at)).get("chain");
    return StreamSupport.stream(chain.get(0).get("first").spliterator(), false)
        .map(one -> one.get("name").asString() + " " + one.get("because").asString())
        .toList();
  }

  @Test
  void aPersonIsEnteredChangedAndRetired() {
    int id = person("Wang Fang");
    var changed =
        ok(
            officer.send(
                "PUT",
                "/api/v1/people/" + id,
                """
                {"name": "Wang Fang", "note": "speaks English", "ways": [
                  {"means": "email", "address": "wang@example.org"},
                  {"means": "voice", "address": "+8613800000000", "verified": true,
                   "quietFrom": "22:00", "quietTo": "07:00"}]}
                """));
    assertThat(changed.get("ways").get(0).get("means").asString()).isEqualTo("email");
    assertThat(changed.get("ways").get(1).get("quietTo").asString()).startsWith("07:00");
    assertThat(changed.get("ways")).hasSize(2);

    ok(officer.send("PUT", "/api/v1/duty/C-W/people", "{\"leader\": " + id + "}"));
    assertThat(first("C-W", "")).containsExactly("Wang Fang leader");
    var retired = ok(officer.send("POST", "/api/v1/people/" + id + "/retire", "{}"));
    assertThat(retired.get("parts")).isEmpty();
    assertThat(first("C-W", "")).isEmpty();
    assertThat(officer.send("POST", "/api/v1/people/" + id + "/retire", "{}").statusCode())
        .isEqualTo(409);
    assertThat(officer.get("/api/v1/people").body()).doesNotContain("Wang Fang");
    assertThat(officer.get("/api/v1/people?retired=true").body()).contains("Wang Fang");
    assertThat(server.admin().get("/api/v1/audit?action=person").body())
        .contains("person.create", "person.change", "person.retire");
  }

  @Test
  void turnsAndSwapsDecideWhoAnswersAtAnyTime() {
    int leader = person("Liu Yang");
    int night = person("Chen Jie");
    int other = person("Yang Bo");
    ok(
        officer.send(
            "PUT",
            "/api/v1/duty/C-E/people",
            "{\"leader\": %d, \"deputies\": [%d]}".formatted(leader, other)));
    var rota =
        ok(
            officer.send(
                "PUT",
                "/api/v1/duty/C-E/rota",
                """
                {"shifts": [{"person": %d, "from": "20:00", "to": "08:00", "days": [1, 2, 3, 4, 5],
                             "since": "2026-01-01"}]}
                """
                    .formatted(night)));
    assertThat(rota.get("shifts").get(0).get("holidays").asString()).isEqualTo("also");
    assertThat(rota.get("deputies").get(0).asInt()).isEqualTo(other);
    // Shiyan is eight hours ahead: Friday 23:00, Saturday 23:00
    var later = "?at=2099-01-02T15:00:00Z";
    assertThat(first("C-E", later)).containsExactly("Chen Jie rota");
    assertThat(first("C-E", "?at=2099-01-03T15:00:00Z")).containsExactly("Liu Yang leader");

    var swap =
        """
        {"person": %d, "insteadOf": %d, "from": "2099-01-01T00:00:00Z", "to": "2099-02-01T00:00:00Z"}
        """
            .formatted(other, night);
    int made = ok(officer.send("POST", "/api/v1/duty/C-E/swaps", swap)).get("id").asInt();
    assertThat(first("C-E", later)).containsExactly("Yang Bo swap");
    assertThat(ok(officer.get("/api/v1/duty/C-E/rota")).get("swaps")).hasSize(1);
    var path = "/api/v1/duty/C-E/swaps/" + made;
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(first("C-E", later)).containsExactly("Chen Jie rota");

    var leave = "{\"from\": \"2099-01-02T00:00:00Z\", \"to\": \"2099-01-04T00:00:00Z\"}";
    var away = "/api/v1/people/" + night + "/leaves";
    int leaveId = ok(officer.send("POST", away, leave)).get("id").asInt();
    assertThat(first("C-E", later)).containsExactly("Liu Yang leader");
    assertThat(officer.send("DELETE", away + "/" + leaveId, "").statusCode()).isEqualTo(204);
    assertThat(first("C-E", later)).containsExactly("Chen Jie rota");

    var chain = ok(officer.get("/api/v1/duty/C-E" + later)).get("chain");
    assertThat(chain.get(0).get("deputies").get(0).get("name").asString()).isEqualTo("Yang Bo");
    assertThat(chain.get(1).get("first").get(0).get("name").asString()).isEqualTo("Old Zhou");
  }

  @Test
  void turnsThatSomebodyElseHasChangedMeanwhileAreNotOverwritten() {
    int early = person("Early Bird");
    var turn = "{\"person\": %d, \"from\": \"06:00\", \"to\": \"08:00\"}".formatted(early);
    var rota = "/api/v1/duty/C-W/rota";
    var seen = ok(officer.get(rota)).get("version").asString();
    var body = "{\"shifts\": [%s], \"version\": \"%s\"}".formatted(turn, seen);
    ok(officer.send("PUT", rota, body));
    var late = officer.send("PUT", rota, body);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("somebody else has saved turns");
    var fresh = ok(officer.get(rota)).get("version").asString();
    ok(officer.send("PUT", rota, "{\"shifts\": [], \"version\": \"%s\"}".formatted(fresh)));
    ok(officer.send("PUT", rota, "{\"shifts\": []}"));
  }

  @Test
  void deputiesAreAskedInTheOrderGivenAndWhoComesBackEarlyWasAwayUntilThen() {
    int one = person("First Deputy");
    int two = person("Second Deputy");
    var people = "/api/v1/duty/C-W/people";
    ok(officer.send("PUT", people, "{\"deputies\": [%d, %d]}".formatted(one, two)));
    assertThat(first("C-W", "")).containsExactly("First Deputy deputy");
    ok(officer.send("PUT", people, "{\"deputies\": [%d, %d]}".formatted(two, one)));
    assertThat(first("C-W", "")).containsExactly("Second Deputy deputy");

    var now = server.clock.instant();
    var leave =
        "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(now.plusSeconds(1), now.plusSeconds(7_200));
    var away = "/api/v1/people/" + two + "/leaves";
    int id = ok(officer.send("POST", away, leave)).get("id").asInt();
    server.clock.advance(Duration.ofHours(1));
    assertThat(first("C-W", "")).containsExactly("First Deputy deputy");
    assertThat(officer.send("DELETE", away + "/" + id, "").statusCode()).isEqualTo(204);
    assertThat(first("C-W", "")).containsExactly("Second Deputy deputy");
    assertThat(first("C-W", "?at=" + now.plusSeconds(600))).containsExactly("First Deputy deputy");
    assertThat(officer.send("DELETE", away + "/" + id, "").statusCode()).isEqualTo(404);
    ok(officer.send("PUT", people, "{}"));
  }

  @Test
  void theListOfGapsNamesTheGridAndTheTime() {
    var gaps = ok(officer.get("/api/v1/duty/gaps?days=3"));
    assertThat(gaps.get("gridsLookedAt").asInt()).isEqualTo(3);
    assertThat(gaps.get("gaps").toString())
        .contains(
            "{\"grid\":\"C\",\"name\":\"Community\",\"what\":\"no-channel\",\"who\":\"Old Zhou\"");
    assertThat(eastern.get("/api/v1/duty/gaps").body()).doesNotContain("Old Zhou", "C-W");
    assertThat(officer.get("/api/v1/duty/gaps?days=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aListIsImportedAndWhatIsWrongInItIsToldByLine() {
    var list =
        """
        name;phone;email;grid;part
        Sun Li;138 0719 0001;sun@example.org;C-W;deputy
        Sun Li;138 0719 0001;;C-E;deputy
        Zhao Min;13807190002;;C-X;leader
        ;13807190003;;;
        Qian Wei;not a number;;;
        Wu Gang;13807190004;;C-W;boss
        """;
    var tried = ok(upload(list, true));
    assertThat(tried.get("accepted").asInt()).isEqualTo(2);
    assertThat(officer.get("/api/v1/people").body()).doesNotContain("Sun Li");

    var report = ok(upload(list, false));
    assertThat(report.get("rejected").asInt()).isEqualTo(4);
    assertThat(report.get("lines").toString())
        .contains("\"line\":2,\"name\":\"Sun Li\",\"outcome\":\"added\"")
        .contains("\"line\":3,\"name\":\"Sun Li\",\"outcome\":\"known\"")
        .contains("there is no grid 'C-X'", "name must be given", "part must be leader or deputy");
    var people = officer.get("/api/v1/people").body();
    assertThat(people).contains("13807190001").doesNotContain("Zhao Min", "Qian Wei", "Wu Gang");
    assertThat(ok(upload(list, false)).get("lines").get(0).get("outcome").asString())
        .as("again")
        .isEqualTo("known");
  }

  private static HttpResponse<String> upload(String list, boolean dryRun) {
    return officer.send("POST", "/api/v1/people/import?dryRun=" + dryRun, list);
  }

  @Test
  void whoIsLimitedToAGridChangesItAndSeesNoOther() {
    assertThat(eastern.get("/api/v1/duty/C-E").statusCode()).isEqualTo(200);
    assertThat(eastern.get("/api/v1/duty/C-W").statusCode()).isEqualTo(404);
    assertThat(eastern.get("/api/v1/duty/C-W/rota").statusCode()).isEqualTo(404);
    int own = person("He Dong");
    int foreign = person("Fang Xi");
    ok(officer.send("PUT", "/api/v1/duty/C-E/people", "{\"deputies\": [%d]}".formatted(own)));
    ok(officer.send("PUT", "/api/v1/duty/C-W/people", "{\"deputies\": [%d]}".formatted(foreign)));
    assertThat(ok(eastern.get("/api/v1/duty/C-E/rota")).get("people").toString())
        .as("by name, without the list of people and its numbers")
        .contains("{\"id\":%d,\"name\":\"He Dong\",\"retired\":false}".formatted(own))
        .doesNotContain("Fang Xi", "138");
    assertThat(eastern.send("PUT", "/api/v1/duty/C-W/rota", "{}").statusCode()).isEqualTo(404);
    assertThat(eastern.send("PUT", "/api/v1/duty/C-W/people", "{}").statusCode()).isEqualTo(404);
    assertThat(eastern.send("POST", "/api/v1/duty/C-W/swaps", "{}").statusCode()).isEqualTo(404);
    assertThat(eastern.get("/api/v1/people").statusCode()).isEqualTo(403);
    assertThat(eastern.send("POST", "/api/v1/people", "{\"name\": \"X\"}").statusCode())
        .isEqualTo(403);
    assertThat(eastern.send("POST", "/api/v1/people/1/retire", "{}").statusCode()).isEqualTo(403);
    var leader = server.browser().signIn("leader", TestServer.PASSWORD);
    assertThat(leader.get("/api/v1/duty/C-E/rota").statusCode()).isEqualTo(200);
    assertThat(leader.send("PUT", "/api/v1/duty/C-E/rota", "{}").statusCode()).isEqualTo(403);
    assertThat(leader.get("/api/v1/people").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /people | {} | name must be given",
        "POST | /people | {\"name\": \"A\", \"ways\": [{\"means\": \"pigeon\"}]} | means must be one of",
        "POST | /people | {\"name\": \"A\", \"ways\": [{\"means\": \"email\", \"address\": \"x\"}]} |"
            + " x is no address for email",
        "POST | /people | {\"name\": \"A\", \"ways\": [null]} | a way must be given",
        "POST | /people | {\"name\": \"A\", \"ways\": [{\"means\": \"sms\", \"address\": \"12345\","
            + " \"quietFrom\": \"22:00\"}]} | quiet hours need",
        "POST | /people/1/leaves | {\"to\": \"2020-01-01T00:00:00Z\"} | to must be after from",
        "PUT | /duty/C-W/rota | {\"shifts\": [{\"person\": 1}]} | shifts[0] needs person",
        "PUT | /duty/C-W/rota | {\"shifts\": [{\"person\": 99, \"from\": \"08:00\", \"to\": \"09:00\"}]}"
            + " | there is no person 99",
        "PUT | /duty/C-W/rota | {\"shifts\": [{\"person\": 1, \"from\": \"08:00\", \"to\": \"09:00\","
            + " \"days\": [8]}]} | a day is 1",
        "PUT | /duty/C-W/rota | {\"shifts\": [{\"person\": 1, \"from\": \"08:00\", \"to\": \"09:00\","
            + " \"holidays\": \"never\"}]} | holidays must be",
        "PUT | /duty/C-W/rota | {\"shifts\": [{\"person\": 1, \"from\": \"08:00\", \"to\": \"09:00\","
            + " \"since\": \"2026-02-02\", \"until\": \"2026-02-01\"}]} | until must not be before",
        "PUT | /duty/C-W/people | {\"leader\": 99} | there is no person 99",
        "PUT | /duty/C-W/people | {\"deputies\": [1, 1]} | different people",
        "POST | /duty/C-W/swaps | {\"person\": 1, \"insteadOf\": 1} | nobody takes over",
        "POST | /people/import | nothing known | no column is called 'name'",
      })
  void whatCannotBeIsRefusedWithTheReason(String method, String path, String body, String why) {
    var answer = officer.send(method, "/api/v1" + path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).get("detail").asString()).contains(why);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(officer.get("/api/v1/duty/C-X").statusCode()).isEqualTo(404);
    assertThat(officer.send("PUT", "/api/v1/people/4711", "{\"name\": \"A\"}").statusCode())
        .isEqualTo(404);
    assertThat(officer.send("DELETE", "/api/v1/people/1/leaves/4711", "").statusCode())
        .isEqualTo(404);
  }
}
