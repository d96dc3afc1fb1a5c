package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.MouseButton;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an officer does with alerts, in a real browser; each test raises its own by hand. */
@Tag("slow")
class AlertBrowserTest {
  private static final String LINES = ".board-rows .board-line";
  private static final String ACTION = ".alert-acts [data-act=%s]";

  private static InstallationUnderTest house;
  private static Chromium chromium;
  private static int raised;

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

  private static Officer officer(int width, int height) {
    return Officer.signedIn(chromium.visitor(width, height), house);
  }

  /** Words by which the alerts of one test are told from all others. */
  private static String words(String what) {
    return what + " no. " + ++raised + "-" + Long.toString(System.nanoTime(), 36);
  }

  private static Locator lines(Page page) {
    return page.locator(LINES);
  }

  private static Locator action(Page page, String name) {
    return page.locator(ACTION.formatted(name));
  }

  @Test
  void anAlertIsTwoClicksFromItsMarkOnTheMapToAcknowledged() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    long alert = officer.raise("red", words("Smell of gas"));
    page.navigate(house.page("/#alert/" + alert));
    assertThat(page.locator(".alert-state")).isVisible();
    page.waitForTimeout(1500); // the flight there
    var map = page.locator("#map").boundingBox();
    page.locator(".drawer-tools .icon-button").last().click();
    assertThat(page.locator(".drawer")).isHidden();
    page.mouse().click(map.x + (map.width - 400) / 2, map.y + map.height / 2);
    assertThat(page).hasURL(Pattern.compile(".*#alert/" + alert));
    action(page, "acknowledge").click();
    assertThat(page.locator(".alert-state .phase.is-acknowledged")).isVisible();
    assertThat(action(page, "acknowledge")).isHidden();
    assertThat(page.locator(".timeline")).containsText(house.user());
  }

  @Test
  void theBoardIsFilteredBySeverityTextAndState() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    String words = words("Burst pipe");
    officer.raise("orange", words);
    officer.raise("blue", words);
    page.navigate(house.page("/#board"));
    page.locator(".board-filter input").fill(words);
    assertThat(lines(page)).hasCount(2);
    assertThat(lines(page).first().locator(".severity-badge"))
        .hasClass(Pattern.compile(".*orange"));
    page.locator(".sev-toggle.blue").click();
    assertThat(lines(page)).hasCount(1);
    page.locator(".sev-toggle.blue").click();
    page.locator(".board-filter select").nth(2).selectOption("acknowledged");
    assertThat(page.locator(".board-nothing .empty")).isVisible();
    page.locator(".board-nothing button").click();
    assertThat(page.locator(".board-filter input")).hasValue("");
    assertThat(lines(page).first()).isVisible();
  }

  @Test
  void manyAreAcknowledgedAtOnceWithTheKeyboardAlone() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    String words = words("Dark stairs");
    for (int i = 0; i < 3; i++) {
      officer.raise("yellow", words);
    }
    page.locator("#map").focus();
    page.keyboard().press("b");
    page.locator(".board-filter input").fill(words);
    assertThat(lines(page)).hasCount(3);
    page.locator(".board-rows .vlist-row").first().focus();
    for (String key : List.of("x", "j", "x", "j", "x", "a")) {
      page.keyboard().press(key);
    }
    assertThat(page.locator(".board-rows .phase.is-acknowledged")).hasCount(3);
    page.keyboard().press("Enter");
    assertThat(page.locator(".alert-state .phase.is-acknowledged")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator(".drawer")).isHidden();
    assertThat(page.locator("#workspace")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#workspace")).isHidden();
  }

  @Test
  void aCommentStandsInTheTimelineOfWhoeverElseLooksAtIt() {
    Officer one = officer(1366, 768);
    Officer other = officer(1366, 768);
    long alert = one.raise("orange", words("Water in the cellar"));
    one.page().navigate(house.page("/#alert/" + alert));
    other.page().navigate(house.page("/#alert/" + alert));
    assertThat(other.page().locator(".timeline li").first()).isVisible();
    action(one.page(), "comment").click();
    one.page().locator("dialog textarea").fill("On my way, ten minutes");
    one.page().locator("dialog .primary").click();
    assertThat(one.page().locator(".timeline .said").first()).hasText("On my way, ten minutes");
    assertThat(other.page().locator(".timeline .said").first()).hasText("On my way, ten minutes");
  }

  @Test
  void whoWasToldStandsOnThePageUntilSomebodyHasIt() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    page.navigate(house.page("/#alert/" + officer.raise("orange", words("Smoke in the stairs"))));
    assertThat(page.locator(".telling .next-step")).containsText(Pattern.compile("\\d+:\\d\\d"));
    assertThat(page.locator(".telling .told li").first()).isVisible();
    action(page, "acknowledge").click();
    assertThat(page.locator(".telling .next-step")).isHidden();
  }

  @Test
  void aShelvedAlertIsQuietWithItsReasonAndComesBackWhenThatIsTakenBack() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    String words = words("Works in the street");
    long alert = officer.raise("yellow", words);
    page.navigate(house.page("/#board"));
    page.locator(".board-filter input").fill(words);
    lines(page).first().locator(".cell-what").click();
    assertThat(page).hasURL(Pattern.compile(".*#alert/" + alert));
    action(page, "shelve").click();
    page.locator("dialog .segments button").nth(1).click();
    page.locator("dialog label.field input").fill("Spare part on Monday");
    page.locator("dialog .primary").click();
    assertThat(lines(page)).hasCount(0);
    page.locator(".board-filter select").nth(3).selectOption("only");
    assertThat(page.locator(".board-heading")).hasCount(1);
    assertThat(lines(page).first()).containsText("Spare part on Monday");
    Chromium.keep(page, "board-shelved-1366");
    page.locator(".notice button").click();
    assertThat(page.locator(".board-nothing .empty")).isVisible();
    page.locator(".board-filter select").nth(3).selectOption("no");
    assertThat(lines(page)).hasCount(1);
  }

  @Test
  void aFalseAlarmIsSaidWithItsReasonAndOneRaisedByHandIsClearedByHand() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    page.navigate(house.page("/#alert/" + officer.raise("blue", words("A strange noise"))));
    action(page, "false").click();
    page.locator("dialog input").fill("Fireworks");
    page.locator("dialog .primary").click();
    assertThat(page.locator(".alert-state")).containsText("Fireworks");
    action(page, "acknowledge").click();
    assertThat(page.locator(".phase.is-acknowledged").first()).isVisible();
    action(page, "clear").click();
    page.locator("dialog textarea").fill("All quiet again");
    page.locator("dialog .primary").click();
    assertThat(page.locator(".alert-state .phase.is-closed")).isVisible();
    assertThat(action(page, "clear")).isHidden();
  }

  @Test
  void anOfficerRaisesOneByHandAtAPlaceClickedOnTheMap() {
    Page page = officer(1366, 768).page();
    String words = words("A tree on the road");
    page.navigate(house.page("/#board"));
    page.locator(".raise-button").click();
    page.locator("dialog textarea").fill(words);
    page.locator("dialog .raise-place button").click();
    assertThat(page.locator(".pick-hint")).isVisible();
    page.locator("#map").click();
    assertThat(page.locator("dialog textarea")).hasValue(words);
    page.locator("dialog input[value=red]").check();
    page.locator("dialog .primary").click();
    assertThat(page).hasURL(Pattern.compile(".*#alert/\\d+"));
    assertThat(page.locator(".drawer")).containsText(words);
    assertThat(page.locator(".drawer .severity-badge")).hasClass(Pattern.compile(".*red"));
  }

  @Test
  void oneIsRaisedForABuildingThatWasFoundByItsAddress() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    String words = words("Water comes through the ceiling");
    String address = buildingOnItsOwn(officer).get("title").getAsString();
    page.navigate(house.page("/#board"));
    page.locator(".raise-button").click();
    page.locator("dialog textarea").fill(words);
    page.locator("dialog .primary").click();
    assertThat(page.locator("dialog .form-error")).isVisible(); // it lies nowhere yet
    page.locator("dialog .raise-where input[role=combobox]").fill(address);
    Locator found = page.locator("dialog .raise-where .result");
    assertThat(found.first()).containsText(address);
    Chromium.keep(page, "raise-search-1366");
    found.first().click();
    assertThat(page.locator("dialog .raise-place strong")).hasText(address);
    page.locator("dialog .primary").click();
    assertThat(page.locator(".drawer")).containsText(words);
    assertThat(page.locator(".drawer")).containsText(address);
    assertThat(subjectOf(officer, page)).startsWith("building:");
  }

  @Test
  void whoPointsAtARoofMeansTheHouseUnlessTheySayOtherwise() {
    Officer officer = officer(1366, 768);
    Page page = officer.page();
    var building = buildingOnItsOwn(officer);
    String address = building.get("title").getAsString();
    page.locator(".search input").fill(address);
    assertThat(page.locator(".search .result").first()).containsText(address);
    page.keyboard().press("Enter");
    page.waitForTimeout(1500); // the flight there
    var map = page.locator("#map").boundingBox();
    var right = new Mouse.ClickOptions().setButton(MouseButton.RIGHT);
    page.mouse().click(map.x + map.width / 2, map.y + map.height / 2, right);
    Locator near = page.locator("dialog .raise-near label");
    assertThat(near.first()).isVisible();
    assertThat(near.first().locator("input")).isChecked();
    String roof = page.locator("dialog .raise-place strong").textContent();
    Chromium.keep(page, "raise-near-1366");
    near.last().click();
    assertThat(page.locator("dialog .raise-place strong")).not().hasText(roof);
    near.first().click();
    assertThat(page.locator("dialog .raise-place strong")).hasText(roof);
    page.locator("dialog textarea").fill(words("Smoke from a window"));
    page.locator("dialog .primary").click();
    assertThat(page.locator(".alert-state")).isVisible();
    assertThat(subjectOf(officer, page)).isEqualTo("building:" + building.get("ref").getAsString());
  }

  private static String subjectOf(Officer officer, Page page) {
    assertThat(page).hasURL(Pattern.compile(".*#alert/\\d+"));
    String id = page.url().substring(page.url().lastIndexOf('/') + 1);
    return officer.get("/api/v1/alerts/" + id).get("subject").getAsString();
  }

  /** One that is found by its address, and at whose middle no device is in the way of a click. */
  private static JsonObject buildingOnItsOwn(Officer officer) {
    var devices = officer.all("/api/v1/devices/export?format=geojson", "features");
    return officer.all("/api/v1/search?limit=50&q=%E5%8F%B7", "").stream()
        .filter(one -> one.get("type").getAsString().equals("address"))
        .filter(one -> !one.get("ref").getAsString().isEmpty())
        .filter(one -> devices.stream().noneMatch(device -> isClose(device, one)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isClose(JsonObject device, JsonObject building) {
    var place = device.getAsJsonObject("geometry").getAsJsonArray("coordinates");
    return Math.abs(place.get(0).getAsDouble() - building.get("lon").getAsDouble()) < 2e-4
        && Math.abs(place.get(1).getAsDouble() - building.get("lat").getAsDouble()) < 2e-4;
  }

  @Test
  void aNewOneIsAnnouncedWithoutMovingWhatIsRead() {
    Officer officer = officer(1366, 400);
    Page page = officer.page();
    for (int i = 0; i < 12; i++) {
      officer.raise("blue", words("Something small"));
    }
    page.navigate(house.page("/#board"));
    page.reload(); // so that none of these is news
    assertThat(lines(page).nth(5)).isVisible();
    page.evaluate("document.querySelector('.board-rows .vlist').scrollTop = 180");
    String before = lineUnderTheEye(page);
    officer.raise("red", words("Something large"));
    assertThat(page.locator(".board-news")).isVisible();
    assertThat(lineUnderTheEye(page)).isEqualTo(before);
    page.locator(".board-news").click();
    assertThat(page.locator(".board-news")).isHidden();
    assertThat(page.locator(".board-rows .vlist-row:focus")).containsText("Something large");
  }

  /** The first line below the head of the list, and how far below. */
  private static String lineUnderTheEye(Page page) {
    return (String)
        page.evaluate(
            """
            () => {
              const box = document.querySelector('.board-rows .vlist').getBoundingClientRect();
              const line = document.elementFromPoint(box.left + 200, box.top + 60).closest('li');
              const what = line.querySelector('.cell-what').textContent;
              return what + (line.getBoundingClientRect().top - box.top);
            }\
            """);
  }

  @Test
  void bothLanguagesSayEverythingOfAnAlert() {
    Officer officer = officer(1920, 1080);
    Page page = officer.page();
    long alert = officer.raise("red", words("Alarm"));
    for (var language : List.of("zh", "en")) {
      officer.speak(language);
      page.navigate(house.page("/#board"));
      assertThat(lines(page).first()).isVisible();
      Chromium.keep(page, "board-" + language);
      page.navigate(house.page("/#alert/" + alert));
      assertThat(page.locator(".alert-state")).isVisible();
      assertThat(action(page, "acknowledge"))
          .containsText("zh".equals(language) ? "确认" : "Acknowledge");
      assertThat(page.locator(".drawer"))
          .not()
          .containsText(Pattern.compile("alert\\.\\w+|severity\\."));
      Chromium.keep(page, "alert-" + language);
    }
  }

  @Test
  void onAPhoneTheBoardAndTheAlertFillTheWidthAndFingersFitTheButtons() {
    Officer officer = officer(390, 844);
    Page page = officer.page();
    String words = words("Lift stuck");
    long alert = officer.raise("orange", words);
    page.navigate(house.page("/#board"));
    page.locator(".board-filter input").fill(words);
    fitsAFinger(page, LINES + " button");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    Chromium.keep(page, "board-390");
    lines(page).first().locator(".cell-what").click();
    assertThat(page.locator(".alert-state"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    assertThat(page.locator(".drawer")).hasAttribute("data-height", "full");
    assertThat(page.locator(".drawer").boundingBox().width).isEqualTo(390);
    fitsAFinger(page, ACTION.formatted("acknowledge"));
    Chromium.keep(page, "alert-390");
    action(page, "acknowledge").click();
    assertThat(page.locator(".alert-state .phase.is-acknowledged")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*#alert/" + alert));
  }

  /**
   * Asked and measured in one step inside the page: the list may draw its lines anew at any moment.
   */
  private static void fitsAFinger(Page page, String css) {
    page.waitForFunction(
        "css => document.querySelector(css)?.getBoundingClientRect().height >= 44", css);
  }
}
