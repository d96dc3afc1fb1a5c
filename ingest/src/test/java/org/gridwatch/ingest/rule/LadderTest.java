package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.Severity.BLUE;
import static org.gridwatch.ingest.rule.Severity.ORANGE;
import static org.gridwatch.ingest.rule.Severity.RED;
import static org.gridwatch.ingest.rule.Severity.YELLOW;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
  private static final long GAP = 15_000;
  private static final Duration NOW = Duration.ZERO;

  /** The defaults of gas: 10 for ten seconds, 25 and 50 at once. */
  private static final List<Step> GAS =
      List.of(
          Step.above(YELLOW, 10, 5, Duration.ofSeconds(10)),
          Step.above(ORANGE, 25, 15, NOW),
          Step.above(RED, 50, 25, NOW));

  private static @Nullable Severity standing(List<Step> steps, Ladder ladder) {
    Step step = ladder.standing(steps);
    return step == null ? null : step.severity();
  }

  /** What stands after values that came one a second. */
  private static @Nullable Severity after(List<Step> steps, double... values) {
    var ladder = Ladder.calm(steps.size());
    for (int i = 0; i < values.length; i++) {
      ladder = ladder.next(steps, values[i], i * 1_000L, GAP);
    }
    return standing(steps, ladder);
  }

  @ParameterizedTest
  @CsvSource({
    "high, 9.999, false",
    "high, 10,    true", // at the limit is a breach
    "high, 10.01, true",
    "low,  2.001, false",
    "low,  2,     true",
    "low,  1.999, true",
    "band, 2,     true",
    "band, 5,     false",
    "band, 10,    true"
  })
  void exactlyTheLimitIsABreach(String sides, double value, boolean breached) {
    var high = sides.equals("low") ? null : new Limit(10, 9);
    var low = sides.equals("high") ? null : new Limit(2, 3);
    var steps = List.of(new Step(YELLOW, high, low, NOW));
    assertThat(after(steps, value)).isEqualTo(breached ? YELLOW : null);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 9.5, 9.5,   true", // between the limits: goes on
    "10, 9.5, 9,     true", // at the clear limit it is not over yet
    "10, 9.5, 8.999, false",
    "2,  2.5, 3,     true",
    "2,  2.5, 3.001, false",
    "2,  5,   10,    true" // out of the band on the other side
  })
  void aBreachIsOverOnlyBeyondTheClearLimit(double a, double b, double c, boolean stands) {
    var steps = List.of(new Step(YELLOW, new Limit(10, 9), new Limit(2, 3), NOW));
    assertThat(after(steps, a, b, c)).isEqualTo(stands ? YELLOW : null);
  }

  @Test
  void whereBothLimitsAreOneTheBreachEndsJustBesideIt() {
    var steps = List.of(Step.above(YELLOW, 10, 10, NOW));
    assertThat(after(steps, 10)).isEqualTo(YELLOW);
    assertThat(after(steps, 10, Math.nextDown(10.0))).isNull();
  }

  @Test
  void oneTickBeforeTheHoldEndsNothingStandsYet() {
    var ladder = Ladder.calm(3).next(GAS, 12, 0, GAP);
    assertThat(standing(GAS, ladder.next(GAS, 12, 9_999, GAP))).isNull();
    assertThat(standing(GAS, ladder.next(GAS, 12, 10_000, GAP))).isEqualTo(YELLOW);
  }

  @Test
  void oneGoodValueInsideTheHoldBeginsItAnew() {
    var ladder = Ladder.calm(3).next(GAS, 12, 0, GAP).next(GAS, 9.9, 9_000, GAP);
    ladder = ladder.next(GAS, 12, 10_000, GAP);
    assertThat(standing(GAS, ladder.next(GAS, 12, 19_999, GAP))).isNull();
    assertThat(standing(GAS, ladder.next(GAS, 12, 20_000, GAP))).isEqualTo(YELLOW);
  }

  @Test
  void aGapInsideTheHoldIsNotCountedAndTheHoldGoesOnAfterIt() {
    var ladder = Ladder.calm(3).next(GAS, 12, 0, GAP).next(GAS, 12, 6_000, GAP);
    long hours = 3_600_000;
    ladder = ladder.next(GAS, 12, hours, GAP);
    assertThat(ladder.heldLongest()).isEqualTo(6_000);
    assertThat(standing(GAS, ladder.next(GAS, 12, hours + 3_999, GAP))).isNull();
    assertThat(standing(GAS, ladder.next(GAS, 12, hours + 4_000, GAP))).isEqualTo(YELLOW);
  }

  @Test
  void theLongestGapItselfStillCountsAndAMillisecondMoreDoesNot() {
    var ladder = Ladder.calm(3).next(GAS, 12, 0, GAP);
    assertThat(standing(GAS, ladder.next(GAS, 12, GAP, GAP))).isEqualTo(YELLOW);
    assertThat(ladder.next(GAS, 12, GAP + 1, GAP).heldLongest()).isZero();
  }

  @Test
  void theClockOfADeviceThatIsSetBackTakesNothingFromAHoldAndAddsNothing() {
    for (long back : List.of(1L, 2L, 3_600_000L)) {
      var ladder = Ladder.calm(3).next(GAS, 12, 7_200_000, GAP);
      ladder = ladder.next(GAS, 12, 7_200_000 - back, GAP);
      assertThat(standing(GAS, ladder)).as("set back by %d ms", back).isNull();
      assertThat(ladder.heldLongest()).isZero();
      ladder = ladder.next(GAS, 12, 7_210_000 - back, GAP);
      assertThat(standing(GAS, ladder)).isEqualTo(YELLOW);
    }
  }

  @Test
  void severityGoesUpAndDownByTheStepsOwnLimits() {
    assertThat(after(GAS, 30)).isEqualTo(ORANGE);
    assertThat(after(GAS, 30, 50)).isEqualTo(RED);
    assertThat(after(GAS, 30, 50, 25)).isEqualTo(RED);
    assertThat(after(GAS, 30, 50, 24.9)).isEqualTo(ORANGE);
    assertThat(after(GAS, 30, 50, 24.9, 14.9))
        .as("what was worse spares the hold")
        .isEqualTo(YELLOW);
    assertThat(after(GAS, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 14.9)).isEqualTo(YELLOW);
    assertThat(after(GAS, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 14.9, 4.9)).isNull();
  }

  @Test
  void aStepsHoldRunsWhileAMilderStepStands() {
    var steps =
        List.of(Step.above(BLUE, 1, 0.5, NOW), Step.above(ORANGE, 2, 1.5, Duration.ofSeconds(3)));
    assertThat(after(steps, 1, 1, 1, 2, 2, 2)).isEqualTo(BLUE);
    assertThat(after(steps, 1, 1, 1, 2, 2, 2, 2)).isEqualTo(ORANGE);
  }

  @Test
  void whatComesOutOfOrderRaisesWhatNeedsNoHoldAndClearsNothing() {
    var calm = Ladder.calm(3);
    assertThat(standing(GAS, calm.raisedBy(GAS, 50))).isEqualTo(RED);
    assertThat(calm.raisedBy(GAS, 12)).isEqualTo(calm);
    var red = calm.next(GAS, 60, 0, GAP);
    assertThat(red.raisedBy(GAS, 0)).isEqualTo(red);
  }

  @Test
  void whatComesOutOfOrderAndChangesNothingLeavesTheVeryLadder() {
    var red = Ladder.calm(3).next(GAS, 60, 0, GAP);
    assertThat(red.raisedBy(GAS, 60)).isSameAs(red);
    assertThat(red.raisedBy(GAS, 1)).isSameAs(red);
  }

  @Test
  void withOtherStepsWhatASeverityWasItStays() {
    var ladder = Ladder.calm(3).next(GAS, 30, 0, GAP);
    var others = List.of(Step.above(BLUE, 5, 4, NOW), Step.above(ORANGE, 28, 20, NOW));
    var moved = ladder.on(GAS, others);
    assertThat(standing(others, moved)).isEqualTo(ORANGE);
    assertThat(standing(others, moved.next(others, 19, 1_000, GAP))).isEqualTo(BLUE);
    var noOrange = List.of(Step.above(BLUE, 50, 40, NOW));
    assertThat(standing(noOrange, ladder.on(GAS, noOrange))).isNull();
  }

  @Test
  void aHoldGoesOnOverARestartAsIfThereWasNone() {
    var before = Ladder.calm(3).next(GAS, 12, 0, GAP).next(GAS, 12, 6_000, GAP);
    var track = new Track(new Condition.Level(java.util.Set.of("ch4_lel"), GAS));
    track.restore(before);
    track.climb(12, 10_000, GAP);
    assertThat(track.standing()).isEqualTo(GAS.getFirst());
  }
}
