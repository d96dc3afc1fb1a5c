package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gridwatch.map.notify.escalate.NotifyTown.LI;
import static org.gridwatch.map.notify.escalate.NotifyTown.json;
import static org.gridwatch.map.notify.escalate.NotifyTown.numbers;
import static org.gridwatch.map.notify.escalate.NotifyTown.slots;
import static org.gridwatch.map.notify.escalate.NotifyTown.smsTaken;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.tap.Links;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an alert to the people, through real HTTP, with time moved by hand. */
class TellingTest {
  private static final String REFUSED =
      "{\"Code\": \"isv.MOBILE_NUMBER_ILLEGAL\", \"Message\": \"no such number\"}";

  private static NotifyTown town;

  @BeforeAll
  static void start() {
    town = new NotifyTown();
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @BeforeEach
  void forget() {
    town.quiet();
    town.forget();
    town.ways(LI, "sms", "13800000001");
  }

  @Test
  void redClimbsUntilSomebodyHasItAndWhoWasToldHearsThatItIsOver() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      long alert = town.raise(1, Severity.RED);
      town.quiet();
      assertThat(numbers(sms)).containsExactly("1");
      assertThat(slots(sms.only())).contains("红色", "East 1 Main Street");
      town.pass(Duration.ofSeconds(59));
      assertThat(numbers(sms)).containsExactly("1");
      town.pass(Duration.ofSeconds(1));
      assertThat(numbers(sms)).containsExactly("1", "2");
      town.pass(Duration.ofSeconds(120));
      assertThat(numbers(sms)).containsExactly("1", "2", "4");
      town.pass(Duration.ofMinutes(3));
      assertThat(numbers(sms).subList(3, 6)).containsExactlyInAnyOrder("1", "2", "4");

      var officer = town.as("officer");
      var telling = json(officer.get("/api/v1/alerts/" + alert + "/notices").body());
      assertThat(telling.get("state").asString()).isEqualTo("running");
      assertThat(telling.get("next").get("who").asString()).isEqualTo("duty");
      assertThat(telling.get("notices").get(0).get("who").asString()).isEqualTo("Li");
      assertThat(telling.toString())
          .contains("control-room", "reminder")
          .doesNotContain("13800000001");

      var taken = officer.send("POST", "/api/v1/alerts/" + alert + "/acknowledge", "{}");
      assertThat(taken.statusCode()).isEqualTo(200);
      town.pass(Duration.ofHours(2));
      assertThat(numbers(sms)).hasSize(6);
      town.settle(List.of(town.leak(1, What.CLEARED, Severity.RED)));
      town.quiet();
      assertThat(numbers(sms).subList(6, 9)).containsExactlyInAnyOrder("1", "2", "4");
      assertThat(slots(sms.requests().getLast())).contains("已解除");
    }
  }

  @Test
  void aWayThatIsRefusedIsFollowedByTheNextAndAPersonWithoutOneByTheNextStep() throws IOException {
    town.ways(LI, "voice", "13800000001", "sms", "13800000009", "sms", "13800000008");
    try (var sms =
        town.sms(
            request ->
                NotifyTown.number(request).endsWith("9") ? Reply.ok(REFUSED) : smsTaken(request))) {
      long alert = town.raise(1, Severity.ORANGE);
      town.quiet();
      assertThat(numbers(sms)).containsExactly("9", "8");
      assertThat(town.notices(alert))
          .containsExactly(
              "raised Li voice failed there is no channel for voice",
              "raised Li sms failed isv.MOBILE_NUMBER_ILLEGAL no such number",
              "raised Li sms sent");

      town.ways(LI, "voice", "13800000001");
      long other = town.raise(3, Severity.ORANGE);
      town.quiet();
      assertThat(town.notices(other))
          .as("Li cannot be reached, so Sun is told at once")
          .containsExactly(
              "raised Li voice failed there is no channel for voice", "raised Sun sms sent");
    }
  }

  @Test
  void worseTellsAnewAndAnotherGridsPeopleAreLeftAlone() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      town.raise(1, Severity.YELLOW);
      town.raise(2, Severity.YELLOW);
      town.quiet();
      assertThat(numbers(sms)).containsExactlyInAnyOrder("1", "3");
      town.settle(List.of(town.leak(1, What.STEPPED, Severity.RED)));
      town.quiet();
      assertThat(numbers(sms)).hasSize(3).endsWith("1");
    }
  }

  @Test
  void whoTakesOverAGridIsToldOfWhatNobodyHasYet() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      long alert = town.raise(2, Severity.YELLOW);
      town.quiet();
      var swap =
          "{\"person\": 4, \"from\": \"%s\", \"to\": \"%s\"}"
              .formatted(
                  town.server.clock.instant().plusSeconds(600),
                  town.server.clock.instant().plusSeconds(86_400));
      var made = town.as("officer").send("POST", "/api/v1/duty/C-W/swaps", swap);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      town.pass(Duration.ofMinutes(5));
      assertThat(numbers(sms)).containsExactly("3");
      town.pass(Duration.ofMinutes(6));
      assertThat(numbers(sms)).containsExactly("3", "4");
      assertThat(town.notices(alert)).endsWith("handed-over Zhou sms sent");
      town.pass(Duration.ofMinutes(5));
      assertThat(numbers(sms)).hasSize(2);
      var id = json(made.body()).get("id").asInt();
      town.as("officer").send("DELETE", "/api/v1/duty/C-W/swaps/" + id, "");
    }
  }

  @Test
  void anOutageKeepsTheMessagesAndTheirKeys() throws IOException {
    var down = new AtomicBoolean(true);
    var keys = new ConcurrentHashMap<String, Integer>();
    try (var hook =
        new Provider(
            request -> {
              keys.merge(request.json().get("key").asString(), 1, Integer::sum);
              return down.get() ? Reply.status(503) : Reply.ok("");
            })) {
      town.channel(
          "Hook",
          "{\"type\": \"webhook\", \"url\": \"%s\", \"secret\": \"s\"}".formatted(hook.url()),
          "");
      town.ways(LI, "webhook", "https://example.org/li");
      var alerts =
          IntStream.range(0, 8).mapToObj(i -> town.raise(2 * i + 1, Severity.YELLOW)).toList();
      town.quiet();
      for (int i = 0; i < 10; i++) {
        town.pass(Duration.ofSeconds(31));
      }
      assertThat(keys.keySet().size()).as("the breaker lets only one try through").isLessThan(9);
      down.set(false);
      for (int i = 0; i < 12; i++) {
        town.pass(Duration.ofSeconds(31));
      }
      assertThat(alerts)
          .allSatisfy(one -> assertThat(town.notices(one).getFirst()).contains(" sent"));
    }
  }

  /** As DingTalk does: 20 in any minute, or the robot is stopped. */
  @Test
  void aRobotIsNeverSentTooMuchAndRedGoesFirst() throws IOException {
    var times = new ArrayList<Instant>();
    var bodies = new ArrayList<String>();
    try (var robot =
        new Provider(
            request -> {
              synchronized (times) {
                var now = town.server.clock.instant();
                times.add(now);
                bodies.add(request.body());
                long lately = times.stream().filter(at -> at.isAfter(now.minusSeconds(60))).count();
                return Reply.ok(
                    lately > 20
                        ? "{\"errcode\": 130101, \"errmsg\": \"send too fast\"}"
                        : "{\"errcode\": 0, \"errmsg\": \"ok\"}");
              }
            })) {
      town.dingTalk(robot.url(), "");
      town.ways(LI, "dingtalk", "13800000001");
      for (int minute = 0; minute < 5; minute++) {
        int first = 60 * minute + 1;
        town.settle(
            IntStream.range(0, 30)
                .mapToObj(i -> town.leak(first + 2 * i, What.RAISED, Severity.YELLOW))
                .toList());
        town.quiet();
        town.pass(Duration.ofSeconds(20));
      }
      long red = town.raise(399, Severity.RED);
      town.quiet();
      assertThat(town.notices(red)).contains("raised Li dingtalk sent");
      assertThat(bodies.getLast()).contains("红色");
      assertThat(bodies).anyMatch(body -> body.contains("30 条报警"));
    }
  }

  /** What stands in a robot's message is nobody's own link; what stands in a person's is. */
  @Test
  void whoAsksForHelpBringsTheNextAtOnce() throws Exception {
    var links = new ArrayList<String>();
    try (var sms = town.sms(NotifyTown::smsTaken);
        var hook =
            new Provider(
                request -> {
                  links.add(request.json().get("link").asString());
                  return Reply.ok("");
                })) {
      town.channel(
          "Hook",
          "{\"type\": \"webhook\", \"url\": \"%s\", \"secret\": \"s\"}".formatted(hook.url()),
          "");
      town.ways(LI, "webhook", "https://example.org/li");
      long alert = town.raise(1, Severity.ORANGE);
      town.quiet();
      assertThat(links).singleElement().asString().contains("/tap.html#");
      assertThat(press("help", URI.create(links.getFirst()).getFragment())).isEqualTo(401);
      var personal = town.server.context.getBean(Links.class);
      var until = town.server.clock.instant().plusSeconds(60);
      assertThat(press("help", personal.of(alert, LI, until).getFragment())).isEqualTo(200);
      town.quiet();
      assertThat(town.notices(alert)).contains("help Sun sms sent");
      assertThat(numbers(sms)).containsExactly("2");
    }
  }

  @Test
  void whoHasSeenAMessageIsShownAndWhoIsNextIsCountedDown() throws Exception {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      long alert = town.raise(1, Severity.ORANGE);
      town.quiet();
      assertThat(sms.requests()).hasSize(1);
      var officer = town.as("officer");
      var waiting = json(officer.get("/api/v1/alerts/waiting").body());
      assertThat(waiting).hasSize(1);
      assertThat(waiting.get(0).get("alert").asLong()).isEqualTo(alert);
      assertThat(waiting.get(0).get("who").asString()).isEqualTo("deputies");
      assertThat(Instant.parse(waiting.get(0).get("at").asString()))
          .isEqualTo(town.server.clock.instant().plus(Duration.ofMinutes(5)));
      assertThat(town.as("western").get("/api/v1/alerts/waiting").body()).isEqualTo("[]");

      var path = "/api/v1/alerts/" + alert + "/notices";
      var links = town.server.context.getBean(Links.class);
      var until = town.server.clock.instant().plusSeconds(60);
      assertThat(press("seen", links.of(alert, NotifyTown.SUN, until).getFragment()))
          .isEqualTo(200);
      assertThat(json(officer.get(path).body()).get("notices").get(0).get("seenAt").isNull())
          .as("another one's link")
          .isTrue();
      assertThat(press("seen", links.of(alert, LI, until).getFragment())).isEqualTo(200);
      var seen = json(officer.get(path).body());
      assertThat(seen.get("notices").get(0).get("seenAt").asString())
          .isEqualTo(town.server.clock.instant().toString());
      assertThat(seen.get("state").asString()).as("seen is not taken on").isEqualTo("running");
    }
  }

  private static int press(String action, String token) throws Exception {
    var address = "http://localhost:" + town.server.port() + "/api/v1/tap/" + action;
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("X-GridWatch-Link", token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void aStormForOnePersonIsOneMessage() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      town.settle(
          IntStream.range(0, 40)
              .mapToObj(i -> town.leak(2 * i + 1, What.RAISED, Severity.ORANGE))
              .toList());
      town.quiet();
      town.pass(Duration.ofSeconds(15));
      var told = new HashSet<>(numbers(sms));
      assertThat(told).containsExactly("1");
      assertThat(sms.requests().size()).isLessThan(4);
      assertThat(sms.requests()).anyMatch(one -> slots(one).contains("\"count\":\"40\""));
    }
  }

  @Test
  void blueIsTheDigestOfTheMorning() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      for (int i = 0; i < 3; i++) {
        town.raise(2 * i + 1, Severity.BLUE);
      }
      town.quiet();
      assertThat(sms.requests()).isEmpty();
      town.pass(Duration.ofDays(1));
      assertThat(numbers(sms)).containsExactly("1");
      assertThat(slots(sms.only())).contains("\"count\":\"3\"");
    }
  }

  @Test
  void whatAProviderTookAndLostIsFollowedByTheNextWay() throws Exception {
    town.ways(LI, "sms", "13800000009", "sms", "13800000001");
    try (var sms =
        town.sms(
            request ->
                !NotifyTown.asksWhatHasArrived(request)
                    ? Reply.ok(
                        "{\"Code\": \"OK\", \"BizId\": \"" + NotifyTown.number(request) + "\"}")
                    : arrival(
                        String.valueOf(request.query().get("BizId")).endsWith("9") ? 2 : 3))) {
      long alert = town.raise(1, Severity.ORANGE);
      town.quiet();
      assertThat(numbers(sms)).containsExactly("9");
      town.pass(Duration.ofSeconds(10));
      asked(
          () -> assertThat(numbers(sms)).as("the first is off the net").containsExactly("9", "1"));
      town.pass(Duration.ofSeconds(10));
      asked(
          () ->
              assertThat(town.notices(alert))
                  .containsExactly("raised Li sms failed IS_CLOSED", "raised Li sms sent"));
      asked(() -> assertThat(deliveredAt(alert)).isEqualTo(town.server.clock.instant().toString()));
    }
  }

  private static String deliveredAt(long alert) {
    return json(town.as("officer").get("/api/v1/alerts/" + alert + "/notices").body())
        .get("notices")
        .path(1)
        .path("deliveredAt")
        .asString("");
  }

  /** Providers are asked beside everything else: that all is quiet does not say that they were. */
  private static void asked(ThrowingRunnable seen) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(seen);
  }

  private static Reply arrival(int status) {
    return Reply.ok(
        """
        {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [{"SendStatus": %d, "ErrCode": "IS_CLOSED"}]}}
        """
            .formatted(status));
  }

  @Test
  void ifNobodyAtAllCanBeToldTheControlRoomIs() throws IOException {
    try (var sms = town.sms(_ -> Reply.ok(REFUSED))) {
      long refused = town.raise(1, Severity.YELLOW);
      town.quiet();
      assertThat(town.notices(refused))
          .as("yellow has no step for the control room; all that it has were refused")
          .contains("raised Li sms failed isv.MOBILE_NUMBER_ILLEGAL no such number")
          .endsWith("raised - screen sent");
      assertThat(sms.requests()).isNotEmpty();
    }
    var people = List.of(LI, NotifyTown.SUN, NotifyTown.WANG, NotifyTown.ZHOU);
    people.forEach(one -> town.ways(one));
    long unsent = town.raise(3, Severity.ORANGE);
    town.quiet();
    people.forEach(one -> town.ways(one, "sms", "1380000000" + one));
    assertThat(town.notices(unsent))
        .as("there is no way to anybody, and the steps were not waited for")
        .endsWith("raised - screen sent")
        .filteredOn("raised - screen sent"::equals)
        .hasSize(1);
  }

  @Test
  void whoSeesTheAlertNotDoesNotSeeWhoWasTold() {
    long alert = town.raise(1, Severity.YELLOW);
    var path = "/api/v1/alerts/" + alert + "/notices";
    assertThat(town.as("western").get(path).statusCode()).isEqualTo(404);
    assertThat(town.as("officer").get(path).statusCode()).isEqualTo(200);
  }
}
