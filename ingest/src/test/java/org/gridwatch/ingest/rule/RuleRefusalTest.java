package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever edits a rule reads what is wrong at the very field. */
class RuleRefusalTest {
  private static final String RULE =
      """
      {"code": "r", "watch": {"kinds": ["gas"]},
       "condition": {"type": "together", "around": "device", "window_s": 0, "severity": "red", "parts": [
         {"type": "event", "types": ["smoke"], "least_score": 0.5, "quiet_s": 60, "severity": "red"},
         {"type": "level", "quantities": ["ch4_lel"], "steps": [
           {"severity": "yellow", "high": {"raise": 10, "clear": 5}, "hold_s": 10},
           {"severity": "red", "low": {"raise": -3, "clear": -2}, "hold_s": 20}]}]},
       "schedule": {"from": "08:00", "to": "18:00", "days": [1], "holidays": "not"},
       "texts": {"title": {"zh": "甲", "en": "a"}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"code\": \"r\"        | \"code\": \"R 1\"   | code",
        "[\"gas\"]              | [\"steam\"]         | watch.kinds",
        "\"clear\": 5           | \"clear\": 11       | condition.parts.1.steps.0.high.clear",
        "\"clear\": -2          | \"clear\": -4       | condition.parts.1.steps.1.low.clear",
        "\"raise\": 10          | \"raise\": \"ten\"  | condition.parts.1.steps.0.high.raise",
        "\"hold_s\": 20         | \"hold_s\": 9e8     | condition.parts.1.steps.1.hold_s",
        "\"high\": {\"raise\": 10, \"clear\": 5}, | ` ` | condition.parts.1.steps.0.high",
        "[\"ch4_lel\"]          | [\"CH4 %\"]         | condition.parts.1.quantities",
        "[\"smoke\"]            | []                  | condition.parts.0.types",
        "\"least_score\": 0.5   | \"least_score\": 5  | condition.parts.0.least_score",
        "\"window_s\": 0        | \"window_s\": 1e6   | condition.window_s",
        "\"from\": \"08:00\"    | \"from\": \"8\"     | schedule.from",
        "\"days\": [1]          | \"days\": [8]       | schedule.days",
        "\"holidays\": \"not\"  | \"holidays\": \"x\" | schedule.holidays",
        "{\"zh\": \"甲\", \"en\": \"a\"} | {\"zh\": \" \"} | texts.title"
      })
  void namesTheVeryFieldThatIsWrong(String right, String wrong, String field) {
    assertThat(RULE).contains(right);
    var refusal =
        catchThrowableOfType(
            RuleRefusal.class, () -> RuleJson.parse(0, 1, RULE.replaceFirst(quoted(right), wrong)));
    assertThat(refusal).as(wrong).isNotNull();
    assertThat(refusal.field()).isEqualTo(field);
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }
}
