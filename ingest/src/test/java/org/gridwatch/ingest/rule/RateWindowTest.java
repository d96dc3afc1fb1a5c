package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWindowTest {
  private static final List<Step> STEPS =
      List.of(Step.below(Severity.ORANGE, -0.05, -0.02, Duration.ZERO));

  private static RateWindow window(int seconds) {
    return new RateWindow(
        new Condition.Rate(Set.of("pressure"), Duration.ofSeconds(seconds), false, 0, STEPS));
  }

  private static RateWindow counter(double rollover) {
    return new RateWindow(
        new Condition.Rate(Set.of("volume"), Duration.ofMinutes(5), true, rollover, STEPS));
  }

  /** The change after values that came one a second. */
  private static double after(RateWindow window, double... values) {
    for (int i = 0; i < values.length; i++) {
      window.add(i * 1_000L, values[i]);
    }
    return window.change();
  }

  @Test
  void aRiseIsMeasuredFromTheLowestAndAFallFromTheHighestWithinTheWindow() {
    assertThat(after(window(10), 5)).isZero();
    assertThat(after(window(10), 5, 4, 6)).isEqualTo(2);
    assertThat(after(window(10), 5, 6, 4)).isEqualTo(-2);
    assertThat(after(window(10), 5, 9, 4, 7)).as("of equal ones the rise").isEqualTo(3);
    assertThat(after(window(10), 5, 5, 5)).isZero();
  }

  @Test
  void aValueExactlyAsOldAsTheWindowStillCountsAndOneOlderDoesNot() {
    assertThat(after(window(2), 1, 5, 5)).isEqualTo(4);
    assertThat(after(window(2), 1, 5, 5, 5)).isZero();
  }

  @Test
  void afterAGapLongerThanTheWindowNothingIsKnownToHaveChanged() {
    var window = window(10);
    window.add(0, 0.3);
    window.add(60_000, 0.1);
    assertThat(window.change()).isZero();
  }

  @Test
  void aSampleThatIsNotNewerChangesNothing() {
    var window = window(10);
    window.add(5_000, 3);
    window.add(5_000, 9);
    window.add(1_000, 9);
    assertThat(window.change()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0,     100, 103, 3", // it counts
    "0,     100, 100, 0",
    "0,     100, 2,   2", // set to zero by somebody, two counted since
    "0,     100, 99.9, 0", // corrected by a little: nothing flowed
    "99999, 99998, 3, 4", // rolled over
    "99999, 5000, 3,  3", // far from the end: set to zero
    "99999, 5000, 4990, 0"
  })
  void aCounterIsUnderstoodWhenItStartsOver(
      double rollover, double before, double after, double counted) {
    assertThat(after(counter(rollover), before, after)).isCloseTo(counted, within(1e-9));
  }

  @Test
  void aCounterNeverFalls() {
    var random = new Random(7);
    var counter = counter(1_000);
    double value = 0;
    for (int i = 0; i < 10_000; i++) {
      value = random.nextInt(50) == 0 ? random.nextDouble() : (value + random.nextDouble()) % 1_000;
      counter.add(i * 1_000L, value);
      assertThat(counter.change()).isNotNegative();
    }
  }

  @Test
  void itSaysTheSameAsLookingThroughAllOfTheWindow() {
    var random = new Random(20_261_122);
    for (int stream = 0; stream < 50; stream++) {
      var window = window(20);
      var times = new ArrayList<Long>();
      var values = new ArrayList<Double>();
      long at = 0;
      for (int i = 0; i < 300; i++) {
        at += random.nextInt(1, 9_000);
        double value = random.nextInt(40);
        window.add(at, value);
        times.add(at);
        values.add(value);
        assertThat(window.change()).isEqualTo(slow(times, values, 20_000));
      }
    }
  }

  private static double slow(List<Long> times, List<Double> values, long length) {
    double now = values.getLast();
    double low = now;
    double high = now;
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i) >= times.getLast() - length) {
        low = Math.min(low, values.get(i));
        high = Math.max(high, values.get(i));
      }
    }
    return now - low >= high - now ? now - low : now - high;
  }
}
