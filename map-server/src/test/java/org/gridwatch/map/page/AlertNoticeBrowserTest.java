package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridwatch.map.app.RunningGridWatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How somebody notices an alert who is not looking: tones, the browser's notice, the wall. In an
 * installation in which nothing else happens.
 */
@Tag("slow")
class AlertNoticeBrowserTest {
  /** Writes down what would be heard and what the browser would show; all else is as it is. */
  private static final String WITNESS =
      """
      window.rung = [];
      window.noticed = [];
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when) {
        window.rung.push(this.frequency.value);
        return start.call(this, when);
      };
      window.Notification = class {
        static permission = 'granted';
        constructor(title, { body }) { window.noticed.push(`${title} | ${body}`); }
        close() {}
      };
      Object.defineProperty(document, 'hidden', { get: () => window.elsewhere === true });
      """;

  private static @Nullable RunningGridWatch running;
  private static @Nullable Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    running = RunningGridWatch.empty();
  }

  @AfterAll
  static void close() {
    Stream.of(running, chromium).filter(Objects::nonNull).forEach(AlertNoticeBrowserTest::end);
  }

  private static void end(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Officer witness() {
    Page page = Objects.requireNonNull(chromium).visitor(1366, 768);
    page.addInitScript(WITNESS);
    var house = InstallationUnderTest.of(Objects.requireNonNull(running));
    var officer = Officer.signedIn(page, house);
    touch(page);
    return officer;
  }

  /** Browsers allow tones to whoever has touched the page. */
  private static void touch(Page page) {
    page.mouse().click(5, 400);
  }

  private static String words(String what) {
    return what + " " + Long.toString(System.nanoTime(), 36);
  }

  /** Until the page has said so; it rings and shows in the same step. */
  private static void raised(Officer officer, String severity, String words) {
    officer.raise(severity, words, 110.79, 32.64);
    assertThat(officer.page().locator("#alarms")).containsText(words);
  }

  private static List<?> list(Page page, String name) {
    return (List<?>) page.evaluate("() => window." + name);
  }

  @Test
  void orangeAndRedRingUnlessMutedAndBlueNeverDoes() {
    var officer = witness();
    Page page = officer.page();
    raised(officer, "blue", words("A lamp is out"));
    assertThat(list(page, "rung")).isEmpty();
    raised(officer, "orange", words("Water in the cellar"));
    assertThat(list(page, "rung")).hasSize(2);

    page.waitForTimeout(3_200); // a flood rings once in three seconds
    page.locator(".sound-button").click();
    raised(officer, "red", words("Smell of gas, muted"));
    assertThat(list(page, "rung")).hasSize(2);
    page.locator(".sound-button").click();
    raised(officer, "red", words("Smell of gas"));
    assertThat(list(page, "rung")).hasSize(5);

    page.locator(".sound-button").click();
    page.reload();
    assertThat(page.locator(".connection")).hasClass(Officer.LIVE);
    touch(page);
    raised(officer, "red", words("Smell of gas, still muted"));
    assertThat(list(page, "rung")).isEmpty();
    assertThat(Objects.requireNonNull(chromium).complaints).isEmpty();
  }

  @Test
  void whoLooksAtSomethingElseGetsTheBrowsersNotice() {
    var officer = witness();
    Page page = officer.page();
    raised(officer, "red", words("Seen at once"));
    assertThat(list(page, "noticed")).isEmpty();
    page.evaluate("() => { window.elsewhere = true; }");
    raised(officer, "yellow", words("Can wait"));
    assertThat(list(page, "noticed")).isEmpty();
    String words = words("Fire in the kitchen");
    raised(officer, "red", words);
    assertThat(list(page, "noticed").toString()).contains(words);
    assertThat(list(page, "noticed")).hasSize(1);
  }

  @Test
  void theWallGoesToTheWorstByItself() {
    var officer = witness();
    String words = words("Leak at the regulator");
    raised(officer, "red", words);
    Page wall = officer.page();
    wall.navigate(officer.house().page("/?wall"));
    assertThat(wall.locator(".drawer")).containsText(words);
    assertThat(wall.locator(".sound-button")).isHidden();
    Chromium.keep(wall, "wall-1366");
  }
}
