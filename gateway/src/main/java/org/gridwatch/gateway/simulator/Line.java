package org.gridwatch.gateway.simulator;

import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.Tls;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one station: says it is there, leaves a last will, comes back by itself, later
 * and later while it is refused. Threads: the simulator's scheduler only; answers from the event
 * loops are handed over to it.
 */
final class Line {
  private static final int KEEP_ALIVE_SECONDS = 180;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final byte[] ONLINE = "online".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OFFLINE = "offline".getBytes(StandardCharsets.UTF_8);

  /** What all lines share. */
  record Exchange(
      URI broker, Optional<Tls> tls, EventLoopGroup loops, Executor scheduler, Tally tally) {}

  private final Exchange exchange;
  private final String device;
  private final String status;
  private final Random jitter;
  private String token;
  private @Nullable MqttLink link;
  private boolean connecting;
  private boolean closed;
  private int failures;
  private Instant notBefore = Instant.EPOCH;

  Line(Exchange exchange, String device, String token, long seed) {
    this.exchange = exchange;
    this.device = device;
    this.token = token;
    this.status = topic(Topic.Kind.STATUS);
    this.jitter = new Random(seed ^ device.hashCode());
  }

  boolean open() {
    var now = link;
    return now != null && now.isOpen();
  }

  /** Connects unless it is connected, about to be, or has to wait after a failure. */
  void connect(Instant now) {
    if (connecting || closed || open() || now.isBefore(notBefore)) {
      return;
    }
    connecting = true;
    var options =
        MqttLink.Options.to(exchange.broker.getHost(), exchange.broker.getPort(), device)
            .signedInAs(device, token)
            .keptAliveEvery(KEEP_ALIVE_SECONDS)
            .withWindow(8, 64)
            .leaving(new MqttLink.Will(status, OFFLINE, true));
    var secured = exchange.tls.map(options::over).orElse(options);
    MqttLink.connect(secured, exchange.loops)
        .whenCompleteAsync((made, trouble) -> connected(now, made, trouble), exchange.scheduler);
  }

  private void connected(Instant asked, @Nullable MqttLink made, @Nullable Throwable trouble) {
    connecting = false;
    if (made == null) {
      failures++;
      exchange.tally.refused(device, trouble);
      notBefore = asked.plus(wait(failures));
    } else if (closed) {
      made.close();
    } else {
      failures = 0;
      link = made;
      made.subscribe(topic(Topic.Kind.COMMAND), this::obey);
      publish(status, ONLINE, true);
      made.closed().whenCompleteAsync((done, lost) -> lost(made), exchange.scheduler);
    }
  }

  private void lost(MqttLink gone) {
    if (link == gone) {
      link = null;
    }
  }

  /** Twice as long after each failure, and never all at the same moment. */
  private Duration wait(int times) {
    long longest =
        Math.min(LONGEST_WAIT.toMillis(), SHORTEST_WAIT.toMillis() << Math.min(times, 10));
    return Duration.ofMillis(longest / 2 + jitter.nextLong(longest / 2 + 1));
  }

  void publish(String topic, byte[] payload, boolean retain) {
    var now = link;
    if (now != null) {
      now.publish(topic, payload, 1, retain).whenComplete(exchange.tally::settled);
    }
  }

  /** A new credential is used from the next connection on, which follows at once. */
  private void obey(MqttLink.Message message) {
    Commands.newToken(message.payload())
        .ifPresent(
            fresh ->
                exchange.scheduler.execute(
                    () -> {
                      token = fresh;
                      hangUp();
                    }));
  }

  /** As in a power cut: the broker publishes the last will. */
  void cut() {
    var now = link;
    if (now != null) {
      link = null;
      now.abort();
    }
  }

  private void hangUp() {
    var now = link;
    if (now != null) {
      link = null;
      now.close();
    }
  }

  /** For good, with a goodbye. */
  void close() {
    closed = true;
    publish(status, OFFLINE, true);
    hangUp();
  }

  private String topic(Topic.Kind kind) {
    return Topic.of(new DeviceName(device), kind).toString();
  }
}
