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

/** Somebody decides who is told of which alerts, and looks who that would be, in a real browser. */
@Tag("slow")
class RoutingBrowserTest {
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

  private static OperatorPages routing(int width, String language) {
    var at = OperatorPages.at(chromium, house, "routing", width, language);
    assertThat(policy(at.page(), "red", "any").locator("li").first()).isVisible();
    return at;
  }

  private static Locator policy(Page page, String severity, String kind) {
    return page.locator(
        ".policy[data-severity=%s] .one-policy[data-kind=%s]".formatted(severity, kind));
  }

  @Test
  void stepsAreChangedAWrongOneIsPointedAtAndTheDefaultComesBack() {
    var at = routing(1366, "en");
    Page page = at.page();
    Locator yellow = policy(page, "yellow", "any");
    assertThat(yellow).containsText("the default");
    assertThat(yellow.locator("li")).hasCount(2);
    yellow.locator("header button").click();
    at.dialog().locator(".policy-steps + button").click();
    Locator third = at.field("steps[2]");
    third.locator("input[type=number]").fill("2");
    third.locator(".duration select").selectOption("d");
    third.locator("> label select").selectOption("top");
    at.submit();
    assertThat(at.field("steps[2].afterSeconds").locator(".field-error")).containsText("86400");
    third.locator(".duration select").selectOption("h");
    third.locator(".by summary").click();
    third.locator(".by input[value=voice]").check();
    at.field("repeat").locator("select").selectOption("times");
    at.field("repeatSeconds").locator("input").fill("1");
    at.field("repeatSeconds").locator("select").selectOption("s");
    at.submit();
    assertThat(at.field("repeatSeconds").locator(".field-error")).containsText("30..86400");
    Chromium.keep(page, "policy-form-1366");
    at.field("repeatSeconds").locator("select").selectOption("h");
    at.done();

    assertThat(yellow).containsText("your own");
    assertThat(yellow.locator("li")).hasCount(4);
    assertThat(yellow.locator("li").nth(2)).containsText("by Phone call alone");
    assertThat(yellow.locator("li").last()).containsText("3 times");
    yellow.locator("header button").last().click();
    at.dialog().locator("button.danger").click();
    assertThat(yellow).containsText("the default");
    assertThat(yellow.locator("li")).hasCount(2);
    page.context().close();
  }

  @Test
  void aUtilityGetsAnExceptionAndLosesIt() {
    var at = routing(1366, "en");
    Page page = at.page();
    page.locator(".policy[data-severity=blue] > .buttons button").click();
    at.field("kind").locator("select").selectOption("water");
    at.dialog().locator(".policy-steps + button").click();
    at.done();
    Locator water = policy(page, "blue", "water");
    assertThat(water.locator("li")).hasCount(1);
    assertThat(water).containsText("at once");
    assertThat(policy(page, "blue", "any")).containsText("daily digest");
    water.locator("header button").last().click();
    at.dialog().locator("button.danger").click();
    assertThat(water).hasCount(0);
    page.context().close();
  }

  @Test
  void whoWouldBeToldIsSaidForAGridAndAMoment() {
    var at = routing(1366, "en");
    Page page = at.page();
    String leaf = at.leaf(4);
    Locator where = page.locator("#routing-preview .pick-one");
    where.locator("input").fill(leaf);
    assertThat(where.locator(".result.active")).containsText(leaf);
    where.locator("input").press("Enter");
    Locator told = page.locator(".told > li");
    assertThat(told.first()).containsText("whoever answers in the grid");
    assertThat(told.first().locator("strong")).isVisible();
    assertThat(told.last()).containsText("more times");
    page.locator("#routing-preview .segments button").nth(1).click();
    assertThat(told.first().locator(".step-time")).containsText("03:00");
    page.locator("#routing-preview").scrollIntoViewIfNeeded();
    Chromium.keep(page, "routing-preview-1366");
    page.locator("#routing-preview select[name=severity]").selectOption("blue");
    assertThat(page.locator("#routing-preview .digest")).isVisible();
    page.context().close();
  }

  @Test
  void itFitsEveryScreenInBothLanguages() {
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = routing(width, language);
        at.fits();
        assertThat(at.page().locator("#content"))
            .not()
            .containsText(Pattern.compile("\\b(routing|target|means)\\.\\w+"));
        Chromium.keep(at.page(), "routing-" + width + "-" + language);
        policy(at.page(), "red", "any").locator("header button").first().click();
        assertThat(at.dialog()).isVisible();
        Chromium.keep(at.page(), "policy-" + width + "-" + language);
        at.page().context().close();
      }
    }
  }
}
