package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class OutageTest {
  private static final DeviceDetails GAS = DeviceDetails.of(Kind.GAS).every(3_600);
  private static final long T = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();

  @TempDir Path dataDir;
  private TestDatabase database;
  private Outage outage;
  private Chain chain;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.create();
    outage = new Outage(database.dataSource());
    chain = Chain.start(outage, dataDir);
  }

  @AfterEach
  void stop() {
    outage.end();
    chain.close();
    assertThat(chain.bug).hasNullValue();
    database.close();
  }

  private List<Double> stored() {
    return database
        .jdbc()
        .sql("select value from reading order by taken_at")
        .query(Double.class)
        .list();
  }

  @Test
  void theDatabaseMayGoAndComeBackAndNothingIsLostOrDoubled() throws Exception {
    try (var voice = chain.voice("D-1", chain.devices.create("D-1", GAS).token())) {
      voice.measure(T, "ch4_lel", 0);
      await().untilAsserted(() -> assertThat(stored()).hasSize(1));
      for (int round = 0; round < 3; round++) {
        outage.begin();
        for (int i = 1; i <= 100; i++) {
          voice.measure(T + round * 100 + i, "ch4_lel", round * 100 + i);
        }
        await().until(() -> !chain.ingest().health().up());
        outage.end();
        int expected = 1 + (round + 1) * 100;
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(() -> assertThat(stored()).hasSize(expected));
      }
      assertThat(stored()).doesNotHaveDuplicates();
      await().until(() -> chain.ingest().health().up());
    }
  }

  @Test
  void theBrokerMayGoWhileTheDatabaseIsAwayAndComeBackFirst() throws Exception {
    String token = chain.devices.create("D-1", GAS).token();
    try (var voice = chain.voice("D-1", token)) {
      voice.measure(T, "ch4_lel", 0);
      await().untilAsserted(() -> assertThat(stored()).hasSize(1));
      outage.begin();
      for (int i = 1; i <= 50; i++) {
        voice.measure(T + i, "ch4_lel", i);
      }
    }
    chain.stopBroker();
    chain.startBroker();
    outage.end();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(stored()).hasSize(51).doesNotHaveDuplicates());
  }

  /** A trigger stands for whatever the database may dislike. */
  @Test
  void oneMessageThatTheDatabaseRefusesIsFoundAndRejectedAndTheOthersAreStored() throws Exception {
    database
        .jdbc()
        .sql(
            """
            create function dislike() returns trigger language plpgsql as $$
            begin
              if new.event = 'bad' then
                raise exception 'disliked' using errcode = '22000';
              end if;
              return new;
            end $$
            """)
        .update();
    database
        .jdbc()
        .sql(
            "create trigger dislike before insert on device_event for each row execute function dislike()")
        .update();
    try (var voice = chain.voice("CAM", chain.devices.create("CAM", GAS).token())) {
      chain.stopIngest();
      for (int i = 0; i < 30; i++) {
        String id = i == 17 ? "bad" : "e" + i;
        voice.say(
            "event",
            "{\"ts\":%d,\"id\":\"%s\",\"type\":\"crowd\",\"phase\":\"start\"}".formatted(T, id));
        voice.measure(T + i, "ch4_lel", i);
      }
      chain.startIngest();
      await().untilAsserted(() -> assertThat(stored()).hasSize(30));
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          database
                              .jdbc()
                              .sql("select count(*) from device_event")
                              .query(Integer.class)
                              .single())
                      .isEqualTo(29));
      assertThat(new Rejects(database.dataSource(), ZoneOffset.UTC).newest("refused", 0, 10))
          .isNotEmpty() // again for each delivery: what is not stored has no key, see
          // docs/ingest.md
          .allSatisfy(
              reject -> {
                assertThat(reject.detail()).contains("disliked");
                assertThat(new String(reject.firstBytes(), UTF_8)).contains("\"bad\"");
              });
    }
  }

  @Test
  void aHundredThousandMalformedMessagesCrashNothingAndAreCounted() throws Exception {
    var random = new Random(20_260_301);
    int bad = 100_000;
    try (var voice = chain.voice("LOUD", chain.devices.create("LOUD", GAS).token());
        var good = chain.voice("GOOD", chain.devices.create("GOOD", GAS).token());
        var odd = new OddTalker(chain.port(), chain.devices.create("ODD", GAS).token())) {
      long slowest = 0;
      for (int i = 0; i < bad; i++) {
        voice.sayWithoutWaiting("telemetry", Garbage.next(random));
        if (i % 10_000 == 5_000) {
          odd.talk();
        }
        if (i % 10_000 == 0) {
          int expected = i / 10_000 + 1;
          long start = System.nanoTime();
          good.measure(T + i, "ch4_lel", i);
          await()
              .atMost(Duration.ofMinutes(1))
              .pollInterval(Duration.ofMillis(20))
              .until(() -> stored().size() >= expected);
          slowest = Math.max(slowest, System.nanoTime() - start);
        }
      }
      voice.finish();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> chain.meters.counter("gridwatch.messages").count() >= bad + 10);
      System.out.printf(
          "good readings among %d malformed ones: stored at most %d ms after they were said%n",
          bad, slowest / 1_000_000);
      assertThat(new Rejects(database.dataSource(), ZoneOffset.UTC).today())
          .isGreaterThanOrEqualTo(bad);
      assertThat(stored()).hasSize(10);
      await().untilAsserted(() -> assertThat(refused()).isEqualTo(odd.said()));
    }
  }

  /** What the broker let nobody hear. */
  private long refused() {
    return chain.refused().values().stream().mapToLong(Long::longValue).sum();
  }
}
