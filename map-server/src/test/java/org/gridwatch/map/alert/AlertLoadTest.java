package org.gridwatch.map.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLoadTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));

  private static List<Instant> raised(int count, Duration after) {
    var raised = new ArrayList<Instant>();
    for (int i = 0; i < count; i++) {
      raised.add(FROM.plus(after).plusSeconds(i));
    }
    return raised;
  }

  @Test
  void anHourAndADayAreMeansOfTheWholeTime() {
    var load = AlertLoad.of(raised(144, Duration.ZERO), FROM, TO, 1);
    assertThat(load.perTenMinutes()).isEqualTo(1);
    assertThat(load.perHour()).isEqualTo(6);
    assertThat(load.perDay()).isEqualTo(144);
    assertThat(load.mostInTenMinutes()).isEqualTo(144);
  }

  @Test
  void tenWithinTenMinutesAreAFloodAndNineAreNot() {
    assertThat(AlertLoad.of(raised(9, Duration.ZERO), FROM, TO, 1).floods()).isEmpty();
    var flood = AlertLoad.of(raised(10, Duration.ofMinutes(20)), FROM, TO, 1);
    assertThat(flood.floods())
        .containsExactly(
            new AlertLoad.Flood(
                FROM.plus(Duration.ofMinutes(20)), FROM.plus(Duration.ofMinutes(30)), 10));
    assertThat(flood.floodShare()).isEqualTo(1.0 / 144);
  }

  @Test
  void floodsThatTouchAreOne() {
    var raised = raised(12, Duration.ZERO);
    raised.addAll(raised(15, Duration.ofMinutes(10)));
    raised.addAll(raised(11, Duration.ofMinutes(40)));
    assertThat(AlertLoad.of(raised, FROM, TO, 1).floods())
        .extracting(AlertLoad.Flood::alerts)
        .containsExactly(27.0, 11.0);
  }

  @Test
  void twoOfficersShareThem() {
    var load = AlertLoad.of(raised(18, Duration.ZERO), FROM, TO, 2);
    assertThat(load.mostInTenMinutes()).isEqualTo(9);
    assertThat(load.floods()).isEmpty();
  }

  @Test
  void nothingIsNothing() {
    var load = AlertLoad.of(List.of(), FROM, TO, 1);
    assertThat(load.perDay()).isZero();
    assertThat(load.slots()).isEmpty();
  }
}
