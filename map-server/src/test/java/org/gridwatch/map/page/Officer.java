package org.gridwatch.map.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Somebody signed in at a page, who can also use the API as that person. */
record Officer(Page page, InstallationUnderTest house) {
  static final Pattern LIVE = Pattern.compile(".*\\blive\\b.*");

  static Officer signedIn(Page page, InstallationUnderTest house) {
    page.navigate(house.page("/sign-in.html"));
    page.locator("input[name=name]").fill(house.user());
    page.locator("input[name=password]").fill(house.password());
    page.locator("form button[type=submit]").click();
    assertThat(page.locator("#map")).isVisible();
    assertThat(page.locator(".connection")).hasClass(LIVE);
    return new Officer(page, house);
  }

  /**
   * As after a phone call, each at a place of its own, also when run again; the number of the
   * alert.
   */
  long raise(String severity, String words) {
    var centre = get("/api/v1/place").getAsJsonArray("centre");
    double east = Math.floorMod(System.nanoTime(), 1000L) * 6e-6;
    double north = Math.floorMod(System.nanoTime(), 997L) * 5e-6;
    return raise(
        severity, words, centre.get(0).getAsDouble() + east, centre.get(1).getAsDouble() + north);
  }

  long raise(String severity, String words, double lon, double lat) {
    var alert = Map.of("severity", severity, "kind", "gas", "words", words, "lon", lon, "lat", lat);
    return made("/api/v1/alerts", alert).get("id").getAsLong();
  }

  JsonObject get(String path) {
    return json(page.request().get(house.page(path)));
  }

  /** What a list holds: the answer itself, or a field of it. */
  List<JsonObject> all(String path, String field) {
    var answer = JsonParser.parseString(page.request().get(house.page(path)).text());
    var list = field.isEmpty() ? answer : answer.getAsJsonObject().get(field);
    return list.getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  APIResponse post(String path, Map<String, ?> body) {
    return page.request().post(house.page(path), withCsrf().setData(body));
  }

  /** The status of the answer. */
  int put(String path, Map<String, ?> body) {
    return page.request().put(house.page(path), withCsrf().setData(body)).status();
  }

  /** What has been made, as the answer says it. */
  JsonObject made(String path, Map<String, ?> body) {
    var made = post(path, body);
    assertThat(made.status()).isEqualTo(201);
    return json(made);
  }

  /** Registers the devices of a list; the report. */
  JsonObject importDevices(String csv) {
    var options = withCsrf().setHeader("Content-Type", "text/csv").setData(csv);
    return json(page.request().post(house.page("/api/v1/devices/import"), options));
  }

  private RequestOptions withCsrf() {
    String csrf =
        page.context().cookies().stream()
            .filter(cookie -> cookie.name.equals("XSRF-TOKEN"))
            .map(cookie -> cookie.value)
            .findFirst()
            .orElse("");
    return RequestOptions.create().setHeader("X-XSRF-TOKEN", csrf);
  }

  /** From now on the page speaks this one. */
  void speak(String language) {
    page.evaluate(
        """
        language => {
          localStorage.setItem('gridwatch.language', language);
          localStorage.setItem('gridwatch.languageChosen', 'yes');
        }\
        """,
        language);
    page.reload();
    assertThat(page.locator(".connection")).hasClass(LIVE);
  }

  private static JsonObject json(APIResponse answer) {
    return JsonParser.parseString(answer.text()).getAsJsonObject();
  }
}
