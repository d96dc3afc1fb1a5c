package org.gridwatch.map.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.api.Described;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is answered about alerts is what the published document says of it, field by field. */
class AlertDocumentTest {
  private static AlertTown town;
  private static Browser officer;
  private static Described document;
  private static long alert;

  /** Two that are one incident, one of them shelved, judged and taken; and one by hand. */
  @BeforeAll
  static void start() {
    town = new AlertTown();
    officer = town.as("officer");
    document = Described.to(officer);
    alert = town.raise(1, Severity.ORANGE);
    town.raise(3, Severity.RED);
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  private static JsonNode read(String operation, Object... values) {
    String path = operation.replace("{id}", "%s").formatted(values).substring("GET ".length());
    var answer = officer.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(document.differences(operation, 200, answer.body())).as(answer.body()).isEmpty();
    return AlertTown.json(answer.body());
  }

  @Test
  void aPageOfAlertsAndEachWithAllAboutIt() {
    var row = read("GET /api/v1/alerts").path("alerts").path(0);
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("AlertRow"));
    var whole = read("GET /api/v1/alerts/{id}", alert);
    assertThat(whole.propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("AlertWhole"));
    assertThat(whole.path("timeline").path(0).propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("AlertWholeEntry"));
    assertThat(whole.path("cameras")).isNotEmpty();
    assertThat(whole.path("rule").path("condition").path("steps")).isNotEmpty();
  }

  @Test
  void incidentsAndEachWithItsAlerts() {
    var row = read("GET /api/v1/incidents").path(0);
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("IncidentRow"));
    var whole = read("GET /api/v1/incidents/{id}", row.path("id"));
    assertThat(whole.propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("IncidentRowWhole"));
    assertThat(whole.path("alerts")).hasSize(2);
  }

  @Test
  void whatAnActionAnswers() {
    act("acknowledge", "{}");
    act("assign", "{\"to\":\"officer\"}");
    act("comment", "{\"words\":\"on the way\"}");
    act("judge", "{\"real\":false,\"reason\":\"steam\"}");
    String until = town.server.clock.instant().plusSeconds(600).toString();
    act("shelve", "{\"until\":\"" + until + "\",\"reason\":\"painting\"}");
    act("unshelve", "{}");
    read("GET /api/v1/alerts/{id}", alert);
  }

  private static void act(String action, String body) {
    var answer = officer.send("POST", "/api/v1/alerts/" + alert + "/" + action, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String operation = "POST /api/v1/alerts/{id}/" + action;
    assertThat(document.differences(operation, 200, answer.body())).as(action).isEmpty();
  }

  @Test
  void oneRaisedByHand() {
    var body =
        "{\"severity\":\"blue\",\"kind\":\"other\",\"words\":\"x\",\"lon\":110.5,\"lat\":32.6}";
    var made = officer.send("POST", "/api/v1/alerts", body);
    assertThat(document.differences("POST /api/v1/alerts", 201, made.body())).isEmpty();
    long id = AlertTown.json(made.body()).path("id").asLong();
    assertThat(read("GET /api/v1/alerts/{id}", id).path("rule").isNull()).isTrue();
    var cleared = officer.send("POST", "/api/v1/alerts/" + id + "/clear", "{\"words\":\"over\"}");
    assertThat(document.differences("POST /api/v1/alerts/{id}/clear", 200, cleared.body()))
        .isEmpty();
  }
}
