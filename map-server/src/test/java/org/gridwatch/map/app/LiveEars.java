package org.gridwatch.map.app;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gridwatch.map.account.Browser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An open live stream; keeps everything it was told. */
final class LiveEars implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Told(String event, JsonNode data) {}

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final HttpResponse<Stream<String>> stream;

  private LiveEars(HttpResponse<Stream<String>> stream) {
    this.stream = stream;
  }

  /**
   * @param device whose values are watched
   */
  static LiveEars of(Browser who, String device) {
    var ears = new LiveEars(who.get("/api/v1/live?watch=" + device, BodyHandlers.ofLines()));
    Thread.ofVirtual().start(ears::listen);
    return ears;
  }

  private void listen() {
    String[] event = {""};
    try (var lines = stream.body()) {
      lines.forEach(
          line -> {
            if (line.startsWith("event: ")) {
              event[0] = line.substring(7);
            } else if (line.startsWith("data: ")) {
              told.add(new Told(event[0], JSON.readTree(line.substring(6))));
            }
          });
    } catch (java.io.UncheckedIOException closed) {
      // the test has heard enough
    }
  }

  /** Device ids of every picture so far. */
  List<Integer> devices() {
    return told("picture")
        .flatMap(picture -> picture.path("devices").valueStream())
        .map(device -> device.path(0).asInt())
        .toList();
  }

  /** Each {@code [series, epoch ms, value, quality]} so far. */
  List<JsonNode> values() {
    return told("values").flatMap(message -> message.path("values").valueStream()).toList();
  }

  /** What has changed so far. */
  List<String> changes() {
    return told("changed").map(message -> message.path("what").asString()).toList();
  }

  private Stream<JsonNode> told(String event) {
    return told.stream().filter(one -> one.event().equals(event)).map(Told::data);
  }

  @Override
  public void close() {
    stream.body().close();
  }
}
