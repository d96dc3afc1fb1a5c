package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Rate> ROBOT = List.of(Rate.withReserve(18, MINUTE));

  /** One waiting parcel of the simulated hour. */
  private record Waiting(Severity severity, Instant since) {}

  @ParameterizedTest
  @CsvSource({
    "RED, 17, 0",
    "RED, 18, 60",
    "ORANGE, 17, 0",
    "YELLOW, 11, 0",
    "YELLOW, 12, 60",
    "BLUE, 12, 60",
    "BLUE, 18, 60",
  })
  void keepsTheLastTokensForRedAndOrange(Severity severity, int spent, long seconds) {
    var bucket = TokenBucket.full(ROBOT);
    for (int i = 0; i < spent; i++) {
      bucket = bucket.spend(START);
    }
    assertThat(bucket.waits(severity, START)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aTokenIsBackExactlyOnePeriodLater() {
    var bucket = TokenBucket.full(List.of(Rate.of(1, MINUTE))).spend(START);
    var almost = START.plus(MINUTE).minusNanos(1);
    assertThat(bucket.waits(Severity.RED, almost)).isEqualTo(Duration.ofNanos(1));
    assertThat(bucket.waits(Severity.RED, START.plus(MINUTE))).isZero();
  }

  @Test
  void everyRateHolds() {
    var rates = List.of(Rate.of(90, MINUTE), Rate.of(5, Duration.ofSeconds(1)));
    var bucket = TokenBucket.full(rates);
    for (int i = 0; i < 5; i++) {
      bucket = bucket.spend(START);
    }
    assertThat(bucket.waits(Severity.RED, START)).isEqualTo(Duration.ofSeconds(1));
    for (int i = 1; i < 18; i++) {
      for (int j = 0; j < 5; j++) {
        bucket = bucket.spend(START.plusSeconds(i));
      }
    }
    assertThat(bucket.waits(Severity.RED, START.plusSeconds(18))).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void blueWaitsUntilItsOwnShareIsBack() {
    var bucket = TokenBucket.full(ROBOT);
    for (int i = 0; i < 18; i++) {
      bucket = bucket.spend(START.plusSeconds(i));
    }
    var now = START.plusSeconds(30);
    assertThat(bucket.waits(Severity.RED, now)).isEqualTo(Duration.ofSeconds(30));
    assertThat(bucket.waits(Severity.BLUE, now)).isEqualTo(Duration.ofSeconds(36));
  }

  @Test
  void rememberedAfterARestart() {
    var bucket =
        TokenBucket.after(List.of(Rate.of(2, MINUTE)), List.of(START, START.minusSeconds(30)));
    assertThat(bucket.waits(Severity.RED, START)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aClockThatIsSetBackClosesNothing() {
    var bucket = TokenBucket.full(List.of(Rate.of(1, MINUTE))).spend(START);
    assertThat(bucket.waits(Severity.RED, START.minus(Duration.ofHours(1)))).isZero();
  }

  @Test
  void remembersNoMoreThanItNeeds() {
    var bucket = TokenBucket.full(ROBOT);
    for (int i = 0; i < 1000; i++) {
      bucket = bucket.spend(START.plusSeconds(10L * i));
    }
    assertThat(bucket.spent()).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10001, 0", "5, 5", "5, -1"})
  void refusesARateThatCannotBe(int most, int reserve) {
    assertThatThrownBy(() -> new Rate(most, MINUTE, reserve))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  /** A thousand parcels in an hour, in bursts, among them a red one every minute. */
  @Test
  void neverSendsMoreThanDingTalkAllowsAndNeverLetsARedOneWaitBehindBlueOnes() {
    var random = new Random(17);
    var arrivals = new ArrayList<Waiting>();
    for (int i = 0; i < 940; i++) {
      var at =
          START.plusMillis(random.nextInt(3_600_000) / 300_000 * 300_000 + random.nextInt(9_000));
      arrivals.add(new Waiting(random.nextBoolean() ? Severity.BLUE : Severity.YELLOW, at));
    }
    for (int i = 0; i < 60; i++) {
      arrivals.add(
          new Waiting(Severity.RED, START.plusSeconds(60L * i).plusMillis(random.nextInt(50_000))));
    }
    arrivals.sort(Comparator.comparing(Waiting::since));
    var sent = sendAll(new ArrayDeque<>(arrivals));
    assertThat(sent).hasSize(1000);
    for (int i = 20; i < sent.size(); i++) { // as DingTalk counts: never a 21st within a minute
      assertThat(Duration.between(sent.get(i - 20), sent.get(i))).isGreaterThanOrEqualTo(MINUTE);
    }
  }

  private static List<Instant> sendAll(ArrayDeque<Waiting> arrivals) {
    var queue =
        new PriorityQueue<Waiting>(
            Comparator.comparing(Waiting::severity).reversed().thenComparing(Waiting::since));
    var bucket = TokenBucket.full(ROBOT);
    var sent = new ArrayList<Instant>();
    var now = START;
    while (!arrivals.isEmpty() || !queue.isEmpty()) {
      while (!arrivals.isEmpty() && !arrivals.peek().since().isAfter(now)) {
        queue.add(arrivals.remove());
      }
      while (!queue.isEmpty() && bucket.waits(queue.peek().severity(), now).isZero()) {
        var next = queue.remove();
        if (next.severity() == Severity.RED) {
          assertThat(Duration.between(next.since(), now)).isLessThan(Duration.ofMillis(100));
        }
        bucket = bucket.spend(now);
        sent.add(now);
      }
      now = now.plusMillis(50);
    }
    return sent;
  }
}
