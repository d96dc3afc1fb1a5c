package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules make of readings when commits are lost, when ingest stops, when a device is new. */
@Tag("slow")
class TroubledJudgingTest {
  private static final long T = 1_767_225_600_000L;

  @TempDir Path folder;
  private TestDatabase database;
  private LostCommits commits;
  private Chain chain;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.create();
    commits = new LostCommits(database.dataSource());
    chain = Chain.start(commits, folder);
    ledger = new Ledger(database.jdbc());
  }

  @AfterEach
  void stop() {
    chain.close();
    database.close();
    assertThat(chain.bug).hasNullValue();
  }

  private Voice registered(String name, Kind kind) throws Exception {
    var details = DeviceDetails.of(kind).every(600);
    return chain.voice(name, chain.devices.create(name, details).token());
  }

  private void awaitStored(String device, int readings) {
    await().untilAsserted(() -> assertThat(ledger.stored(device)).isEqualTo(readings));
  }

  private void awaitTurns(String device, String... turns) {
    await().untilAsserted(() -> assertThat(ledger.turns(device)).containsExactly(turns));
  }

  @Test
  void whatIsJudgedAgainAfterALostCommitIsJudgedAsTheFirstTime() throws Exception {
    try (var voice = registered("PIPE", Kind.WATER)) {
      voice.measure(T, "pressure", 0.3);
      awaitStored("PIPE", 1);
      commits.loseNext(1);
      voice.say(
          "telemetry",
          "[{\"ts\":%d,\"values\":{\"pressure\":0.2}},{\"ts\":%d,\"values\":{\"pressure\":0.3}}]"
              .formatted(T + 10_000, T + 20_000));
      awaitTurns("PIPE", "raised 0.2", "cleared 0.3");
    }
  }

  @Test
  void whatWasRaisedIsClearedAlsoWhenTheAnswerToItsCommitWasLost() throws Exception {
    try (var voice = registered("LEAK", Kind.GAS)) {
      voice.measure(T, "ch4_lel", 1);
      awaitStored("LEAK", 1);
      commits.loseAnswersOfNext(1);
      voice.measure(T + 10_000, "ch4_lel", 30);
      awaitTurns("LEAK", "raised 30");
      voice.measure(T + 20_000, "ch4_lel", 1);
      awaitTurns("LEAK", "raised 30", "cleared 1");
    }
  }

  @Test
  void oldNewsIsNoPartOfAChangeAfterARestartEither() throws Exception {
    try (var voice = registered("PIPE", Kind.WATER)) {
      voice.measure(T, "pressure", 0.3);
      voice.measure(T + 60_000, "pressure", 0.3);
      awaitStored("PIPE", 2);
      voice.measure(T + 30_000, "pressure", 0.9); // late, and higher than all in time
      awaitStored("PIPE", 3);
      chain.stopIngest();
      chain.startIngest();
      voice.measure(T + 90_000, "pressure", 0.3);
      awaitStored("PIPE", 4);
      assertThat(ledger.turns("PIPE")).isEmpty();
      voice.measure(T + 120_000, "pressure", 0.2);
      awaitTurns("PIPE", "raised 0.2");
    }
  }

  @Test
  void whatWasJudgedBeforeACrashMakesOldNewsOfWhatIsOlder() throws Exception {
    try (var voice = registered("LEAK", Kind.GAS)) {
      voice.measure(T + 60_000, "ch4_lel", 1);
      awaitStored("LEAK", 1);
      chain.stopIngest();
      database.jdbc().sql("delete from latest").update(); // a crash would have left none
      chain.startIngest();
      voice.measure(T, "ch4_lel", 30);
      awaitStored("LEAK", 2);
      assertThat(ledger.turns("LEAK")).isEmpty();
    }
  }

  @Test
  void theFirstWordsOfADeviceAreJudgedInTheirOrder() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (var voice = registered("NEW-" + i, Kind.GAS)) {
        for (int said = 0; said < 600; said++) {
          String reading = "{\"ts\":%d,\"values\":{\"ch4_lel\":1}}".formatted(T + said * 60_000L);
          voice.sayWithoutWaiting("telemetry", reading.getBytes(StandardCharsets.UTF_8));
        }
        voice.finish();
      }
      awaitStored("NEW-" + i, 600);
    }
    assertThat(chain.meters.counter("gridwatch.rules.ignored", "reason", "late").count()).isZero();
  }
}
