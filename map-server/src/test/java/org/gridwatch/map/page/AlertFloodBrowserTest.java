package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worst second of a community: gas in 500 places at once, and an officer who has to cope. */
@Tag("slow")
class AlertFloodBrowserTest {
  private static final int MANY = 500;
  private static final int PER_MESSAGE = 25;

  /** Of this run alone, so that it can be repeated on an installation that goes on. */
  private static final String NAME = "FLOOD-" + Long.toString(System.nanoTime(), 36);

  private static final String GATEWAY = NAME + "-GW";
  private static final List<String> METERS =
      IntStream.range(0, MANY).mapToObj(i -> NAME + "-%03d".formatted(i)).toList();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

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

  @Test
  void fiveHundredAlertsInOneSecondAreAllThereAndTheBoardStaysInHand() throws MqttException {
    Officer officer = Officer.signedIn(chromium.visitor(1366, 768), house);
    Page page = officer.page();
    String token = register(officer);
    page.navigate(house.page("/#board"));
    page.locator(".board-filter input").fill(NAME);
    assertThat(page.locator(".board-nothing .empty")).isVisible();

    MqttClient gateway = gateway(token);
    try {
      long published = publish(gateway, 30);
      anAlertIsTakenWhileOthersComeIn(page);
      assertThat(page.locator(".board-amount")).containsText(Pattern.compile("\\b500\\b"));
      say("from the last publish to all 500 on the board", published);
      eachIsStoredOnce(officer);
      theBoardScrollsToItsEnd(page);
      anAlertIsTaken(page, "an acknowledge among 500");
      pictures(officer);
      allAreTakenAtOnce(officer);
    } finally {
      publish(gateway, 0.4);
      leaveNothingBehind(officer);
      gateway.disconnect();
      gateway.close();
    }
    assertThat(chromium.complaints).isEmpty();
  }

  private static void anAlertIsTakenWhileOthersComeIn(Page page) {
    assertThat(page.locator(".board-rows .board-line").first()).isVisible();
    anAlertIsTaken(page, "an acknowledge while they come in");
    var state = page.locator(".board-filter select").nth(2);
    state.selectOption("acknowledged");
    assertThat(page.locator(".board-rows .board-line")).hasCount(1);
    state.selectOption("open");
    page.locator(".sev-toggle.blue").click();
    assertThat(page.locator(".board-nothing .empty")).isVisible();
    page.locator(".sev-toggle.blue").click();
    assertThat(page.locator(".board-rows .board-line").first()).isVisible();
  }

  /** The first that nobody has taken yet. */
  private static void anAlertIsTaken(Page page, String what) {
    Locator taken = page.locator(".board-rows .phase.is-acknowledged");
    int before = taken.count();
    long clicked = System.currentTimeMillis();
    page.locator(".board-rows [data-act=acknowledge]").first().click();
    assertThat(taken).hasCount(before + 1);
    say(what, clicked);
  }

  private static void eachIsStoredOnce(Officer officer) {
    JsonArray stored = alerts(officer, "all", "q=" + NAME);
    var devices =
        StreamSupport.stream(stored.spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .filter(alert -> alert.get("rule").getAsString().equals("gas-leak"))
            .map(alert -> alert.get("device").getAsString())
            .toList();
    assertThat(devices).containsExactlyInAnyOrderElementsOf(METERS);
  }

  /** And draws no more lines than fit on some screens. */
  private static void theBoardScrollsToItsEnd(Page page) {
    Locator list = page.locator(".board-rows .vlist");
    Locator lines = page.locator(".board-rows .board-line");
    Locator first =
        lines.filter(saying(page.locator(".board-rows .cell-where span").first().innerText()));
    assertThat(first).hasCount(1);
    list.evaluate("list => list.scrollTop = list.scrollHeight");
    assertThat(first).hasCount(0);
    assertThat(lines.last()).isVisible();
    assertThat(lines.count()).isLessThan(200);
    list.evaluate("list => list.scrollTop = 0");
    assertThat(first).isVisible();
  }

  private static Locator.FilterOptions saying(String words) {
    return new Locator.FilterOptions().setHasText(words);
  }

  private static void allAreTakenAtOnce(Officer officer) {
    Page page = officer.page();
    page.locator(".bulk button").first().click();
    assertThat(page.locator(".bulk")).containsText(Pattern.compile("\\b500\\b"));
    long clicked = System.currentTimeMillis();
    page.locator(".bulk button").nth(1).click();
    assertThat(page.locator(".board-rows [data-act=acknowledge]")).hasCount(0);
    say("all 500 acknowledged at once", clicked);
    assertThat(alerts(officer, "all", "q=" + NAME))
        .allSatisfy(
            one -> assertThat(one.getAsJsonObject().get("acknowledgedAt").isJsonNull()).isFalse());
  }

  /** What is over and taken is closed; the rule about many at once has raised some of its own. */
  private static void leaveNothingBehind(Officer officer) {
    for (String which : List.of("q=" + NAME, "rule=gas-spread")) {
      var ids = alerts(officer, "open", which).asList().stream().map(AlertFloodBrowserTest::id);
      officer.post("/api/v1/alerts/bulk", Map.of("ids", ids.toList(), "action", "acknowledge"));
      await().atMost(PATIENCE).until(() -> alerts(officer, "open", which).isEmpty());
    }
    officer.post("/api/v1/devices/retire", Map.of("names", METERS));
    officer.post("/api/v1/devices/retire", Map.of("names", List.of(GATEWAY)));
  }

  private static long id(JsonElement alert) {
    return alert.getAsJsonObject().get("id").getAsLong();
  }

  private static void pictures(Officer officer) {
    long one = id(alerts(officer, "open", "q=" + NAME).get(0));
    for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {390, 844}}) {
      Page page = Officer.signedIn(chromium.visitor(size[0], size[1]), house).page();
      page.navigate(house.page("/#board"));
      assertThat(page.locator(".board-rows .board-line").first()).isVisible();
      Chromium.keep(page, "flood-board-" + size[0]);
      page.navigate(house.page("/#alert/" + one));
      assertThat(page.locator(".alert-state")).isVisible();
      page.waitForTimeout(2500); // the flight there, and the chart
      Chromium.keep(page, "flood-alert-" + size[0]);
      page.context().close();
    }
  }

  /** 500 detectors behind one gateway, each some 20 m from the next; the gateway's token. */
  private static String register(Officer officer) {
    var centre = officer.get("/api/v1/place").getAsJsonArray("centre");
    double west = centre.get(0).getAsDouble() - 12 * 2e-4;
    double south = centre.get(1).getAsDouble() - 10 * 2e-4;
    var lead = Map.of("name", GATEWAY, "kind", "gas", "label", GATEWAY, "lon", west, "lat", south);
    String token = officer.made("/api/v1/devices", lead).get("token").getAsString();
    String lines =
        IntStream.range(0, MANY)
            .mapToObj(
                i ->
                    "%s,gas,%s,%.6f,%.6f,86400"
                        .formatted(
                            METERS.get(i), GATEWAY, west + i % 25 * 2e-4, south + i / 25 * 2e-4))
            .collect(joining("\n"));
    var report = officer.importDevices("name,kind,gateway,lon,lat,interval\n" + lines);
    assertThat(report.get("accepted").getAsInt()).isEqualTo(MANY);
    return token;
  }

  private static MqttClient gateway(String token) throws MqttException {
    var client = new MqttClient(house.mqtt().toString(), GATEWAY, new MemoryPersistence());
    var options = new MqttConnectionOptions();
    options.setUserName(GATEWAY);
    options.setPassword(token.getBytes(UTF_8));
    options.setKeepAliveInterval(600); // a busy machine is no dead gateway
    client.connect(options);
    return client;
  }

  /** One reading of each; when the last was acknowledged by the broker. */
  private static long publish(MqttClient gateway, double percentOfExplosive) throws MqttException {
    long began = System.currentTimeMillis();
    for (int from = 0; from < MANY; from += PER_MESSAGE) {
      var batch =
          METERS.subList(from, from + PER_MESSAGE).stream()
              .map(
                  name ->
                      "\"%s\":[{\"ts\":%d,\"values\":{\"ch4_lel\":%s}}]"
                          .formatted(name, System.currentTimeMillis(), percentOfExplosive))
              .collect(joining(",", "{", "}"));
      gateway.publish("gw/v1/" + GATEWAY + "/batch", batch.getBytes(UTF_8), 1, false);
    }
    say("500 readings published", began);
    return System.currentTimeMillis();
  }

  private static JsonArray alerts(Officer officer, String phase, String which) {
    JsonObject found =
        officer.get("/api/v1/alerts?quiet=all&size=500&phase=" + phase + "&" + which);
    return found.getAsJsonArray("alerts");
  }

  /** How long is good enough is judged by people, on a quiet machine. */
  private static void say(String what, long since) {
    System.out.println(what + ", ms: " + (System.currentTimeMillis() - since));
  }
}
