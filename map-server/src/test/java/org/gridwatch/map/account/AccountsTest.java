package org.gridwatch.map.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class AccountsTest {
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
  void aChangeOfRightsReachesARunningSession() {
    var admin = server.admin();
    assertThat(
            admin
                .send(
                    "POST",
                    "/api/v1/users",
                    "{\"name\":\"li\",\"role\":\"operator\",\"password\":\"a long password\"}")
                .statusCode())
        .isEqualTo(201);
    var li = server.browser().signIn("li", "a long password");
    assertThat(li.get("/api/v1/users").statusCode()).isEqualTo(200);
    assertThat(admin.send("PUT", "/api/v1/users/li", "{\"role\":\"viewer\"}").statusCode())
        .isEqualTo(204);
    assertThat(li.get("/api/v1/users").statusCode()).isEqualTo(403);
    admin.send("PUT", "/api/v1/users/li", "{\"disabled\":true}");
    assertThat(li.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aChangeByAnotherProcessIsSeenWithinTwoSeconds() {
    server.addAccount("wang", Role.VIEWER);
    var wang = server.browser().signIn("wang", TestServer.PASSWORD);
    assertThat(wang.get("/api/v1/me").statusCode()).isEqualTo(200);
    server.database.jdbc().sql("update account set disabled = true where name = 'wang'").update();
    server.clock.advance(Duration.ofSeconds(2));
    assertThat(wang.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndNotThisOne() {
    server.addAccount("zhao", Role.OFFICER);
    var here = server.browser().signIn("zhao", TestServer.PASSWORD);
    var elsewhere = server.browser().signIn("zhao", TestServer.PASSWORD);
    var change = "{\"old\":\"" + TestServer.PASSWORD + "\",\"new\":\"another password\"}";
    assertThat(here.send("PUT", "/api/v1/me/password", change).statusCode()).isEqualTo(204);
    assertThat(here.get("/api/v1/me").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void theLastOperatorStays() {
    var admin = server.admin();
    server.database.jdbc().sql("update account set role = 'viewer' where name <> 'admin'").update();
    var answer = admin.send("PUT", "/api/v1/users/admin", "{\"role\":\"viewer\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("last operator");
    assertThat(admin.get("/api/v1/users").statusCode()).isEqualTo(200);
  }

  @Test
  void badWishesAreNamedWithLimitAndValue() {
    var admin = server.admin();
    var shortPassword =
        admin.send(
            "POST",
            "/api/v1/users",
            "{\"name\":\"x\",\"role\":\"viewer\",\"password\":\"secret\"}");
    assertThat(shortPassword.statusCode()).isEqualTo(400);
    assertThat(shortPassword.body()).contains("10..200", "had 6").doesNotContain("secret");
    var role = admin.send("POST", "/api/v1/users", "{\"name\":\"x\",\"role\":\"king\"}");
    assertThat(role.statusCode()).isEqualTo(400);
    assertThat(role.body()).contains("\"field\":\"role\"", "king");
    var taken = admin.send("POST", "/api/v1/users", "{\"name\":\"admin\",\"role\":\"viewer\"}");
    assertThat(taken.statusCode()).isEqualTo(409);
    var garbled = admin.send("POST", "/api/v1/users", "{\"name\":");
    assertThat(garbled.statusCode()).isEqualTo(400);
    assertThat(admin.send("PUT", "/api/v1/users/no-one", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsDoneIsWrittenDownForGood() {
    var admin = server.admin();
    admin.send("POST", "/api/v1/users", "{\"name\":\"sun\",\"role\":\"viewer\"}");
    var log = admin.get("/api/v1/audit?action=account&limit=5").body();
    assertThat(log)
        .contains("account.create", "\"subject\":\"sun\"", "\"who\":\"admin\"", "127.0.0.1");
    var db = server.database.jdbc();
    for (var sql :
        Set.of("update audit_log set who = ''", "delete from audit_log", "truncate audit_log")) {
      assertThatThrownBy(() -> db.sql(sql).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void aTokenIsMadeUsedListedAndRevoked() {
    var admin = server.admin();
    var made = admin.send("POST", "/api/v1/tokens", "{\"name\":\"probe\",\"scopes\":[\"read\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"secret\":\"gwt_");
    var list = admin.get("/api/v1/tokens").body();
    assertThat(list).contains("probe").doesNotContain("gwt_");
    var id = made.body().replaceAll(".*\"id\":([0-9]+).*", "$1");
    assertThat(admin.send("DELETE", "/api/v1/tokens/" + id, null).statusCode()).isEqualTo(204);
    assertThat(admin.send("DELETE", "/api/v1/tokens/" + id, null).statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstStartMakesAnOperatorAndTheSecondNone() {
    var first = server.context.getBean(FirstAccount.class);
    assertThat(first.ensureAdmin(null)).isEmpty();
    assertThat(first.ensureAdmin("something else")).isEmpty();
    server.admin();
  }

  @Test
  void toolsOnThisMachineFindATokenThatOthersCannotRead() throws IOException {
    var local = server.context.getBean(LocalToken.class);
    var old = Files.readString(local.write());
    var file = local.write();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(status(Files.readString(file))).isEqualTo(200);
    assertThat(status(old)).isEqualTo(401);
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    var headers = server.browser().get("/api/v1/me").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("strict-origin-when-cross-origin");
    var cookie = String.join("\n", signedInCookies());
    assertThat(cookie).contains("gridwatch-session=", "HttpOnly", "SameSite=Lax");
  }

  private static java.util.List<String> signedInCookies() {
    var browser = server.browser();
    browser.get("/api/v1/me");
    return browser.trySignIn("admin", TestServer.PASSWORD).headers().allValues("Set-Cookie");
  }

  private static int status(String token) {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://localhost:" + server.port() + "/api/v1/status"))
            .header("Authorization", "Bearer " + token)
            .build();
    return server.browser().send(request).statusCode();
  }
}
