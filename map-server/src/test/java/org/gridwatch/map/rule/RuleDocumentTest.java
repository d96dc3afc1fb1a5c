package org.gridwatch.map.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.api.Described;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is answered about rules is what the published document says of it, field by field. */
class RuleDocumentTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static TestServer server;
  private static Browser admin;
  private static Described document;
  private static JsonNode rules;

  @BeforeAll
  static void start() {
    server = new TestServer();
    server.context.getBean(Rules.class).addDefaults();
    admin = server.admin();
    document = Described.to(admin);
    rules = JSON.readTree(admin.get("/api/v1/rules").body());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void allRulesWithAllKindsOfConditions() {
    assertThat(document.differences("GET /api/v1/rules", 200, rules.toString())).isEmpty();
    Set<String> types =
        rules
            .valueStream()
            .map(rule -> rule.path("condition").path("type").asString())
            .collect(Collectors.toSet());
    assertThat(types).hasSize(9);
  }

  @Test
  void oneRuleWithItsWarningsAndItsVersions() {
    int id = rules.path(0).path("id").asInt();
    String one = admin.get("/api/v1/rules/" + id).body();
    assertThat(document.differences("GET /api/v1/rules/{id}", 200, one)).isEmpty();
    assertThat(JSON.readTree(one).propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.fields("RuleRow"));
    String versions = admin.get("/api/v1/rules/" + id + "/versions").body();
    assertThat(document.differences("GET /api/v1/rules/{id}/versions", 200, versions)).isEmpty();
  }

  @Test
  void aRuleAsItIsSentAndWhatComesBack() {
    for (JsonNode rule : rules) {
      var wish = ((ObjectNode) rule.deepCopy()).remove(RuleRows.SAID_BY_US);
      assertThat(document.differencesOfBody("POST /api/v1/rules", wish))
          .as(wish.toString())
          .isEmpty();
    }
    var wish = ((ObjectNode) rules.path(0).deepCopy()).remove(RuleRows.SAID_BY_US);
    wish.put("code", "another").withObject("watch").putArray("grids").add("nowhere");
    var made = admin.send("POST", "/api/v1/rules", wish.toString());
    assertThat(document.differences("POST /api/v1/rules", 201, made.body())).isEmpty();
    assertThat(JSON.readTree(made.body()).path("warnings")).isNotEmpty();
  }
}
