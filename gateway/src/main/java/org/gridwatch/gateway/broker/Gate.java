package org.gridwatch.gateway.broker;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.broker.DeviceCredentials.Admission;
import org.gridwatch.gateway.broker.Refusals.Why;
import org.gridwatch.gateway.broker.Replies.No;
import org.jspecify.annotations.Nullable;

/**
 * Stands in each connection between the MQTT decoder and the broker. What a client may not do never
 * reaches the broker: its own refusal of a subscription deletes the queue that was asked for, even
 * somebody else's. Threads: the connection's event loop only.
 */
final class Gate extends ChannelInboundHandlerAdapter {
  private static final int SECONDS_TO_CONNECT = 15;
  private static final int REFUSAL_DELAY_MS = 1_000;
  private static final int HELD_PACKETS = 10_000;

  private enum State {
    OUTSIDE,
    ASKING,
    INSIDE,
    CLOSED
  }

  private final Door door;
  private final Deque<Object> held = new ArrayDeque<>(0);
  private State state = State.OUTSIDE;
  private boolean mqtt5;
  private String user = "";
  private volatile Permit permit = new Permit.Nobody("not connected");
  private volatile String credential = "";
  private @Nullable ChannelHandlerContext channel;
  private @Nullable ScheduledFuture<?> deadline;

  Gate(Door door) {
    this.door = door;
  }

  String user() {
    return user;
  }

  /** What a device or a listener came in with; empty for everybody else. */
  String credential() {
    return credential;
  }

  boolean listens() {
    return permit instanceof Permit.Ear;
  }

  boolean speaker() {
    return permit instanceof Permit.Speaker;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
    deadline = ctx.executor().schedule(() -> tooSlow(ctx), SECONDS_TO_CONNECT, TimeUnit.SECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    state = State.CLOSED;
    stopWaiting();
    door.inside.remove(this);
    super.channelInactive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object packet) {
    switch (state) {
      case INSIDE -> inside(ctx, (MqttMessage) packet);
      case OUTSIDE -> outside(ctx, (MqttMessage) packet);
      case ASKING -> hold(ctx, packet);
      case CLOSED -> ReferenceCountUtil.release(packet);
    }
  }

  // ---- before CONNECT is answered

  private void outside(ChannelHandlerContext ctx, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      undecodable(ctx, packet);
    } else if (packet instanceof MqttConnectMessage connect) {
      connect(ctx, connect);
    } else {
      refuse(ctx, packet, Why.PROTOCOL, "first packet " + packet.fixedHeader().messageType());
      close(ctx);
    }
  }

  private void connect(ChannelHandlerContext ctx, MqttConnectMessage connect) {
    int version = connect.variableHeader().version();
    mqtt5 = version == 5;
    if (version != 4 && version != 5) {
      deny(ctx, connect, Why.PROTOCOL, No.VERSION, "protocol version " + version);
      return;
    }
    byte[] password = connect.payload().passwordInBytes();
    String name = connect.payload().userName();
    if (name == null || name.isEmpty() || password == null || password.length == 0) {
      deny(ctx, connect, Why.ANONYMOUS, No.ANONYMOUS, "no user name or password");
      return;
    }
    user = name;
    if (door.floodGuard.blocked(address(ctx), user)) {
      deny(ctx, connect, Why.TOO_MANY_ATTEMPTS, No.TOO_OFTEN, "wait a minute");
      return;
    }
    state = State.ASKING;
    ctx.channel().config().setAutoRead(false);
    Thread.ofVirtual().name("admit").start(() -> ask(ctx, connect, Connect.password(connect)));
  }

  /** On a thread of its own: the credentials may have to look into a database. */
  private void ask(ChannelHandlerContext ctx, MqttConnectMessage connect, String password) {
    door.asking.acquireUninterruptibly();
    try {
      Admission admission = door.credentials.admit(user, password);
      ctx.executor().execute(() -> answered(ctx, connect, admission));
    } catch (RuntimeException e) { // counted, and the client told to come again: nobody gets in
      ctx.executor().execute(() -> unanswered(ctx, connect, e));
    } finally {
      door.asking.release();
    }
  }

  private void unanswered(
      ChannelHandlerContext ctx, MqttConnectMessage connect, RuntimeException e) {
    if (state == State.ASKING) {
      deny(ctx, connect, Why.CREDENTIALS_UNAVAILABLE, No.UNAVAILABLE, String.valueOf(e));
    } else {
      ReferenceCountUtil.release(connect);
    }
  }

  private void answered(
      ChannelHandlerContext ctx, MqttConnectMessage connect, Admission admission) {
    if (state != State.ASKING) { // it went away meanwhile
      ReferenceCountUtil.release(connect);
      return;
    }
    if (admission instanceof Admission.Refused refused) {
      door.floodGuard.failed(address(ctx), user);
      deny(ctx, connect, Why.CREDENTIALS, No.CREDENTIALS, refused.why());
      return;
    }
    door.floodGuard.succeeded(address(ctx), user);
    permit = Permit.of(admission);
    credential =
        switch (admission) {
          case Admission.Device device -> device.credential();
          case Admission.Listener listener -> listener.credential();
          default -> "";
        };
    String session = permit.session(connect.payload().clientIdentifier());
    if (session.isEmpty()) {
      deny(ctx, connect, Why.CLIENT_ID, No.CLIENT_ID, "client id must be the user name");
    } else if (!Connect.willAllowed(connect, permit)) {
      deny(ctx, connect, Why.WILL, No.NOT_AUTHORIZED, "last will on " + Connect.willTopic(connect));
    } else if (!door.devicesAdmitted && !permit.welcomeEarly()) {
      deny(ctx, connect, Why.NOT_READY, No.UNAVAILABLE, "ingest is not listening yet");
    } else {
      admit(ctx, Connect.as(session, connect, permit, door.deviceSessionSeconds));
    }
  }

  private void admit(ChannelHandlerContext ctx, MqttConnectMessage connect) {
    stopWaiting();
    ctx.channel().attr(Door.PERMIT).set(permit);
    state = State.INSIDE;
    door.inside.add(this);
    ctx.fireChannelRead(connect);
    for (Object next = held.poll(); next != null; next = held.poll()) {
      channelRead(ctx, next);
    }
    ctx.fireChannelReadComplete();
    ctx.channel().config().setAutoRead(true);
  }

  /** Packets sent behind CONNECT without waiting for its answer. */
  private void hold(ChannelHandlerContext ctx, Object packet) {
    if (held.size() < HELD_PACKETS) {
      held.add(packet);
    } else {
      refuse(ctx, packet, Why.PROTOCOL, "too much sent before the answer to CONNECT");
      close(ctx);
    }
  }

  /** A wrong guess waits a second for its answer. */
  private void deny(
      ChannelHandlerContext ctx, MqttConnectMessage connect, Why why, No no, String detail) {
    refuse(ctx, connect, why, detail);
    state = State.CLOSED;
    boolean guess = why == Why.CREDENTIALS || why == Why.TOO_MANY_ATTEMPTS;
    ctx.executor()
        .schedule(
            () ->
                ctx.writeAndFlush(Replies.refuse(no, mqtt5))
                    .addListener(ChannelFutureListener.CLOSE),
            guess ? REFUSAL_DELAY_MS : 0,
            TimeUnit.MILLISECONDS);
  }

  // ---- afterwards

  private void inside(ChannelHandlerContext ctx, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      undecodable(ctx, packet);
      return;
    }
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> publish(ctx, (MqttPublishMessage) packet);
      case SUBSCRIBE -> subscribe(ctx, (MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> unsubscribe(ctx, (MqttUnsubscribeMessage) packet);
      case DISCONNECT -> ctx.fireChannelRead(Connect.withoutExpiry(packet, permit));
      case PUBACK, PUBREC, PUBREL, PUBCOMP, PINGREQ -> ctx.fireChannelRead(packet);
      case CONNECT, CONNACK, SUBACK, UNSUBACK, PINGRESP, AUTH -> {
        refuse(ctx, packet, Why.PROTOCOL, "unexpected " + packet.fixedHeader().messageType());
        leave(ctx, Replies.PROTOCOL_ERROR);
      }
    }
  }

  private void publish(ChannelHandlerContext ctx, MqttPublishMessage publish) {
    String topic = publish.variableHeader().topicName();
    if (permit.mayPublish(topic)) {
      door.messagesIn.increment();
      door.bytesIn.add(publish.payload().readableBytes());
      var permitted = Connect.retained(publish, permit);
      if (bundled(permitted)) {
        bundle(ctx, permitted);
      } else {
        ctx.fireChannelRead(permitted);
      }
      return;
    }
    boolean answered = publish.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE;
    var reply = mqtt5 && answered ? Replies.refuse(publish) : null;
    refuse(ctx, publish, Why.PUBLISH, "publish to " + topic);
    if (reply != null) {
      ctx.writeAndFlush(reply);
    } else if (answered) {
      close(ctx); // MQTT 3.1.1: acknowledge or hang up; an acknowledgement would be a lie
    }
  }

  /** What a device says and nobody keeps; the broker sees to everything else. */
  private boolean bundled(MqttPublishMessage publish) {
    return speaker()
        && door.bundler.wanted()
        && publish.fixedHeader().qosLevel().value() <= MqttQoS.AT_LEAST_ONCE.value()
        && !publish.fixedHeader().isRetain()
        && publish.payload().readableBytes() <= Bundler.LARGEST_MESSAGE;
  }

  private void bundle(ChannelHandlerContext ctx, MqttPublishMessage publish) {
    var entry = ctx.channel().attr(Door.ENTRY).get();
    if (entry != null) {
      entry.lastCheck =
          System.currentTimeMillis(); // it is alive, though the broker does not see it
    }
    door.bundler.offer(ctx, publish);
    publish.release();
  }

  private void subscribe(ChannelHandlerContext ctx, MqttSubscribeMessage subscribe) {
    for (var subscription : subscribe.payload().topicSubscriptions()) {
      if (!permit.maySubscribe(subscription.topicFilter())) {
        var reply = Replies.refuse(subscribe, mqtt5);
        refuse(ctx, subscribe, Why.SUBSCRIBE, "subscribe to " + subscription.topicFilter());
        ctx.writeAndFlush(reply);
        return;
      }
    }
    ctx.fireChannelRead(subscribe);
  }

  private void unsubscribe(ChannelHandlerContext ctx, MqttUnsubscribeMessage unsubscribe) {
    for (String filter : unsubscribe.payload().topics()) {
      if (!permit.maySubscribe(filter)) {
        var reply = Replies.refuse(unsubscribe, mqtt5);
        refuse(ctx, unsubscribe, Why.UNSUBSCRIBE, "unsubscribe from " + filter);
        ctx.writeAndFlush(reply);
        return;
      }
    }
    ctx.fireChannelRead(unsubscribe);
  }

  private void undecodable(ChannelHandlerContext ctx, MqttMessage packet) {
    Throwable cause = packet.decoderResult().cause();
    boolean large = cause instanceof TooLongFrameException;
    refuse(ctx, packet, large ? Why.TOO_LARGE : Why.MALFORMED, String.valueOf(cause.getMessage()));
    leave(ctx, large ? Replies.TOO_LARGE : Replies.MALFORMED);
  }

  /** Ends the connection from our side, for whatever reason the registry has. */
  void expel() {
    var ctx = channel;
    if (ctx != null) {
      ctx.executor().execute(() -> leave(ctx, Replies.ADMINISTRATIVE));
    }
  }

  private void leave(ChannelHandlerContext ctx, byte reason) {
    if (mqtt5 && state == State.INSIDE) {
      ctx.write(Replies.disconnect(reason));
    }
    ctx.flush();
    close(ctx);
  }

  private void tooSlow(ChannelHandlerContext ctx) {
    if (state == State.OUTSIDE || state == State.ASKING) {
      door.refusals.count(Why.SLOW_TO_CONNECT, who(ctx), SECONDS_TO_CONNECT + " s");
      close(ctx);
    }
  }

  private void close(ChannelHandlerContext ctx) {
    state = State.CLOSED;
    ctx.close();
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (state == State.CLOSED) {
      held.forEach(ReferenceCountUtil::release);
      held.clear();
    }
  }

  private void refuse(ChannelHandlerContext ctx, Object packet, Why why, String what) {
    door.refusals.count(why, who(ctx), what);
    ReferenceCountUtil.release(packet);
  }

  private String who(ChannelHandlerContext ctx) {
    return user.isEmpty() ? address(ctx) : user + "@" + address(ctx);
  }

  private static String address(ChannelHandlerContext ctx) {
    return ctx.channel().remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : String.valueOf(ctx.channel().remoteAddress());
  }
}
