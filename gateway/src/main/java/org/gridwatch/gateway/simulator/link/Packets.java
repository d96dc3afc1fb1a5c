package org.gridwatch.gateway.simulator.link;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.gridwatch.gateway.simulator.link.MqttLink.Version;
import org.gridwatch.gateway.simulator.link.MqttLink.Will;
import org.jspecify.annotations.Nullable;

/** What a link says, in the codec's words. */
final class Packets {
  static final MqttMessage PING = MqttMessage.PINGREQ;

  private static final MqttFixedHeader AT_MOST_ONCE = publishHeader(MqttQoS.AT_MOST_ONCE, false);
  private static final MqttFixedHeader AT_LEAST_ONCE = publishHeader(MqttQoS.AT_LEAST_ONCE, false);
  private static final MqttFixedHeader PUBACK =
      new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0);

  private Packets() {}

  private static MqttFixedHeader publishHeader(MqttQoS qos, boolean retain) {
    return new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, retain, 0);
  }

  static MqttConnectMessage connect(Options options) {
    MqttVersion version =
        options.version() == Version.MQTT_5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
    @Nullable Will will = options.will().orElse(null);
    return new MqttConnectMessage(
        new MqttFixedHeader(MqttMessageType.CONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
        new MqttConnectVariableHeader(
            version.protocolName(),
            version.protocolLevel(),
            options.user().isPresent(),
            options.password().isPresent(),
            will != null && will.retain(),
            will == null ? 0 : 1,
            will != null,
            options.cleanStart(),
            options.keepAliveSeconds(),
            MqttProperties.NO_PROPERTIES),
        new MqttConnectPayload(
            options.clientId(),
            MqttProperties.NO_PROPERTIES,
            will == null ? null : will.topic(),
            will == null ? null : will.payload(),
            options.user().orElse(null),
            options.password().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null)));
  }

  static MqttPublishMessage publish(Conversation.Publish publish, int packetId) {
    MqttFixedHeader header =
        publish.retain()
            ? publishHeader(MqttQoS.valueOf(publish.qos()), true)
            : publish.qos() == 0 ? AT_MOST_ONCE : AT_LEAST_ONCE;
    return new MqttPublishMessage(
        header,
        new MqttPublishVariableHeader(publish.topic(), packetId),
        Unpooled.wrappedBuffer(publish.payload()));
  }

  static MqttPubAckMessage puback(int packetId) {
    return new MqttPubAckMessage(PUBACK, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage subscribe(String filter, int packetId) {
    return MqttMessageBuilders.subscribe()
        .messageId(packetId)
        .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
        .build();
  }

  static MqttMessage disconnect(Version version) {
    return version == Version.MQTT_5
        ? MqttMessageBuilders.disconnect().reasonCode((byte) 0).build()
        : MqttMessage.DISCONNECT;
  }
}
