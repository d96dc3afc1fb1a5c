package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.DeviceState.ALARM;
import static org.gridwatch.ingest.rule.DeviceState.WARNING;

import org.junit.jupiter.api.Test;

class SilenceTest {
  @Test
  void silenceStartsAfterThreeIntervalsWithoutAWord() {
    assertThat(Silence.silent(180_000, 0, 60, -1_000_000)).isFalse();
    assertThat(Silence.silent(180_001, 0, 60, -1_000_000)).isTrue();
  }

  @Test
  void whileWeWereBlindNobodyIsSilentUntilEachHadItsTurn() {
    assertThat(Silence.silent(1_030_000, 0, 60, 940_000)).isFalse();
    assertThat(Silence.silent(1_030_001, 0, 60, 940_000)).isTrue();
  }

  @Test
  void anAlarmStaysOneWhenItsDeviceFallsSilentAndAWarningDoesNot() {
    var alarm = new Verdict(ALARM, "ch4_lel");
    assertThat(Verdict.SILENT.or(alarm)).isEqualTo(alarm);
    assertThat(Verdict.SILENT.or(new Verdict(WARNING, "temp"))).isEqualTo(Verdict.SILENT);
  }
}
