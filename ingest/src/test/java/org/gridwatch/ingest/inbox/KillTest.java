package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is killed, whenever: what a device was told is taken is there, once. */
@Tag("slow")
class KillTest {
  private static final int ROUNDS = 10;
  private static final int DEVICES = 8;

  @TempDir Path folder;

  @Test
  void everyAcknowledgedReadingIsThereExactlyOnceHoweverOftenTheProcessAndTheDatabaseAreKilled()
      throws Exception {
    var random = new Random(7);
    try (var fire = UnderFire.start(folder)) {
      killWhileTheySpeak(fire, random);
    }
  }

  private static void killWhileTheySpeak(UnderFire fire, Random random) throws Exception {
    var devices = new Devices(fire.database());
    var speakers = new ArrayList<Insistent>();
    for (int i = 0; i < DEVICES; i++) {
      String token = devices.create("K-" + i, DeviceDetails.of(Kind.GAS)).token();
      speakers.add(new Insistent("K-" + i, token, fire.mqttPort()));
    }
    var end = new CountDownLatch(1);
    var threads =
        speakers.stream().map(s -> Thread.ofVirtual().start(() -> s.speakUntil(end))).toList();
    for (int round = 0; round < ROUNDS; round++) {
      long before = acknowledged(speakers);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> acknowledged(speakers) > before + 500 + random.nextInt(1_500));
      fire.kill(round % 3 == 2);
    }
    long before = acknowledged(speakers);
    await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged(speakers) > before + 500);
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertAllThereOnce(JdbcClient.create(fire.database()), speakers);
  }

  private static void assertAllThereOnce(JdbcClient db, List<Insistent> speakers) {
    for (Insistent speaker : speakers) {
      int said = speaker.acknowledged();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(valuesOf(db, speaker.name()))
                      .doesNotHaveDuplicates()
                      .containsAll(IntStream.range(0, said).boxed().toList()));
    }
    System.out.printf("%d acknowledged readings, each there once%n", acknowledged(speakers));
  }

  private static List<Integer> valuesOf(JdbcClient db, String device) {
    return db.sql(
            """
            select r.value::int from reading r join series s on s.id = r.series_id
              join device d on d.id = s.device_id where d.name = ?
            """)
        .param(device)
        .query(Integer.class)
        .list();
  }

  private static long acknowledged(List<Insistent> speakers) {
    return speakers.stream().mapToLong(Insistent::acknowledged).sum();
  }
}
