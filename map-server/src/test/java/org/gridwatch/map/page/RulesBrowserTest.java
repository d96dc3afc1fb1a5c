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

/** An officer reads and changes the rules, in a real browser against a running installation. */
@Tag("slow")
class RulesBrowserTest {
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

  private static Page signedIn(int width, int height, String language, String theme) {
    Page page = chromium.visitor(width, height);
    page.addInitScript(
        """
        localStorage.setItem('gridwatch.languageChosen', 'yes');
        localStorage.setItem('gridwatch.language', '%s');
        localStorage.setItem('gridwatch.theme', '%s');
        """
            .formatted(language, theme));
    page.navigate(house.page("/sign-in.html?next=%2Fadmin.html%23rules"));
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(house.password());
    page.locator("form button[type=submit]").click();
    assertThat(row(page, "turbidity")).isVisible();
    return page;
  }

  private static Page signedIn() {
    return signedIn(1366, 768, "en", "dark");
  }

  private static Locator row(Page page, String code) {
    return page.locator(".rule-row[data-code=" + code + "]");
  }

  private static Locator field(Page page, String place) {
    return page.locator("[data-field='" + place + "']");
  }

  private static void openRule(Page page, String code) {
    row(page, code).locator("a").click();
    assertThat(field(page, "code").locator("input")).hasValue(code);
  }

  private static void save(Page page) {
    page.locator(".save-bar button[type=submit]").click();
  }

  @Test
  void aLimitIsEditedAWrongOneIsPointedAtAndTheHistoryLeadsBack() {
    Page page = signedIn();
    openRule(page, "turbidity");
    Locator raise = field(page, "condition.steps.0.high.raise");
    String was = raise.inputValue();
    String wanted = was.equals("1.25") ? "1.5" : "1.25";
    field(page, "condition.steps.0.high.clear").fill("77");
    save(page);
    Locator wrong = page.locator(".step-row.yellow .field-error");
    assertThat(wrong).containsText("must not be above");
    assertThat(field(page, "condition.steps.0.high.clear")).hasAttribute("aria-invalid", "true");
    assertThat(field(page, "condition.steps.0.high.clear")).isFocused();
    Chromium.keep(page, "rule-wrong-1366");

    field(page, "condition.steps.0.high.clear").fill("0.7");
    raise.fill(wanted);
    save(page);
    assertThat(wrong).hasCount(0);
    assertThat(page.locator(".rule-head .muted")).containsText(house.user());

    page.locator(".page-tools a[href$=history]").click();
    Locator newest = page.locator(".versions > li").first();
    assertThat(newest.locator(".differences")).containsText(was + " → " + wanted);
    Chromium.keep(page, "rule-history-1366");
    page.locator(".versions > li").nth(1).locator("button").click();
    assertThat(field(page, "condition.steps.0.high.raise")).hasValue(was);
  }

  @Test
  void aRuleIsSwitchedOffAndTheNoticeTakesItBack() {
    Page page = signedIn();
    Locator toggle = row(page, "ph").locator(".switch");
    assertThat(toggle).hasAttribute("aria-checked", "true");
    toggle.click();
    assertThat(toggle).hasAttribute("aria-checked", "false");
    assertThat(toggle).isFocused();
    page.locator(".notice button").click();
    assertThat(toggle).hasAttribute("aria-checked", "true");
  }

  @Test
  void rulesAreFoundByWordKindAndState() {
    Page page = signedIn();
    page.locator(".filters input").fill("chlorine");
    assertThat(page.locator(".rule-row")).hasCount(1);
    page.locator(".filters input").fill("");
    page.locator("select[name=kind]").selectOption("camera");
    assertThat(row(page, "turbidity")).hasCount(0);
    assertThat(row(page, "cameras-offline")).isVisible();
    page.locator("select[name=kind]").selectOption("");
    page.locator("select[name=state]").selectOption("off");
    assertThat(row(page, "power-factor")).isVisible();
    assertThat(row(page, "turbidity")).hasCount(0);
  }

  @Test
  void aRuleIsMadeWithTheKeyboardCopiedAndDeletedWithAWord() {
    Page page = signedIn();
    String code = "browser-" + System.nanoTime();
    page.locator(".page-tools a").click();
    field(page, "texts.title.en").fill(code);
    assertThat(field(page, "code").locator("input")).hasValue(code);
    save(page);
    assertThat(field(page, "condition.quantities").locator(".field-error")).isVisible();

    field(page, "condition.quantities").locator("input").fill("metha");
    assertThat(page.locator(".chips .result").first()).containsText("ch4_lel");
    page.keyboard().press("Enter");
    page.locator(".step-row.orange input[type=number]").first().fill("33");
    field(page, "watch.models").locator("input").fill("no-such-model");
    page.keyboard().press("Enter");
    save(page);
    assertThat(page).hasURL(Pattern.compile(".*#rules/\\d+"));
    assertThat(field(page, "watch.models").locator(".hint-warning")).containsText("no-such-model");
    assertThat(page.locator(".trial")).isVisible();

    field(page, "texts.title.en").fill(" ");
    save(page);
    assertThat(field(page, "texts.title").locator(".field-error")).isVisible();
    field(page, "texts.title.en").fill(code);

    page.locator(".page-tools a[href*=copy]").click();
    assertThat(field(page, "code").locator("input")).hasValue(code + "-2");
    page.goBack();
    page.locator(".page-tools button.danger").click();
    assertThat(page.locator(".dialog")).containsText(code);
    page.locator(".dialog button.danger").click();
    assertThat(row(page, "turbidity")).isVisible();
    assertThat(row(page, code)).hasCount(0);
  }

  @Test
  void whoSavesSecondIsShownWhatTheFirstOneDid() {
    Page first = signedIn();
    Page second = signedIn();
    openRule(first, "residual-chlorine");
    openRule(second, "residual-chlorine");
    field(first, "source").locator("input").fill("first " + System.nanoTime());
    save(first);
    assertThat(first.locator(".rule-head .muted")).containsText(house.user());
    field(second, "source").locator("input").fill("second");
    save(second);
    assertThat(second.locator(".dialog .differences")).containsText("→ second");
    Chromium.keep(second, "rule-conflict-1366");
    second.locator(".dialog button.primary").click();
    assertThat(field(second, "source").locator("input")).hasValue(Pattern.compile("first .*"));
    second.context().close();
    first.context().close();
  }

  @Test
  void whatWasNotSavedIsOfferedAgain() {
    Page page = signedIn();
    openRule(page, "tank-level");
    field(page, "source").locator("input").fill("begun and left");
    page.locator(".rule-head a").click();
    assertThat(row(page, "tank-level")).isVisible();
    row(page, "tank-level").locator("a").click();
    page.locator(".notice-bar button").first().click();
    assertThat(field(page, "source").locator("input")).hasValue("begun and left");
  }

  @Test
  void workIsAnnouncedAndEndedAndHolidaysAreKept() {
    Page page = signedIn();
    page.locator("#sections [data-name=work]").click();
    page.locator(".page-tools button").click();
    page.locator(".dialog button[type=submit]").click();
    assertThat(page.locator(".dialog .field-error").first()).isVisible();
    field(page, "place").locator("select").selectOption("grid");
    field(page, "ref").locator("input").fill(anyGrid(page));
    page.locator(".dialog .chips .result").first().click();
    field(page, "reason").locator("textarea").fill("browser test");
    Chromium.keep(page, "work-form-1366");
    page.locator(".dialog button[type=submit]").click();
    Locator running = page.locator("tr", new Page.LocatorOptions().setHasText("browser test"));
    assertThat(running.first().locator(".work-state.running")).isVisible();
    Chromium.keep(page, "work-1366");
    running.first().locator("button").click();
    page.locator(".dialog button.danger").click();
    assertThat(page.locator(".work-state.ended").first()).isVisible();

    page.locator("#sections [data-name=holidays]").click();
    page.locator("select").selectOption(page.locator("select option").last().textContent());
    String year = page.locator("select").inputValue();
    assertThat(page.locator("input[type=date]").first()).hasAttribute("min", year + "-01-01");
    page.locator("input[type=date]").first().fill(year + "-10-01");
    page.locator("input[type=date]").last().fill(year + "-10-03");
    page.locator(".holiday-form button").click();
    assertThat(page.locator(".holidays li")).hasCount(3);
    Chromium.keep(page, "holidays-1366");
    page.locator(".notice button").last().click();
    assertThat(page.locator(".holidays li")).hasCount(0);
  }

  @Test
  void everyConditionHasAFormInBothLanguagesAndAtEveryWidth() {
    for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {390, 844}}) {
      for (String language : new String[] {"zh", "en"}) {
        Page page = signedIn(size[0], size[1], language, language.equals("zh") ? "dark" : "light");
        String mark = size[0] + "-" + language;
        fits(page, size[0]);
        assertThat(page.locator("h1")).hasText(language.equals("zh") ? "安全规则" : "Safety rules");
        Chromium.keep(page, "rules-" + mark);
        openRule(page, "gas-and-smoke");
        fits(page, size[0]);
        page.locator("#rule-condition").scrollIntoViewIfNeeded();
        Chromium.keep(page, "rule-" + mark);
        Locator type = field(page, "condition.type").locator("select");
        for (String each :
            new String[] {
              "level", "rate", "baseline", "night_flow", "silent", "clock_ahead", "event", "spread"
            }) {
          type.selectOption(each);
          assertThat(field(page, "condition").locator("p.hint").first()).isVisible();
          fits(page, size[0]);
        }
        page.context().close();
      }
    }
  }

  private static String anyGrid(Page page) {
    return String.valueOf(
        page.evaluate(
            """
            async () => (await (await fetch('/api/v1/grids')).json()).features[0].properties.name\
            """));
  }

  private static void fits(Page page, int width) {
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }
}
