package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.tap.Spot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator sets up how messages leave the house, in a real browser, with a real peer. */
@Tag("slow")
class ChannelsBrowserTest {
  private static final String SECRET = "a-secret-that-nobody-sees";
  private static final Pattern KEY = Pattern.compile("\\b(channel\\w*|push|means)\\.[a-z]\\w*");
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
  void noChannels() {
    spot.server
        .database
        .jdbc()
        .sql("truncate notice_try, notice, escalation, channel cascade")
        .update();
  }

  @AfterEach
  void thePagesComplainedAboutNothing() {
    assertThat(chromium.complaints).isEmpty();
  }

  private static OperatorPages channels(int width, String language) {
    var house =
        new InstallationUnderTest(
            URI.create("http://localhost:" + spot.server.port()),
            "admin",
            TestServer.PASSWORD,
            URI.create("tcp://localhost:1"));
    return OperatorPages.at(chromium, house, "channels", width, language);
  }

  private static void begin(OperatorPages at, String type) {
    at.page().locator(".page-tools button").click();
    at.dialog().locator("[data-type='" + type + "']").click();
    assertThat(at.field("name").locator("input")).isVisible();
  }

  private static void fill(OperatorPages at, String field, String value) {
    at.field(field).locator("input").fill(value);
  }

  private static Locator error(OperatorPages at, String field) {
    return at.field(field).locator(".field-error");
  }

  private static Locator channel(Page page, String name) {
    return page.locator(".channel").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void act(Locator channel, String what) {
    channel.locator("[data-act=" + what + "]").click();
  }

  private static void add(String body) {
    var answer = spot.server.admin().send("POST", "/api/v1/channels", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String stored() {
    return spot.server
        .database
        .jdbc()
        .sql(
            "select concat(name, ' ', settings, ' on=', enabled) from channel where removed_at is null")
        .query(String.class)
        .single();
  }

  @Test
  void aChannelIsSetUpTriedChangedSwitchedOffAndRemoved() throws IOException {
    var status = new AtomicInteger(200);
    try (var peer = new Provider(_ -> Reply.status(status.get()))) {
      var at = channels(1366, "en");
      Page page = at.page();
      assertThat(page.locator(".empty")).containsText("No channel yet");
      Chromium.keep(page, "channels-empty-1366");
      begin(at, "webhook");
      at.submit();
      assertThat(error(at, "name")).isVisible();
      fill(at, "name", "Duty room");
      at.submit();
      assertThat(error(at, "settings.url")).containsText("http");
      fill(at, "settings.url", peer.url() + "/hook");
      fill(at, "settings.secret", SECRET);
      fill(at, "settings.perMinute", "7000");
      at.submit();
      assertThat(error(at, "settings.perMinute")).containsText("1..6000");
      assertThat(error(at, "settings.url")).hasCount(0);
      Chromium.keep(page, "channel-wrong-1366");
      fill(at, "settings.perMinute", "60");
      at.pick(at.field("grid"), "East");
      at.done();
      Locator card = channel(page, "Duty room");
      assertThat(card).containsText("Webhook · for alerts in East");
      assertThat(card).containsText("60 in 1 min");
      assertThat(card.locator(".state")).hasText("nothing sent yet");

      act(card, "test");
      at.submit();
      assertThat(at.dialog().locator("[data-receipt]")).hasAttribute("data-receipt", "taken");
      assertThat(peer.only().body()).contains("test message");
      assertThat(peer.only().header("X-GridWatch-Signature")).startsWith("sha256=");
      status.set(403);
      at.submit();
      assertThat(at.dialog().locator("[data-receipt=refused]")).containsText("HTTP 403");
      Chromium.keep(page, "channel-test-1366");
      page.keyboard().press("Escape");

      act(card, "edit");
      Locator secret = at.field("settings.secret").locator("input");
      assertThat(secret).hasValue("");
      assertThat(secret).hasAttribute("placeholder", "stored; leave empty to keep");
      assertThat(page.content()).doesNotContain(SECRET);
      fill(at, "name", "Night room");
      at.done();
      assertThat(channel(page, "Night room")).isVisible();
      assertThat(stored()).contains("Night room", SECRET);
      act(channel(page, "Night room"), "edit");
      fill(at, "settings.url", "http://127.0.0.2:9/hook");
      at.submit();
      assertThat(error(at, "settings.secret")).containsText("given again");
      page.keyboard().press("Escape");
      assertThat(stored()).contains(peer.url().toString());

      act(channel(page, "Night room"), "switchOff");
      assertThat(channel(page, "Night room").locator(".state")).hasText("switched off");
      assertThat(stored()).contains("on=f", SECRET);
      act(channel(page, "Night room"), "switchOn");
      assertThat(channel(page, "Night room").locator("[data-act=switchOff]")).isVisible();
      act(channel(page, "Night room"), "remove");
      assertThat(at.dialog()).containsText("cannot be brought back");
      at.dialog().locator("button.danger").click();
      assertThat(page.locator(".empty")).isVisible();
      page.context().close();
    }
  }

  @Test
  void aChannelThatIsDownSaysSinceWhenAndWhyWithoutBeingAsked() {
    var at = channels(1366, "en");
    add(
        """
        {"name": "SMS", "controlRoom": "13800000000", "settings": {"type": "aliyun-sms", "accessKeyId": "a",
         "accessKeySecret": "b", "signName": "c", "templateCode": "SMS_1", "slots": ["place", "what"]}}
        """);
    add(
        "{\"name\": \"East group\", \"grid\": \"C-E\", \"settings\": {\"type\": \"wecom\", \"key\": \"k\"}}");
    add(
        """
        {"name": "E-mail", "enabled": false, "settings": {"type": "mail", "host": "smtp.example.cn",
         "from": "watch@example.cn"}}
        """);
    Locator card = channel(at.page(), "SMS");
    assertThat(card).containsText("also the control room");
    var now = java.sql.Timestamp.from(java.time.Instant.now()); // ages go by this machine's clock
    spot.server
        .database
        .jdbc()
        .sql(
            """
            insert into notice (key, occasion, severity, round, target, means, address, channel_id, state, queued_at, due_at)
              select 'fares-' || c.id, 'raised', 'red', 0, '', 'sms', '', c.id, 'queued', cast(:now as timestamptz), 'infinity'
                from channel c where c.enabled;
            insert into notice_try (notice_id, n, channel_id, receiver, began_at, ended_at, receipt, why)
              select n.id, 1, c.id, '', cast(:now as timestamptz), cast(:now as timestamptz),
                     case c.name when 'SMS' then 'later' else 'taken' end,
                     case c.name when 'SMS' then 'the connection is refused' else '' end
                from notice n join channel c on c.id = n.channel_id;
            update notice n set state = 'sent', ended_at = cast(:now as timestamptz) from channel c
             where c.id = n.channel_id and c.name = 'East group';
            update channel set open_until = cast(:now as timestamptz) + interval '30 s' where name = 'SMS'
            """)
        .param("now", now)
        .update();
    assertThat(card.locator("header .state")).containsText("down, rests until");
    assertThat(card).containsText("the connection is refused");
    assertThat(card.locator("dd").first()).hasText("1");
    assertThat(channel(at.page(), "East group").locator("header .state")).hasText("works");
    assertThat(channel(at.page(), "E-mail").locator("header .state")).hasText("switched off");
    Chromium.keep(at.page(), "channels-states-1366");
    act(card, "switchOff");
    assertThat(at.dialog()).containsText("Messages waiting for SMS: 1");
    at.page().context().close();
  }

  @Test
  void keysForBrowsersAreMadeHereAndWhereTheyAreTriedIsSaid() {
    var at = channels(1366, "en");
    begin(at, "web-push");
    at.dialog().locator(".key-maker button").click();
    assertThat(at.field("settings.publicKey").locator("input")).hasValue(Pattern.compile("B.{86}"));
    fill(at, "name", "Phones");
    fill(at, "settings.contact", "ops@example.cn");
    at.done();
    Locator card = channel(at.page(), "Phones");
    assertThat(card).containsText("/phone.html");
    assertThat(card.locator("[data-act=test]")).hasCount(0);
    at.page().context().close();
  }

  @Test
  void everyTypeFitsEveryScreenInBothLanguages() {
    add(
        "{\"name\": \"东区群\", \"grid\": \"C-E\", \"settings\": {\"type\": \"wecom\", \"key\": \"k\"}}");
    add(
        "{\"name\": \"Sirens\", \"controlRoom\": \"\", \"settings\": {\"type\": \"mqtt\", \"topic\": \"gridwatch/notices/{severity}\"}}");
    for (int width : new int[] {1920, 1366, 390}) {
      for (String language : new String[] {"zh", "en"}) {
        var at = channels(width, language);
        assertThat(at.page().locator(".channel")).hasCount(2);
        at.fits();
        assertThat(at.page().locator("#content")).not().containsText(KEY);
        Chromium.keep(at.page(), "channels-" + width + "-" + language);
        if ((width == 390) == language.equals("zh")) {
          everyTypeIsInWords(at, width + "-" + language);
        }
        at.page().context().close();
      }
    }
  }

  private static void everyTypeIsInWords(OperatorPages at, String screen) {
    Page page = at.page();
    page.locator(".page-tools button").click();
    Chromium.keep(page, "channel-types-" + screen);
    int types = at.dialog().locator("[data-type]").count();
    assertThat(types).isEqualTo(10);
    for (int i = 0; i < types; i++) {
      Locator type = at.dialog().locator("[data-type]").nth(i);
      String name = type.getAttribute("data-type");
      type.click();
      assertThat(at.field("name").locator("input")).isVisible();
      assertThat(at.dialog()).not().containsText(KEY);
      Chromium.keep(page, "channel-" + name + "-" + screen);
      page.keyboard().press("Escape");
      page.locator(".page-tools button").click();
    }
  }
}
