package org.gridwatch.map.notify.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Standing;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;

/** Alerts as they happen, for those who write templates before there was one. Pure. */
final class Example {
  private Example() {}

  /** The first is the one that a single message tells of. */
  static List<Alert> alerts(Language language, Instant now) {
    return List.of(
        alert(
            Severity.RED,
            device("GS-0042", language.of("厨房燃气探测器", "Kitchen gas"), "gas", "ch4_lel"),
            new Words("燃气泄漏", "Gas leak"),
            new Words("甲烷浓度连续 10 秒超过限值", "Methane has stood above its limit for 10 s"),
            new Words("关阀、开窗、疏散，不要开关电器", "Close the valve, open windows, leave, touch no switch"),
            language.of("幸福里 12 号楼 3 单元 301 室厨房", "12 Park Lane, flat 301, kitchen"),
            27,
            25,
            now.minus(Duration.ofMinutes(2))),
        alert(
            Severity.ORANGE,
            device("WM-0107", language.of("泵房出水口", "Pump outlet"), "water", "pressure"),
            new Words("水压过低", "Water pressure too low"),
            new Words("水压低于限值已 5 分钟", "Pressure has been below its limit for 5 min"),
            new Words("检查泵房和主管", "Check the pump room and the main"),
            language.of("幸福里泵房", "Park Lane pump room"),
            0.1,
            0.15,
            now.minus(Duration.ofMinutes(9))),
        alert(
            Severity.YELLOW,
            device("PD-0003", language.of("2 号配电箱", "Cabinet 2"), "power", "temperature"),
            new Words("配电箱过热", "Cabinet too hot"),
            new Words("温度升高", "The temperature rises"),
            new Words("派人查看", "Send somebody to look"),
            language.of("幸福里 2 号楼地下室", "2 Park Lane, basement"),
            62,
            60,
            now.minus(Duration.ofMinutes(31))));
  }

  private static Alert.Origin device(String name, String label, String kind, String quantity) {
    return new Alert.Origin(1, 1, "example", "device:1", kind, 1, name, label, quantity);
  }

  private static Alert alert(
      Severity severity,
      Alert.Origin origin,
      Words title,
      Words explanation,
      Words action,
      String address,
      double value,
      double limit,
      Instant since) {
    return new Alert(
        0,
        origin,
        new Alert.Place(0, 0, 0, List.of(), null, null, address),
        new Alert.Texts(title, explanation, action),
        new Alert.Measured(since.minusSeconds(8), value, limit, 10, value),
        new Standing(severity, severity, Alert.Phase.ACTIVE, since, null, null, 0, 0, false, null),
        new Alert.Care(
            new Alert.Acknowledged(since.plusSeconds(60), "li.wei", severity), null, null, null),
        Alert.Quiet.NONE,
        0);
  }
}
