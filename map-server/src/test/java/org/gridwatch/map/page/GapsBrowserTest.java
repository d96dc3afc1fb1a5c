package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody looks where the chain of people is broken, and goes to mend it, in a real browser. */
@Tag("slow")
class GapsBrowserTest {
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

  private static OperatorPages gaps(int width, String language) {
    var at = OperatorPages.at(chromium, house, "gaps", width, language);
    assertThat(at.page().locator(".gap-grid").first()).isVisible();
    return at;
  }

  @Test
  void eachGapIsNamedWithItsTimesAndLeadsToWhereItIsMended() {
    var at = gaps(1366, "en");
    Page page = at.page();
    String code = at.leaf(5);
    String name = "Nobody's Number " + Long.toString(System.nanoTime(), 36);
    int person =
        at.officer()
            .made("/api/v1/people", Map.of("name", name, "ways", List.of()))
            .get("id")
            .getAsInt();
    assertThat(at.officer().put("/api/v1/duty/" + code + "/people", Map.of("leader", person)))
        .isEqualTo(200);
    var turn = Map.of("person", person, "from", "08:00", "to", "20:00");
    assertThat(at.officer().put("/api/v1/duty/" + code + "/rota", Map.of("shifts", List.of(turn))))
        .isEqualTo(200);
    page.locator("select[name=days]").selectOption("7");
    page.locator(".gap-kind[data-kind=rota-gap]").click();
    Locator grid = page.locator(".gap-grid[data-grid='" + code + "']");
    assertThat(grid.locator("li")).hasCount(1);
    assertThat(grid.locator(".gap-times")).containsText("more times");
    grid.locator("li a").click();
    assertThat(page).hasURL(Pattern.compile(".*#duty/" + code));
    assertThat(page.locator(".rota-gap").first()).isVisible();

    page.goBack();
    page.locator(".gap-kind[data-kind=no-contact]").click();
    assertThat(grid).containsText(name);
    assertThat(grid).containsText("the whole time");
    Chromium.keep(page, "gaps-no-contact-1366");
    grid.locator("li a").click();
    assertThat(page.locator("tr.pick")).hasCount(1);
    assertThat(page.locator("tr.pick")).containsText("cannot be reached");
    page.context().close();
  }

  @Test
  void itFitsEveryScreenInBothLanguages() {
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = gaps(width, language);
        at.fits();
        assertThat(at.page().locator("#content"))
            .not()
            .containsText(Pattern.compile("\\bgaps?\\.[a-z]+"));
        Chromium.keep(at.page(), "gaps-" + width + "-" + language);
        at.page().context().close();
      }
    }
  }
}
