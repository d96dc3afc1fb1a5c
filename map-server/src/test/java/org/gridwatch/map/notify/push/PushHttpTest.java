package org.gridwatch.map.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.PushBrowser;
import org.gridwatch.map.notify.tap.Spot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wang signs in as {@code east} and Sun as {@code west}; the push service is a stand-in. */
class PushHttpTest {
  private static final String PATH = "/api/v1/push";
  private static final int SUN = 3;
  private static Spot spot;
  private static Browser officer;
  private static Browser wang;
  private static Browser sun;

  private final AtomicInteger answer = new AtomicInteger(201);
  private final PushBrowser phone = new PushBrowser();
  private Provider service;
  private JsonNode channel;

  @BeforeAll
  static void start() {
    spot = new Spot();
    officer = spot.as("officer");
    wang = spot.as("east");
    sun = spot.as("west");
    ok(officer.send("PUT", "/api/v1/people/" + Spot.WANG, person("王芳", "east")));
    ok(officer.send("PUT", "/api/v1/people/" + SUN, person("Sun", "west")));
  }

  @AfterAll
  static void stop() {
    spot.close();
  }

  @BeforeEach
  void setUp() throws IOException {
    service = new Provider(_ -> Reply.status(answer.get()));
    channel =
        ok(
            spot.server
                .admin()
                .send(
                    "POST",
                    "/api/v1/channels",
                    "{\"name\": \"Browsers\", \"settings\": %s}"
                        .formatted(PushBrowser.channel(service.url()))));
  }

  @AfterEach
  void takeDown() {
    spot.server
        .database
        .jdbc()
        .sql("truncate notice_try, notice, escalation, channel, person_way cascade")
        .update();
    service.close();
  }

  private static String person(String name, String account) {
    return "{\"name\": \"%s\", \"account\": \"%s\", \"ways\": []}".formatted(name, account);
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static void refused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
  }

  private String subscription(String path) {
    return phone.subscription(service.url().resolve(path));
  }

  private String endpoint(String path) {
    return "{\"endpoint\": \"" + service.url().resolve(path) + "\"}";
  }

  /** As the page of the people shows them: {@code means state}. */
  private static List<String> ways(int person) {
    var all = ok(officer.get("/api/v1/people"));
    var row =
        StreamSupport.stream(all.spliterator(), false)
            .filter(one -> one.get("id").asInt() == person)
            .findFirst()
            .orElseThrow();
    return StreamSupport.stream(row.get("ways").spliterator(), false)
        .map(way -> way.get("means").asString() + " " + state(way))
        .toList();
  }

  private static String state(JsonNode way) {
    if (!way.get("endedAt").isNull()) {
      return "ended";
    }
    return way.get("verified").asBoolean() ? "verified" : "unverified";
  }

  @Test
  void aPhoneIsToldAndCountsAsVerifiedOnceTheTestMessageHasArrivedThere() {
    var before = ok(wang.get(PATH));
    assertThat(before.get("person").asString()).isEqualTo("王芳");
    assertThat(before.get("key")).isEqualTo(channel.get("settings").get("publicKey"));
    assertThat(before.get("devices")).isEmpty();

    var on = ok(wang.send("PUT", PATH, subscription("/push/wang")));
    assertThat(on.get("receipt").asString()).isEqualTo("taken");
    assertThat(ways(Spot.WANG)).containsExactly("push unverified");
    var request = service.only();
    assertThat(request.uri().getPath()).isEqualTo("/push/wang");
    var claims = PushBrowser.claims(request, before.get("key").asString());
    assertThat(claims.path("aud").asString()).isEqualTo(service.url().toString());
    var told = phone.opened(request.bytes());
    assertThat(told.get("title").asString()).contains("GridWatch");
    String proof = told.get("key").asString();
    assertThat(told.get("link").asString()).endsWith("/phone.html#" + proof);
    assertThat(on.toString()).as("only the browser can read it").doesNotContain(proof);

    var seen = "{\"proof\": \"" + proof + "\"}";
    refused(sun.send("POST", PATH + "/seen", seen), 404, "there is no test message");
    refused(wang.send("POST", PATH + "/seen", "{\"proof\": \"push-1\"}"), 404, "push-1");
    assertThat(ways(Spot.WANG)).containsExactly("push unverified");
    var after = ok(wang.send("POST", PATH + "/seen", seen));
    assertThat(after.get("devices").get(0).get("verified").asBoolean()).isTrue();
    assertThat(ways(Spot.WANG)).containsExactly("push verified");

    assertThat(wang.send("POST", PATH + "/off", endpoint("/push/wang")).statusCode())
        .isEqualTo(204);
    assertThat(ways(Spot.WANG)).isEmpty();
    refused(wang.send("POST", PATH + "/off", endpoint("/push/wang")), 404, "subscription");
    assertThat(spot.server.admin().get("/api/v1/audit?action=push").body())
        .contains("push.on", "push.off");
  }

  @Test
  void nobodyTouchesSomebodyElsesBrowserUnlessTheySitBeforeIt() {
    ok(wang.send("PUT", PATH, subscription("/push/one")));
    refused(sun.send("POST", PATH + "/off", endpoint("/push/one")), 404, "subscription");
    var guessed = new PushBrowser().subscription(service.url().resolve("/push/one"));
    refused(sun.send("PUT", PATH, guessed), 409, "somebody else's");
    assertThat(ways(Spot.WANG)).containsExactly("push unverified");
    assertThat(ways(SUN)).isEmpty();

    ok(sun.send("PUT", PATH, subscription("/push/one")));
    assertThat(ways(Spot.WANG)).as("Sun has signed in at the same phone").isEmpty();
    assertThat(ways(SUN)).containsExactly("push unverified");
  }

  @Test
  void anAccountThatIsNobodysAndAHouseWithoutAChannelAreToldSo() {
    var viewer = spot.as("viewer");
    assertThat(ok(viewer.get(PATH)).get("person").isNull()).isTrue();
    refused(viewer.send("PUT", PATH, subscription("/push/v")), 409, "belongs to no person");
    var url = "/api/v1/channels/" + channel.get("id").asInt();
    var off =
        "{\"name\": \"Browsers\", \"enabled\": false, \"settings\": "
            + channel.get("settings")
            + "}";
    ok(spot.server.admin().send("PUT", url, off));
    assertThat(ok(wang.get(PATH)).get("key").isNull()).isTrue();
    refused(wang.send("PUT", PATH, subscription("/push/w")), 409, "no channel for browsers");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void onlyKnownPushServicesAreCalledAndWhatTheyRefuseIsNotKept() throws IOException {
    try (var inside = new Provider(_ -> Reply.status(201))) {
      var elsewhere = phone.subscription(inside.url().resolve("/admin"));
      refused(wang.send("PUT", PATH, elsewhere), 400, "known push service");
      assertThat(inside.requests()).isEmpty();
    }
    refused(wang.send("PUT", PATH, endpoint("/push/w")), 400, "an endpoint and two keys");
    answer.set(410);
    refused(wang.send("PUT", PATH, subscription("/push/w")), 409, "the subscription has ended");
    assertThat(ways(Spot.WANG)).isEmpty();
    answer.set(503);
    var later = ok(wang.send("PUT", PATH, subscription("/push/w")));
    assertThat(later.get("receipt").asString()).isEqualTo("later");
    assertThat(later.get("why").asString()).contains("503");
    assertThat(ways(Spot.WANG)).containsExactly("push unverified");
  }

  @Test
  void whoCameWithANumberAloneKeepsItBeforeTheBrowser() {
    var db = spot.server.database.jdbc();
    db.sql("update person set phone = '13800000009' where id = ?").param(SUN).update();
    ok(sun.send("PUT", PATH, subscription("/push/sun")));
    assertThat(ways(SUN)).containsExactly("sms unverified", "voice unverified", "push unverified");
    assertThat(ok(sun.get(PATH)).get("others").toString()).isEqualTo("[\"sms\",\"voice\"]");
    db.sql("update person set phone = '' where id = ?").param(SUN).update();
  }

  @Test
  void aSubscriptionThatHasEndedIsShownAndNotTriedAgain() {
    ok(wang.send("PUT", PATH, subscription("/push/wang")));
    answer.set(410);
    spot.raise(Spot.EAST);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ways(Spot.WANG)).containsExactly("push ended"));
    assertThat(service.requests()).hasSize(2);
    assertThat(ok(wang.get(PATH)).get("devices").get(0).get("endedAt").isNull()).isFalse();

    long second = spot.raise(Spot.EAST);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(officer.get("/api/v1/alerts/" + second + "/notices").body())
                    .contains("no way to reach them"));
    assertThat(service.requests()).as("nothing is sent there any more").hasSize(2);

    answer.set(201);
    ok(wang.send("PUT", PATH, subscription("/push/wang")));
    assertThat(ways(Spot.WANG)).containsExactly("push unverified");
  }

  @Test
  void anAccountBelongsToOnePersonAndAWrongOneIsPointedAt() {
    var path = "/api/v1/people/" + SUN;
    refused(officer.send("PUT", path, person("Sun", "nobody")), 400, "there is no account nobody");
    var taken = officer.send("PUT", path, person("Sun", "east"));
    refused(taken, 400, "somebody else's");
    assertThat(JsonMapper.shared().readTree(taken.body()).get("field").asString())
        .isEqualTo("account");
    var untouched = ok(officer.send("PUT", path, "{\"name\": \"Sun\", \"ways\": []}"));
    assertThat(untouched.get("account").asString()).isEqualTo("west");
    assertThat(ok(officer.send("PUT", path, person("Sun", ""))).get("account").isNull()).isTrue();
    assertThat(ok(sun.get(PATH)).get("person").isNull()).isTrue();
    ok(officer.send("PUT", path, person("Sun", "west")));
  }

  @Test
  void whoRetiresGivesTheirAccountBack() {
    spot.server.addAccount("north", Role.LEADER, "C-E");
    var made = ok(officer.send("POST", "/api/v1/people", person("Zhao", "north")));
    ok(officer.send("POST", "/api/v1/people/" + made.get("id").asInt() + "/retire", "{}"));
    assertThat(ok(spot.as("north").get(PATH)).get("person").isNull()).isTrue();
    assertThat(ok(officer.send("POST", "/api/v1/people", person("Qian", "north"))).get("account"))
        .isNotNull();
  }
}
