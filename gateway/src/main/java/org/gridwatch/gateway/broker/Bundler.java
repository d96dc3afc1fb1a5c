package org.gridwatch.gateway.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.gridwatch.gateway.wire.Bundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit for what devices say: while one bundle is on its way to the disk the next one
 * collects, and each message is acknowledged to its device once its bundle is there. For the broker
 * a bundle is one message, whatever number of devices it speaks for; taken one by one, their
 * journal records, deliveries and acknowledgements are most of the work of the whole chain.
 *
 * <p>Only while somebody (ingest) has subscribed to bundles; else messages go their own way.
 *
 * <p>Threads: gates offer from their event loops; one of its own writes.
 */
final class Bundler implements AutoCloseable {
  /** Larger messages gain nothing here. */
  static final int LARGEST_MESSAGE = 16 << 10;

  private static final Logger log = LoggerFactory.getLogger(Bundler.class);
  private static final SimpleString ADDRESS = SimpleString.of(Bundle.TOPIC.replace('/', '.'));
  private static final int BUNDLE_BYTES = 128 << 10;
  private static final int HELD_BYTES = 16 << 20;
  private static final int LOOK_EVERY_MS = 500;
  private static final int DISK_SECONDS = 60;

  /** A device that waits for its acknowledgement; QoS 0 waits for none. */
  private record Waiting(ChannelHandlerContext channel, int packetId) {}

  private static final class Collected {
    private final Bundle.Writer messages = new Bundle.Writer();
    private final List<Waiting> waiting = new ArrayList<>();
  }

  private final ActiveMQServer server;
  private final Deque<Collected> collected = new ArrayDeque<>();
  private final Set<ChannelHandlerContext> paused = new HashSet<>();
  private final Thread writer = new Thread(this::run, "broker-bundler");
  private volatile boolean wanted;
  private volatile boolean closed;
  private long heldBytes;

  Bundler(ActiveMQServer server) {
    this.server = server;
  }

  void start() {
    writer.start();
  }

  /** Whether somebody is subscribed to bundles. */
  boolean wanted() {
    return wanted;
  }

  void look() {
    try {
      wanted = writer.isAlive() && server.getPostOffice().isAddressBound(ADDRESS);
    } catch (Exception e) {
      wanted = false; // on its own way each message is as safe
    }
  }

  /** Takes a copy of the message; a device that says more than the disk takes is not read on. */
  void offer(ChannelHandlerContext channel, MqttPublishMessage publish) {
    var payload = publish.payload().nioBuffer();
    boolean answered = publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE;
    synchronized (collected) {
      Collected last = collected.peekLast();
      if (last == null || last.messages.size() >= BUNDLE_BYTES) {
        last = new Collected();
        collected.addLast(last);
        collected.notifyAll();
      }
      int before = last.messages.size();
      last.messages.add(publish.variableHeader().topicName(), payload);
      heldBytes += last.messages.size() - before;
      if (answered) {
        last.waiting.add(new Waiting(channel, publish.variableHeader().packetId()));
      }
      if (heldBytes > HELD_BYTES && paused.add(channel)) {
        channel.channel().config().setAutoRead(false);
      }
    }
  }

  private void run() {
    var storage = server.getStorageManager();
    storage.setContext(storage.newSingleThreadContext());
    try {
      while (!closed) {
        look();
        for (Collected next = take(); next != null; next = take()) {
          write(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // unacknowledged: their devices say it again
    } finally {
      wanted = false; // whatever ended this thread: nobody's words wait for it
      storage.clearContext();
    }
  }

  /** The oldest bundle, whatever is in it by now; null when there is none for a while. */
  private @Nullable Collected take() throws InterruptedException {
    synchronized (collected) {
      if (collected.isEmpty() && !closed) {
        collected.wait(LOOK_EVERY_MS);
      }
      return closed ? null : collected.pollFirst();
    }
  }

  private void write(Collected bundle) throws InterruptedException {
    boolean onDisk = false;
    try {
      awaitDiskSpace();
      store(bundle).get(DISK_SECONDS, TimeUnit.SECONDS);
      onDisk = true;
    } catch (ExecutionException | TimeoutException e) {
      log.error("a bundle of {} bytes was not written: {}", bundle.messages.size(), e.toString());
      look();
    }
    try {
      answer(bundle.waiting, onDisk);
    } catch (RejectedExecutionException e) {
      log.debug("the broker ends: its connections are gone", e);
    }
    resume(bundle);
  }

  private void awaitDiskSpace() throws InterruptedException {
    while (server.getPagingManager().isDiskFull()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
  }

  private CompletableFuture<Void> store(Collected bundle) {
    var onDisk = new CompletableFuture<Void>();
    try {
      if (server.getPostOffice().route(message(bundle), false) != RoutingStatus.OK) {
        throw new IllegalStateException("nobody is subscribed to " + Bundle.TOPIC);
      }
      server
          .getStorageManager()
          .afterCompleteOperations(
              new IOCallback() {
                @Override
                public void done() {
                  onDisk.complete(null);
                }

                @Override
                public void onError(int code, String text) {
                  onDisk.completeExceptionally(new IllegalStateException(code + ": " + text));
                }
              });
    } catch (Exception e) {
      onDisk.completeExceptionally(e);
    }
    return onDisk;
  }

  private Message message(Collected bundle) {
    byte[] content = bundle.messages.bundle();
    var message = new CoreMessage(server.getStorageManager().generateID(), content.length + 256);
    message.setAddress(ADDRESS);
    message.setType(Message.BYTES_TYPE);
    message.setDurable(true);
    message.putIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY, MqttQoS.AT_LEAST_ONCE.value());
    message.putBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY, false);
    message.getBodyBuffer().writeBytes(content);
    return message;
  }

  /** Acknowledged, or sent away to come again; one errand for each event loop. */
  private static void answer(List<Waiting> waiting, boolean taken) {
    Map<EventExecutor, List<Waiting>> byLoop = new HashMap<>();
    for (Waiting device : waiting) {
      byLoop.computeIfAbsent(device.channel.executor(), _ -> new ArrayList<>()).add(device);
    }
    byLoop.forEach(
        (loop, devices) ->
            loop.execute(
                () -> {
                  for (Waiting device : devices) {
                    if (taken) {
                      device.channel.writeAndFlush(Replies.taken(device.packetId));
                    } else {
                      device.channel.close();
                    }
                  }
                }));
  }

  private void resume(Collected written) {
    synchronized (collected) {
      heldBytes -= written.messages.size();
      if (heldBytes <= HELD_BYTES / 2) {
        paused.forEach(channel -> channel.channel().config().setAutoRead(true));
        paused.clear();
      }
    }
  }

  /** What was not written is not acknowledged either. */
  @Override
  public void close() {
    closed = true;
    synchronized (collected) {
      collected.notifyAll();
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.interrupt();
  }
}
