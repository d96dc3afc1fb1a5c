package org.gridwatch.map.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.gridwatch.map.account.Scope;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the server publishes about its REST API. */
class ApiDocumentTest {
  private static final String PATH = "/api/v1/openapi.json";
  private static final String PROBLEM = "application/problem+json";

  private static TestServer server;
  private static String text;
  private static OpenAPI api;

  @BeforeAll
  static void read() {
    server = new TestServer();
    var answer = server.admin().get(PATH);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    text = answer.body();
    var parsed = new OpenAPIV3Parser().readContents(text);
    assertThat(parsed.getMessages()).isEmpty();
    api = Objects.requireNonNull(parsed.getOpenAPI());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void itIsOpenApi31AndNamesNoHost() {
    assertThat(text).contains("\"openapi\":\"3.1.");
    assertThat(api.getServers())
        .singleElement()
        .satisfies(s -> assertThat(s.getUrl()).isEqualTo("/"));
    assertThat(api.getComponents().getSecuritySchemes())
        .containsOnlyKeys("session", "csrf", "token", "link");
  }

  @Test
  void everyEndpointIsInItAndNothingElse() {
    var mappings =
        server.context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    var coded = new TreeSet<String>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, handler) ->
                mapping.getMethodsCondition().getMethods().stream()
                    .filter(method -> handler.getBeanType().getName().startsWith("org.gridwatch."))
                    .forEach(
                        method ->
                            mapping
                                .getPatternValues()
                                .forEach(path -> coded.add(method + " " + path))));
    assertThat(coded).hasSizeGreaterThan(70);
    assertThat(operations().keySet()).containsExactlyElementsOf(coded);
  }

  @Test
  void everyOperationSaysWhatItDoesAndHowItRefuses() {
    each(
        (soft, operation) -> {
          soft.assertThat(operation.getSummary()).isNotBlank();
          soft.assertThat(operation.getDescription()).startsWith("For ");
          soft.assertThat(operation.getTags()).hasSize(1);
          soft.assertThat(operation.getSecurity()).isNotEmpty();
          soft.assertThat(operation.getResponses().keySet()).contains("401", "5XX");
          soft.assertThat(operation.getResponses().keySet()).anyMatch(code -> code.startsWith("2"));
          operation
              .getResponses()
              .forEach(
                  (status, response) -> {
                    if (status.startsWith("4") && !status.equals("422")) {
                      soft.assertThat(resolved(response).getContent()).containsOnlyKeys(PROBLEM);
                    }
                  });
        });
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(operations().values()).extracting(Operation::getOperationId).doesNotHaveDuplicates();
  }

  @Test
  void writingNeedsTheCsrfHeaderOrATokenOfTheRightScope() {
    var acknowledge = operation("POST /api/v1/alerts/{id}/acknowledge");
    assertThat(acknowledge.getSecurity())
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).containsOnlyKeys("session", "csrf"))
        .anySatisfy(one -> assertThat(one.get("token")).containsExactly("act"));
    assertThat(operation("PUT /api/v1/me").getSecurity())
        .singleElement()
        .satisfies(one -> assertThat(one).containsOnlyKeys("session", "csrf"));
    assertThat(operation("GET /api/v1/users").getDescription())
        .isEqualTo("For operator; never with an API token.");
  }

  @Test
  void answersAreToldApartByTheOutcome() {
    assertThat(operation("PUT /api/v1/rules/{id}").getResponses())
        .containsOnlyKeys("200", "400", "401", "403", "404", "409", "413", "5XX");
    assertThat(operation("DELETE /api/v1/tokens/{id}").getResponses())
        .containsOnlyKeys("204", "400", "401", "403", "404", "5XX");
    assertThat(operation("GET /api/v1/me").getResponses())
        .containsOnlyKeys("200", "401", "403", "5XX");
    assertThat(operation("POST /api/v1/grids/import").getResponses())
        .hasEntrySatisfying(
            "422", report -> assertThat(report.getContent()).containsOnlyKeys("application/json"));
  }

  @Test
  void recordsOfTheSameNameAreNotMixedUp() {
    assertThat(schema("AlertListPage").getProperties()).containsKeys("alerts", "counts");
    assertThat(schema("DeviceListPage").getProperties()).containsKeys("total", "items");
    assertThat(schema("TokensWish").getProperties())
        .containsOnlyKeys("name", "scopes", "expiresAt");
  }

  @Test
  void alertsIncidentsAndRulesAreNamedFieldByField() {
    assertThat(schema("AlertRow").getProperties())
        .containsKeys("id", "severity", "phase", "raisedAt", "explanation", "revision");
    assertThat(schema("IncidentRow").getProperties()).containsKeys("cause", "openedAt", "members");
    assertThat(schema("RuleFields").getProperties()).containsKeys("code", "watch", "condition");
    assertThat(schema("RuleRow").getAllOf())
        .anySatisfy(part -> assertThat(part.get$ref()).endsWith("/RuleFields"))
        .anySatisfy(part -> assertThat(part.getProperties()).containsKeys("warnings"));
    assertThat(field(schema("RuleFields"), "condition").getDiscriminator().getMapping())
        .hasSize(9)
        .containsEntry("night_flow", "#/components/schemas/RuleConditionNightFlow");
    assertThat(schema("RuleConditionRate").getRequired())
        .containsExactlyInAnyOrder("type", "quantities", "window_s", "steps");
    assertThat(field(schema("AlertRow"), "value").getTypes())
        .containsExactlyInAnyOrder("number", "null");
  }

  @Test
  void whatMayBeNullSaysSo() {
    var placed = schema("PlacePlace");
    assertThat(placed.getRequired()).contains("name", "centre", "mqtt").doesNotContain("bounds");
    assertThat(field(placed, "bounds").getTypes()).containsExactlyInAnyOrder("array", "null");
    assertThat(field(placed, "name").getTypes()).containsExactly("string");
  }

  @Test
  void theAskersOwnRightsAreNoParameter() {
    assertThat(text).doesNotContain("allLeaves", "Accept-Encoding", "accountId");
  }

  @Test
  void anyTokenReadsItAndAStrangerDoesNot() {
    for (var scope : Scope.values()) {
      var token = server.token("admin", scope);
      var answer = server.browser().get(PATH, "Authorization", "Bearer " + token);
      assertThat(answer.statusCode()).as(scope.word()).isEqualTo(200);
    }
    var stranger = server.browser().get(PATH);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
    assertThat(server.admin().get(PATH + ".yaml").statusCode()).isEqualTo(404);
    assertThat(server.admin().get("/v3/api-docs").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyTalksYamlToTheEndpoints() {
    var answer = server.admin().get("/api/v1/settings", "Accept", "application/yaml");
    assertThat(answer.statusCode()).isEqualTo(406);
    var sent = server.admin().post("/api/v1/planned-work", "application/yaml", new byte[] {'a'});
    assertThat(sent.statusCode()).isEqualTo(415);
  }

  private static void each(BiConsumer<SoftAssertions, Operation> check) {
    operations()
        .forEach(
            (name, operation) -> {
              var soft = new SoftAssertions();
              check.accept(soft, operation);
              assertThat(soft.errorsCollected()).as(name).isEmpty();
            });
  }

  private static Map<String, Operation> operations() {
    var found = new TreeMap<String, Operation>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> found.put(method + " " + path, operation)));
    return found;
  }

  private static Operation operation(String name) {
    return Objects.requireNonNull(operations().get(name), name);
  }

  private static Schema<?> schema(String name) {
    return Objects.requireNonNull(api.getComponents().getSchemas().get(name), name);
  }

  private static Schema<?> field(Schema<?> of, String name) {
    return Objects.requireNonNull(of.getProperties().get(name), name);
  }

  private static ApiResponse resolved(ApiResponse response) {
    var reference = response.get$ref();
    return reference == null
        ? response
        : Objects.requireNonNull(
            api.getComponents()
                .getResponses()
                .get(reference.substring(reference.lastIndexOf('/') + 1)));
  }
}
