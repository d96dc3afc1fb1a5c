package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.PushBrowser;
import org.gridwatch.map.notify.tap.Spot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody wants to be told on their phone. All is real but the push service: this browser has none
 * to subscribe at, so its subscription is given to it, and what our stand-in got is handed to the
 * worker as the browser would.
 */
@Tag("slow")
class PushBrowserTest {
  private static Spot spot;
  private static Chromium chromium;

  private final AtomicInteger answer = new AtomicInteger(201);
  private final PushBrowser phone = new PushBrowser();
  private Provider service;

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
  void setUp() throws IOException {
    service = new Provider(_ -> Reply.status(answer.get()));
    connect("east");
    addChannel();
  }

  @AfterEach
  void takeDown() {
    spot.server
        .database
        .jdbc()
        .sql("truncate notice_try, notice, escalation, channel, person_way cascade")
        .update();
    service.close();
    assertThat(chromium.complaints).isEmpty();
  }

  private static void connect(String account) {
    var body = "{\"name\": \"王芳\", \"account\": \"" + account + "\", \"ways\": []}";
    var answer = spot.as("officer").send("PUT", "/api/v1/people/" + Spot.WANG, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void addChannel() {
    var body =
        "{\"name\": \"Browsers\", \"settings\": %s}".formatted(PushBrowser.channel(service.url()));
    var answer = spot.server.admin().send("POST", "/api/v1/channels", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** The page of whoever has signed in as {@code east}, in a browser with that quirk. */
  private Page page(String quirk) {
    Page page = chromium.visitor(390, 844);
    page.addInitScript(
        """
        localStorage.setItem('gridwatch.languageChosen', 'yes');
        localStorage.setItem('gridwatch.language', 'en');
        const given = %s;
        const fake = { endpoint: given.endpoint, toJSON: () => given,
          unsubscribe: async () => { localStorage.removeItem('subscribed'); return true; } };
        PushManager.prototype.subscribe = async function ({ userVisibleOnly, applicationServerKey }) {
          if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError('not so');
          localStorage.setItem('subscribed', 'yes');
          return fake;
        };
        PushManager.prototype.getSubscription = async () => localStorage.getItem('subscribed') ? fake : null;
        %s
        """
            .formatted(phone.subscription(service.url().resolve("/push/wang")), quirk));
    page.navigate("http://localhost:" + spot.server.port() + "/sign-in.html?next=%2Fphone.html");
    page.locator("input[name=name]").fill("east");
    page.locator("input[name=password]").fill(TestServer.PASSWORD);
    page.locator("form button[type=submit]").tap();
    assertThat(card(page)).isVisible();
    return page;
  }

  private Page allowed() {
    Page page = page("");
    page.context().grantPermissions(List.of("notifications"));
    page.reload();
    return page;
  }

  private static Locator card(Page page) {
    return page.locator(".tap-push");
  }

  private static void is(Page page, String state) {
    assertThat(card(page)).hasAttribute("data-state", state);
  }

  private static boolean verified() {
    return spot.server
        .database
        .jdbc()
        .sql(
            "select verified_at is not null from person_way where person_id = ? and means = 'push'")
        .param(Spot.WANG)
        .query(Boolean.class)
        .single();
  }

  /** What arrived at the push service, as the browser hands it to the worker. */
  private static void deliver(Page page, String plain) {
    CDPSession tools = page.context().newCDPSession(page);
    var id = new AtomicReference<String>("");
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        told -> {
          for (var one : told.getAsJsonArray("registrations")) {
            id.set(one.getAsJsonObject().get("registrationId").getAsString());
          }
        });
    tools.send("ServiceWorker.enable");
    page.waitForCondition(
        () -> !"".equals(id.get()), new Page.WaitForConditionOptions().setTimeout(120_000));
    var push = new JsonObject();
    push.addProperty("origin", "http://localhost:" + spot.server.port());
    push.addProperty("registrationId", id.get());
    push.addProperty("data", plain);
    tools.send("ServiceWorker.deliverPushMessage", push);
    tools.detach();
  }

  private static String shown(Page page) {
    return String.valueOf(
        page.evaluate(
            """
            async () => (await (await navigator.serviceWorker.ready).getNotifications())
              .map(({title, body, data}) => [title, body, data.link].join(' | ')).join('; ')\
            """));
  }

  private static void showsSoon(Page page, String words) {
    page.waitForCondition(
        () -> shown(page).contains(words), new Page.WaitForConditionOptions().setTimeout(120_000));
  }

  @Test
  void aTapTurnsItOnTheTestMessageArrivesAndAnotherTapTurnsItOff() {
    Page page = allowed();
    is(page, "off");
    Chromium.keep(page, "push-off-390");
    card(page).locator("button.primary").tap();
    is(page, "waiting");
    assertThat(verified()).isFalse();
    Chromium.keep(page, "push-waiting-390");
    deliver(page, phone.opened(service.only().bytes()).toString());
    is(page, "on");
    assertThat(card(page)).containsText("王芳 is told on this phone");
    assertThat(verified()).isTrue();
    assertThat(shown(page)).contains("GridWatch", "/phone.html#push-");
    Chromium.keep(page, "push-on-390");
    page.reload();
    is(page, "on");
    card(page).locator("button").last().tap();
    is(page, "off");
    assertThat(page.evaluate("localStorage.getItem('subscribed')")).isNull();
    page.context().close();
  }

  @Test
  void openingTheTestNotificationCountsAsWell() {
    Page page = allowed();
    card(page).locator("button.primary").tap();
    is(page, "waiting");
    String proof = phone.opened(service.only().bytes()).get("key").asString();
    page.navigate("http://localhost:" + spot.server.port() + "/phone.html#" + proof);
    page.reload(); // as a window that the worker has opened
    is(page, "on");
    assertThat(page.url()).endsWith("/phone.html");
    assertThat(verified()).isTrue();
    page.context().close();
  }

  @Test
  void anAlertIsShownByTheWorkerWithItsLink() {
    Page page = allowed();
    card(page).locator("button.primary").tap();
    is(page, "waiting");
    spot.raise(Spot.EAST);
    page.waitForCondition(
        () -> service.requests().size() > 1,
        new Page.WaitForConditionOptions().setTimeout(120_000));
    var told = phone.opened(service.requests().get(1).bytes());
    deliver(page, told.toString());
    showsSoon(page, "smells of gas");
    assertThat(shown(page)).contains("/tap.html#");
    deliver(page, "not JSON");
    showsSoon(page, "GridWatch |");
    page.context().close();
  }

  @Test
  void whatTheBrowserOrTheHouseCannotDoIsSaidInASentence() {
    Page denied =
        page("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });");
    is(denied, "denied");
    assertThat(card(denied)).containsText("settings of the browser");
    assertThat(card(denied).locator("button")).hasCount(0);
    Chromium.keep(denied, "push-denied-390");
    denied.context().close();
    Page old = page("delete window.PushManager;");
    is(old, "unable");
    old.context().close();
    connect("");
    Page stranger = page("");
    is(stranger, "nobody");
    assertThat(card(stranger)).containsText("under People");
    stranger.context().close();
    spot.server.database.jdbc().sql("update channel set enabled = false").update();
    Page bare = page("");
    is(bare, "noChannel");
    bare.context().close();
  }

  @Test
  void whatThePushServiceRefusesIsNotKeptAndSaid() {
    answer.set(410);
    Page page = allowed();
    card(page).locator("button.primary").tap();
    assertThat(card(page).locator(".tap-trouble")).containsText("refuses this browser");
    is(page, "off");
    answer.set(503);
    card(page).locator("button.primary").tap();
    assertThat(card(page).locator(".tap-trouble")).containsText("HTTP 503");
    is(page, "waiting");
    spot.server.database.jdbc().sql("update person_way set ended_at = now()").update();
    page.reload();
    is(page, "ended");
    answer.set(201);
    card(page).locator("button.primary").tap();
    is(page, "waiting");
    page.context().close();
  }
}
