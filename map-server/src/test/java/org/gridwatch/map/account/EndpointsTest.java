package org.gridwatch.map.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every endpoint there is, and everybody who must be refused there. */
class EndpointsTest {
  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final Set<Role> STAFF = EnumSet.of(Role.OFFICER, Role.PLANNER, Role.OPERATOR);
  private static final Set<Role> PLANNERS = EnumSet.of(Role.PLANNER, Role.OPERATOR);
  private static final Set<Role> DUTY = EnumSet.of(Role.OFFICER, Role.OPERATOR);
  private static final Set<Role> ACTING = EnumSet.of(Role.OFFICER, Role.LEADER, Role.OPERATOR);
  private static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR);

  /** A new endpoint needs a line here: who may use it, and with which scope of a token. */
  private static final String EXPECTED =
      """
      POST   /session                         anyone    -
      DELETE /session                         all       -
      GET    /me                              all       read
      PUT    /me                              all       -
      PUT    /me/password                     all       -
      GET    /tokens                          all       -
      POST   /tokens                          all       -
      DELETE /tokens/{id}                     all       -
      GET    /users                           operators -
      POST   /users                           operators -
      PUT    /users/{name}                    operators -
      POST   /users/{name}/password           operators -
      POST   /users/{name}/unlock             operators -
      GET    /listeners                       operators operate
      POST   /listeners                       operators operate
      DELETE /listeners/{user}                operators operate
      GET    /audit                           operators operate
      GET    /openapi.json                    all       any
      GET    /place                           all       read
      GET    /settings                        operators read
      PUT    /settings                        operators operate
      GET    /status                          operators read
      GET    /grids                           all       read
      GET    /grids/{code}                    all       read
      PUT    /grids/{code}                    planners  registry
      GET    /grids/export                    staff     read
      POST   /grids/import                    planners  registry
      GET    /buildings/near                  all       read
      GET    /search                          all       read
      GET    /basemap/{z}/{x}/{y}.json        all       read
      POST   /basemap/import                  planners  registry
      GET    /devices/map                     all       read
      GET    /devices                         all       read
      POST   /devices                         operators registry
      GET    /devices/export                  staff     read
      POST   /devices/import                  operators registry
      POST   /devices/retire                  operators registry
      GET    /devices/{name}                  all       read
      PUT    /devices/{name}                  operators registry
      POST   /devices/{name}/retire           operators registry
      POST   /devices/{name}/restore          operators registry
      POST   /devices/{name}/replace          operators registry
      POST   /devices/{name}/token            operators registry
      GET    /devices/{name}/events           all       read
      GET    /devices/{name}/snapshots/latest all       read
      GET    /devices/{name}/snapshots/{event} all      read
      GET    /newcomers                       staff     read
      POST   /newcomers/{name}/adopt          operators registry
      DELETE /newcomers/{name}                operators registry
      GET    /rejects                         staff     read
      GET    /rejects/counts                  staff     read
      GET    /enrolment-key                   operators operate
      POST   /enrolment-key/rotate            operators operate
      GET    /rules                           all       read
      POST   /rules                           duty      rules
      GET    /rules/vocabulary                all       read
      GET    /rules/{id}                      all       read
      PUT    /rules/{id}                      duty      rules
      DELETE /rules/{id}                      duty      rules
      GET    /rules/{id}/versions             all       read
      GET    /planned-work                    all       read
      POST   /planned-work                    duty      rules
      POST   /planned-work/{id}/end           duty      rules
      GET    /holidays                        all       read
      PUT    /holidays                        duty      rules
      POST   /trials                          duty      rules
      GET    /trials/{id}                     duty      rules
      DELETE /trials/{id}                     duty      rules
      GET    /alerts                          all       read
      POST   /alerts                          acting    act
      POST   /alerts/bulk                     acting    act
      GET    /alerts/report                   all       read
      GET    /alerts/report.csv               all       read
      GET    /alerts.atom                     all       read
      GET    /alerts/{id}                     all       read
      GET    /alerts/{id}/cap.xml             all       read
      POST   /alerts/{id}/acknowledge         acting    act
      POST   /alerts/{id}/assign              acting    act
      POST   /alerts/{id}/comment             acting    act
      POST   /alerts/{id}/shelve              acting    act
      POST   /alerts/{id}/unshelve            acting    act
      POST   /alerts/{id}/judge               acting    act
      POST   /alerts/{id}/clear               acting    act
      GET    /alerts/{id}/photos              all       read
      GET    /alerts/{id}/photos/{n}          all       read
      GET    /incidents                       all       read
      GET    /incidents/{id}                  all       read
      GET    /people                          staff     read
      POST   /people                          staff     registry
      POST   /people/import                   staff     registry
      PUT    /people/{id}                     staff     registry
      POST   /people/{id}/retire              staff     registry
      POST   /people/{id}/leaves              staff     registry
      DELETE /people/{id}/leaves/{leave}      staff     registry
      GET    /duty/gaps                       all       read
      GET    /duty/{grid}                     all       read
      GET    /duty/{grid}/rota                all       read
      PUT    /duty/{grid}/rota                staff     registry
      PUT    /duty/{grid}/people              staff     registry
      POST   /duty/{grid}/swaps               staff     registry
      DELETE /duty/{grid}/swaps/{id}          staff     registry
      GET    /drills                          all       read
      GET    /drills/{id}                     all       read
      POST   /drills                          staff     registry
      POST   /drills/{id}/end                 staff     registry
      GET    /routing                         all       read
      GET    /routing/preview                 all       read
      PUT    /routing/{severity}              staff     registry
      DELETE /routing/{severity}              staff     registry
      GET    /alerts/{id}/notices             all       read
      GET    /alerts/waiting                  all       read
      GET    /channels                        operators read
      POST   /channels                        operators operate
      PUT    /channels/{id}                   operators operate
      DELETE /channels/{id}                   operators operate
      POST   /channels/{id}/test              operators operate
      POST   /channels/vapid-keys             operators operate
      GET    /messages                        staff     read
      POST   /messages/preview                staff     read
      PUT    /messages/language               staff     registry
      PUT    /messages/{use}/{language}       staff     registry
      DELETE /messages/{use}/{language}       staff     registry
      GET    /push                            all       -
      PUT    /push                            all       -
      POST   /push/seen                       all       -
      POST   /push/off                        all       -
      GET    /tap                             anyone    -
      GET    /tap/basemap/{z}/{x}/{y}.json    anyone    -
      GET    /tap/photos/{n}                  anyone    -
      POST   /tap/photo                       anyone    -
      POST   /tap/{action}                    anyone    -
      GET    /series/{id}/chart               all       read
      GET    /live                            all       read
      PUT    /live/{viewer}/watch             all       read
      """;

  @SuppressWarnings("StringSplitter") // our own table
  private record Line(String method, String path, Set<Role> roles, String scope) {
    static Line of(String text) {
      var words = text.split(" +");
      var roles =
          switch (words[2]) {
            case "anyone" -> Set.<Role>of();
            case "all" -> ALL;
            case "staff" -> STAFF;
            case "planners" -> PLANNERS;
            case "duty" -> DUTY;
            case "acting" -> ACTING;
            case "operators" -> OPERATORS;
            default -> throw new IllegalArgumentException(text);
          };
      return new Line(words[0], words[1], roles, words[3]);
    }

    boolean opensTo(Scope asked) {
      return scope.equals(asked.word()) || scope.equals("any");
    }

    boolean open() {
      return roles.isEmpty();
    }

    /** With something in place of each variable that no real thing is called. */
    String filled() {
      return "/api/v1"
          + path.replace("{id}", "2000000000")
              .replace("{leave}", "2000000000")
              .replace("{z}", "12")
              .replaceAll("\\{[xyn]}", "1")
              .replaceAll("\\{[a-z]+}", "nothing-of-that-name");
    }

    boolean writes() {
      return !method.equals("GET");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final List<Line> LINES = EXPECTED.lines().map(Line::of).toList();

  private static TestServer server;
  private static final Map<Role, Browser> PEOPLE = new EnumMap<>(Role.class);

  @BeforeAll
  static void start() {
    server = new TestServer();
    for (var role : Role.values()) {
      server.addAccount(role.word(), role);
      PEOPLE.put(role, server.browser().signIn(role.word(), TestServer.PASSWORD));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyHandlerInTheCodeHasALineHere() throws ClassNotFoundException {
    assertThat(handlers()).isSubsetOf(names(LINES, Line::toString));
  }

  @Test
  void theTableInTheCodeSaysTheSame() {
    var coded =
        Access.rows().stream()
            .map(row -> row.method() + " " + row.path().getPatternString().substring(7))
            .toList();
    assertThat(coded).containsExactlyInAnyOrderElementsOf(names(LINES, Line::toString));
  }

  @Test
  void strangersAreRefusedEverywhere() {
    var stranger = server.browser();
    stranger.get("/api/v1/me"); // brings the CSRF cookie
    refused(LINES.stream().filter(line -> !line.open()), 401, stranger, "as a stranger");
  }

  @Test
  void peopleOfTheWrongRoleAreRefused() {
    for (var role : Role.values()) {
      var person = person(role);
      refused(
          LINES.stream().filter(line -> !line.open() && !line.roles.contains(role)),
          403,
          person,
          "as " + role);
    }
  }

  @Test
  void peopleOfTheRightRoleComeThrough() {
    var soft = new SoftAssertions();
    for (var line : LINES) {
      for (var role : line.roles) {
        if (!line.toString().equals("DELETE /session") && !line.path.startsWith("/live")) {
          var answer = person(role).send(line.method, line.filled(), line.writes() ? "{}" : null);
          soft.assertThat(answer.statusCode()).as(line + " as " + role).isNotIn(401, 403, 500, 503);
        }
      }
    }
    soft.assertAll();
  }

  @Test
  void nothingIsChangedWithoutTheCsrfHeader() {
    var other = server.browser().signIn("operator", TestServer.PASSWORD).withoutCsrf();
    refused(LINES.stream().filter(Line::writes), 403, other, "without CSRF header");
  }

  @Test
  void tokensReachOnlyAsFarAsTheirScope() {
    for (var scope : Scope.values()) {
      var token = server.token("operator", scope);
      var beyond = LINES.stream().filter(l -> !l.open() && !l.opensTo(scope));
      refusedWithToken(beyond, 403, token, "with scope " + scope);
    }
  }

  @Test
  void aTokenReachesNoFurtherThanItsOwner() {
    var token = server.token("viewer", Scope.READ, Scope.REGISTRY, Scope.OPERATE);
    refusedWithToken(
        LINES.stream().filter(l -> !l.open() && !l.roles.contains(Role.VIEWER)),
        403,
        token,
        "as viewer");
  }

  @Test
  void revokedTokensOpenNothing() {
    var token = server.token("operator", Scope.values());
    assertThat(withToken("GET", "/api/v1/me", token)).isEqualTo(200);
    server.database.jdbc().sql("update api_token set revoked_at = now()").update();
    refusedWithToken(LINES.stream(), 401, token, "revoked");
  }

  @Test
  void whatIsNotInTheTableDoesNotExist() {
    var person = person(Role.OPERATOR);
    assertThat(person.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(person.get("/api/v1/nothing").headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(person.get("/api/v2/me").statusCode()).isEqualTo(404);
    assertThat(person.send("DELETE", "/api/v1/me", null).statusCode()).isEqualTo(405);
    assertThat(person.send("POST", "/index.html", "{}").statusCode()).isEqualTo(404);
    assertThat(person.get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(server.browser().get("/api/v1/nothing").statusCode()).isEqualTo(401);
  }

  @Test
  void aBodyBeyondTheLimitIsNotRead() {
    var person = person(Role.OPERATOR);
    var large = "{\"language\":\"" + "x".repeat(70_000) + "\"}";
    var answer = person.send("PUT", "/api/v1/me", large);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("65536");
  }

  private static Browser person(Role role) {
    return Objects.requireNonNull(PEOPLE.get(role));
  }

  private static void refused(Stream<Line> lines, int status, Browser browser, String how) {
    var soft = new SoftAssertions();
    lines.forEach(
        line -> {
          var answer = browser.send(line.method, line.filled(), line.writes() ? "{}" : null);
          soft.assertThat(answer.statusCode()).as(line + " " + how).isEqualTo(status);
          soft.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
              .as(line + " " + how)
              .startsWith("application/problem+json");
        });
    soft.assertAll();
  }

  private static void refusedWithToken(Stream<Line> lines, int status, String token, String how) {
    var soft = new SoftAssertions();
    lines.forEach(
        line ->
            soft.assertThat(withToken(line.method, line.filled(), token))
                .as(line + " " + how)
                .isEqualTo(status));
    soft.assertAll();
  }

  private static int withToken(String method, String path, String token) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .build();
    var answer = server.browser().send(request);
    assertThat(answer.headers().firstValue("Set-Cookie"))
        .as("a token never makes a session")
        .isEmpty();
    return answer.statusCode();
  }

  private static List<String> names(List<Line> lines, Function<Line, String> name) {
    return lines.stream().map(name).toList();
  }

  /** All request mappings of all controllers of all features, found without starting them. */
  private static Set<String> handlers() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    var found = new TreeSet<String>();
    for (var bean : scanner.findCandidateComponents("org.gridwatch.map")) {
      var type = Class.forName(bean.getBeanClassName());
      if (type != ErrorsAsProblems.class) {
        found.addAll(handlersOf(type));
      }
    }
    return found;
  }

  private static Set<String> handlersOf(Class<?> type) {
    var base = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
    var prefix = base == null || base.path().length == 0 ? "" : base.path()[0];
    return Arrays.stream(type.getDeclaredMethods())
        .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
        .filter(mapping -> mapping != null)
        .flatMap(mapping -> described(prefix, mapping))
        .collect(Collectors.toSet());
  }

  private static Stream<String> described(String prefix, RequestMapping mapping) {
    var paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
    return Arrays.stream(mapping.method())
        .flatMap(
            method ->
                Arrays.stream(paths)
                    .map(path -> (method + " " + prefix + path).replace(" /api/v1", " ")));
  }
}
