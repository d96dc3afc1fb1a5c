package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a meter's own MQTT message to the officer's screen. */
@Tag("slow")
class LiveChangeBrowserTest {
  private static final String METER = "BROWSER-TEST-1";
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
  void aGasLeakIsOnTheScreenAsSoonAsTheDetectorSaysSo() throws MqttException {
    Page page = chromium.visitor(1366, 768);
    page.navigate(house.page("/sign-in.html"));
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(house.password());
    page.locator("form button[type=submit]").click();
    assertThat(page.locator(".connection")).hasClass(Pattern.compile(".*\\blive\\b.*"));
    String token = register(page);
    page.navigate(house.page("/#device/" + METER));
    assertThat(page.locator(".device-state")).isVisible();

    try (var meter = new Meter(house.mqtt(), METER, token)) {
      meter.publish(1.5);
      assertThat(page.locator(".device-state.is-normal")).isVisible();
      assertThat(page.locator(".value-now b").first()).containsText("1.5");
      measure(page, meter);
      meter.publish(61);
      assertThat(page.locator(".device-state.is-alarm")).isVisible();
      assertThat(page.locator(".value.alarm b").first()).containsText("61");
      assertThat(page.locator(".device-state .why")).containsText("61");
      assertThat(page.locator("#alarms")).containsText(METER);
      Chromium.keep(page, "alarm-1366");
      meter.publish(0.4);
      assertThat(page.locator(".device-state.is-normal")).isVisible();
    }
  }

  /** Says how long it takes; how long is good enough is judged by people, on a quiet machine. */
  private static void measure(Page page, Meter meter) throws MqttException {
    var took = new ArrayList<Long>();
    for (int i = 0; i < 10; i++) {
      String state = i % 2 == 0 ? "alarm" : "normal";
      page.evaluate(
          """
          state => {
            window.seen = new Promise(found => {
              const shown = () => document.querySelector('.device-state.is-' + state);
              const look = () => shown() && requestAnimationFrame(() => found(Date.now()));
              new MutationObserver(look).observe(document.body,
                {subtree: true, childList: true, attributes: true});
            });
          }\
          """,
          state);
      long published = System.currentTimeMillis();
      meter.publish(i % 2 == 0 ? 61 : 0.4);
      assertThat(page.locator(".device-state.is-" + state)).isVisible();
      long seen = ((Number) page.evaluate("window.seen")).longValue();
      took.add(seen - published);
    }
    System.out.println("from the MQTT publish to the state on the screen, ms: " + took);
  }

  /**
   * Registers the meter in the middle of the map, or takes a new token for the one of an earlier
   * run.
   */
  private static String register(Page page) {
    var place = page.request().get(house.page("/api/v1/place"));
    var centre = JsonParser.parseString(place.text()).getAsJsonObject();
    var lonLat = centre.getAsJsonArray("centre");
    var details =
        Map.of(
            "name",
            METER,
            "kind",
            "gas",
            "label",
            METER,
            "expectedIntervalSeconds",
            60,
            "lon",
            lonLat.get(0).getAsDouble(),
            "lat",
            lonLat.get(1).getAsDouble());
    var made = post(page, "/api/v1/devices", details);
    if (made.status() != 201) {
      made = post(page, "/api/v1/devices/" + METER + "/token", Map.of());
    }
    return JsonParser.parseString(made.text()).getAsJsonObject().get("token").getAsString();
  }

  private static APIResponse post(Page page, String path, Map<String, ?> body) {
    String csrf =
        page.context().cookies().stream()
            .filter(cookie -> cookie.name.equals("XSRF-TOKEN"))
            .map(cookie -> cookie.value)
            .findFirst()
            .orElse("");
    return page.request()
        .post(
            house.page(path),
            RequestOptions.create().setHeader("X-XSRF-TOKEN", csrf).setData(body));
  }

  /** Keeps its connection, as a real one does. */
  private record Meter(MqttClient client) implements AutoCloseable {
    Meter(URI broker, String name, String token) throws MqttException {
      this(new MqttClient(broker.toString(), name, new MemoryPersistence()));
      var options = new MqttConnectionOptions();
      options.setUserName(name);
      options.setPassword(token.getBytes(UTF_8));
      options.setKeepAliveInterval(600); // a busy machine is no dead meter
      client.connect(options);
    }

    void publish(double percentOfExplosive) throws MqttException {
      var payload =
          "{\"ts\":%d,\"values\":{\"ch4_lel\":%s}}"
              .formatted(System.currentTimeMillis(), percentOfExplosive);
      client.publish("gw/v1/" + METER + "/telemetry", payload.getBytes(UTF_8), 1, false);
    }

    @Override
    public void close() throws MqttException {
      client.disconnect();
      client.close();
    }
  }
}
