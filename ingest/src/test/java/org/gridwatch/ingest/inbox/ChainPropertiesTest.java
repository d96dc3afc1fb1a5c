package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What devices say comes to the same, however it comes: once and in order, or twice, in pieces,
 * with a connection or a commit lost, with ingest stopped in between and old news among it. Random
 * streams through the real broker into a real database; a failure names the seed.
 *
 * <p>More seeds with {@code -Dgridwatch.chain.seeds=20}, one with {@code
 * -Dgridwatch.chain.seed=42}.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainPropertiesTest {
  private static final List<Kind> DEVICES =
      List.of(Kind.GAS, Kind.WATER, Kind.GAS, Kind.WATER, Kind.GAS);
  private static final int PARTS = 2;
  private static final int PAGES_A_PART = 80;

  @TempDir static Path folder;
  private TestDatabase database;
  private LostCommits commits;
  private Chain chain;
  private Ledger ledger;

  @BeforeAll
  void start() throws Exception {
    database = TestDatabase.create();
    commits = new LostCommits(database.dataSource());
    chain = Chain.start(commits, folder);
    ledger = new Ledger(database.jdbc());
    var rules = new Rules(database.dataSource());
    rules.all().stream()
        .map(Rules.Stored::rule)
        .filter(rule -> rule.code().equals("silent")) // the clock is moved by hand
        .forEach(rule -> rules.end(rule.id(), "test"));
  }

  @AfterAll
  void stop() {
    chain.close();
    database.close();
    assertThat(chain.bug).hasNullValue();
  }

  static Stream<Long> seeds() {
    Long one = Long.getLong("gridwatch.chain.seed");
    return one == null
        ? LongStream.rangeClosed(1, Integer.getInteger("gridwatch.chain.seeds", 3)).boxed()
        : Stream.of(one);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsRaisedDoesNotDependOnHowItCame(long seed) throws Exception {
    var random = new Random(seed);
    var diaries = new ArrayList<Diary>();
    for (Kind kind : DEVICES) {
      diaries.add(Diary.of(kind, PARTS * PAGES_A_PART, random));
    }
    String smooth = "S%d-SMOOTH-".formatted(seed);
    String rough = "S%d-ROUGH-".formatted(seed);
    tell(seed, smooth, diaries, new Mishaps.None());
    tell(seed, rough, diaries, new Mishaps.Many(chain, commits, random));
    assertThat(ledger.alerts(smooth)).as("seed %d raises something", seed).hasSizeGreaterThan(5);
    assertSame("alerts, seed " + seed, ledger.alerts(rough), ledger.alerts(smooth));
    assertSame("states, seed " + seed, ledger.states(rough), ledger.states(smooth));
    assertThat(ledger.brokenLives()).as("lives of alerts, seed %d", seed).isEmpty();
  }

  private static void assertSame(String what, List<String> rough, List<String> smooth) {
    var more = new ArrayList<>(rough);
    var less = new ArrayList<>(smooth);
    smooth.forEach(more::remove);
    rough.forEach(less::remove);
    assertThat(more).as(what + ": only there when it came rough").isEqualTo(less);
  }

  /** Part by part: after each all is settled, and so much time passes that nothing chatters. */
  private void tell(long seed, String name, List<Diary> diaries, Mishaps mishaps) throws Exception {
    var tellers = new ArrayList<Teller>();
    for (int i = 0; i < diaries.size(); i++) {
      Diary diary = diaries.get(i);
      var details = DeviceDetails.of(diary.kind()).every(Diary.EVERY_SECONDS);
      String token = chain.devices.create(name + i, details).token();
      tellers.add(new Teller(name + i, token, chain.port(), diary));
    }
    var order = new Random(seed + 1);
    for (int part = 0; part < PARTS; part++) {
      int until = (part + 1) * PAGES_A_PART;
      var talking = new ArrayList<>(tellers);
      while (!talking.isEmpty()) {
        mishaps.happen(tellers);
        Teller one = talking.get(order.nextInt(talking.size()));
        mishaps.tell(one);
        if (one.told() == until) {
          talking.remove(one);
        }
      }
      mishaps.end();
      for (Teller teller : tellers) {
        teller.finish();
        awaitStored(seed, teller);
      }
      chain.passes(Duration.ofMinutes(11));
      await().until(() -> ledger.chattering() == 0);
    }
    for (Teller teller : tellers) {
      teller.close();
    }
  }

  private void awaitStored(long seed, Teller teller) {
    await()
        .untilAsserted(
            () ->
                assertThat(ledger.stored(teller.name()))
                    .as("readings of %s, seed %d", teller.name(), seed)
                    .isEqualTo(teller.different()));
  }
}
