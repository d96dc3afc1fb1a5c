package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A dangerous reading that was acknowledged has its alert, whatever was killed meanwhile. */
@Tag("slow")
class AlertKillTest {
  private static final int ROUNDS = 20;
  private static final long T = 1_767_225_600_000L;
  private static final Duration PAUSE = Duration.ofMillis(200);

  @TempDir Path folder;

  @Test
  void everyDangerousReadingHasItsAlertOnceHoweverOftenTheProcessAndTheDatabaseAreKilled()
      throws Exception {
    var random = new Random(11);
    try (var fire = UnderFire.start(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        endanger("LEAK-" + round, fire, random, round % 4 == 3);
      }
      for (int round = 0; round < ROUNDS; round++) {
        assertAlertedOnce(JdbcClient.create(fire.database()), "LEAK-" + round);
      }
    }
  }

  /**
   * Says calm readings and a dangerous one, each until it is acknowledged; the kill comes anywhen.
   */
  private static void endanger(String name, UnderFire fire, Random random, boolean database)
      throws Exception {
    String token = new Devices(fire.database()).create(name, DeviceDetails.of(Kind.GAS)).token();
    Thread speaking =
        Thread.ofVirtual().start(() -> sayAll(List.of(1, 2, 60, 61), name, token, fire.mqttPort()));
    Thread.sleep(random.nextInt(400)); // a moment nobody chose
    fire.kill(database);
    assertThat(speaking.join(Duration.ofMinutes(5))).isTrue();
  }

  private static void sayAll(List<Integer> values, String name, String token, int port) {
    int said = 0;
    while (said < values.size()) {
      try (var voice = Voice.connect(port, name, token)) {
        for (; said < values.size(); said++) {
          voice.measure(T + said * 1_000L, "ch4_lel", values.get(said));
        }
      } catch (Exception killed) { // it is said again
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void assertAlertedOnce(JdbcClient db, String device) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        db.sql(
                                """
                                select a.severity || ' ' || a.phase || ' ' ||
                                       (select string_agg(e.what, ' ' order by e.id)
                                          from alert_event e where e.alert_id = a.id)
                                  from alert a join device d on d.id = a.device_id
                                 where d.name = ? and a.rule_code = 'gas-leak'
                                """)
                            .param(device)
                            .query(String.class)
                            .list())
                    .containsExactly("red active raised"));
  }
}
