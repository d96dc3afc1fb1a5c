package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridwatch.ingest.rule.DeviceState.ALARM;
import static org.gridwatch.ingest.rule.DeviceState.NORMAL;
import static org.gridwatch.ingest.rule.DeviceState.WARNING;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Band VOLTAGE = new Band(198, 235.4, 187, 242);

  @Test
  void exactlyTheLimitIsABreach() {
    assertThat(VOLTAGE.judge(235.3, NORMAL)).isEqualTo(NORMAL);
    assertThat(VOLTAGE.judge(235.4, NORMAL)).isEqualTo(WARNING);
    assertThat(VOLTAGE.judge(242, NORMAL)).isEqualTo(ALARM);
    assertThat(VOLTAGE.judge(198, NORMAL)).isEqualTo(WARNING);
    assertThat(VOLTAGE.judge(187, NORMAL)).isEqualTo(ALARM);
  }

  @Test
  void aBreachIsOverOnlyWhenTheValueIsBackInsideByAFiftieth() {
    assertThat(VOLTAGE.judge(241, ALARM)).isEqualTo(ALARM);
    assertThat(VOLTAGE.judge(237, ALARM)).isEqualTo(WARNING);
    assertThat(VOLTAGE.judge(231, WARNING)).isEqualTo(WARNING);
    assertThat(VOLTAGE.judge(230, WARNING)).isEqualTo(NORMAL);
  }

  @Test
  void aQuantityWithoutLimitsIsNeverUnsafe() {
    assertThat(Band.NONE.judge(-1e300, NORMAL)).isEqualTo(NORMAL);
    assertThat(Band.NONE.judge(1e300, ALARM)).isEqualTo(NORMAL);
  }

  @Test
  void limitsTheWrongWayRoundAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Band(5, 4, 0, 9));
  }

  @Test
  void silenceStartsAfterThreeIntervalsWithoutAWord() {
    assertThat(Silence.silent(180_000, 0, 60, -1_000_000)).isFalse();
    assertThat(Silence.silent(180_001, 0, 60, -1_000_000)).isTrue();
  }

  @Test
  void whileWeWereBlindNobodyIsSilentUntilOneIntervalAfter() {
    assertThat(Silence.silent(1_000_000, 0, 60, 940_000)).isFalse();
    assertThat(Silence.silent(1_000_001, 0, 60, 940_000)).isTrue();
  }

  @Test
  void anAlarmStaysOneWhenItsDeviceFallsSilentAndAWarningDoesNot() {
    var alarm = new Verdict(ALARM, "ch4_lel");
    assertThat(Verdict.SILENT.or(alarm)).isEqualTo(alarm);
    assertThat(Verdict.SILENT.or(new Verdict(WARNING, "temp"))).isEqualTo(Verdict.SILENT);
  }

  @Test
  void fireIsAnAlarmUnlessTheCameraDoubtsItself() {
    assertThat(SafetyEvents.judge("fire", OptionalDouble.empty())).isEqualTo(ALARM);
    assertThat(SafetyEvents.judge("smoke", OptionalDouble.of(0.3))).isEqualTo(NORMAL);
    assertThat(SafetyEvents.judge("tamper", OptionalDouble.of(0.9))).isEqualTo(WARNING);
    assertThat(SafetyEvents.judge("person", OptionalDouble.of(0.9))).isEqualTo(NORMAL);
  }
}
