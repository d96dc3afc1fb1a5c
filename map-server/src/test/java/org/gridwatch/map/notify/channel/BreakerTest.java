package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.gridwatch.map.notify.channel.Breaker.Closed;
import org.gridwatch.map.notify.channel.Breaker.HalfOpen;
import org.gridwatch.map.notify.channel.Breaker.Open;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Breaker.Patience PATIENCE = new Breaker.Patience(3, PAUSE);
  private static final Receipt TAKEN = new Receipt.Taken("1");
  private static final Receipt REFUSED = new Receipt.Refused("no", About.CHANNEL);
  private static final Receipt UNKNOWN = new Receipt.Unknown("?");
  private static final Receipt LATER = later(Duration.ofSeconds(5), About.CHANNEL);
  private static final Open OPEN = new Open(NOW.plus(PAUSE));

  private static Receipt later(Duration pause, About about) {
    return new Receipt.Later("busy", pause, about);
  }

  static Stream<Arguments> steps() {
    var trial = new HalfOpen(NOW.plusSeconds(9));
    var tenMinutes = Duration.ofMinutes(10);
    return Stream.of(
        Arguments.of(new Closed(0), TAKEN, new Closed(0)),
        Arguments.of(new Closed(2), TAKEN, new Closed(0)),
        Arguments.of(new Closed(2), REFUSED, new Closed(0)),
        Arguments.of(new Closed(0), LATER, new Closed(1)),
        Arguments.of(new Closed(1), UNKNOWN, new Closed(2)),
        Arguments.of(new Closed(2), LATER, OPEN),
        Arguments.of(new Closed(2), UNKNOWN, OPEN),
        Arguments.of(new Closed(2), later(Duration.ofHours(1), About.RECEIVER), new Closed(0)),
        Arguments.of(new Closed(0), later(PAUSE, About.CHANNEL), new Closed(1)),
        Arguments.of(
            new Closed(0), later(tenMinutes, About.CHANNEL), new Open(NOW.plus(tenMinutes))),
        Arguments.of(trial, TAKEN, new Closed(0)),
        Arguments.of(trial, REFUSED, new Closed(0)),
        Arguments.of(trial, LATER, OPEN),
        Arguments.of(trial, UNKNOWN, OPEN),
        Arguments.of(OPEN, TAKEN, OPEN),
        Arguments.of(OPEN, LATER, OPEN),
        Arguments.of(new Open(NOW.plus(tenMinutes)), LATER, new Open(NOW.plus(tenMinutes))));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void learnsFromEachReceipt(Breaker was, Receipt receipt, Breaker next) {
    assertThat(was.after(receipt, PATIENCE, NOW)).isEqualTo(next);
  }

  @Test
  void anOpenOneLetsNobodyPassBeforeItsTime() {
    assertThat(OPEN.waits(NOW)).isEqualTo(PAUSE);
    assertThat(OPEN.waits(NOW.plus(PAUSE).minusNanos(1))).isEqualTo(Duration.ofNanos(1));
    assertThat(OPEN.waits(NOW.plus(PAUSE))).isZero();
  }

  @Test
  void letsOneParcelTryAndTheOthersWait() {
    var later = NOW.plus(PAUSE);
    var trial = OPEN.begin(PATIENCE, later);
    assertThat(trial).isEqualTo(new HalfOpen(later.plus(PAUSE)));
    assertThat(trial.waits(later)).isEqualTo(PAUSE);
  }

  @Test
  void aTrialNobodyTellsTheEndOfGivesWayToAnother() {
    var trial = OPEN.begin(PATIENCE, NOW.plus(PAUSE));
    var long_ = NOW.plus(PAUSE).plus(PAUSE);
    assertThat(trial.waits(long_)).isZero();
    assertThat(trial.begin(PATIENCE, long_)).isEqualTo(new HalfOpen(long_.plus(PAUSE)));
  }

  @Test
  void aClosedOneStaysAsItIs() {
    assertThat(new Closed(2).begin(PATIENCE, NOW)).isEqualTo(new Closed(2));
    assertThat(Breaker.closed().waits(NOW)).isZero();
  }
}
