package org.gridwatch.map.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LiveAlertsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

  @Test
  void whatBecameOfAlertsSinceALookIsToldOnce() {
    try (var database = TestDatabase.create()) {
      var alerts = new Alerts(database.dataSource());
      var live = new LiveAlerts(database.jdbc(), new JsonMapper());
      long before = live.newest();
      var place = new Alert.Place(0, 11, 0, java.util.List.of("G-11"), null, null, "");
      var wish = new Alerts.ByHand(Severity.RED, "gas", "smells", 0, 0, place);
      long id = alerts.raiseByHand(wish, "wang", NOW).alert().id();

      var news = live.after(before);
      assertThat(news).hasSize(1);
      assertThat(news.getFirst().leaf()).isEqualTo(11);
      assertThat(news.getFirst().json())
          .isEqualTo(
              "{\"id\":%d,\"severity\":\"red\",\"phase\":\"active\",\"what\":\"raised\",\"rev\":%d}"
                  .formatted(id, news.getFirst().revision()));
      assertThat(live.after(news.getFirst().revision())).isEmpty();

      alerts.act(id, new Happening.Acknowledge("wang", ""), NOW.plusSeconds(5));
      assertThat(live.after(news.getFirst().revision()).getFirst().json()).contains("acknowledged");
    }
  }

  @Test
  void aThousandThingsAtOnceReachAViewerInOrderAndOnlyTheOwn() {
    var news = new LiveNews();
    long seen = news.last();
    for (int i = 1; i <= 1_000; i++) {
      news.tell("alert", OptionalInt.of(i % 2), "{\"id\":" + i + "}");
    }
    var page = news.after(seen, new LivePicture.Scope("odd", leaf -> leaf == 1));
    assertThat(page.frames()).hasSize(500);
    assertThat(page.frames().getFirst()).contains("{\"id\":1}");
    assertThat(page.frames().getLast()).contains("{\"id\":999}");
    assertThat(news.after(page.last(), new LivePicture.Scope("all", leaf -> true)).frames())
        .isEmpty();
  }
}
