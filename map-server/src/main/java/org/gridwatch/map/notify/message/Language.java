package org.gridwatch.map.notify.message;

import java.util.Locale;
import java.util.Optional;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;

/** In which language people are told. */
public enum Language {
  ZH,
  EN;

  String of(Words words) {
    return this == ZH ? words.zhOrEn() : words.enOrZh();
  }

  String of(String zh, String en) {
    return this == ZH ? zh : en;
  }

  String of(Severity severity) {
    return switch (severity) {
      case RED -> of("红色", "red");
      case ORANGE -> of("橙色", "orange");
      case YELLOW -> of("黄色", "yellow");
      case BLUE -> of("蓝色", "blue");
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Language> parse(String label) {
    return switch (label) {
      case "zh" -> Optional.of(ZH);
      case "en" -> Optional.of(EN);
      default -> Optional.empty();
    };
  }
}
