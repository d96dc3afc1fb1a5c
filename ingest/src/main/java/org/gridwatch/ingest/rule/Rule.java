package org.gridwatch.ingest.rule;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a reading, an event or a silence is unsafe, of whom, and what people shall read then.
 *
 * @param id 0 before it is stored
 * @param code its name for machines, for example {@code gas-leak}; never reused
 * @param source where its limits come from, or "verify locally"
 */
public record Rule(
    int id,
    int version,
    String code,
    boolean enabled,
    Watch watch,
    Condition condition,
    Schedule schedule,
    Texts texts,
    String source) {
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  /**
   * What people read, in both languages.
   *
   * @param title short: what is wrong
   * @param meaning what it means
   * @param action what to do
   */
  public record Texts(Words title, Words meaning, Words action) {}

  public record Words(String zh, String en) {
    private static final int LONGEST = 1_000;

    public static final Words NONE = new Words("", "");

    public Words {
      zh = zh.strip();
      en = en.strip();
      if (Math.max(zh.length(), en.length()) > LONGEST) {
        throw new RuleRefusal("texts", zh.length(), "a text has at most 1000 characters");
      }
    }

    /** The other language when one is missing. */
    public String zhOrEn() {
      return zh.isEmpty() ? en : zh;
    }

    public String enOrZh() {
      return en.isEmpty() ? zh : en;
    }
  }

  public Rule {
    if (!CODE.matcher(code).matches()) {
      throw new RuleRefusal(
          "code", code, "a code is 1..60 of a-z 0-9 - and starts with a letter, like gas-leak");
    }
    if (texts.title().zhOrEn().isEmpty()) {
      throw new RuleRefusal("texts.title", "", "a rule needs a title");
    }
  }

  /** The step of a severity; null for conditions without steps. */
  public @Nullable Step step(Severity severity) {
    return condition instanceof Condition.Stepped stepped
        ? stepped.steps().stream()
            .filter(step -> step.severity() == severity)
            .findFirst()
            .orElse(null)
        : null;
  }
}
