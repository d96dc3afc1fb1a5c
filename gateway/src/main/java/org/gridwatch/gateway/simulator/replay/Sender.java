package org.gridwatch.gateway.simulator.replay;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.Patience;
import org.gridwatch.gateway.simulator.link.RefusedException;

/**
 * Publishes at QoS 1 with a bounded number under way, and again after the connection was lost: the
 * device times make a repeated reading the same reading. Threads: one caller.
 *
 * @param <T> what the caller wants to know a message by
 */
final class Sender<T> implements AutoCloseable {
  private static final int UNDER_WAY = 64;
  private static final int PATIENCE_SECONDS = 60;

  private record Message<T>(T id, byte[] payload, CompletableFuture<Void> done) {}

  private final MqttLink.Options options;
  private final EventLoopGroup loop;
  private final String topic;
  private final BiConsumer<T, RefusedException> refused;
  private final ArrayDeque<Message<T>> underWay = new ArrayDeque<>();
  private MqttLink link;

  Sender(
      MqttLink.Options options,
      EventLoopGroup loop,
      String topic,
      BiConsumer<T, RefusedException> refused)
      throws IOException, InterruptedException {
    this.options = options;
    this.loop = loop;
    this.topic = topic;
    this.refused = refused;
    this.link = connect(options, loop);
  }

  /** A token just issued may not have reached the broker yet; a broker may be restarting. */
  private static MqttLink connect(MqttLink.Options options, EventLoopGroup loop)
      throws IOException, InterruptedException {
    var patience = new Patience();
    while (true) {
      try {
        return await(MqttLink.connect(options, loop));
      } catch (IOException no) {
        long wait = patience.after(no);
        if (patience.exhausted()) {
          throw no;
        }
        Thread.sleep(wait);
      }
    }
  }

  /** Waits while too many are under way. */
  void send(T id, byte[] payload) throws IOException, InterruptedException {
    while (underWay.size() >= UNDER_WAY) {
      settleOldest();
    }
    underWay.add(publish(id, payload));
  }

  private Message<T> publish(T id, byte[] payload) {
    return new Message<>(id, payload, link.publish(topic, payload, 1, false).toCompletableFuture());
  }

  /** Until all is acknowledged. */
  void finish() throws IOException, InterruptedException {
    while (!underWay.isEmpty()) {
      settleOldest();
    }
  }

  private void settleOldest() throws IOException, InterruptedException {
    Message<T> oldest = underWay.element();
    try {
      await(oldest.done());
      underWay.remove();
    } catch (RefusedException no) {
      if (!link.isOpen()) {
        throw no; // it is us who are not wanted, not the message
      }
      underWay.remove();
      refused.accept(oldest.id(), no);
    } catch (IOException lost) {
      link.abort();
      link = connect(options, loop);
      var again = new ArrayDeque<>(underWay);
      underWay.clear();
      again.forEach(message -> underWay.add(publish(message.id(), message.payload())));
    }
  }

  private static <V> V await(CompletionStage<V> stage) throws IOException, InterruptedException {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(failed.getCause());
    } catch (TimeoutException silent) {
      throw new IOException("no answer for " + PATIENCE_SECONDS + " s", silent);
    }
  }

  @Override
  public void close() {
    link.close();
    try {
      await(link.closed());
    } catch (IOException gone) {
      // it is closed, which is all we wanted
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
