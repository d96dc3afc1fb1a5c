package org.gridwatch.ingest.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Limit;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Step;
import org.jspecify.annotations.Nullable;

/**
 * Why there is an alert, in sentences a person can read: what was measured, when, against which
 * limit, for how long, and what clears it. Pure.
 */
final class Explanation {
  /** What comes later than this after it was measured is said to be late. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** A piece of a sentence in both languages, spaces and all. */
  private record Said(String zh, String en) {
    static final Said NOTHING = new Said("", "");
  }

  private final Evidence evidence;
  private final Severity severity;
  private final @Nullable Step step;
  private final ZoneId zone;

  private Explanation(Rule rule, Severity severity, Evidence evidence, ZoneId zone) {
    this.evidence = evidence;
    this.severity = severity;
    this.step = rule.step(severity);
    this.zone = zone;
  }

  static Words of(Rule rule, Severity severity, Evidence evidence, ZoneId zone) {
    return new Explanation(rule, severity, evidence, zone).of(rule.condition());
  }

  private Words of(Condition condition) {
    var said =
        switch (condition) {
          case Condition.Level level -> level();
          case Condition.Rate rate -> rate(rate);
          case Condition.Baseline baseline -> baseline(baseline);
          case Condition.NightFlow night -> night(night);
          case Condition.Silent silent -> silent();
          case Condition.ClockAhead ahead -> clock();
          case Condition.Seen seen -> seen(seen);
          case Condition.Together together -> together(together);
          case Condition.Spread spread -> spread(spread);
        };
    var late = late();
    return new Words(said.zh() + late.zh(), said.en() + " " + late.en());
  }

  // ---- one for each condition

  private Said level() {
    var name = QuantityWords.of(evidence.what());
    return new Said(
        "%s 测得%s %s,%s%s。%s"
            .formatted(
                time(),
                name.zh(),
                number(evidence.value()),
                against(false).zh(),
                held().zh(),
                clears(false).zh()),
        "%s was %s at %s, %s%s. %s"
            .formatted(
                name.en(),
                number(evidence.value()),
                time(),
                against(false).en(),
                held().en(),
                clears(false).en()));
  }

  private Said rate(Condition.Rate rate) {
    var name = QuantityWords.of(evidence.what());
    var span = span(rate.window());
    String change = number(Math.abs(evidence.measure()));
    boolean fell = evidence.measure() < 0;
    return new Said(
        "%s%s内%s%s %s,%s 测得 %s,%s%s。%s"
            .formatted(
                name.zh(),
                span.zh(),
                rate.counter() ? "累计" : "",
                fell ? "下降" : "上升",
                change,
                time(),
                number(evidence.value()),
                against(false).zh(),
                held().zh(),
                clears(false).zh()),
        "%s %s by %s within %s and was %s at %s, %s%s. %s"
            .formatted(
                name.en(),
                rate.counter() ? "grew" : fell ? "fell" : "rose",
                change,
                span.en(),
                number(evidence.value()),
                time(),
                against(false).en(),
                held().en(),
                clears(false).en()));
  }

  private Said baseline(Condition.Baseline baseline) {
    var name = QuantityWords.of(evidence.what());
    String times = plain(evidence.measure());
    return new Said(
        "%s 测得%s %s,是近 %d 周同一时段的 %s 倍,%s%s。%s"
            .formatted(
                time(),
                name.zh(),
                number(evidence.value()),
                baseline.weeks(),
                times,
                against(true).zh(),
                held().zh(),
                clears(true).zh()),
        "%s was %s at %s, %s times what is usual at this hour of the last %d weeks, %s%s. %s"
            .formatted(
                name.en(),
                number(evidence.value()),
                time(),
                times,
                baseline.weeks(),
                against(true).en(),
                held().en(),
                clears(true).en()));
  }

  private Said night(Condition.NightFlow night) {
    var name = QuantityWords.of(evidence.what());
    String times = plain(evidence.measure());
    return new Said(
        "夜间 %s 至 %s 的最小%s为 %s,是前 %d 晚中位数的 %s 倍,连续 %d 晚%s。%s"
            .formatted(
                night.from(),
                night.to(),
                name.zh(),
                number(evidence.value()),
                night.days(),
                times,
                night.nights(),
                against(true).zh(),
                clears(true).zh()),
        "The least %s between %s and %s was %s, %s times the median of the %d nights before; %d nights in a row it was %s. %s"
            .formatted(
                name.en().toLowerCase(Locale.ROOT),
                night.from(),
                night.to(),
                number(evidence.value()),
                times,
                night.days(),
                night.nights(),
                against(true).en(),
                clears(true).en()));
  }

  private Said silent() {
    var lasts = evidence.held().isZero() ? Said.NOTHING : span(evidence.held());
    var longer =
        Double.isFinite(evidence.limit())
            ? new Said(
                ",达到正常上报间隔的 " + plain(evidence.limit()) + " 倍",
                ", " + plain(evidence.limit()) + " times its expected interval or more")
            : Said.NOTHING;
    return new Said(
        "设备自 %s 起没有任何消息%s%s。恢复上报后解除。"
            .formatted(time(), lasts.zh().isEmpty() ? "" : ",已" + lasts.zh(), longer.zh()),
        "The device has not spoken since %s%s%s. Clears when it speaks again."
            .formatted(time(), lasts.en().isEmpty() ? "" : ", for " + lasts.en(), longer.en()));
  }

  private Said clock() {
    return new Said(
        "设备时钟比本系统快 %s 秒,%s秒。时钟校准后解除。".formatted(plain(evidence.measure()), against(true).zh()),
        "The device's clock is %s s ahead of ours, %s s. Clears when the clock is set right."
            .formatted(plain(evidence.measure()), against(true).en()));
  }

  private Said seen(Condition.Seen seen) {
    var name = QuantityWords.of(evidence.what());
    boolean sure = Double.isFinite(evidence.value());
    String score = sure ? Math.round(evidence.value() * 100) + "%" : "";
    var quiet = span(seen.quiet());
    return new Said(
        "设备在 %s 发现%s%s。%s内未再发现即解除。"
            .formatted(time(), name.zh(), sure ? ",置信度 " + score : "", quiet.zh().strip()),
        "The device saw %s at %s%s. Clears when nothing of the kind was seen for %s."
            .formatted(name.en(), time(), sure ? ", " + score + " sure" : "", quiet.en()));
  }

  private Said together(Condition.Together together) {
    var window = span(together.window());
    boolean atOnce = together.window().isZero();
    String zh =
        switch (together.around()) {
          case DEVICE -> "同一设备";
          case BUILDING -> "同一楼栋";
          case GRID -> "同一网格";
        };
    String en =
        switch (together.around()) {
          case DEVICE -> "on one device";
          case BUILDING -> "in one building";
          case GRID -> "in one grid";
        };
    return new Said(
        "%s 起,%s%s有 %d 项危险条件中的至少 %d 项成立。条件不再同时成立后解除。"
            .formatted(
                time(),
                zh,
                atOnce ? "同时" : "在" + window.zh() + "内",
                together.parts().size(),
                together.atLeast()),
        "At %s at least %d of %d dangerous things held %s%s. Clears when they no longer do."
            .formatted(
                time(),
                together.atLeast(),
                together.parts().size(),
                en,
                atOnce ? " at once" : " within " + window.en()));
  }

  private Said spread(Condition.Spread spread) {
    var window = span(spread.window());
    String count =
        Double.isFinite(evidence.measure())
            ? plain(evidence.measure())
            : Integer.toString(spread.atLeast());
    boolean grid = spread.radiusM() == 0;
    return new Said(
        "截至 %s,%s%s内有 %s 台设备告警(至少 %d 台)。告警设备少于 %d 台后解除。"
            .formatted(
                time(),
                grid ? "同一网格" : plain(spread.radiusM()) + " 米范围",
                window.zh(),
                count,
                spread.atLeast(),
                spread.atLeast()),
        "By %s %s devices %s had alerts within %s, %d are needed. Clears when fewer than %d have."
            .formatted(
                time(),
                count,
                grid ? "in one grid" : "within " + plain(spread.radiusM()) + " m",
                window.en(),
                spread.atLeast(),
                spread.atLeast()));
  }

  // ---- pieces

  /**
   * @param pure the limit is a pure number, not in the quantity's unit
   */
  private Said against(boolean pure) {
    if (!Double.isFinite(evidence.limit())) {
      return new Said("触发" + colour().zh() + "级告警", "which is " + colour().en());
    }
    String limit = pure ? plain(evidence.limit()) : number(evidence.limit());
    return below()
        ? new Said(
            "达到或低于%s限值 %s".formatted(colour().zh(), limit),
            "at or below the %s limit of %s".formatted(colour().en(), limit))
        : new Said(
            "达到或超过%s限值 %s".formatted(colour().zh(), limit),
            "at or above the %s limit of %s".formatted(colour().en(), limit));
  }

  private boolean below() {
    return step != null
        && step.low() instanceof Limit low
        && (step.high() == null || low.raise() == evidence.limit());
  }

  private Said clears(boolean pure) {
    if (step == null) {
      return Said.NOTHING;
    }
    Limit limit = below() ? step.low() : step.high();
    if (limit == null) {
      return Said.NOTHING;
    }
    String value = pure ? plain(limit.clear()) : number(limit.clear());
    return below()
        ? new Said("高于 " + value + " 时解除。", "Clears above " + value + ".")
        : new Said("低于 " + value + " 时解除。", "Clears below " + value + ".");
  }

  private Said held() {
    if (evidence.held().toSeconds() < 1) {
      return Said.NOTHING;
    }
    var span = span(evidence.held());
    return new Said(",已持续" + span.zh(), " for " + span.en());
  }

  private Said late() {
    var late = Duration.between(evidence.takenAt(), evidence.heardAt());
    if (late.compareTo(LATE) <= 0 || evidence.what().equals("silence")) {
      return Said.NOTHING;
    }
    var span = span(late);
    return new Said(
        "该数据迟到" + span.zh() + "。", "It reached us " + span.en() + " after it was measured.");
  }

  private Said colour() {
    return switch (severity) {
      case BLUE -> new Said("蓝色", "blue");
      case YELLOW -> new Said("黄色", "yellow");
      case ORANGE -> new Said("橙色", "orange");
      case RED -> new Said("红色", "red");
    };
  }

  private String time() {
    Instant at = evidence.takenAt();
    boolean sameDay =
        at.atZone(zone).toLocalDate().equals(evidence.heardAt().atZone(zone).toLocalDate());
    return (sameDay ? TIME : DAY_AND_TIME).format(at.atZone(zone));
  }

  private String number(double value) {
    var unit = Quantity.parse(evidence.what()).map(Unit::of).orElse(new Unit("", 2));
    String digits = trimmed(String.format(Locale.ROOT, "%." + unit.decimals() + "f", value));
    return unit.symbol().isEmpty() ? digits : digits + " " + unit.symbol();
  }

  private static String plain(double value) {
    return trimmed(String.format(Locale.ROOT, "%.2f", value));
  }

  private static String trimmed(String digits) {
    return digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
  }

  /** 45 s, 5 min, 2 h, 3 d: as long as it reads well. */
  private static Said span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 120) {
      return new Said(" " + seconds + " 秒", seconds + " s");
    }
    if (seconds < 7_200) {
      return new Said(" " + seconds / 60 + " 分钟", seconds / 60 + " min");
    }
    return seconds < 172_800
        ? new Said(" " + seconds / 3_600 + " 小时", seconds / 3_600 + " h")
        : new Said(" " + seconds / 86_400 + " 天", seconds / 86_400 + " d");
  }
}
