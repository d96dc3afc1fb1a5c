package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LoadReportTest {
  @Test
  void namesItsKeysAsThePapersDo() {
    var waits = Latencies.histogram();
    for (int i = 1; i <= 100; i++) {
      Latencies.record(waits, i);
    }
    var report =
        new LoadReport(
            3_000, 3_000, 2_997, 3, 0, 60, 0.5, waits, waits, 12.345, 7, 0, Map.of("devices", 5));
    var json = new JsonMapper().readTree(report.json());
    assertThat(json.propertyNames())
        .startsWith(
            "sent",
            "acknowledged",
            "stored",
            "lost",
            "doubled",
            "pointsPerSecond",
            "publishToStoredMs",
            "publishToLiveMs",
            "serverCpuSeconds",
            "serverRssBytes",
            "seconds");
    assertThat(json.path("publishToLiveMs").path("p50").asInt()).isEqualTo(50);
    assertThat(json.path("publishToLiveMs").path("p95").asInt()).isEqualTo(95);
    assertThat(json.path("publishToLiveMs").path("p99").asInt()).isEqualTo(99);
    assertThat(json.path("devices").asInt()).isEqualTo(5);
    assertThat(report.allThere()).isFalse();
  }

  @Test
  void aServerThatWasBehindIsChargedForCatchingUp() {
    var none = Latencies.histogram();
    var report = new LoadReport(0, 0, 6_000, 0, 0, 60, 60, none, none, 0, 0, 0, Map.of());
    assertThat(report.pointsPerSecond()).isEqualTo(50);
    assertThat(report.allThere()).isTrue();
  }
}
