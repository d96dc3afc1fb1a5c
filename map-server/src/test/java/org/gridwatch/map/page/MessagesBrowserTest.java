package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.notify.tap.Spot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody writes the words in which people are told, in a real browser. */
@Tag("slow")
class MessagesBrowserTest {
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

  @BeforeEach
  void usualWords() {
    spot.server.database.jdbc().sql("truncate message_template").update();
  }

  @AfterEach
  void thePagesComplainedAboutNothing() {
    assertThat(chromium.complaints).isEmpty();
  }

  private static OperatorPages messages(String who, int width, String language) {
    var house =
        new InstallationUnderTest(
            URI.create("http://localhost:" + spot.server.port()),
            who,
            TestServer.PASSWORD,
            URI.create("tcp://localhost:1"));
    return OperatorPages.at(chromium, house, "messages", width, language);
  }

  private static Locator cell(Page page, String use, String language) {
    return page.locator(".message-cell[data-use=%s][data-language=%s]".formatted(use, language));
  }

  private static Locator words(Page page) {
    return page.locator("textarea.message-words");
  }

  private static void open(Page page, String use, String language) {
    cell(page, use, language).locator("a").click();
    assertThat(words(page)).isVisible();
  }

  @Test
  void wordsAreWrittenWithGapsSeenAsTheyArriveSavedAndTakenBack() {
    spot.server.database.jdbc().sql("truncate alert, alert_event cascade").update();
    var at = messages("admin", 1366, "en");
    Page page = at.page();
    assertThat(page.locator("tbody tr")).hasCount(9);
    open(page, "raised", "en");
    Locator preview = page.locator(".message-preview");
    assertThat(preview).containsText("With an example");
    assertThat(preview.locator(".message-card strong")).hasText("[red] Gas leak");
    spot.measured(Spot.EAST);

    words(page).fill("Run: ");
    page.locator(".gap-button")
        .getByText("{address}", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(words(page)).hasValue("Run: {address}");
    assertThat(preview.locator(".message-card strong")).hasText("Run: 东街 1 号");
    assertThat(preview).containsText("newest alerts");
    page.keyboard().type(" {colour}");
    assertThat(page.locator(".unknown-gaps")).containsText("{colour}");
    assertThat(preview).containsText("there is no {colour}");
    page.locator(".message-form button[type=submit]").click();
    assertThat(at.field("words").locator(".field-error")).containsText("{colour}");
    Chromium.keep(page, "message-wrong-1366");
    words(page).fill("Run: {address}\nNow: {value}");
    page.locator(".message-form button[type=submit]").click();
    assertThat(page.locator(".message-form .unsaved")).isHidden();
    page.locator(".rule-head a").click();
    assertThat(cell(page, "raised", "en")).containsText("your own words");
    assertThat(cell(page, "raised", "en").locator("a")).hasText("Run: {address}");

    open(page, "raised", "en");
    page.getByText("Back to the usual words").click();
    at.dialog().locator("button.danger").click();
    assertThat(words(page)).hasValue(Pattern.compile("^\\[\\{severity\\}\\] \\{title\\}"));
    page.locator(".rule-head a").click();
    assertThat(cell(page, "raised", "en")).containsText("usual words");
    page.context().close();
  }

  @Test
  void whatWasNotSavedWaitsAndTheBrowserAsksBeforeItIsLost() {
    var at = messages("admin", 1366, "en");
    Page page = at.page();
    var asked = new ArrayList<String>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.accept();
        });
    open(page, "cleared", "en");
    words(page).click();
    page.keyboard().press("Control+End");
    page.keyboard().type("!");
    assertThat(page.locator(".message-form .unsaved")).isVisible();
    page.locator(".rule-head a").click();
    assertThat(cell(page, "cleared", "en")).containsText("not saved");
    open(page, "cleared", "en");
    assertThat(words(page)).hasValue(Pattern.compile("!$"));
    page.reload();
    assertThat(asked).containsExactly("beforeunload");
    assertThat(words(page)).hasValue(Pattern.compile("[^!]$"));
    page.context().close();
  }

  @Test
  void aLongMessageSaysWhichChannelCutsIt() {
    var at = messages("admin", 1366, "en");
    Page page = at.page();
    open(page, "raised", "zh");
    Locator narrow = page.locator(".message-limits [data-channel=wecomText]");
    assertThat(narrow.locator(".state")).hasClass(Pattern.compile(".*normal.*"));
    words(page).fill("{title}\n" + "很长的说明".repeat(150));
    assertThat(narrow.locator(".state")).hasClass(Pattern.compile(".*warning.*"));
    assertThat(page.locator(".message-limits [data-channel=feishu] .state"))
        .hasClass(Pattern.compile(".*normal.*"));
    assertThat(page.locator(".message-count")).containsText("758 of 2000");
    page.context().close();
  }

  @Test
  void theLanguageIsChosenAndWhoMayNotWriteOnlyReads() {
    var at = messages("admin", 1366, "en");
    at.page().locator(".page-tools select").selectOption("en");
    assertThat(cell(at.page(), "raised", "en")).hasClass(Pattern.compile(".*in-force.*"));
    at.page().locator(".page-tools select").selectOption("zh");
    assertThat(cell(at.page(), "raised", "zh")).hasClass(Pattern.compile(".*in-force.*"));
    at.page().context().close();
    if (spot.server
            .database
            .jdbc()
            .sql("select count(*) from account where name = 'eastern'")
            .query(Integer.class)
            .single()
        == 0) {
      spot.server.addAccount("eastern", org.gridwatch.map.account.Role.OFFICER, "C-E");
    }
    var limited = messages("eastern", 1366, "en");
    assertThat(limited.page().locator(".page-tools select")).isDisabled();
    open(limited.page(), "raised", "en");
    assertThat(words(limited.page())).hasAttribute("readonly", "");
    assertThat(limited.page().locator(".message-form button")).hasCount(0);
    limited.page().context().close();
  }

  @Test
  void itFitsEveryScreenInBothLanguages() {
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = messages("admin", width, language);
        assertThat(at.page().locator("tbody tr")).hasCount(9);
        at.fits();
        Chromium.keep(at.page(), "messages-" + width + "-" + language);
        open(at.page(), "together", language);
        assertThat(at.page().locator(".message-card")).isVisible();
        at.fits();
        assertThat(at.page().locator("#content"))
            .not()
            .containsText(Pattern.compile("\\bmessage\\w*\\.[a-z]\\w*"));
        Chromium.keep(at.page(), "message-" + width + "-" + language);
        at.page().context().close();
      }
    }
  }
}
