package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
  private static final Parcel PARCEL = Letters.parcel(Severity.RED);

  /** One way to dress a message. */
  record Form(String name, Function<Text, String> dress) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() {
    return Stream.concat(
        Stream.of(
            new Form("webhook", text -> MessageJson.of(PARCEL, text)),
            new Form("push", text -> MessageJson.push(PARCEL, text))),
        read());
  }

  /** Those that a program shows to a person and could take for markup. */
  static Stream<Form> read() {
    return Stream.of(
        new Form("plain", PlainText::of),
        new Form("wecom", text -> Markdown.weCom(text, Severity.RED, List.of())),
        new Form("dingtalk", text -> Markdown.dingTalk(text, Severity.RED, List.of())),
        new Form("html", MailHtml::of));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void saysWhatAndWhereAndWhatToDo(Form form) {
    assertThat(form.dress.apply(Letters.gas()))
        .contains("燃气泄漏", "厨房 1-2-301 🔥", "23 %LEL", "关阀，开窗，撤离", "请确认")
        .contains(Letters.LINK.toString());
  }

  @ParameterizedTest
  @MethodSource("read")
  void whatADeviceIsCalledIsNeitherMarkupNorALink(Form form) {
    String shown = form.dress.apply(Letters.text(Letters.EVIL, Letters.EVIL));
    assertThat(shown).doesNotContain("http://evil").contains("evil", Letters.LINK.toString());
    switch (form.name) {
      case "html" -> assertThat(shown).doesNotContain("<b>");
      case "plain" -> assertThat(shown).contains("<b>"); // means nothing there
      default -> assertThat(shown).doesNotContain("<b>", "[x]", "](http:／");
    }
  }

  @Test
  void aRobotIsNotMadeToCallSomebodyByALabel() {
    String evil = "<@all> <at user_id=\"all\"></at> @13800000000";
    assertThat(Markdown.weCom(Letters.text("x", evil), Severity.RED, List.of()))
        .doesNotContain("<@", "<at");
    assertThat(Markdown.dingTalk(Letters.text("x", evil), Severity.RED, List.of()))
        .doesNotContain("@1", "@all");
    assertThat(PlainText.of(Letters.text("x", evil))).doesNotContain("<@", "<at");
  }

  @Test
  void linesAndInvisibleCharactersOfAValueCannotShapeTheMessage() {
    var line = new Text.Line("位置", "a\n# b\r\n\u202Ec\u0000\u2028d\uD83D");
    assertThat(line.value()).isEqualTo("a # b cd");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aTextOfAnyLengthFitsAndKeepsItsTitleAndLink(Form form) {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      var lines =
          Collections.nCopies(
              random.nextInt(40), new Text.Line("位置", "🔥<&\"市".repeat(random.nextInt(200))));
      var text = new Text("燃气泄漏", lines, "撤离".repeat(random.nextInt(500)), Letters.LINK, Map.of());
      String whole = form.dress.apply(text);
      int most = 700 + random.nextInt(4000);
      String fitted = Fit.within(most, text, form.dress);
      assertThat(Fit.bytes(fitted)).isLessThanOrEqualTo(most);
      assertThat(fitted).contains("燃气泄漏", Letters.LINK.toString()).doesNotContain("\uFFFD");
      assertThat(halves(fitted)).isZero();
      if (Fit.bytes(whole) > most) {
        assertThat(fitted).contains("…");
      } else {
        assertThat(fitted).isEqualTo(whole);
      }
    }
  }

  @Test
  void usesTheRoomThereIs() {
    var text =
        new Text("t", List.of(new Text.Line("w", "x".repeat(9000))), "", Letters.LINK, Map.of());
    assertThat(Fit.bytes(Fit.within(2048, text, PlainText::of))).isBetween(2040, 2048);
  }

  @Test
  void aTitleThatIsTooLongIsTheLastToBeCut() {
    var text = new Text("标".repeat(200), List.of(), "z".repeat(50), Letters.LINK, Map.of());
    String fitted = Fit.within(300, text, PlainText::of);
    assertThat(Fit.bytes(fitted)).isLessThanOrEqualTo(300);
    assertThat(fitted).startsWith("标标").contains("…").endsWith(Letters.LINK.toString());
  }

  @Test
  void cutsBetweenCodePoints() {
    assertThat(Fit.cut("🔥🔥🔥", 3)).isEqualTo("🔥🔥🔥");
    assertThat(Fit.cut("🔥🔥🔥", 2)).isEqualTo("🔥…");
    assertThat(Fit.cut("🔥🔥🔥", 1)).isEqualTo("…");
  }

  @Test
  void aLinkCannotEndItself() {
    var link = URI.create("https://watch.example.cn/a)[b](https://evil".replace("[b]", "b"));
    var text = new Text("t", List.of(), "", link, Map.of());
    assertThat(Markdown.weCom(text, Severity.RED, List.of())).doesNotContain("a)", "b(");
    for (String bad : List.of("javascript:alert(1)", "/alerts/1", "ftp://x/y")) {
      assertThatThrownBy(() -> new Text("t", List.of(), "", URI.create(bad), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("link must be");
    }
  }

  @Test
  void slotsAreShortAndHoldNoAddressAndNoBrackets() {
    var text =
        new Text("t", List.of(), "", null, Map.of("place", "【甲】http://evil 很长的地方名字", "a", ""));
    var slots = Slots.of(text, List.of("place", "a", "b"), 8);
    assertThat(slots).containsEntry("a", "-").containsEntry("b", "-");
    assertThat(slots.get("place")).isEqualTo("[甲]http…").hasSizeLessThanOrEqualTo(8);
    assertThat(slots.keySet()).containsExactly("place", "a", "b");
  }

  @Test
  void theParametersOfACallStayBelowTheirLength() {
    var text =
        new Text("t", List.of(), "", null, Map.of("a", "很".repeat(300), "b", "\"".repeat(300)));
    assertThat(Slots.jsonBelow(250, text, List.of("a", "b")))
        .hasSizeBetween(200, 249)
        .contains("…");
  }

  private static long halves(String text) {
    return text.codePoints().filter(letter -> letter >= 0xD800 && letter <= 0xDFFF).count();
  }
}
