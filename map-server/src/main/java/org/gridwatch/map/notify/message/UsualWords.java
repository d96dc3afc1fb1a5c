package org.gridwatch.map.notify.message;

/** The templates where nobody has written others. */
final class UsualWords {
  private static final String FACTS_ZH =
      """
      位置：{grid} {address}
      设备：{device}
      数值：{value}（限值 {limit}）
      测得：{takenAt}
      开始：{since}
      说明：{explanation}
      怎么办：{action}
      """;

  private static final String FACTS_EN =
      """
      Where: {grid} {address}
      Device: {device}
      Value: {value} (limit {limit})
      Measured: {takenAt}
      Since: {since}
      Why: {explanation}
      Do: {action}
      """;

  private UsualWords() {}

  static Template of(Templates.Use use, Language language) {
    return new Template(language == Language.ZH ? zh(use) : en(use));
  }

  private static String zh(Templates.Use use) {
    String answer = "\n打开链接，按“我来处理”确认。";
    return switch (use) {
      case RAISED -> "【{severity}】{title}\n" + FACTS_ZH + answer;
      case WORSE -> "【{severity}】升级：{title}\n" + FACTS_ZH + answer;
      case REMINDER -> "【{severity}】仍无人确认：{title}\n" + FACTS_ZH + answer;
      case HANDED_OVER -> "【{severity}】交接给您：{title}\n" + FACTS_ZH + answer;
      case HELP -> "【{severity}】现场请求支援：{title}\n" + FACTS_ZH + answer;
      case DRILL -> "【演练】{title}\n" + FACTS_ZH + "\n这是演练，没有险情。打开链接，按“我来处理”确认收到。";
      case CLEARED ->
          """
          已解除：{title}
          位置：{grid} {address}
          数值：{value}
          处理人：{acknowledgedBy}
          """;
      case TOGETHER ->
          """
          【{worst}】{count} 条报警
          共同原因：{cause}

          打开链接查看全部。
          """;
      case DIGEST ->
          """
          每日汇总：{count} 条提示
          共同原因：{cause}
          """;
    };
  }

  private static String en(Templates.Use use) {
    String answer = "\nOpen the link and press \"I have it\".";
    return switch (use) {
      case RAISED -> "[{severity}] {title}\n" + FACTS_EN + answer;
      case WORSE -> "[{severity}] Worse: {title}\n" + FACTS_EN + answer;
      case REMINDER -> "[{severity}] Nobody has it yet: {title}\n" + FACTS_EN + answer;
      case HANDED_OVER -> "[{severity}] Now yours: {title}\n" + FACTS_EN + answer;
      case HELP -> "[{severity}] Help wanted on the spot: {title}\n" + FACTS_EN + answer;
      case DRILL ->
          "[DRILL] {title}\n"
              + FACTS_EN
              + "\nThis is a drill, nothing is wrong. Open the link and press \"I have it\".";
      case CLEARED ->
          """
          Over: {title}
          Where: {grid} {address}
          Value: {value}
          Taken care of by: {acknowledgedBy}
          """;
      case TOGETHER ->
          """
          [{worst}] {count} alerts
          In common: {cause}

          Open the link to see all.
          """;
      case DIGEST ->
          """
          Of the day: {count} notices
          In common: {cause}
          """;
    };
  }
}
