package org.gridwatch.map.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.account.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReportHttpTest {
  private static AlertTown town;
  private static Browser officer;

  /** A day with a leak seen and over in minutes, one that stands, and one under planned work. */
  @BeforeAll
  static void start() {
    town = new AlertTown();
    officer = town.as("officer");
    var clock = town.server.clock;
    town.raise(3, Severity.YELLOW);
    clock.advance(Duration.ofHours(25));
    long red = town.raise(1, Severity.RED);
    clock.advance(Duration.ofSeconds(90));
    officer.send("POST", "/api/v1/alerts/" + red + "/acknowledge", "{}");
    officer.send("POST", "/api/v1/alerts/" + red + "/judge", "{\"real\":true}");
    clock.advance(Duration.ofSeconds(510));
    town.settle(town.leak(1, What.CLEARED, Severity.RED));
    town.server
        .database
        .jdbc()
        .sql(
            """
            insert into planned_work (place, place_ref, from_at, to_at, reason, made_by)
            values ('device', 'GS-WEST', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 'x', 'y')
            """)
        .update();
    town.raise(2, Severity.ORANGE);
    clock.advance(Duration.ofHours(1));
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @Test
  void theLastDayIsCountedWithItsTargets() {
    var report = AlertTown.get(officer, "/alerts/report");
    assertThat(report.path("raised").asInt()).isEqualTo(1);
    assertThat(report.path("severities").path("red").asInt()).isEqualTo(1);
    assertThat(report.path("officers").asInt()).isEqualTo(1);
    assertThat(report.path("load").path("perDay").asDouble()).isEqualTo(1);
    assertThat(report.path("talkers").path(0).path("device").asString()).isEqualTo("GS-EAST");
    assertThat(report.path("standing").path(0).path("device").asString()).isEqualTo("GS-NEAR");
    assertThat(report.path("judged").path("falseShare").asDouble()).isZero();
    assertThat(report.path("acknowledge").path("p50S").asDouble()).isEqualTo(90);
    assertThat(report.path("clear").path("p90S").asDouble()).isEqualTo(600);
    assertThat(report.path("targets").path("perTenMinutes").asDouble()).isEqualTo(1);
  }

  @Test
  void aLeadersReportIsOfTheOwnGrid() {
    var east = town.as("east");
    var mine = AlertTown.get(east, "/alerts/report?from=2025-12-31T00:00:00Z");
    assertThat(mine.path("raised").asInt()).isEqualTo(2);
    var other = AlertTown.get(east, "/alerts/report?grid=C-W&from=2025-12-31T00:00:00Z");
    assertThat(other.path("raised").asInt()).isZero();
  }

  @Test
  void theSheetSaysTheSame() {
    var sheet = officer.get("/api/v1/alerts/report.csv");
    assertThat(sheet.headers().firstValue("Content-Disposition").orElse("")).contains("alerts.csv");
    assertThat(sheet.body())
        .startsWith("\uFEFFpart,name,value,target")
        .contains("load,per officer per hour,", "seconds to acknowledge,p50,90.0", "GS-EAST");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    var wrong = "/api/v1/alerts/report?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z";
    assertThat(officer.get(wrong).statusCode()).isEqualTo(400);
    assertThat(officer.get("/api/v1/alerts/report?officers=-1").statusCode()).isEqualTo(400);
  }
}
