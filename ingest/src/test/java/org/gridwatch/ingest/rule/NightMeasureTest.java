package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NightMeasureTest {
  private static final double UNKNOWN = Double.NaN;

  private static NightMeasure of(int days, int nights) {
    return new NightMeasure(
        new Condition.NightFlow(
            Set.of("flow"),
            LocalTime.of(2, 0),
            LocalTime.of(5, 0),
            days,
            nights,
            List.of(Step.above(Severity.BLUE, 1.3, 1.2, Duration.ZERO))),
        "flow");
  }

  private static double last(NightMeasure measure, double... nights) {
    double last = Double.NaN;
    for (double night : nights) {
      last = measure.next(night);
    }
    return last;
  }

  @Test
  void itIsTheMildestOfTheNewestAgainstTheMedianOfThoseBefore() {
    assertThat(last(of(4, 1), 10, 12, 8, 10, 15)).isEqualTo(1.5);
    assertThat(last(of(4, 2), 10, 12, 8, 10, 15, 13)).isEqualTo(1.3, within(1e-9));
    assertThat(last(of(4, 2), 10, 12, 8, 10, 15, 9)).isEqualTo(0.9, within(1e-9));
  }

  @Test
  void theLastDigitOfAMeterIsNoLeak() {
    assertThat(last(of(4, 2), 0.03, 0.03, 0.04, 0.03, 0.04, 0.04)).isEqualTo(1);
    assertThat(last(of(4, 2), 0.03, 0.04, 0.04, 0.03, 0.05, 0.06)).isGreaterThan(1.4);
    assertThat(last(of(4, 2), 0.03, 0.03, 0.03, 0.03, 0.02, 0.04)).isLessThan(0.7);
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    assertThat(last(of(4, 1), 10, 10, 10, 10, UNKNOWN)).isNaN();
    assertThat(last(of(4, 2), 10, 10, 10, 10, UNKNOWN, 15)).isNaN();
    assertThat(last(of(4, 1), UNKNOWN, UNKNOWN, 10, 10, 15)).isEqualTo(1.5);
    assertThat(last(of(4, 1), UNKNOWN, UNKNOWN, UNKNOWN, 10, 15)).isNaN();
    assertThat(last(of(4, 1), 10, 15)).isNaN();
    assertThat(last(of(4, 1), 0, 0, 0, 0, 15)).isNaN();
  }
}
