package org.gridwatch.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import java.nio.charset.StandardCharsets;

/** What the gate changes in a packet it lets through. */
final class Connect {
  private Connect() {}

  static String password(MqttConnectMessage connect) {
    return new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8);
  }

  static String willTopic(MqttConnectMessage connect) {
    return connect.payload().willTopic();
  }

  static boolean willAllowed(MqttConnectMessage connect, Permit permit) {
    return !connect.variableHeader().isWillFlag() || permit.mayPublish(willTopic(connect));
  }

  /** The same CONNECT under the session's name inside the broker, a device's session capped. */
  static MqttConnectMessage as(
      String session, MqttConnectMessage connect, Permit permit, int deviceSessionSeconds) {
    var header = connect.variableHeader();
    var properties = header.properties();
    if (permit instanceof Permit.Speaker) {
      properties = capped(properties, deviceSessionSeconds);
    }
    boolean willRetain =
        header.isWillRetain() && header.isWillFlag() && permit.mayRetain(willTopic(connect));
    var payload = connect.payload();
    return new MqttConnectMessage(
        connect.fixedHeader(),
        new MqttConnectVariableHeader(
            header.name(),
            header.version(),
            header.hasUserName(),
            header.hasPassword(),
            willRetain,
            header.willQos(),
            header.isWillFlag(),
            header.isCleanSession(),
            header.keepAliveTimeSeconds(),
            properties),
        new MqttConnectPayload(
            session,
            payload.willProperties(),
            payload.willTopic(),
            payload.willMessageInBytes(),
            payload.userName(),
            payload.passwordInBytes()));
  }

  private static MqttProperties capped(MqttProperties properties, int most) {
    var copy = new MqttProperties();
    for (MqttProperties.MqttProperty<?> property : properties.listAll()) {
      copy.add(
          property.propertyId() == SESSION_EXPIRY_INTERVAL.value()
                  && property.value() instanceof Integer wish
                  && Integer.compareUnsigned(wish, most) > 0
              ? new IntegerProperty(property.propertyId(), most)
              : property);
    }
    return copy;
  }

  /** A device may not prolong its session in its last packet. */
  static MqttMessage withoutExpiry(MqttMessage disconnect, Permit permit) {
    return permit instanceof Permit.Speaker
            && disconnect.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader said
        ? new MqttMessage(
            disconnect.fixedHeader(),
            new MqttReasonCodeAndPropertiesVariableHeader(
                said.reasonCode(), MqttProperties.NO_PROPERTIES))
        : disconnect;
  }

  /** The same PUBLISH, its retain flag taken away where nothing is to be kept. */
  static MqttPublishMessage retained(MqttPublishMessage publish, Permit permit) {
    var header = publish.fixedHeader();
    if (!header.isRetain() || permit.mayRetain(publish.variableHeader().topicName())) {
      return publish;
    }
    var plain =
        new MqttFixedHeader(
            header.messageType(),
            header.isDup(),
            header.qosLevel(),
            false,
            header.remainingLength());
    return new MqttPublishMessage(plain, publish.variableHeader(), publish.payload());
  }
}
