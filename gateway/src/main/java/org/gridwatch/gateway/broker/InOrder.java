package org.gridwatch.gateway.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Sends what a queue delivers in the queue's order. The broker lets each packet wait for what its
 * thread still has on the way to the disk, and a queue is served by changing threads: a packet of
 * one that writes nothing would overtake. What is delivered is on disk already, so it need not
 * wait.
 *
 * <p>Threads: a queue's deliveries come one after the other, from any thread.
 */
final class InOrder implements MQTTInterceptor {
  @Override
  public boolean intercept(MqttMessage packet, RemotingConnection connection) {
    if (packet instanceof MqttPublishMessage
        && connection.getTransportConnection() instanceof NettyConnection netty) {
      Channel channel = netty.getChannel();
      channel.writeAndFlush(packet, channel.voidPromise());
      return false; // done
    }
    return true;
  }

  /** In each connection: nothing is delivered before the answer to CONNECT, which does wait. */
  static final class Greeting extends ChannelOutboundHandlerAdapter {
    private final Deque<Object> early = new ArrayDeque<>(0);

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
      if (packet instanceof MqttPublishMessage) {
        early.add(packet);
        return;
      }
      ctx.write(packet, promise);
      if (packet instanceof MqttConnAckMessage) {
        for (Object next = early.poll(); next != null; next = early.poll()) {
          ctx.write(next, ctx.voidPromise());
        }
        ctx.pipeline().remove(this);
      }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      early.forEach(ReferenceCountUtil::release);
      early.clear();
    }
  }
}
