package org.gridwatch.map.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.gridwatch.map.account.Browser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the server answers to somebody. */
record Answers(Browser who) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  JsonNode get(String path) {
    return good(who.get("/api/v1" + path));
  }

  JsonNode post(String path, String json) {
    return good(who.send("POST", "/api/v1" + path, json));
  }

  JsonNode post(String path, String type, byte[] file) {
    return good(who.post("/api/v1" + path, type, file));
  }

  JsonNode put(String path, String json) {
    return good(who.send("PUT", "/api/v1" + path, json));
  }

  /** The status with which a question is refused. */
  int status(String path) {
    return who.get("/api/v1" + path).statusCode();
  }

  /** The one series of a device that has this quantity. */
  int series(String device, String quantity) {
    return get("/devices/" + device)
        .path("series")
        .valueStream()
        .filter(series -> series.path("quantity").asString().equals(quantity))
        .findFirst()
        .orElseThrow(() -> new AssertionError(device + " has no " + quantity))
        .path("id")
        .asInt();
  }

  JsonNode chart(int series, Instant from, Instant to) {
    return get("/series/" + series + "/chart?from=" + from + "&to=" + to + "&points=800");
  }

  List<String> names(String path, String pointer) {
    return get(path).at(pointer).valueStream().map(JsonNode::asString).toList();
  }

  private static JsonNode good(HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s: %s", answer.uri().getPath(), answer.body())
        .isBetween(200, 299);
    return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
  }
}
