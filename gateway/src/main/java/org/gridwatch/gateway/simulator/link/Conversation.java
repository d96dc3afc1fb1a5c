package org.gridwatch.gateway.simulator.link;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gridwatch.gateway.simulator.link.MqttLink.Message;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of one link: what was sent and not yet answered. Threads: its event loop only.
 *
 * <p>Longer than most of our classes because the states of one connection are clearer in one place.
 */
final class Conversation extends ChannelInboundHandlerAdapter {
  @SuppressWarnings("ArrayRecordComponent")
  record Publish(
      String topic, byte[] payload, int qos, boolean retain, CompletableFuture<Void> done) {}

  private record Subscription(TopicFilter filter, Consumer<Message> consumer) {}

  private final Options options;
  private final CompletableFuture<MqttLink> connected;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final IntObjectHashMap<CompletableFuture<Void>> unanswered = new IntObjectHashMap<>(4);
  private final ArrayDeque<Publish> waiting = new ArrayDeque<>(0);
  private final List<Subscription> subscriptions = new ArrayList<>(0);
  private @Nullable ChannelHandlerContext context;
  private @Nullable Throwable trouble;
  private int window;
  private int inFlight;
  private int lastPacketId;
  private boolean leaving;
  private boolean flushing;
  private boolean heard;
  private boolean spoke;
  private boolean pinged;

  Conversation(Options options, CompletableFuture<MqttLink> connected) {
    this.options = options;
    this.connected = connected;
    this.window = options.window();
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  // connecting

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    if (ctx.pipeline().get(SslHandler.class) == null) {
      introduce(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        introduce(ctx);
      } else {
        fail(ctx, handshake.cause());
      }
    }
  }

  private void introduce(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Packets.connect(options), ctx.voidPromise());
    ctx.executor()
        .schedule(
            () -> {
              if (!connected.isDone()) {
                fail(ctx, new IOException("no answer to CONNECT within " + options.patience()));
              }
            },
            options.patience().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void welcomed(ChannelHandlerContext ctx, MqttConnAckMessage answer) {
    MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
    if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      fail(
          ctx,
          new RefusedException(
              "connection of '" + options.clientId() + "'", code.byteValue() & 0xFF));
      return;
    }
    MqttProperties properties = answer.variableHeader().properties();
    window = Math.min(window, number(properties, MqttPropertyType.RECEIVE_MAXIMUM.value(), window));
    int keepAlive =
        number(properties, MqttPropertyType.SERVER_KEEP_ALIVE.value(), options.keepAliveSeconds());
    if (keepAlive > 0) {
      long third = Math.max(200, keepAlive * 1000L / 3);
      var beat =
          ctx.executor().scheduleAtFixedRate(() -> beat(ctx), third, third, TimeUnit.MILLISECONDS);
      closed.whenComplete((done, lost) -> beat.cancel(false));
    }
    connected.complete(new MqttLink(this, ctx.channel()));
  }

  private static int number(MqttProperties properties, int id, int otherwise) {
    return properties.getProperty(id) instanceof MqttProperties.IntegerProperty property
        ? property.value()
        : otherwise;
  }

  /** Three times in each keep-alive; a ping when either side was quiet, the end when unanswered. */
  private void beat(ChannelHandlerContext ctx) {
    if (pinged && !heard) {
      fail(ctx, new IOException("the broker did not answer a ping"));
      return;
    }
    pinged = !heard || !spoke;
    if (pinged) {
      ctx.writeAndFlush(Packets.PING, ctx.voidPromise());
    }
    heard = false;
    spoke = false;
  }

  // publishing

  void publish(Publish publish) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || closed.isDone() || leaving) {
      publish.done().completeExceptionally(new IOException("the link is closed"));
    } else if (waiting.isEmpty() && mayLeave(ctx, publish)) {
      send(ctx, publish);
    } else if (waiting.size() < options.waiting()) {
      waiting.add(publish);
    } else {
      publish
          .done()
          .completeExceptionally(
              new IOException(options.waiting() + " publishes are waiting for the broker already"));
    }
  }

  private boolean mayLeave(ChannelHandlerContext ctx, Publish publish) {
    return ctx.channel().isWritable() && (publish.qos() == 0 || inFlight < window);
  }

  private void send(ChannelHandlerContext ctx, Publish publish) {
    spoke = true;
    if (publish.qos() == 0) {
      ctx.write(Packets.publish(publish, 0))
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  publish.done().complete(null);
                } else {
                  publish.done().completeExceptionally(written.cause());
                }
              });
    } else {
      int id = freePacketId();
      unanswered.put(id, publish.done());
      inFlight++;
      ctx.write(Packets.publish(publish, id), ctx.voidPromise());
    }
    flushSoon(ctx);
  }

  /** One write to the socket for all that this turn of the loop says. */
  private void flushSoon(ChannelHandlerContext ctx) {
    if (!flushing) {
      flushing = true;
      ctx.executor()
          .execute(
              () -> {
                flushing = false;
                ctx.flush();
              });
    }
  }

  private int freePacketId() {
    do {
      lastPacketId = lastPacketId == 65_535 ? 1 : lastPacketId + 1;
    } while (unanswered.containsKey(lastPacketId));
    return lastPacketId;
  }

  private void sendWaiting(ChannelHandlerContext ctx) {
    for (Publish next = waiting.peek(); next != null; next = waiting.peek()) {
      if (!mayLeave(ctx, next)) {
        return;
      }
      waiting.remove();
      send(ctx, next);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    sendWaiting(ctx);
  }

  private void acknowledged(ChannelHandlerContext ctx, MqttMessage message) {
    var header = (MqttMessageIdVariableHeader) message.variableHeader();
    var done = unanswered.remove(header.messageId());
    if (done == null) {
      return; // an answer to nothing we asked; harmless
    }
    inFlight--;
    int code =
        header instanceof MqttPubReplyMessageVariableHeader reply ? reply.reasonCode() & 0xFF : 0;
    if (code >= 0x80) {
      done.completeExceptionally(new RefusedException("a publish", code));
    } else {
      done.complete(null);
    }
    sendWaiting(ctx);
  }

  // listening

  void subscribe(String filter, Consumer<Message> consumer, CompletableFuture<Void> granted) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || closed.isDone() || leaving) {
      granted.completeExceptionally(new IOException("the link is closed"));
      return;
    }
    int id = freePacketId();
    unanswered.put(id, granted);
    subscriptions.add(new Subscription(TopicFilter.of(filter), consumer));
    spoke = true;
    ctx.writeAndFlush(Packets.subscribe(filter, id), ctx.voidPromise());
  }

  private void granted(MqttSubAckMessage message) {
    var done = unanswered.remove(message.variableHeader().messageId());
    if (done == null) {
      return;
    }
    int code = message.payload().reasonCodes().getFirst();
    if (code >= 0x80) {
      done.completeExceptionally(new RefusedException("a subscription", code));
    } else {
      done.complete(null);
    }
  }

  private void received(ChannelHandlerContext ctx, MqttPublishMessage publish) {
    String topic = publish.variableHeader().topicName();
    int qos = publish.fixedHeader().qosLevel().value();
    var message =
        new Message(
            topic, ByteBufUtil.getBytes(publish.payload()), qos, publish.fixedHeader().isRetain());
    for (Subscription subscription : subscriptions) {
      if (subscription.filter().matches(topic)) {
        subscription.consumer().accept(message);
      }
    }
    if (qos == 1) {
      ctx.write(Packets.puback(publish.variableHeader().packetId()), ctx.voidPromise());
      flushSoon(ctx);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    heard = true;
    try {
      if (!(read instanceof MqttMessage message)) {
        return;
      }
      if (message.decoderResult().isFailure()) {
        fail(ctx, new IOException("not MQTT", message.decoderResult().cause()));
        return;
      }
      switch (message.fixedHeader().messageType()) {
        case CONNACK -> welcomed(ctx, (MqttConnAckMessage) message);
        case PUBACK -> acknowledged(ctx, message);
        case SUBACK -> granted((MqttSubAckMessage) message);
        case PUBLISH -> received(ctx, (MqttPublishMessage) message);
        case DISCONNECT -> fail(ctx, dismissal(message));
        default -> {} // PINGRESP has done its work by being heard
      }
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  private static RefusedException dismissal(MqttMessage message) {
    int code =
        message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
            ? header.reasonCode() & 0xFF
            : 0;
    return new RefusedException("staying connected", code);
  }

  // leaving

  void goodbye() {
    ChannelHandlerContext ctx = context;
    if (ctx == null || leaving || closed.isDone()) {
      return;
    }
    leaving = true;
    ctx.writeAndFlush(Packets.disconnect(options.version()))
        .addListener(said -> ctx.channel().close());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    if (trouble == null) {
      trouble = cause;
    }
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Throwable cause =
        Optional.ofNullable(trouble)
            .orElseGet(() -> new IOException(leaving ? "closed" : "the broker closed the line"));
    if (leaving) {
      closed.complete(null);
    } else {
      closed.completeExceptionally(cause);
    }
    connected.completeExceptionally(
        cause instanceof RefusedException ? cause : MqttLink.unreachable(options, cause));
    unanswered.values().forEach(done -> done.completeExceptionally(cause));
    unanswered.clear();
    waiting.forEach(publish -> publish.done().completeExceptionally(cause));
    waiting.clear();
  }
}
