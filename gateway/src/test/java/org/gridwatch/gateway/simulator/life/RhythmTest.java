package org.gridwatch.gateway.simulator.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RhythmTest {
  private static final Instant WEDNESDAY = Instant.parse("2026-07-01T00:00:00+08:00");

  @ParameterizedTest
  @CsvSource({"WATER,19,3", "POWER,20,3", "GAS,18,2"})
  void eveningsAreBusyAndNightsAreNot(String name, int busy, int quiet) {
    assertThat(at(name, busy)).isGreaterThan(3 * at(name, quiet));
  }

  @Test
  void peopleGetUpLaterOnSunday() {
    var sunday = WEDNESDAY.plus(Duration.ofDays(4));
    var seven = Duration.ofHours(7);
    assertThat(Rhythm.WATER.at(sunday.plus(seven)))
        .isLessThan(Rhythm.WATER.at(WEDNESDAY.plus(seven)));
  }

  @Test
  void aCounterGrowsAsMuchAsTheCurveBelowIt() {
    double summed = 0;
    var step = Duration.ofMinutes(1);
    var end = WEDNESDAY.plus(Duration.ofDays(7));
    for (var at = WEDNESDAY; at.isBefore(end); at = at.plus(step)) {
      summed += Rhythm.POWER.at(at.plusSeconds(30)) / 60;
    }
    double counted = Rhythm.POWER.total(end) - Rhythm.POWER.total(WEDNESDAY);
    assertThat(counted).isCloseTo(summed, within(0.01));
  }

  @Test
  void theCurveHasNoStepAtMidnightNorAtTheEndOfTheWeek() {
    for (int day = 0; day < 7; day++) {
      var midnight = WEDNESDAY.plus(Duration.ofDays(day));
      assertThat(Rhythm.WATER.at(midnight))
          .isCloseTo(Rhythm.WATER.at(midnight.minusMillis(1)), within(0.001));
    }
  }

  private static double at(String name, int hour) {
    var rhythm =
        switch (name) {
          case "WATER" -> Rhythm.WATER;
          case "POWER" -> Rhythm.POWER;
          default -> Rhythm.GAS;
        };
    return rhythm.at(WEDNESDAY.plus(Duration.ofHours(hour)));
  }
}
