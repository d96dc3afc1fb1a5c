package org.gridwatch.map.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium with an empty profile, and what its pages complained about. */
final class Chromium implements AutoCloseable {
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** For a busy machine; nobody waits that long when all is well. */
  private static final int PATIENCE_MS = 120_000;

  private final Playwright playwright;
  private final Browser browser;
  final List<String> complaints = new ArrayList<>();

  Chromium() {
    var chromium = executable();
    boolean mustBeThere = "true".equals(System.getenv("CI"));
    Assumptions.assumeTrue(
        chromium.isPresent() || mustBeThere, "no Chromium on this machine: no look at the pages");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        chromium.orElseThrow(
                            () -> new AssertionError("CI must have Chromium: /usr/bin/chromium")))
                    .setArgs(QUIET));
  }

  private static Optional<Path> executable() {
    var named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of).stream();
    var usual =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of);
    return Stream.concat(named, usual).filter(Files::isExecutable).findFirst();
  }

  /** A new visitor with a screen of that size. */
  Page visitor(int width, int height) {
    boolean phone = width < 720;
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(phone)
                .setIsMobile(phone));
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    return page;
  }

  /** Keeps what is on the screen, for a person to look at: {@code target/screenshots}. */
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
