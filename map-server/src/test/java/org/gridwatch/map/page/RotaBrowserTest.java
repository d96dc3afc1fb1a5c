package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody plans who answers in a grid, in a real browser. */
@Tag("slow")
class RotaBrowserTest {
  private static InstallationUnderTest house;
  private static Chromium chromium;
  private static int people;

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

  private static OperatorPages duty(int width, String language) {
    return OperatorPages.at(chromium, house, "duty", width, language);
  }

  /** With a phone that was verified. */
  private static String person(OperatorPages at, String name) {
    String own = name + " " + ++people + Long.toString(System.nanoTime() % 100_000, 36);
    var way =
        Map.of(
            "means", "sms", "address", "138" + System.nanoTime() % 100_000_000, "verified", true);
    at.officer().made("/api/v1/people", Map.of("name", own, "ways", List.of(way)));
    return own;
  }

  /** Of a micro-grid; a run before this one may have left some. */
  private static String withoutTurns(OperatorPages at, int fromLast) {
    String code = at.leaf(fromLast);
    assertThat(at.officer().put("/api/v1/duty/" + code + "/rota", Map.of("shifts", List.of())))
        .isEqualTo(200);
    return code;
  }

  private static void openGrid(OperatorPages at, String code) {
    Locator picker = at.page().locator(".grid-pick");
    picker.locator("input").fill(code);
    assertThat(picker.locator(".result.active")).containsText(code);
    picker.locator("input").press("Enter");
    assertThat(at.page()).hasURL(Pattern.compile(".*#duty/" + code));
    assertThat(at.page().locator(".rota-picture")).isVisible();
  }

  private static void addTurn(OperatorPages at, String person, String from, String to) {
    at.page().locator(".rota > button").click();
    at.pick(at.field("person"), person);
    at.field("from").locator("input").fill(from);
    at.field("to").locator("input").fill(to);
    at.done();
  }

  private static Locator save(Page page) {
    return page.locator(".rota .save-bar button.primary");
  }

  @Test
  void turnsAreAddedChangedRemovedAndSavedTogether() {
    var at = duty(1366, "en");
    Page page = at.page();
    String days = person(at, "Li Days");
    String nights = person(at, "Zhao Nights");
    openGrid(at, withoutTurns(at, 0));
    assertThat(page.locator(".rota-gap")).hasCount(0);

    page.locator(".rota > button").click();
    at.submit();
    assertThat(at.field("person").locator(".field-error")).isVisible();
    at.pick(at.field("person"), days);
    at.field("from").locator("input").fill("25:00");
    at.submit();
    assertThat(at.field("from").locator(".field-error")).isVisible();
    at.field("from").locator("input").fill("08:00");
    at.field("to").locator("input").fill("20:00");
    at.done();

    Locator turns = page.locator(".turn");
    assertThat(turns).hasCount(1);
    assertThat(turns).hasClass(Pattern.compile(".*new.*"));
    assertThat(page.locator(".unsaved")).containsText("1");
    page.locator(".week-head .icon-button").last().click(); // this one may have begun already
    assertThat(page.locator(".rota-bar")).hasCount(7);
    assertThat(page.locator(".rota-gap").first()).isVisible();
    addTurn(at, nights, "20:00", "08:00");
    assertThat(page.locator(".rota-gap")).hasCount(0);
    Chromium.keep(page, "rota-unsaved-1366");
    save(page).click();
    assertThat(page.locator(".turn.new")).hasCount(0);
    assertThat(page.locator(".rota .save-bar")).isHidden();
    page.locator("#duty-now .segments button").nth(1).click(); // next Sunday at three
    assertThat(page.locator(".chain .asked")).containsText(nights);
    assertThat(page.locator(".chain .asked")).containsText("on duty");

    page.reload();
    assertThat(turns).hasCount(2);
    turns.nth(1).locator(".turn-hands button").first().click();
    at.field("days").locator("input[value='6']").uncheck();
    at.done();
    page.locator(".week-head .icon-button").last().click();
    assertThat(page.locator(".turn.changed")).containsText("Mon–Fri");
    assertThat(page.locator(".rota-gaps")).containsText("Sat 20:00 – Sun 08:00");
    page.locator(".rota .save-bar button").last().click();
    assertThat(page.locator(".turn.changed")).hasCount(0);
    turns.nth(1).locator(".turn-hands button").last().click();
    assertThat(page.locator(".turn.removed")).hasCount(1);
    save(page).click();
    assertThat(turns).hasCount(1);
    page.context().close();
  }

  @Test
  void aLeaderIsNamedASwapTakesOverAndIsTakenBack() {
    var at = duty(1366, "en");
    Page page = at.page();
    String leader = person(at, "Wang Leader");
    String deputy = person(at, "Sun Deputy");
    openGrid(at, at.leaf(1));
    at.pick(at.field("leader"), leader);
    Locator deputies = at.field("deputies");
    deputies.locator("input[role=combobox]").fill(deputy);
    assertThat(deputies.locator(".result.active")).containsText(deputy);
    deputies.locator("input[role=combobox]").press("Enter");
    assertThat(deputies.locator("li").last()).containsText(deputy);
    page.locator("#duty-people button[type=submit]").click();
    assertThat(page.locator(".chain .asked")).containsText(leader);
    assertThat(page.locator(".chain .asked")).containsText(deputy);

    page.locator("#duty-swaps button").last().click();
    at.submit();
    assertThat(at.dialog().locator(".field-error")).isVisible();
    at.pick(at.field("person"), deputy);
    at.submit();
    assertThat(at.field("to").locator(".field-error")).isVisible();
    at.field("to").locator("input").fill("2030-01-01T00:00");
    at.done();
    assertThat(page.locator(".chain .asked strong").nth(1)).containsText(deputy);
    assertThat(page.locator(".chain .asked")).containsText("by swap");
    Chromium.keep(page, "duty-1366");
    page.locator("#duty-swaps li button").click();
    assertThat(page.locator(".chain .asked strong").nth(1)).containsText(leader);
    page.context().close();
  }

  @Test
  void turnsThatWereNotSavedAreOfferedAgainAndThoseOfSomebodyElseAreNotLost() {
    var at = duty(1366, "en");
    Page page = at.page();
    String name = person(at, "Chen Later");
    String code = withoutTurns(at, 2);
    openGrid(at, code);
    addTurn(at, name, "00:00", "00:00");
    page.locator("#sections [data-name=gaps]").click();
    assertThat(page.locator(".gap-kinds")).isVisible();
    page.goBack();
    page.locator(".notice-bar button").first().click();
    assertThat(page.locator(".turn.new")).containsText(name);

    var other = duty(1366, "en");
    openGrid(other, code);
    addTurn(other, name, "08:00", "12:00");
    save(other.page()).click();
    assertThat(other.page().locator(".turn.new")).hasCount(0);
    save(page).click();
    at.dialog().locator("button.primary").click();
    assertThat(page.locator(".turn")).containsText("08:00–12:00");
    other.page().context().close();
    page.context().close();
  }

  @Test
  void peopleAreEnteredReorderedSentOnLeaveAndRetired() {
    var at = OperatorPages.at(chromium, house, "people", 1366, "en");
    Page page = at.page();
    String name = "Zhou People " + Long.toString(System.nanoTime(), 36);
    page.locator(".page-tools button.primary").click();
    at.field("name").locator("input").fill(name);
    at.field("ways[0].address").locator("input").fill("not a number");
    at.submit();
    assertThat(at.field("ways[0].address").locator(".field-error")).containsText("no address");
    at.field("ways[0].address").locator("input").fill("13807190001");
    at.dialog().locator(".way-rows + button").click();
    at.field("ways[1]").locator("select").selectOption("email");
    at.field("ways[1].address").locator("input").fill("zhou@example.org");
    at.field("ways[1]").locator(".quiet input").first().fill("22:00");
    at.submit();
    assertThat(at.field("ways[1]").locator(".field-error")).containsText("quiet hours");
    at.field("ways[1]").locator(".quiet input").last().fill("07:00");
    at.field("ways[1]").locator(".order button").first().click();
    assertThat(at.field("ways[0].address").locator("input")).hasValue("zhou@example.org");
    Chromium.keep(page, "person-1366");
    at.done();

    page.locator(".filters input[type=search]").fill(name);
    Locator row = page.locator("tr.pick");
    assertThat(row).hasCount(1);
    assertThat(row.locator(".ways li").first()).containsText("quiet 22:00–07:00");
    row.locator("button").click();
    at.submit();
    assertThat(at.field("to").locator(".field-error")).isVisible();
    at.field("to").locator("input").fill("2030-01-01T00:00");
    at.done();
    assertThat(row.locator(".away-now")).containsText("2030-01-01");
    Chromium.keep(page, "people-1366");
    row.locator("button").click();
    at.dialog().locator(".leaves button").click();
    assertThat(at.dialog()).hasCount(0);
    assertThat(row.locator(".away-now")).hasCount(0);

    row.locator("strong").click();
    at.dialog().locator(".hands button").click();
    assertThat(at.dialog().last()).containsText(name);
    at.dialog().last().locator("button.danger").click();
    assertThat(page.locator(".empty")).isVisible();
    page.context().close();
  }

  @Test
  void aListIsTriedBeforeItIsImported() {
    var at = OperatorPages.at(chromium, house, "people", 1366, "en");
    Page page = at.page();
    String name = "Import " + Long.toString(System.nanoTime(), 36);
    page.locator(".page-tools button").first().click();
    var list = "name,phone,email,grid,part\n%s,13811112222,,,\nWrong,x y,,,\n".formatted(name);
    page.locator("dialog input[type=file]")
        .setInputFiles(new FilePayload("people.csv", "text/csv", list.getBytes(UTF_8)));
    assertThat(at.dialog().locator("tbody tr")).hasCount(2);
    assertThat(at.dialog().locator("tbody tr").first()).containsText("is no address");
    Chromium.keep(page, "people-import-1366");
    at.dialog().locator("button.primary").click();
    assertThat(at.dialog().locator("h3")).hasText("Imported");
    page.keyboard().press("Escape");
    page.locator(".filters input[type=search]").fill(name);
    assertThat(page.locator("tr.pick")).hasCount(1);
    page.context().close();
  }

  @Test
  void aLeaderSeesTheOwnGridsByNameAndChangesNothing() {
    var at = duty(1366, "en");
    String leaf = at.leaf(6);
    String grid = at.officer().get("/api/v1/grids/" + leaf).get("parent").getAsString();
    String name = "leader" + System.nanoTime();
    String password =
        at.officer()
            .made("/api/v1/users", Map.of("name", name, "role", "leader", "grids", List.of(grid)))
            .get("password")
            .getAsString();
    at.page().context().close();

    var leader = new InstallationUnderTest(house.url(), name, password, house.mqtt());
    var own = OperatorPages.at(chromium, leader, "duty", 1366, "en");
    Page page = own.page();
    openGrid(own, leaf);
    assertThat(page.locator(".chain .asked strong").nth(1)).isVisible();
    assertThat(page.locator("#duty-people dd").first()).not().containsText(Pattern.compile("^\\d"));
    assertThat(page.locator("#duty-people form")).hasCount(0);
    assertThat(page.locator(".rota > button, #duty-swaps button")).hasCount(0);
    assertThat(page.locator("#sections [data-name=people]")).hasCount(0);
    own.go("gaps");
    assertThat(page.locator(".gap-grid").first()).isVisible();
    assertThat(page.locator(".gap-grid a[href^='#people']")).hasCount(0);
    own.go("routing");
    assertThat(page.locator(".one-policy").first()).isVisible();
    assertThat(page.locator(".policy button")).hasCount(0);
    page.context().close();
  }

  @Test
  void everyPageFitsEveryScreenInBothLanguages() {
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = duty(width, language);
        String mark = width + "-" + language;
        assertThat(at.page().locator("tbody tr").first()).isVisible();
        at.fits();
        Chromium.keep(at.page(), "duty-list-" + mark);
        String early = person(at, "Qian");
        String late = person(at, "Wu");
        openGrid(at, withoutTurns(at, 3));
        addTurn(at, early, "08:00", "20:00");
        addTurn(at, late, "18:00", "02:00");
        at.fits();
        at.page().locator("#duty-rota").scrollIntoViewIfNeeded();
        assertThat(at.page().locator("#content"))
            .not()
            .containsText(Pattern.compile("\\b(rota|turn|duty|people)\\.\\w+"));
        Chromium.keep(at.page(), "rota-" + mark);
        at.page().locator(".turn-hands button").first().click();
        Chromium.keep(at.page(), "turn-" + mark);
        at.page().keyboard().press("Escape");
        at.page().locator(".rota .save-bar button").last().click();
        at.go("people");
        assertThat(at.page().locator("tbody tr").first()).isVisible();
        at.fits();
        Chromium.keep(at.page(), "people-" + mark);
        at.page().locator("tbody tr strong").first().click();
        Chromium.keep(at.page(), "person-" + mark);
        at.page().context().close();
      }
    }
  }
}
