package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(14_000, 1_000_000);

  @Test
  void nothingIsDueBeforeTheStart() {
    assertThat(pace.dueBy(999_999)).isZero();
    assertThat(pace.dueBy(1_000_000)).isEqualTo(1);
  }

  @Test
  void everySecondBringsTheRateWhateverHappenedBefore() {
    assertThat(pace.dueBy(1_060_000) - pace.dueBy(1_059_000)).isEqualTo(14_000);
  }

  @Test
  void aMessageIsDueExactlyWhenItsTimeHasCome() {
    for (long n = 0; n < 100_000; n += 997) {
      assertThat(pace.dueBy(pace.dueMillis(n) + 1)).isGreaterThan(n);
      assertThat(pace.dueBy(pace.dueMillis(n) - 1)).isLessThanOrEqualTo(n);
    }
  }

  @Test
  void theMeasuredMessagesAreThoseDueAfterTheWarmUp() {
    assertThat(pace.firstAfter(30)).isEqualTo(420_000);
    assertThat(pace.dueMillis(420_000)).isEqualTo(1_030_000);
  }
}
