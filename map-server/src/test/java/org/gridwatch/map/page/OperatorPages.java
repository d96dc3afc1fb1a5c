package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody signed in at the operator's pages. */
record OperatorPages(Page page, InstallationUnderTest house) {

  /** At a page such as {@code duty}, in a language, on a screen of that size. */
  static OperatorPages at(
      Chromium chromium, InstallationUnderTest house, String name, int width, String language) {
    int height = width == 1920 ? 1080 : width < 720 ? 844 : 768;
    Page page = chromium.visitor(width, height);
    page.addInitScript(
        """
        localStorage.setItem('gridwatch.languageChosen', 'yes');
        localStorage.setItem('gridwatch.language', '%s');
        localStorage.setItem('gridwatch.theme', '%s');
        """
            .formatted(language, language.equals("zh") ? "dark" : "light"));
    page.navigate(house.page("/sign-in.html?next=%2Fadmin.html%23" + name));
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(house.password());
    page.locator("form button[type=submit]").click();
    assertThat(page.locator("#sections [aria-current]")).hasAttribute("data-name", name);
    return new OperatorPages(page, house);
  }

  Officer officer() {
    return new Officer(page, house);
  }

  void go(String hash) {
    page.evaluate("hash => { location.hash = hash; }", hash);
  }

  Locator field(String place) {
    return page.locator("[data-field='" + place + "']");
  }

  Locator dialog() {
    return page.locator("dialog[open]");
  }

  void submit() {
    dialog().locator("form button[type=submit]").click();
  }

  /** What is in the dialog is right, so it closes. */
  void done() {
    submit();
    assertThat(dialog()).hasCount(0);
  }

  /** Types into a field that offers what it finds, and takes the first. */
  void pick(Locator place, String text) {
    Locator input = place.locator("input[role=combobox]");
    input.fill(text);
    assertThat(place.locator(".result.active")).containsText(text);
    input.press("Enter");
    assertThat(input).hasValue(text);
  }

  /** The code of a micro-grid; each test takes one of its own, counted from the last. */
  String leaf(int fromLast) {
    return String.valueOf(
        page.evaluate(
            """
            async nth => (await (await fetch('/api/v1/grids')).json()).features
              .map(({properties}) => properties).filter(({level}) => level === 3)
              .map(({code}) => code).sort().at(-1 - nth)\
            """,
            fromLast));
  }

  void fits() {
    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }
}
