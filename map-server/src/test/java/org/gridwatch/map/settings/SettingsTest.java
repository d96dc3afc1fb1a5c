package org.gridwatch.map.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Scope;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static TestServer server;
  private static Browser admin;

  @BeforeAll
  static void start() {
    server = new TestServer();
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsSetIsReadBackAndWhatIsLeftOutStays() {
    var place =
        "{\"place\":{\"name\":\"岩岭\",\"timeZone\":\"Asia/Shanghai\",\"centre\":[110.79,32.65]}}";
    assertThat(put(place)).isEqualTo(200);
    assertThat(put("{\"retention\":{\"rawDays\":30,\"minuteDays\":400}}")).isEqualTo(200);
    assertThat(admin.get("/api/v1/settings").body())
        .contains("岩岭", "[110.79,32.65]", "\"rawDays\":30", "\"minuteDays\":400");
    assertThat(admin.get("/api/v1/audit?action=settings").body()).contains("settings.change");
  }

  @Test
  void theContentPolicyFollowsTheTiles() {
    assertThat(
            put(
                "{\"tileLayer\":{\"url\":\"https://t{0-7}.tiles.example/{z}/{x}/{y}.png\",\"gcj02\":true}}"))
        .isEqualTo(200);
    server.clock.advance(Duration.ofSeconds(5));
    assertThat(policy()).contains("img-src 'self' data: https://*.tiles.example;");
    assertThat(put("{\"tileLayer\":null}")).isEqualTo(200);
    server.clock.advance(Duration.ofSeconds(5));
    assertThat(policy()).contains("img-src 'self' data:;");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(put("{\"retention\":{\"rawDays\":1,\"minuteDays\":400}}")).isEqualTo(400);
    assertThat(put("{\"retention\":{\"rawDays\":90,\"minuteDays\":30}}")).isEqualTo(400);
    assertThat(put("{\"place\":{\"name\":\"x\",\"timeZone\":\"Mars/Base\"}}")).isEqualTo(400);
    assertThat(put("{\"place\":{\"name\":\"x\",\"timeZone\":\"UTC\",\"centre\":[200,0]}}"))
        .isEqualTo(400);
    for (var url :
        new String[] {
          "http://tiles.example/{z}/{x}/{y}",
          "https://tiles.example/{z}/{x}",
          "https://tiles.example; script-src *//{z}/{x}/{y}",
          "javascript:alert(1)//{z}{x}{y}"
        }) {
      assertThat(put("{\"tileLayer\":{\"url\":\"" + url + "\"}}")).as(url).isEqualTo(400);
    }
    assertThat(put("{\"enrolment-key\":{}}")).isEqualTo(400);
  }

  @Test
  void theStatusTellsHowItIsAndHealthSaysNoMoreThanItMust() {
    var status = admin.get("/api/v1/status");
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(status.body())
        .contains("\"dialect\":\"postgresql\"", "freeBytes", "\"newcomers\":0");
    assertThat(server.browser().get("/actuator/health").body())
        .contains("\"status\":\"UP\"")
        .doesNotContain("database", "freeBytes");
    assertThat(admin.get("/actuator/health").body())
        .contains("database", "disk", "inbox", "broker");
    assertThat(server.browser().get("/actuator/prometheus").statusCode()).isEqualTo(401);
    var token = server.token("admin", Scope.READ);
    var metrics = server.browser().get("/actuator/prometheus", "Authorization", "Bearer " + token);
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("jvm_memory_used_bytes");
  }

  private static int put(String body) {
    return admin.send("PUT", "/api/v1/settings", body).statusCode();
  }

  private static String policy() {
    return admin.get("/api/v1/me").headers().firstValue("Content-Security-Policy").orElseThrow();
  }
}
