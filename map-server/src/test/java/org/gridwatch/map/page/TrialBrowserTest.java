package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An officer tries a rule before it goes live, at the desk and on the phone. */
@Tag("slow")
class TrialBrowserTest {
  private static InstallationUnderTest house;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    house = InstallationUnderTest.find();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void thePagesComplainedAboutNothing() {
    assertThat(chromium.complaints).isEmpty();
  }

  /** At the rule about gas, whose fields are drawn. */
  private static Page atTheGasRule(int width, int height, String language) {
    return atTheRule("gas-leak", width, height, language);
  }

  private static Page atTheRule(String code, int width, int height, String language) {
    Page page = chromium.visitor(width, height);
    page.addInitScript(
        """
        localStorage.setItem('gridwatch.languageChosen', 'yes');
        localStorage.setItem('gridwatch.language', '%s');
        """
            .formatted(language));
    page.navigate(house.page("/sign-in.html?next=%2Fadmin.html%23rules"));
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(house.password());
    page.locator("form button[type=submit]").click();
    page.locator(".rule-row[data-code=" + code + "] a").click();
    assertThat(page.locator(".trial")).isVisible();
    return page;
  }

  @Test
  void aChangedRuleIsTriedAndComparedWithTheOneInForce() {
    Page page = atTheGasRule(1366, 768, "en");
    Locator raise = page.locator("[data-field='condition.steps.0.high.raise']");
    Locator clear = page.locator("[data-field='condition.steps.0.high.clear']");
    clear.fill("0.2");
    raise.fill("0.5"); // much too careful: it raises at clean air
    page.locator(".trial select").selectOption("1");
    page.locator(".trial button.primary").click();
    assertThat(page.locator(".trial-total")).containsText("Alerts it would have raised");
    assertThat(page.locator(".trial-compared dd")).hasCount(3);
    assertThat(page.locator(".trial-bar").first()).isVisible();
    page.locator(".trial-result").scrollIntoViewIfNeeded();
    Chromium.keep(page, "rule-trial-1366");
    Locator device = page.locator(".trial-alerts a").first();
    assertThat(device).hasAttribute("href", Pattern.compile("/#device/.+"));
  }

  @Test
  void whatCannotBeIsSaidWhereItIsTried() {
    Page page = atTheGasRule(1366, 768, "en");
    page.locator("[data-field='condition.steps.0.high.clear']").fill("77");
    page.locator(".trial button.primary").click();
    assertThat(page.locator(".trial-result [role=alert]")).containsText("must not be above");
    assertThat(page.locator(".trial button.primary")).isEnabled();
  }

  @Test
  void aSpanOfOnesOwnIsCheckedAtItsFieldsAndRemembered() {
    Page page = atTheGasRule(1366, 768, "en");
    Locator from = page.locator("[data-field='trial.from'] input");
    Locator to = page.locator("[data-field='trial.to'] input");
    assertThat(from).isHidden();
    page.locator(".trial select").selectOption("chosen");
    String end = to.inputValue();
    String begin = from.inputValue();
    from.fill("");
    page.locator(".trial button.primary").click();
    assertThat(page.locator("[data-field='trial.from'] [role=alert]")).containsText("missing");
    from.fill(end);
    to.fill(begin);
    page.locator(".trial button.primary").click();
    assertThat(page.locator("[data-field='trial.from'] [role=alert]")).hasCount(0);
    assertThat(page.locator("[data-field='trial.to'] [role=alert]")).containsText("come after");
    Chromium.keep(page, "rule-trial-span-1366");
    from.fill(begin);
    to.fill(end);
    page.locator(".trial button.primary").click();
    assertThat(page.locator(".trial-total")).containsText("Alerts it would have raised");
    page.reload();
    assertThat(page.locator(".trial select")).hasValue("chosen");
    assertThat(from).hasValue(begin);
    assertThat(to).hasValue(end);
  }

  @Test
  void whatHistoryKnowsNothingOfCannotBeTriedAndThePageSaysWhy() {
    Page page = atTheRule("clock-wrong", 1366, 768, "en");
    assertThat(page.locator(".trial > .hint-warning")).containsText("cannot be tried");
    assertThat(page.locator(".trial button.primary")).isHidden();
    page.locator("[data-field='condition.type'] select").selectOption("silent");
    assertThat(page.locator(".trial > .hint-warning")).isHidden();
    assertThat(page.locator(".trial button.primary")).isVisible();
  }

  @Test
  void onAPhoneAndInChineseNothingIsWiderThanTheScreen() {
    Page page = atTheGasRule(390, 844, "zh");
    page.locator(".trial select").selectOption("chosen");
    page.locator(".trial button.primary").scrollIntoViewIfNeeded();
    Chromium.keep(page, "rule-trial-span-390-zh");
    page.locator(".trial button.primary").click();
    assertThat(page.locator(".trial-total")).containsText("会产生");
    page.locator(".trial-result").scrollIntoViewIfNeeded();
    Chromium.keep(page, "rule-trial-390-zh");
    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }
}
