package org.gridwatch.ingest.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.simulator.link.MqttLink;

/**
 * A registered device that says what the broker lets nobody hear, each on a connection of its own.
 */
final class OddTalker implements AutoCloseable {
  private static final String NAME = "ODD";
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final List<String> TOPICS =
      List.of(
          "gw/v1/GOOD/telemetry",
          "gw/v1/ODD/telemetry/x",
          "gw/v1/ODD",
          "gw/v1/ODD/telemetry/",
          "gw/v2/ODD/telemetry",
          "gw/v1//telemetry",
          "gw/v1/ODD/command",
          "gw/v1/ODD/\u4e2d\u6587",
          "$SYS/broker",
          "gridwatch/inbox",
          "gridwatch/live/readings",
          "x".repeat(60_000));

  private final EventLoopGroup loops = MqttLink.loops(1);
  private final int port;
  private final String token;
  private long said;

  OddTalker(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** Each odd topic once, and ten megabytes at once under its own. */
  void talk() throws Exception {
    byte[] payload = "{\"values\":{\"ch4_lel\":99}}".getBytes(UTF_8);
    for (String topic : TOPICS) {
      say(topic, payload);
    }
    say("gw/v1/ODD/telemetry", new byte[TEN_MEGABYTES]);
  }

  /** Until the broker says no, or hangs up. */
  private void say(String topic, byte[] payload) throws Exception {
    var options = MqttLink.Options.to("localhost", port, NAME).signedInAs(NAME, token);
    try (var link =
        MqttLink.connect(options, loops).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      var answer = link.publish(topic, payload, 1, false).handle((_, _) -> true);
      said++;
      CompletableFuture.anyOf(
              answer.toCompletableFuture(),
              link.closed().handle((_, _) -> true).toCompletableFuture())
          .get(30, TimeUnit.SECONDS);
    }
  }

  long said() {
    return said;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
