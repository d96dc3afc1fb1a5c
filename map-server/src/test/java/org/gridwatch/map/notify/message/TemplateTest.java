package org.gridwatch.map.notify.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.gridwatch.map.notify.channel.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateTest {
  @Test
  void titleLinesAndClosingAreFilledAndWhatSaysNothingIsLeftOut() {
    var template =
        new Template(
            "[{severity}] {title}\nWhere: {grid} {address}\nValue: {value}\nplain\n\nPress {gone}now");
    var filled =
        template.fill(
            Map.of("severity", "red", "title", "Gas: leak", "address", "Gate 3", "value", ""));
    assertThat(filled.title()).isEqualTo("[red] Gas: leak");
    assertThat(filled.lines())
        .containsExactly(new Text.Line("Where", "Gate 3"), new Text.Line("", "plain"));
    assertThat(filled.closing()).isEmpty();
  }

  @Test
  void aValueWithBracesOrDollarsIsNoTemplate() {
    var filled =
        new Template("{title}\nDo: {action}").fill(Map.of("title", "$1 {grid}", "action", "a\\b"));
    assertThat(filled.title()).isEqualTo("$1 {grid}");
    assertThat(filled.lines()).containsExactly(new Text.Line("Do", "a\\b"));
  }

  @Test
  void aGapThatNothingFillsIsRefused() {
    assertThatThrownBy(() -> new Template("{colour}").requireGapsOf(Facts.gaps(true)))
        .hasMessageContaining("{colour}")
        .hasMessageContaining("severity");
    assertThatThrownBy(() -> new Template(" \n")).hasMessageContaining("1..2000");
  }

  @ParameterizedTest
  @EnumSource
  void theUsualWordsHaveKnownGapsAlone(Templates.Use use) {
    for (Language language : Language.values()) {
      UsualWords.of(use, language).requireGapsOf(Facts.gaps(use.several()));
    }
  }
}
