package org.gridwatch.map.notify.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.map.notify.tap.Spot.EAST;
import static org.gridwatch.map.notify.tap.Spot.LI;
import static org.gridwatch.map.notify.tap.Spot.SUN;
import static org.gridwatch.map.notify.tap.Spot.WANG;
import static org.gridwatch.map.notify.tap.Spot.WEST;
import static org.gridwatch.map.notify.tap.Spot.json;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapHttpTest {
  private static final String WORDS = "{\"words\": \"valve closed\", \"reason\": \"cooking\"}";
  private static final List<String> ACTIONS =
      List.of("acknowledge", "on-site", "false-alarm", "help", "note");

  private static Spot spot;

  @BeforeAll
  static void start() {
    spot = new Spot();
  }

  @AfterAll
  static void stop() {
    spot.close();
  }

  private static HttpResponse<String> look(String token) {
    return spot.get(spot.server.browser(), token, "");
  }

  private static void done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  // ---- what a link opens

  @Test
  void aLinkOpensItsAlertWithoutSigningInAndNothingThatLeadsToAnother() {
    long alert = spot.raise(EAST);
    var answer = look(spot.link(alert, WANG));
    done(answer);
    var sheet = json(answer);
    assertThat(sheet.path("alert").path("id").asLong()).isEqualTo(alert);
    assertThat(sheet.path("alert").path("device").asString()).isEqualTo("GS-EAST");
    assertThat(sheet.path("alert").path("address").asString()).isEqualTo("东街 1 号");
    assertThat(sheet.path("grid").asString()).isEqualTo("East");
    assertThat(sheet.path("you").asString()).isEqualTo("王芳");
    assertThat(sheet.path("mayAct").asBoolean()).isTrue();
    assertThat(sheet.path("timeZone").asString()).isEqualTo("Asia/Shanghai");
    assertThat(answer.body()).doesNotContain("incidentId", "heldBackBy", "sameDevice", "revision");
  }

  @Test
  void noAnswerIsKeptOrTellsAnotherSiteWhereItCameFrom() {
    var token = spot.link(spot.raise(EAST), WANG);
    for (var answer : List.of(look(token), look("wrong"), spot.press(token, "note", "{}"))) {
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .doesNotContain("gridwatch-session");
    }
    var page = spot.server.browser().get("/tap.html");
    done(page);
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'");
    done(spot.server.browser().get("/js/tap/tap.js"));
    done(spot.server.browser().get("/phone.html"));
  }

  @Test
  void lookingChangesNothingHoweverOftenAndBywhomever() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var before = spot.everything();
    var robot = spot.server.browser();
    for (var method : List.of("GET", "HEAD")) {
      for (var path : List.of("", "/photos/1", "/basemap/15/16429/16293.json", "/acknowledge")) {
        spot.send(robot, method, token, path, null, new byte[0]);
      }
    }
    for (var method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
      for (var action : ACTIONS) {
        var answer =
            spot.send(robot, method, token, "/" + action, "application/json", "{}".getBytes());
        assertThat(answer.statusCode()).as(method + " " + action).isBetween(400, 499);
      }
    }
    assertThat(spot.everything()).isEqualTo(before);
    assertThat(json(look(token)).path("alert").path("acknowledgedAt").isNull()).isTrue();
  }

  // ---- what it does not open

  @Test
  void aLinkThatIsOverIsGoneAndDoesNothing() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG, spot.server.clock.instant().plusSeconds(60));
    done(look(token));
    spot.server.clock.advance(Duration.ofSeconds(60));
    var before = spot.everything();
    assertThat(look(token).statusCode()).isEqualTo(410);
    assertThat(json(look(token)).path("detail").asString())
        .isEqualTo("this link is no longer valid");
    for (var action : ACTIONS) {
      assertThat(spot.press(token, action, WORDS).statusCode()).as(action).isEqualTo(410);
    }
    assertThat(spot.photo(token, "image/jpeg", PictureTest.photo(9, 9, "jpeg")).statusCode())
        .isEqualTo(410);
    assertThat(spot.everything()).isEqualTo(before);
  }

  @Test
  void aRetiredPersonsLinkIsRefusedAndOneOfNobodyIsUnknown() {
    long alert = spot.raise(EAST);
    var before = spot.everything();
    assertThat(look(spot.link(alert, LI)).statusCode()).isEqualTo(410);
    assertThat(spot.press(spot.link(alert, LI), "acknowledge", "{}").statusCode()).isEqualTo(410);
    assertThat(look(spot.link(alert, 4711)).statusCode()).isEqualTo(404);
    assertThat(spot.everything()).isEqualTo(before);
  }

  @Test
  void whatIsNotSignedIsUnknownWhetherThereIsSuchAnAlertOrNot() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var forged = (token.startsWith("B") ? "C" : "B") + token.substring(1);
    var none = spot.link(alert + 1_000_000, WANG);
    assertThat(List.of(look(forged), look(none), look("x"), spot.press(forged, "help", "{}")))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(404);
              assertThat(json(answer).path("detail").asString())
                  .isEqualTo("this link is not valid");
              assertThat(answer.body()).doesNotContain(Long.toString(alert));
            });
    assertThat(spot.server.browser().get("/api/v1/tap").statusCode()).isEqualTo(404);
  }

  @Test
  void aLinkIsNoWayToAnythingElse() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var stranger = spot.server.browser();
    stranger.get("/api/v1/me"); // brings the CSRF cookie
    for (var path : List.of("/api/v1/alerts/" + alert, "/api/v1/alerts", "/api/v1/me")) {
      assertThat(stranger.get(path, TapController.LINK, token).statusCode()).isEqualTo(401);
    }
    var photos = "/api/v1/alerts/" + alert + "/photos";
    assertThat(stranger.get(photos, TapController.LINK, token).statusCode()).isEqualTo(401);
    var officer = spot.as("officer").withoutCsrf();
    var acknowledge = officer.send("POST", "/api/v1/alerts/" + alert + "/acknowledge", "{}");
    assertThat(acknowledge.statusCode()).isEqualTo(403);
    assertThat(spot.timeline(alert)).hasSize(1);
  }

  @Test
  void onlyTheMapAroundTheAlertBelongsToIt() {
    var token = spot.link(spot.raise(EAST), WANG);
    var stranger = spot.server.browser();
    done(spot.get(stranger, token, "/basemap/16/32859/32676.json"));
    for (var path : List.of("16/32959/32676", "12/2053/2042", "20/525749/522831", "16/0/0")) {
      var answer = spot.get(stranger, token, "/basemap/" + path + ".json");
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
    }
    assertThat(spot.get(stranger, "x", "/basemap/16/32859/32676.json").statusCode()).isEqualTo(404);
  }

  // ---- a personal link

  @Test
  void iHaveItIsSaidOnceInThePersonsName() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var first = spot.press(token, "acknowledge", "{}");
    done(first);
    assertThat(json(first).path("alert").path("acknowledgedBy").asString()).isEqualTo("王芳");
    var before = spot.everything();
    done(spot.press(token, "acknowledge", "{}"));
    var other = spot.press(spot.link(alert, SUN), "acknowledge", "{}");
    done(other);
    assertThat(json(other).path("alert").path("acknowledgedBy").asString()).isEqualTo("王芳");
    assertThat(json(other).path("you").asString()).isEqualTo("Sun");
    assertThat(spot.everything()).isEqualTo(before);
    assertThat(spot.timeline(alert)).endsWith("王芳: acknowledged ");
    var audit = spot.server.admin().get("/api/v1/audit?action=tap.acknowledge").body();
    assertThat(audit).contains("person:1", "王芳");
  }

  @Test
  void iHaveItIsNoErrorOnceTheAlertIsClosed() {
    long alert = spot.raise(EAST);
    var alerts = spot.server.context.getBean(Alerts.class);
    alerts.act(alert, new Happening.ClearByHand("officer", ""), spot.server.clock.instant());
    var token = spot.link(alert, WANG);
    var closing = spot.press(token, "acknowledge", "{}");
    assertThat(json(closing).path("alert").path("phase").asString()).isEqualTo("closed");
    done(spot.press(token, "acknowledge", "{}"));
    done(spot.press(token, "note", "{\"words\": \"all aired\"}"));
    assertThat(spot.timeline(alert)).endsWith("王芳: commented all aired");
  }

  @Test
  void onSiteTakesItOnAsWellAndIsSaidOnceHoweverOftenItIsPressed() throws Exception {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    try (var fingers = Executors.newFixedThreadPool(4)) {
      var presses = new ArrayList<java.util.concurrent.Future<HttpResponse<String>>>();
      for (int i = 0; i < 8; i++) {
        presses.add(fingers.submit(() -> spot.press(token, "on-site", "{}")));
      }
      for (var press : presses) {
        done(press.get());
      }
    }
    assertThat(spot.timeline(alert))
        .containsExactly(
            "officer: raised smells of gas",
            "王芳: acknowledged ",
            "王芳: commented " + Presses.ON_SITE);
    done(spot.press(spot.link(alert, SUN), "on-site", "{}"));
    assertThat(spot.timeline(alert)).endsWith("Sun: commented " + Presses.ON_SITE).hasSize(4);
  }

  @Test
  void aFalseAlarmNeedsAReason() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    for (var form :
        List.of("{}", "{\"reason\": \"  \"}", "{\"reason\": \"" + "x".repeat(301) + "\"}")) {
      var answer = spot.press(token, "false-alarm", form);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(json(answer).path("field").asString()).isEqualTo("reason");
    }
    assertThat(spot.timeline(alert)).hasSize(1);
    done(spot.press(token, "false-alarm", "{\"reason\": \"cooking\"}"));
    done(spot.press(token, "false-alarm", "{\"reason\": \"cooking\"}"));
    assertThat(spot.timeline(alert))
        .containsExactly(
            "officer: raised smells of gas", "王芳: acknowledged ", "王芳: judged-false cooking");
  }

  @Test
  void aNoteIsKeptOnceAndAsItWasWritten() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var note = "{\"words\": \"阀门已关 <b>&amp;</b>\\u0000\\ud800\"}";
    done(spot.press(token, "note", note));
    var again = spot.press(token, "note", note);
    assertThat(json(again).path("deeds").path(0).path("words").asString())
        .isEqualTo("阀门已关 <b>&amp;</b>");
    assertThat(spot.timeline(alert)).hasSize(2);
    assertThat(spot.press(token, "note", "{}").statusCode()).isEqualTo(400);
    var long1 = "{\"words\": \"" + "x".repeat(1001) + "\"}";
    assertThat(spot.press(token, "note", long1).statusCode()).isEqualTo(400);
    assertThat(spot.press(token, "unknown", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void helpThatReachesNobodySaysSoAndNotesNothing() {
    try (var house = new Spot()) {
      var policy =
          """
          {"steps": [{"afterSeconds": 0, "who": "duty"}, {"afterSeconds": 60, "who": "deputies"}]}
          """;
      assertThat(house.as("officer").send("PUT", "/api/v1/routing/red", policy).statusCode())
          .isEqualTo(200);
      long alert = house.raise(EAST);
      var answer = house.press(house.link(alert, WANG), "help", "{}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(json(answer).path("detail").asString())
          .isEqualTo("help cannot be called from here; phone the control room");
      assertThat(house.timeline(alert)).hasSize(1);
    }
  }

  @Test
  void helpIsCalledAtOnceAndAgainOnlyIfNobodyComes() {
    try (var house = new Spot()) {
      long alert = house.raise(EAST);
      var token = house.link(alert, WANG);
      done(house.press(token, "help", "{}"));
      done(house.press(token, "help", "{}"));
      assertThat(calls(house)).isEqualTo(1);
      house.server.clock.advance(Duration.ofMinutes(2));
      done(house.press(token, "help", "{}"));
      assertThat(calls(house)).isEqualTo(2);
      assertThat(house.timeline(alert)).hasSize(3).endsWith("王芳: commented " + Presses.HELP);
      assertThat(house.server.admin().get("/api/v1/audit?action=tap.help").body())
          .contains("person:1");
    }
  }

  /** How often the control room was called for help. */
  private static long calls(Spot house) {
    return house
        .server
        .database
        .jdbc()
        .sql("select count(*) from notice where occasion = 'help' and means = 'screen'")
        .query(Long.class)
        .single();
  }

  @Test
  void asessionBesideAPersonalLinkNeitherWidensNorChangesIt() {
    long alert = spot.raise(WEST);
    var token = spot.link(alert, WANG);
    for (var name : List.of("officer", "viewer", "east")) {
      var signedIn = spot.as(name);
      assertThat(json(spot.get(signedIn, token, "")).path("you").asString()).isEqualTo("王芳");
      done(spot.press(signedIn.withoutCsrf(), token, "note", "{\"words\": \"by " + name + "\"}"));
    }
    assertThat(spot.timeline(alert).subList(1, 4)).allMatch(line -> line.startsWith("王芳: "));
    assertThat(spot.server.admin().get("/api/v1/audit?action=tap.note").body())
        .doesNotContain("\"who\":\"officer\"", "\"who\":\"viewer\"");
    var retired = spot.link(alert, LI);
    assertThat(spot.press(spot.as("officer"), retired, "note", WORDS).statusCode()).isEqualTo(410);
  }

  // ---- a link that stood before several

  @Test
  void aGroupsLinkShowsTheFactsAndAsksWhoActs() {
    long alert = spot.raise(EAST);
    done(spot.press(spot.link(alert, WANG), "note", "{\"words\": \"Mr Zhao is at home\"}"));
    var token = spot.link(alert, 0);
    var sheet = json(look(token));
    assertThat(sheet.path("alert").path("device").asString()).isEqualTo("GS-EAST");
    assertThat(sheet.path("you").isNull()).isTrue();
    assertThat(sheet.path("mayAct").asBoolean()).isFalse();
    assertThat(look(token).body()).doesNotContain("Zhao", "deeds", "photos");
    var before = spot.everything();
    for (var action : ACTIONS) {
      assertThat(spot.press(token, action, WORDS).statusCode()).as(action).isEqualTo(401);
    }
    assertThat(spot.photo(token, "image/jpeg", PictureTest.photo(9, 9, "jpeg")).statusCode())
        .isEqualTo(401);
    assertThat(spot.get(spot.server.browser(), token, "/photos/1").statusCode()).isEqualTo(401);
    assertThat(spot.everything()).isEqualTo(before);
  }

  @Test
  void whoSignedInActsByAGroupsLinkInTheirOwnNameWithinTheirOwnGrids() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, 0);
    for (var name : List.of("viewer", "west")) {
      assertThat(json(spot.get(spot.as(name), token, "")).path("mayAct").asBoolean()).isFalse();
      assertThat(spot.press(spot.as(name), token, "acknowledge", "{}").statusCode()).isEqualTo(403);
    }
    assertThat(spot.timeline(alert)).hasSize(1);
    done(spot.press(spot.as("east"), token, "acknowledge", "{}"));
    assertThat(spot.timeline(alert)).endsWith("east: acknowledged ");
    assertThat(spot.server.admin().get("/api/v1/audit?action=tap.acknowledge").body())
        .contains("\"who\":\"east\"");
    var token2 = spot.server.token("officer", Scope.READ);
    var reading =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://localhost:" + spot.server.port() + "/api/v1/tap/note"))
            .header("Authorization", "Bearer " + token2)
            .header(TapController.LINK, token)
            .header("Content-Type", "application/json")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(WORDS))
            .build();
    assertThat(spot.server.browser().send(reading).statusCode()).isEqualTo(403);
  }

  @Test
  void withoutTheLinksHeaderAnotherSitesPageIsRefusedAsEverywhere() {
    var officer = spot.as("officer").withoutCsrf();
    assertThat(officer.send("POST", "/api/v1/tap/acknowledge", "{}").statusCode()).isEqualTo(403);
    assertThat(spot.as("officer").send("POST", "/api/v1/tap/acknowledge", "{}").statusCode())
        .isEqualTo(404);
  }

  // ---- photos

  @Test
  void aPhotoIsKeptOnceAndSeenByWhoeverSeesTheAlert() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    var sent = PictureTest.withExif(PictureTest.photo(2000, 1000, "jpeg"), 6);
    var answer = spot.photo(token, "image/jpeg", sent);
    done(answer);
    done(spot.photo(token, "image/jpeg", sent));
    assertThat(json(answer).path("photos").toString()).contains("\"n\":1", "王芳");
    assertThat(spot.timeline(alert)).endsWith("王芳: commented 现场照片 1 / Photo 1").hasSize(2);
    done(spot.get(spot.server.browser(), token, "/photos/1"));
    assertThat(spot.get(spot.server.browser(), token, "/photos/2").statusCode()).isEqualTo(404);
    var other = spot.link(spot.raise(EAST), WANG);
    assertThat(spot.get(spot.server.browser(), other, "/photos/1").statusCode()).isEqualTo(404);

    var path = "/api/v1/alerts/" + alert + "/photos";
    for (var name : List.of("viewer", "officer", "east")) {
      assertThat(spot.as(name).get(path).body()).contains("\"n\":1");
      var picture = spot.as(name).get(path + "/1", BodyHandlers.ofByteArray());
      assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
      assertThat(picture.body()).startsWith(0xFF, 0xD8);
    }
    assertThat(spot.as("west").get(path).statusCode()).isEqualTo(404);
    assertThat(spot.as("west").get(path + "/1").statusCode()).isEqualTo(404);
    assertThat(spot.as("officer").get(path + "/2").statusCode()).isEqualTo(404);
    assertThat(spot.server.browser().get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void anAlertHasTwelvePhotosAtMost() {
    long alert = spot.raise(EAST);
    var token = spot.link(alert, WANG);
    IntStream.rangeClosed(1, 12)
        .forEach(n -> done(spot.photo(token, "image/png", PictureTest.photo(10 + n, 10, "png"))));
    var one = spot.photo(token, "image/png", PictureTest.photo(50, 10, "png"));
    assertThat(one.statusCode()).isEqualTo(409);
    assertThat(json(one).path("detail").asString()).isEqualTo("an alert has at most 12 photos");
    done(spot.photo(token, "image/png", PictureTest.photo(11, 10, "png")));
  }

  @Test
  void whatIsNoPhotoOrTooLargeIsRefused() {
    var token = spot.link(spot.raise(EAST), WANG);
    var text = "not a photo".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(spot.photo(token, "image/jpeg", text).statusCode()).isEqualTo(400);
    assertThat(spot.photo(token, "image/svg+xml", text).statusCode()).isEqualTo(415);
    var answer = spot.photo(token, "image/jpeg", new byte[(8 << 20) + 1]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(spot.press(token, "note", "{\"words\":\"" + "x".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(413);
  }

  // ---- guessing

  @ParameterizedTest
  @ValueSource(strings = {"", "/photos/1", "/basemap/16/1/1.json"})
  void whoGuessesIsSoonToldToWaitAndNobodyElseIs(String path) {
    try (var house = new Spot()) {
      long alert = house.raise(EAST);
      var token = house.link(alert, WANG);
      Browser stranger = house.server.browser();
      var statuses =
          IntStream.range(0, 32).map(i -> house.get(stranger, "guess" + i, path).statusCode());
      assertThat(statuses).startsWith(404, 404).endsWith(429, 429);
      assertThat(house.get(stranger, "guess", path).headers().firstValue("Retry-After"))
          .isPresent();
      done(house.get(stranger, token, ""));
      done(house.press(token, "acknowledge", "{}"));
      house.as("officer");
      house.server.clock.advance(Duration.ofMinutes(16));
      assertThat(house.get(stranger, "guess", path).statusCode()).isEqualTo(404);
    }
  }

  // ---- making links

  @Test
  void everyProcessOfAnInstallationSignsAlikeAndLinksAreAbsolute() {
    var db = spot.server.database.jdbc();
    var one = new Links(db, java.net.URI.create("https://map.example.org/"));
    var other = new Links(db, java.net.URI.create("https://map.example.org"));
    var until = spot.server.clock.instant().plusSeconds(60);
    assertThat(one.of(7, 1, until)).isEqualTo(other.of(7, 1, until));
    assertThat(one.of(7, 1, until).toString())
        .matches("https://map\\.example\\.org/tap\\.html#[\\w-]{72}");
    assertThat(db.sql("select count(*) from link_secret").query(Integer.class).single())
        .isEqualTo(1);
  }
}
