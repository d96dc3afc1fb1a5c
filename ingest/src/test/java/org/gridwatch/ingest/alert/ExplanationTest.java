package org.gridwatch.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {
  private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
  private static final Instant AT = Instant.parse("2026-06-01T06:03:07Z");

  private static Rule rule(String code) {
    return Rules.defaults().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Evidence evidence(String what, double value, double measure, double limit) {
    return new Evidence(what, value, measure, limit, AT, AT.plusSeconds(2), Duration.ZERO);
  }

  private static Words said(String code, Severity severity, Evidence evidence) {
    return Explanation.of(rule(code), severity, evidence, HOME);
  }

  @Test
  void aLevelSaysValueTimeLimitHoldAndWhatClearsIt() {
    var seen = evidence("ch4_lel", 52.31, 52.31, 50);
    assertThat(said("gas-leak", Severity.RED, seen))
        .isEqualTo(
            new Words(
                "14:03:07 测得甲烷浓度 52.3 %LEL,达到或超过红色限值 50 %LEL。低于 25 %LEL 时解除。",
                "Methane was 52.3 %LEL at 14:03:07, at or above the red limit of 50 %LEL."
                    + " Clears below 25 %LEL."));
  }

  @Test
  void tooLowClearsAbove() {
    var seen =
        new Evidence("pressure", 0.041, 0.041, 0.05, AT, AT.plusSeconds(2), Duration.ofMinutes(3));
    assertThat(said("water-pressure", Severity.ORANGE, seen).en())
        .isEqualTo(
            "Water pressure was 0.041 MPa at 14:03:07, at or below the orange limit of 0.05 MPa"
                + " for 3 min. Clears above 0.08 MPa.");
  }

  @Test
  void ofABandItIsTheSideThatWasBroken() {
    assertThat(said("voltage", Severity.YELLOW, evidence("voltage_a", 240, 240, 235.4)).en())
        .contains("at or above the yellow limit of 235.4 V. Clears below 233 V.");
    assertThat(said("voltage", Severity.YELLOW, evidence("voltage_a", 190, 190, 198)).en())
        .contains("at or below the yellow limit of 198 V. Clears above 201 V.");
  }

  @Test
  void lateSaysHowLate() {
    var late =
        new Evidence("ch4_lel", 30, 30, 25, AT, AT.plus(Duration.ofMinutes(40)), Duration.ZERO);
    assertThat(said("gas-leak", Severity.ORANGE, late).en())
        .endsWith("It reached us 40 min after it was measured.");
    assertThat(said("gas-leak", Severity.ORANGE, late).zh()).endsWith("该数据迟到 40 分钟。");
    var yesterday =
        new Evidence("ch4_lel", 30, 30, 25, AT, AT.plus(Duration.ofHours(20)), Duration.ZERO);
    assertThat(said("gas-leak", Severity.ORANGE, yesterday).en()).contains("2026-06-01 14:03:07");
  }

  @Test
  void aRateSaysHowMuchInWhatTime() {
    var fell = evidence("pressure", 0.21, -0.063, -0.05);
    assertThat(said("water-pressure-drop", Severity.ORANGE, fell).en())
        .isEqualTo(
            "Water pressure fell by 0.063 MPa within 5 min and was 0.21 MPa at 14:03:07, at or"
                + " below the orange limit of -0.05 MPa. Clears above -0.02 MPa.");
  }

  @Test
  void aBaselineSaysHowManyTimesWhatIsUsual() {
    var seen = new Evidence("flow", 31, 2.4, 2, AT, AT.plusSeconds(2), Duration.ofSeconds(900));
    assertThat(said("water-flow-unusual", Severity.YELLOW, seen).zh())
        .isEqualTo("14:03:07 测得流量 31 m³/h,是近 4 周同一时段的 2.4 倍,达到或超过黄色限值 2,已持续 15 分钟。低于 1.5 时解除。");
  }

  @Test
  void aSilenceSaysSinceWhen() {
    var silent = new Evidence("silence", 960, 3.2, 3, AT, AT, Duration.ofSeconds(960));
    assertThat(said("silent", Severity.YELLOW, silent).en())
        .isEqualTo(
            "The device has not spoken since 14:03:07, for 16 min, 3 times its expected interval or"
                + " more. Clears when it speaks again.");
  }

  @Test
  void anEventSaysHowSureTheDeviceIs() {
    var smoke = evidence("smoke", 0.93, Double.NaN, Double.NaN);
    assertThat(said("smoke-seen", Severity.ORANGE, smoke).en())
        .isEqualTo(
            "The device saw smoke at 14:03:07, 93% sure. Clears when nothing of the kind was seen"
                + " for 3 min.");
    var unsure = evidence("video_loss", Double.NaN, Double.NaN, Double.NaN);
    assertThat(said("video-loss", Severity.YELLOW, unsure).zh())
        .isEqualTo("设备在 14:03:07 发现视频丢失。2 分钟内未再发现即解除。");
  }

  @Test
  void severalDevicesOrThingsSayHowMany() {
    assertThat(said("area-power-loss", Severity.RED, evidence("spread", 4, 4, 3)).en())
        .isEqualTo(
            "By 14:03:07 4 devices in one grid had alerts within 5 min, 3 are needed. Clears when"
                + " fewer than 3 have.");
    assertThat(said("gas-and-smoke", Severity.RED, evidence("together", 2, 2, 2)).zh())
        .isEqualTo("14:03:07 起,同一楼栋在 15 分钟内有 2 项危险条件中的至少 2 项成立。条件不再同时成立后解除。");
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultRuleHasAWordToSayInBothLanguages(Severity severity) {
    for (Rule rule : Rules.defaults()) {
      var words =
          Explanation.of(
              rule, severity, new Evidence("x", 1, 1, Double.NaN, AT, AT, Duration.ZERO), HOME);
      assertThat(words.zh()).as(rule.code()).isNotEmpty().doesNotContain("NaN");
      assertThat(words.en()).as(rule.code()).isNotEmpty().doesNotContain("NaN");
    }
  }
}
