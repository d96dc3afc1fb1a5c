package org.gridwatch.gateway.simulator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SseStreamTest {
  private final EventLoopGroup loop = MqttLink.loops(1);
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  SseStreamTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/live",
        exchange -> {
          boolean known =
              "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(known ? 200 : 401, 0);
          try (var body = exchange.getResponseBody()) {
            for (String part :
                List.of("event: he", "llo\ndata: 1\n", "\nevent: b\n\n", "unended")) {
              body.write(part.getBytes(UTF_8));
              body.flush();
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void cutsTheStreamIntoItsEventsHoweverTheyArrive() throws Exception {
    var stream = stream("secret", Integer.MAX_VALUE);
    stream.open(loop).get(10, TimeUnit.SECONDS);
    await().until(() -> events.size() == 2);
    assertThat(events).containsExactly("event: hello\ndata: 1\n", "event: b\n");
  }

  @Test
  void keepsOnlyTheBeginningWhenThatIsEnough() throws Exception {
    stream("secret", 8).open(loop).get(10, TimeUnit.SECONDS);
    await().until(() -> events.size() == 2);
    assertThat(events).containsExactly("event: h", "event: b");
  }

  @Test
  void saysWhenItIsNotLetIn() {
    assertThatThrownBy(() -> stream("wrong", 8).open(loop).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("401");
  }

  private SseStream stream(String token, int keep) {
    return new SseStream(
        server.getAddress().getPort(),
        "/live",
        token,
        keep,
        event -> events.add(event.toString(UTF_8)));
  }
}
