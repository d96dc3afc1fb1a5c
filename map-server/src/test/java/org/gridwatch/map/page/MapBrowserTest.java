package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an officer does at the map, in a real browser against a running installation. */
@Tag("slow")
class MapBrowserTest {
  private static final Pattern SOME = Pattern.compile("[1-9][\\d,]*");
  private static final Pattern LIVE = Pattern.compile(".*\\blive\\b.*");
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

  private static Page signedIn(int width, int height, String path) {
    Page page = chromium.visitor(width, height);
    page.navigate(house.page("/sign-in.html"));
    signIn(page, house.password());
    assertThat(page.locator("#map")).isVisible();
    if (!path.isEmpty()) {
      page.navigate(house.page(path));
    }
    assertThat(page.locator(".connection")).hasClass(LIVE);
    return page;
  }

  private static void signIn(Page page, String password) {
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(password);
    page.locator("form button[type=submit]").click();
  }

  /** The first device of a kind that the map knows. */
  private static Map<?, ?> anyDevice(Page page, int kind) {
    return (Map<?, ?>)
        page.evaluate(
            """
            async kind => {
              const d = await (await fetch('/api/v1/devices/map')).json();
              const i = d.kinds.indexOf(kind);
              return {name: d.names[i], label: d.labels[i] || d.names[i]};
            }\
            """,
            kind);
  }

  private static String name(Map<?, ?> device) {
    return String.valueOf(device.get("name"));
  }

  @Test
  void theFirstUsefulPictureIsMeasured() {
    Page page = signedIn(1920, 1080, "");
    page.addInitScript(
        """
        new MutationObserver((_, watch) => {
          const count = document.querySelector('.count.normal b');
          if (count && /[1-9]/.test(count.textContent) && document.querySelector('#map canvas')) {
            requestAnimationFrame(() => (window.firstPicture = performance.now()));
            watch.disconnect();
          }
        }).observe(document, {subtree: true, childList: true, characterData: true});
        """);
    page.navigate(house.page("/"));
    until(page, "window.firstPicture > 0");
    System.out.println("first useful picture, ms: " + page.evaluate("window.firstPicture"));
  }

  @Test
  void picturesOfEachSizeAreKeptToBeLookedAt() {
    for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {390, 844}}) {
      Page page = signedIn(size[0], size[1], "");
      assertThat(page.locator(".count.normal b")).hasText(SOME);
      page.waitForLoadState(LoadState.LOAD);
      Chromium.keep(page, "map-" + size[0]);
      page.navigate(house.page("/#device/" + name(anyDevice(page, 0))));
      assertThat(page.locator(".chart canvas").first()).isVisible();
      Chromium.keep(page, "device-" + size[0]);
      page.navigate(house.page("/#device/" + name(anyDevice(page, 3))));
      assertThat(page.locator(".camera .snapshot > *").first()).isVisible();
      Chromium.keep(page, "camera-" + size[0]);
      page.context().close();
    }
  }

  @Test
  void aStrangerIsLedToTheSignInPageAndAWrongPasswordIsNotLetIn() {
    Page page = chromium.visitor(1366, 768);
    page.navigate(house.page("/#list/alarm"));
    page.waitForURL("**/sign-in.html**");
    signIn(page, "certainly-not-this");
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    signIn(page, house.password());
    assertThat(page.locator(".drawer h2")).isVisible(); // and back to what was asked for
  }

  @Test
  void theMapComesWithItsGridsDevicesAndCounts() {
    Page page = signedIn(1920, 1080, "");
    assertThat(page.locator(".count.normal b")).hasText(SOME);
    page.locator(".rail-button[data-name=grids]").click();
    assertThat(page.locator(".tree-name").first()).isVisible();
    page.locator(".tree-name").first().click();
    assertThat(page).hasURL(Pattern.compile(".*#grid/.+"));
    assertThat(page.locator(".drawer .tile").first()).isVisible();
  }

  @Test
  void aDevicePanelShowsValuesAndAChart() {
    Page page = signedIn(1366, 768, "");
    page.navigate(house.page("/#device/" + name(anyDevice(page, 0))));
    assertThat(page.locator(".device-state")).isVisible();
    assertThat(page.locator(".value-now b").first()).hasText(Pattern.compile(".*\\d.*"));
    assertThat(page.locator(".chart canvas").first()).isVisible();
    page.locator("[data-span=week]").click();
    assertThat(page.locator("[data-span=week]")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void aCameraShowsItsEvents() {
    Page page = signedIn(1366, 768, "");
    page.navigate(house.page("/#device/" + name(anyDevice(page, 3))));
    assertThat(page.locator(".camera .snapshot > *").first()).isVisible();
    assertThat(page.locator(".camera .events > *").first()).isVisible();
  }

  @Test
  void searchIsDoneWithTheKeyboardAlone() {
    Page page = signedIn(1366, 768, "");
    String name = name(anyDevice(page, 1));
    page.locator("#map").focus();
    page.keyboard().press("/");
    page.keyboard().type(name);
    Locator first = page.locator(".result").first();
    assertThat(first).containsText(name);
    page.keyboard().press("Enter");
    assertThat(page.locator(".drawer-title p")).hasText(name);
    page.locator(".drawer h2").press("Escape");
    assertThat(page.locator(".drawer")).isHidden();
  }

  @Test
  void aLostConnectionIsSaidWithItsTimeAndMendsItselfWithoutAReload() {
    Page page = signedIn(1366, 768, "");
    page.evaluate("window.neverReloaded = true");
    page.context().setOffline(true);
    assertThat(page.locator("#banner"))
        .containsText(
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d"),
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
    page.context().setOffline(false);
    assertThat(page.locator("#banner"))
        .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(120_000));
    assertThat(page.locator(".connection")).hasClass(LIVE);
    assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
  }

  @Test
  void theLanguageIsSwitchedAndStays() {
    Page page = signedIn(1366, 768, "");
    String before = page.locator("html").getAttribute("lang");
    switchLanguage(page);
    String after = "en".equals(before) ? "zh-CN" : "en";
    assertThat(page.locator("html")).hasAttribute("lang", after);
    page.reload();
    assertThat(page.locator("html")).hasAttribute("lang", after);
    assertThat(page.locator(".count.red span")).hasText("en".equals(after) ? "Red" : "红色");
    Chromium.keep(page, "map-other-language");
    switchLanguage(page);
    assertThat(page.locator("html")).hasAttribute("lang", before);
  }

  /** Returns when the page has drawn itself anew. */
  private static void switchLanguage(Page page) {
    page.evaluate("window.notYetAnew = true");
    page.locator(".topbar .wide-only").first().click();
    until(page, "!window.notYetAnew");
    assertThat(page.locator(".connection")).hasClass(LIVE);
  }

  @Test
  void onAPhoneNothingSticksOutAndADeviceOpensAsASheet() {
    Page page = signedIn(390, 844, "");
    page.navigate(house.page("/#device/" + name(anyDevice(page, 2))));
    assertThat(page.locator(".drawer")).isVisible();
    var sheet = page.locator(".drawer").boundingBox();
    assertThat(sheet.x).isZero();
    assertThat(sheet.width).isEqualTo(390);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    page.locator(".drawer .grip").click();
    assertThat(page.locator(".drawer")).hasAttribute("data-height", "full");
  }

  /** Asked from outside: the pages' own rules forbid a script to be made from text. */
  private static void until(Page page, String condition) {
    await()
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(PlaywrightException.class) // between two pages nobody answers
        .until(() -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ")")));
  }
}
