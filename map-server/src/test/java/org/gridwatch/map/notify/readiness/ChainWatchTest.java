package org.gridwatch.map.notify.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.gridwatch.map.notify.escalate.NotifyTown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every morning it is said where people cannot be reached. */
class ChainWatchTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static NotifyTown town;

  @BeforeAll
  static void start() {
    town = new NotifyTown();
    town.server
        .database
        .jdbc()
        .sql("update chain_watch set looked_on = ?")
        .param(Date.valueOf(LocalDate.of(2026, 1, 1)))
        .update();
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @Test
  void aBrokenChainIsWarnedOfOnceADayUntilItHolds() throws IOException {
    try (var sms = town.sms(NotifyTown::smsTaken)) {
      town.server.clock.advance(DAY);
      var first =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(ChainWatchTest::warnings, one -> one.size() == 1);
      assertThat(first.getFirst())
          .as("nobody has shown that a way reaches them")
          .contains("active", "3 of 3 grids", "3 with ways that are not verified");
      town.quiet();
      assertThat(NotifyTown.numbers(sms)).as("who leads the whole is told").containsExactly("4");

      town.server.clock.advance(DAY);
      await().atMost(Duration.ofSeconds(30)).until(() -> warnings().size() == 2);
      assertThat(warnings().getFirst()).startsWith("closed");
      town.quiet();
      assertThat(NotifyTown.numbers(sms))
          .as("told anew, and not that it was over")
          .startsWith("4", "4")
          .doesNotContain("1", "3");

      town.server.database.jdbc().sql("update person_way set verified_at = now()").update();
      town.server.clock.advance(DAY);
      await().atMost(Duration.ofSeconds(30)).until(() -> warnings().getLast().startsWith("closed"));
      assertThat(warnings()).hasSize(2);
    }
  }

  private static List<String> warnings() {
    return town.server
        .database
        .jdbc()
        .sql(
            "select phase || ' ' || explanation_en from alert where subject = 'chain:C' order by id")
        .query(String.class)
        .list();
  }
}
