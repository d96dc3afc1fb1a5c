package org.gridwatch.gateway.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.Connection;

/** Artemis' MQTT with a smaller decoder and our gate in front of it. */
final class GuardedMqtt extends MQTTProtocolManagerFactory {
  private final Door door;
  private final int maxPacketBytes;

  GuardedMqtt(Door door, int maxPacketBytes) {
    this.door = door;
    this.maxPacketBytes = maxPacketBytes;
  }

  @Override
  @SuppressWarnings("rawtypes") // as declared there
  public ProtocolManager createProtocolManager(
      ActiveMQServer server,
      Map<String, Object> parameters,
      List<BaseInterceptor> incoming,
      List<BaseInterceptor> outgoing)
      throws Exception {
    return new Guarded(
        (MQTTProtocolManager) super.createProtocolManager(server, parameters, incoming, outgoing));
  }

  /** Hands everything on to Artemis' own manager, whose constructor is not open to us. */
  private final class Guarded implements ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> {
    private final MQTTProtocolManager mqtt;

    Guarded(MQTTProtocolManager mqtt) {
      this.mqtt = mqtt;
    }

    @Override
    public void addChannelHandlers(ChannelPipeline pipeline) {
      mqtt.addChannelHandlers(pipeline);
      pipeline.replace(MqttDecoder.class, "mqtt-decoder", new MqttDecoder(maxPacketBytes, 256));
      var broker = pipeline.context(MQTTProtocolHandler.class).name();
      pipeline.addBefore(broker, "gate", new Gate(door));
      pipeline.addBefore(broker, "greeting", new InOrder.Greeting());
    }

    /** Nothing else is spoken here: whatever it is, the MQTT decoder judges it. */
    @Override
    public boolean isProtocol(byte[] firstBytes) {
      return true;
    }

    @Override
    public ProtocolManagerFactory<MQTTInterceptor> getFactory() {
      return GuardedMqtt.this;
    }

    @Override
    public void updateInterceptors(List<BaseInterceptor> incoming, List<BaseInterceptor> outgoing) {
      mqtt.updateInterceptors(incoming, outgoing);
    }

    @Override
    public ConnectionEntry createConnectionEntry(Acceptor acceptor, Connection connection) {
      ConnectionEntry entry = mqtt.createConnectionEntry(acceptor, connection);
      ((NettyConnection) connection).getChannel().attr(Door.ENTRY).set(entry);
      return entry;
    }

    @Override
    public void handleBuffer(RemotingConnection connection, ActiveMQBuffer buffer) {
      mqtt.handleBuffer(connection, buffer);
    }

    @Override
    public boolean acceptsNoHandshake() {
      return mqtt.acceptsNoHandshake();
    }

    @Override
    public void handshake(NettyServerConnection connection, ActiveMQBuffer buffer) {
      mqtt.handshake(connection, buffer);
    }

    @Override
    public List<String> websocketSubprotocolIdentifiers() {
      return mqtt.websocketSubprotocolIdentifiers();
    }

    @Override
    public void setAnycastPrefix(String prefix) {
      mqtt.setAnycastPrefix(prefix);
    }

    @Override
    public void setMulticastPrefix(String prefix) {
      mqtt.setMulticastPrefix(prefix);
    }

    @Override
    public Map<SimpleString, RoutingType> getPrefixes() {
      return mqtt.getPrefixes();
    }

    @Override
    public void setSecurityDomain(String domain) {
      mqtt.setSecurityDomain(domain);
    }

    @Override
    public String getSecurityDomain() {
      return mqtt.getSecurityDomain();
    }

    @Override
    public MQTTRoutingHandler getRoutingHandler() {
      return mqtt.getRoutingHandler();
    }
  }
}
