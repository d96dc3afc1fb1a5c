package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody tries out the chain of a grid, and somebody answers, in a real browser. */
@Tag("slow")
class DrillBrowserTest {
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

  private static OperatorPages drills(int width, String language) {
    var at = OperatorPages.at(chromium, house, "drills", width, language);
    assertThat(at.page().locator(".page-tools .primary")).isVisible();
    return at;
  }

  @Test
  void aDrillShowsWhoIsToldRunsAndTellsWhoAnswered() {
    var at = drills(1366, "en");
    Page page = at.page();
    String code = at.leaf(7);
    String name = "Drill Leader " + Long.toString(System.nanoTime(), 36);
    var phone = Map.of("means", "sms", "address", "13800138000");
    int person =
        at.officer()
            .made("/api/v1/people", Map.of("name", name, "ways", List.of(phone)))
            .get("id")
            .getAsInt();
    assertThat(at.officer().put("/api/v1/duty/" + code + "/people", Map.of("leader", person)))
        .isEqualTo(200);

    page.locator(".page-tools .primary").click();
    page.locator(".drill-form .buttons .primary").click();
    assertThat(page.locator(".drill-form .drill-fields")).containsText("must be given");
    page.locator(".drill-form .pick-one input").fill(code);
    page.locator(".drill-form .result").first().click();
    assertThat(page.locator(".drill-form .timeline-steps")).containsText(name);
    Chromium.keep(page, "drill-new-1366");
    page.locator(".drill-form .buttons .primary").click();

    assertThat(page).hasURL(Pattern.compile(".*#drills/[0-9]+"));
    assertThat(page.locator(".drill-outcome")).containsText("running, ends in");
    assertThat(page.locator(".telling")).containsText(name);
    Chromium.keep(page, "drill-running-1366");

    String alert = page.locator(".drill-head > a").getAttribute("href").replaceAll("[^0-9]", "");
    var taken = at.officer().post("/api/v1/alerts/" + alert + "/acknowledge", Map.of());
    assertThat(taken.status()).isEqualTo(200);
    assertThat(page.locator(".drill-outcome")).containsText("answered after");
    Chromium.keep(page, "drill-answered-1366");
    page.locator(".rule-head a").click();
    assertThat(page.locator("tbody tr").first()).containsText("answered after");
    page.context().close();
  }

  @Test
  void itCanBeEndedAndFitsEveryScreenInBothLanguages() {
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = drills(width, language);
        Page page = at.page();
        page.locator(".page-tools .primary").click();
        page.locator(".drill-form .pick-one input").fill(at.leaf(9));
        page.locator(".drill-form .result").first().click();
        assertThat(page.locator(".drill-form .timeline-steps").first()).isVisible();
        at.fits();
        Chromium.keep(page, "drill-form-" + width + "-" + language);
        page.locator(".drill-form .buttons .primary").click();
        assertThat(page.locator(".drill-head")).isVisible();
        page.locator(".page-tools button").click();
        assertThat(page.locator(".drill-outcome .state.alarm")).isVisible();
        at.fits();
        assertThat(page.locator("#content"))
            .not()
            .containsText(Pattern.compile("\\bdrills?\\.[a-z]+"));
        Chromium.keep(page, "drill-one-" + width + "-" + language);
        page.context().close();
      }
    }
  }
}
