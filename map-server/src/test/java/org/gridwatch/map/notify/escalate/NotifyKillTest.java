package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Provider.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes tell of a thousand alerts through a channel that is slow and fails; one is killed.
 */
@Tag("slow")
class NotifyKillTest {
  private static final int ROUNDS = 10;
  private static final int ALERTS_A_ROUND = 100;
  private static final Duration STARTED = Duration.ofMinutes(2);
  private static final Duration LEASE_AND_RETRIES = Duration.ofMinutes(6);

  @TempDir Path folder;
  private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();

  /** One in ten is turned away, the others take their time. */
  private Reply slowly(Request request) {
    var random = ThreadLocalRandom.current();
    try {
      Thread.sleep(random.nextInt(150));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (random.nextInt(10) == 0) {
      return new Reply(429, "", Map.of("Retry-After", "1"));
    }
    delivered
        .computeIfAbsent(request.json().get("key").asString(), _ -> new AtomicInteger())
        .incrementAndGet();
    return Reply.ok("");
  }

  @Test
  void noAlertIsWithoutAnOutcomeNoStepSkippedAndNoneToldTwiceUnlessTheAnswerWasLost()
      throws Exception {
    var random = new Random(7);
    try (var town = new NotifyTown();
        var hook = new Provider(this::slowly)) {
      town.fallSilent();
      arrange(town, hook);
      var log = Files.createFile(folder.resolve("tellers.log"));
      var tellers = new Process[] {teller(town, log), teller(town, log)};
      try {
        for (int round = 0; round < ROUNDS; round++) {
          int started = tellers.length + round;
          await().atMost(STARTED).until(() -> telling(log) == started);
          raise(town, round);
          Thread.sleep(200 + random.nextInt(800)); // a moment nobody chose
          int victim = random.nextInt(2);
          tellers[victim].destroyForcibly().waitFor();
          tellers[victim] = teller(town, log);
        }
        await()
            .atMost(LEASE_AND_RETRIES)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(unfinished(town)).isZero());
      } finally {
        for (Process one : tellers) {
          one.destroyForcibly().waitFor();
        }
      }
      assertEveryStepWasMadeOnce(town);
      assertNoneToldTwiceUnlessTheAnswerWasLost(town);
    }
  }

  private static Process teller(NotifyTown town, Path log) throws Exception {
    return TellerProcess.start(town.server.database.url(), log);
  }

  private static long telling(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith("telling")).count();
    }
  }

  private static void arrange(NotifyTown town, Provider hook) {
    town.channel(
        "Hook",
        "{\"type\": \"webhook\", \"url\": \"%s\", \"secret\": \"s\", \"perMinute\": 6000}"
            .formatted(hook.url()),
        "");
    for (int person = 1; person <= 4; person++) {
      town.ways(person, "webhook", "https://example.org/" + person);
    }
    var policy =
        """
        {"steps": [{"afterSeconds": 0, "who": "duty"}, {"afterSeconds": 2, "who": "top"}]}
        """;
    var set = town.as("officer").send("PUT", "/api/v1/routing/orange", policy);
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  private static void raise(NotifyTown town, int round) {
    town.settle(
        IntStream.rangeClosed(1, ALERTS_A_ROUND)
            .mapToObj(i -> town.leak(round * ALERTS_A_ROUND + i, What.RAISED, Severity.ORANGE))
            .toList());
  }

  private static long unfinished(NotifyTown town) {
    return town.server
        .database
        .jdbc()
        .sql(
            """
            select (select count(*) from notice where state in ('queued', 'sending'))
                 + (select count(*) from escalation where next_at is not null)
                 + (select count(*) from alert a
                     where not exists (select 1 from escalation e where e.alert_id = a.id))
            """)
        .query(Long.class)
        .single();
  }

  private static void assertEveryStepWasMadeOnce(NotifyTown town) {
    var steps =
        town.server
            .database
            .jdbc()
            .sql(
                """
                select a.id || ': ' || coalesce(string_agg(
                         n.target || ' ' || coalesce(t.state, n.state), ', ' order by n.id), 'nothing')
                  from alert a left join notice n on n.alert_id = a.id
                  left join notice t on t.id = n.folded_into
                 group by a.id
                """)
            .query(String.class)
            .list();
    assertThat(steps)
        .hasSize(ROUNDS * ALERTS_A_ROUND)
        .allMatch(one -> one.endsWith(": duty sent, top sent"));
  }

  private void assertNoneToldTwiceUnlessTheAnswerWasLost(NotifyTown town) {
    var lost =
        town.server
            .database
            .jdbc()
            .sql(
                """
                select distinct n.key from notice n join notice_try t on t.notice_id = n.id
                 where t.ended_at is null or t.receipt = 'unknown'
                """)
            .query(String.class)
            .list();
    assertThat(delivered).isNotEmpty();
    delivered.forEach(
        (key, times) -> {
          if (times.get() > 1) {
            assertThat(lost).contains(key);
          }
        });
    System.out.printf(
        "%d messages, %d of them twice, %d answers lost%n",
        delivered.size(),
        delivered.values().stream().filter(times -> times.get() > 1).count(),
        lost.size());
  }
}
