package org.gridwatch.map.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPersonSignsInAndOut() {
    var browser = server.browser();
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    browser.signIn("admin", TestServer.PASSWORD);
    var me = browser.get("/api/v1/me");
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body()).contains("\"name\":\"admin\"", "\"role\":\"operator\"");
    assertThat(browser.send("DELETE", "/api/v1/session", null).statusCode()).isEqualTo(204);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameLookTheSame() {
    var browser = server.browser();
    browser.get("/");
    var wrong = browser.trySignIn("admin", "not this one");
    var unknown = browser.trySignIn("nobody-here", "not this one");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
    server.clock.advance(Duration.ofHours(1));
    server.admin();
  }

  @Test
  void signingInGivesANewSessionThatNobodyCanHavePlanted() {
    var browser = server.admin();
    var first = browser.cookie("gridwatch-session").orElseThrow();
    browser.signIn("admin", TestServer.PASSWORD);
    assertThat(browser.cookie("gridwatch-session")).isPresent().get().isNotEqualTo(first);
  }

  @Test
  void onePageMayAskManyThingsAtOnce() {
    var browser = server.admin();
    var session = browser.cookie("gridwatch-session");
    var csrf = browser.cookie("XSRF-TOKEN");
    browser.get("/api/v1/me");
    browser.get("/api/v1/place");
    assertThat(browser.cookie("gridwatch-session")).isEqualTo(session);
    assertThat(browser.cookie("XSRF-TOKEN")).isEqualTo(csrf);
  }

  @Test
  void theFirstPageIsGuardedLikeEveryOther() {
    var page = server.browser().get("/").headers();
    assertThat(page.firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void withoutTheCsrfHeaderNothingIsChanged() {
    var browser = server.admin().withoutCsrf();
    var refused = browser.send("DELETE", "/api/v1/session", null);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("X-XSRF-TOKEN");
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
  }
}
