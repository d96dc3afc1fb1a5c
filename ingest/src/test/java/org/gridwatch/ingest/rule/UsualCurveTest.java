package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An hour in which 6 is usual on average, after one of 2 and before one of 10. */
class UsualCurveTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T05:00:00Z, 4", // half way from the hour before
    "2026-03-02T05:15:00Z, 5",
    "2026-03-02T05:30:00Z, 6",
    "2026-03-02T05:45:00Z, 7",
    "2026-03-02T05:59:59.999Z, 8",
  })
  void whatIsUsualRisesWithinTheHour(Instant at, double usual) {
    assertThat(UsualCurve.at(at.toEpochMilli(), 2, 6, 10)).isCloseTo(usual, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-02T05:00:00Z, 6", "2026-03-02T05:59:00Z, 6"})
  void anHourWhoseNeighboursAreUnknownIsEvenAndAnUnknownOneStaysUnknown(Instant at, double usual) {
    assertThat(UsualCurve.at(at.toEpochMilli(), Double.NaN, 6, Double.NaN)).isEqualTo(usual);
    assertThat(UsualCurve.at(at.toEpochMilli(), 2, Double.NaN, 10)).isNaN();
  }
}
