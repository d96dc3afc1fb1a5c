package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.notify.tap.Spot;
import org.gridwatch.map.notify.tap.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A leader in the street: a link on a phone, and the page of those who have signed in. */
@Tag("slow")
class TapBrowserTest {
  private static final int WIDTH = 390;
  private static final int HEIGHT = 844;

  private static Spot spot;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    spot = new Spot();
  }

  @AfterAll
  static void close() {
    if (spot != null) {
      spot.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void thePagesComplainedAboutNothing() {
    assertThat(chromium.complaints).isEmpty();
  }

  private static String house() {
    return "http://localhost:" + spot.server.port();
  }

  private static Page opened(String token) {
    Page page = chromium.visitor(WIDTH, HEIGHT);
    page.navigate(house() + "/tap.html#" + token);
    assertThat(page.locator(".tap-facts h1")).isVisible();
    return page;
  }

  private static Locator act(Page page, String name) {
    return page.locator("[data-act=" + name + "]");
  }

  /** Who has acknowledged it, as the database knows. */
  private static List<String> takenBy(long alert) {
    return spot.server
        .database
        .jdbc()
        .sql("select who from alert_event where alert_id = ? and what = 'acknowledged'")
        .param(alert)
        .query(String.class)
        .list();
  }

  private static byte[] jpeg() {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void aLinkIsOneTapFromHavingIt() {
    long alert = spot.raise(Spot.EAST);
    Page page = opened(spot.link(alert, Spot.WANG));
    assertThat(page.locator(".tap-facts h1")).hasText("smells of gas");
    assertThat(page.locator(".tap-map .leaflet-marker-icon")).isVisible();
    assertThat(takenBy(alert)).isEmpty();
    var box = act(page, "acknowledge").boundingBox();
    assertThat(box.height).isGreaterThanOrEqualTo(44);
    assertThat(box.y + box.height).as("within reach without scrolling").isLessThan(HEIGHT);
    act(page, "acknowledge").tap();
    assertThat(page.locator(".tap-who")).containsText("You have it");
    assertThat(takenBy(alert)).containsExactly("王芳");
    act(page, "on-site").tap();
    assertThat(page.locator(".tap-next")).containsText("Say what you see");
    Chromium.keep(page, "tap-390x844");
  }

  @Test
  void whatWasMeasuredStandsThereWithItsOwnTimeAndItsLimit() {
    Page page = opened(spot.link(spot.measured(Spot.EAST), Spot.WANG));
    var value = page.locator(".tap-value");
    assertThat(value.locator("b")).hasText("30 %LEL");
    assertThat(value).containsText("limit 25");
    assertThat(value).containsText(Pattern.compile("measured \\d\\d:59:52"));
    assertThat(page.locator(".tap-todo")).isVisible();
    Chromium.keep(page, "tap-measured-390x844");
  }

  @Test
  void whoComesSecondSeesWhoHasIt() {
    long alert = spot.raise(Spot.EAST);
    Page first = opened(spot.link(alert, Spot.WANG));
    Page second = opened(spot.link(alert, 3));
    act(first, "acknowledge").tap();
    assertThat(first.locator(".tap-who")).containsText("You have it");
    act(second, "acknowledge").tap();
    assertThat(second.locator(".tap-who")).containsText("王芳 has it");
    assertThat(takenBy(alert)).containsExactly("王芳");
  }

  @Test
  void theTokenIsInNoAddressThatIsSentAndTheLinkOutlivesAReload() {
    var token = spot.link(spot.raise(Spot.EAST), Spot.WANG);
    Page page = chromium.visitor(WIDTH, HEIGHT);
    var sent = new java.util.ArrayList<String>();
    page.onRequest(
        request -> {
          sent.add(request.url().replaceFirst("#.*", ""));
          sent.add(String.valueOf(request.headers().get("referer")));
        });
    page.navigate(house() + "/tap.html#" + token);
    assertThat(page.locator(".tap-facts h1")).isVisible();
    page.reload();
    assertThat(page.locator(".tap-facts h1")).isVisible();
    act(page, "on-site").tap();
    assertThat(page.locator(".tap-who")).containsText("You have it");
    assertThat(sent).isNotEmpty().noneMatch(one -> one.contains(token.substring(10, 40)));
  }

  @Test
  void aFalseAlarmAsksForItsReason() {
    long alert = spot.raise(Spot.EAST);
    Page page = opened(spot.link(alert, Spot.WANG));
    act(page, "false-alarm").tap();
    page.locator("dialog").getByText("Cooking").tap();
    assertThat(page.locator(".tap-next")).containsText("false alarm");
    assertThat(page.locator(".timeline")).containsText("Cooking");
  }

  @Test
  void helpIsCalledOrItIsSaidThatItCannotBe() {
    Page page = opened(spot.link(spot.raise(Spot.EAST), Spot.WANG));
    act(page, "help").tap();
    boolean called = spot.server.context.getBeanNamesForType(Urgency.class).length > 0;
    var said = called ? page.locator(".timeline .said").first() : page.locator(".notice.bad");
    assertThat(said).containsText(called ? "Needs help" : "Help cannot be called from here");
  }

  @Test
  void aNoteAndAPhotoComeFromTheSpot() {
    long alert = spot.raise(Spot.EAST);
    Page page = opened(spot.link(alert, Spot.WANG));
    page.locator("textarea").fill("Valve closed, windows open");
    page.locator(".tap-note button").tap();
    assertThat(page.locator(".timeline .said").first()).hasText("Valve closed, windows open");
    assertThat(page.locator("textarea")).hasValue("");
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload("kitchen.jpg", "image/jpeg", jpeg()));
    assertThat(page.locator(".tap-photos img")).hasCount(1);
    assertThat(page.locator(".tap-photos img"))
        .hasAttribute("src", Pattern.compile("data:image/jpeg.*"));
    assertThat(page.locator(".timeline .said").first()).containsText("Photo 1");
  }

  @Test
  void aPressWithoutAConnectionIsKeptOverAReloadAndSentWhenThereIsOne() {
    long alert = spot.raise(Spot.EAST);
    Page page = opened(spot.link(alert, Spot.WANG));
    page.route("**/api/v1/tap/acknowledge", route -> route.abort());
    act(page, "acknowledge").tap();
    assertThat(page.locator(".tap-status")).containsText("Not sent yet");
    assertThat(takenBy(alert)).isEmpty();
    page.reload();
    assertThat(page.locator(".tap-status")).containsText("Not sent yet");
    page.unroute("**/api/v1/tap/acknowledge");
    assertThat(page.locator(".tap-who")).containsText("You have it");
    assertThat(page.locator(".tap-status")).isEmpty();
    assertThat(takenBy(alert)).containsExactly("王芳");
  }

  @Test
  void withoutAConnectionThePageSaysSo() {
    Page page = opened(spot.link(spot.raise(Spot.EAST), Spot.WANG));
    page.context().setOffline(true);
    assertThat(page.locator(".tap-status")).containsText("No connection");
    page.context().setOffline(false);
    assertThat(page.locator(".tap-status")).isEmpty();
  }

  @Test
  void withoutAMapThePlaceIsSaidAndTheButtonsWork() {
    long alert = spot.raise(Spot.EAST);
    Page page = chromium.visitor(WIDTH, HEIGHT);
    page.route("**/webjars/**", route -> route.abort());
    page.navigate(house() + "/tap.html#" + spot.link(alert, Spot.WANG));
    assertThat(page.locator(".tap-map code")).hasText("0.50000, 0.50000");
    act(page, "acknowledge").tap();
    assertThat(page.locator(".tap-who")).containsText("You have it");
  }

  @Test
  void nothingMovesWhileThePageFills() {
    Page page = opened(spot.link(spot.raise(Spot.EAST), Spot.WANG));
    assertThat(page.locator(".tap-map .leaflet-marker-icon")).isVisible();
    var shift =
        page.evaluate(
            """
            () => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => {
                for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
              }).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done(sum), 500);
            })\
            """);
    assertThat(((Number) shift).doubleValue()).isLessThan(0.1);
    var wide = page.evaluate("document.documentElement.scrollWidth");
    assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(WIDTH);
  }

  @Test
  void languageAndColoursAreSwitchedAndStay() {
    Page page = opened(spot.link(spot.raise(Spot.EAST), Spot.WANG));
    page.locator(".tap-bar .icon-button").first().tap();
    assertThat(act(page, "acknowledge")).hasText("我来处理");
    page.locator(".tap-bar .icon-button").last().tap();
    var theme = page.locator("html").getAttribute("data-theme");
    page.reload();
    assertThat(act(page, "acknowledge")).hasText("我来处理");
    assertThat(page.locator("html")).hasAttribute("data-theme", theme);
    Chromium.keep(page, "tap-zh-390x844");
  }

  @Test
  void aLinkThatIsOverOffersToSignInToItsAlert() {
    long alert = spot.raise(Spot.EAST);
    var token = spot.link(alert, Spot.WANG);
    spot.server.clock.advance(java.time.Duration.ofHours(2));
    Page page = chromium.visitor(WIDTH, HEIGHT);
    page.navigate(house() + "/tap.html#" + token);
    assertThat(page.locator(".tap-notice strong")).hasText("This link is no longer valid");
    Chromium.keep(page, "tap-over-390x844");
    page.locator(".tap-notice a").tap();
    assertThat(page).hasURL(Pattern.compile(".*sign-in\\.html\\?next=.*alert%2F" + alert));
    page.navigate(house() + "/tap.html#nonsense");
    assertThat(page.locator(".tap-notice strong")).hasText("This link is not valid");
  }

  @Test
  void aGroupsLinkComesBackFromSigningInWithWhoItIs() {
    long alert = spot.raise(Spot.EAST);
    Page page = opened(spot.link(alert, 0));
    assertThat(act(page, "acknowledge")).isHidden();
    Chromium.keep(page, "tap-group-390x844");
    page.locator(".tap-sign-in a").tap();
    assertThat(page)
        .not()
        .hasURL(Pattern.compile(".*" + spot.link(alert, 0).substring(0, 20) + ".*"));
    signIn(page, "east");
    act(page, "acknowledge").tap();
    assertThat(page.locator(".tap-who")).containsText("You have it");
    assertThat(takenBy(alert)).containsExactly("east");
  }

  private static void signIn(Page page, String name) {
    page.locator("input[name=name]").fill(name);
    page.locator("input[name=password]").fill(TestServer.PASSWORD);
    page.locator("form button[type=submit]").tap();
  }

  @Test
  void aLeaderTakesAnAlertOnAndSeesWhoAnswersInTheNextTwoWeeks() {
    spot.server.database.jdbc().sql("truncate alert, alert_event cascade").update();
    long mine = spot.raise(Spot.EAST);
    spot.raise(2);
    Page page = chromium.visitor(WIDTH, HEIGHT);
    page.navigate(house() + "/phone.html");
    signIn(page, "east");
    assertThat(page.locator(".tap-grids")).containsText("East");
    assertThat(page.locator(".tap-card")).hasCount(1);
    assertThat(page.locator(".tap-day")).hasCount(14);
    assertThat(page.locator(".tap-day").first()).containsText("王芳");
    page.locator(".tap-card button").tap();
    assertThat(page.locator(".tap-card")).containsText("east");
    assertThat(page.locator(".tap-card button")).hasCount(0);
    assertThat(takenBy(mine)).containsExactly("east");
    Chromium.keep(page, "phone-390x844");
    spot.raise(Spot.EAST);
    assertThat(page.locator(".tap-card")).hasCount(2);
    page.locator(".menu > button").tap();
    assertThat(page.locator(".menu-items a[href='/phone.html']")).isVisible();
  }
}
