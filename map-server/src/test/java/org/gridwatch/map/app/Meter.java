package org.gridwatch.map.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridwatch.gateway.simulator.link.MqttLink;

/** A device with its own MQTT connection, which says what the test wants to have said. */
final class Meter implements AutoCloseable {
  private static final EventLoopGroup LOOPS = MqttLink.loops(1);
  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final MqttLink link;

  private Meter(String name, MqttLink link) {
    this.name = name;
    this.link = link;
  }

  /** Signs in; fails as the broker refuses. */
  static Meter signIn(int mqttPort, String name, String secret) throws Exception {
    var options = MqttLink.Options.to("127.0.0.1", mqttPort, name).signedInAs(name, secret);
    var link = MqttLink.connect(options, LOOPS).toCompletableFuture();
    return new Meter(name, link.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** One reading; returns when the broker has it. */
  void read(long epochMillis, String quantity, double value) throws Exception {
    say(
        "telemetry",
        "{\"ts\":%d,\"values\":{\"%s\":%s}}"
            .formatted(epochMillis, quantity, value)
            .getBytes(UTF_8));
  }

  void say(String what, byte[] payload) throws Exception {
    link.publish("gw/v1/" + name + "/" + what, payload, 1, false)
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether the broker ends the connection before our patience does. */
  boolean isSentAway() throws InterruptedException {
    try {
      link.closed().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException lost) {
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
