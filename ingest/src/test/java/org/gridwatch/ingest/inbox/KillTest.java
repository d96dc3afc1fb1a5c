package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
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
    int mqttPort = freePort();
    int databasePort = freePort();
    var random = new Random(7);
    EmbeddedPostgres postgres = startPostgres(databasePort);
    String url = "jdbc:postgresql://localhost:" + databasePort + "/postgres";
    Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    var devices = new Devices(postgres.getPostgresDatabase());
    var speakers = new ArrayList<Insistent>();
    for (int i = 0; i < DEVICES; i++) {
      String token = devices.create("K-" + i, DeviceDetails.of(Kind.GAS)).token();
      speakers.add(new Insistent("K-" + i, token, mqttPort));
    }
    Path log = folder.resolve("victim.log");
    Process victim = VictimProcess.start(url, folder.resolve("broker"), mqttPort, log);
    try {
      var end = new CountDownLatch(1);
      var threads =
          speakers.stream().map(s -> Thread.ofVirtual().start(() -> s.speakUntil(end))).toList();
      for (int round = 0; round < ROUNDS; round++) {
        long before = acknowledged(speakers);
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> acknowledged(speakers) > before + 500 + random.nextInt(1_500));
        if (round % 3 == 2) {
          kill(serverPid());
          postgres.close(); // gives back the lock on its folder; there is nothing to stop
          postgres = startPostgres(databasePort);
        } else {
          victim.destroyForcibly().waitFor();
          victim = VictimProcess.start(url, folder.resolve("broker"), mqttPort, log);
        }
      }
      long before = acknowledged(speakers);
      await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged(speakers) > before + 500);
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertAllThereOnce(JdbcClient.create(postgres.getPostgresDatabase()), speakers);
    } catch (Throwable e) {
      System.out.println(Files.readString(log));
      throw e;
    } finally {
      victim.destroyForcibly().waitFor();
      postgres.close();
    }
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

  private EmbeddedPostgres startPostgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("database"))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "64MB")
        .start();
  }

  private long serverPid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("database").resolve("postmaster.pid"))
            .getFirst()
            .strip());
  }

  /** The server and its children, as a machine that runs out of memory would do it. */
  private static void kill(long pid) throws Exception {
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    var children = server.descendants().toList();
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    server.onExit().get(30, TimeUnit.SECONDS);
    for (ProcessHandle child : children) {
      child.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
