package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.inbox.Nights.NightMeasure;
import org.junit.jupiter.api.Test;

class NightMeasureTest {
  /** Newest first; NaN: nothing is known of that night. */
  private static List<Map<Integer, Double>> nights(double... flows) {
    var nights = new ArrayList<Map<Integer, Double>>();
    for (double flow : flows) {
      nights.add(Double.isNaN(flow) ? Map.of() : Map.of(7, flow));
    }
    return nights;
  }

  @Test
  void theMildestOfTheNewestNightsIsComparedWithTheMedianOfThoseBefore() {
    assertThat(NightMeasure.of(7, nights(9, 6, 8, 4, 3, 5, 4), 3, 4))
        .contains(new NightMeasure(1.5, 9));
  }

  @Test
  void oneNightWithoutDataIsNoNightInARow() {
    assertThat(NightMeasure.of(7, nights(9, Double.NaN, 8, 4, 3, 5, 4), 3, 4)).isEmpty();
  }

  @Test
  void halfOfTheNightsBeforeMustBeKnownAndSomethingMustHaveFlowed() {
    assertThat(NightMeasure.of(7, nights(9, 4, Double.NaN, Double.NaN, 4), 1, 4)).isPresent();
    assertThat(NightMeasure.of(7, nights(9, 4, Double.NaN, Double.NaN, Double.NaN), 1, 4))
        .isEmpty();
    assertThat(NightMeasure.of(7, nights(9, 0, 0, 0, 0), 1, 4)).isEmpty();
  }
}
