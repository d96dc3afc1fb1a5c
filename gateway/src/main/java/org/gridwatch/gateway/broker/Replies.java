package org.gridwatch.gateway.broker;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.Collections;

/** What the gate itself answers, in MQTT 3.1.1 and in MQTT 5. */
final class Replies {
  static final int NOT_AUTHORIZED = 0x87;
  static final byte MALFORMED = (byte) 0x81;
  static final byte PROTOCOL_ERROR = (byte) 0x82;
  static final byte TOO_LARGE = (byte) 0x95;
  static final byte ADMINISTRATIVE = (byte) 0x98;
  private static final int FAILURE_311 = 0x80;

  private Replies() {}

  /** A refusal to connect, with its code in each version. */
  enum No {
    ANONYMOUS(
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5),
    CREDENTIALS(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD),
    CLIENT_ID(
        MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
        MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID),
    NOT_AUTHORIZED(
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5),
    UNAVAILABLE(
        MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
        MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5),
    TOO_OFTEN(
        MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
        MqttConnectReturnCode.CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED),
    VERSION(
        MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
        MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION);

    private final MqttConnectReturnCode in311;
    private final MqttConnectReturnCode in5;

    No(MqttConnectReturnCode in311, MqttConnectReturnCode in5) {
      this.in311 = in311;
      this.in5 = in5;
    }
  }

  static MqttMessage refuse(No no, boolean mqtt5) {
    return MqttMessageBuilders.connAck()
        .returnCode(mqtt5 ? no.in5 : no.in311)
        .properties(MqttProperties.NO_PROPERTIES)
        .sessionPresent(false)
        .build();
  }

  static MqttMessage disconnect(byte reason) {
    return new MqttMessage(
        header(MqttMessageType.DISCONNECT),
        new MqttReasonCodeAndPropertiesVariableHeader(reason, MqttProperties.NO_PROPERTIES));
  }

  /** A publication is ours now. */
  static MqttMessage taken(int packetId) {
    return new MqttPubAckMessage(
        header(MqttMessageType.PUBACK), MqttMessageIdVariableHeader.from(packetId));
  }

  /** MQTT 5 only; there is no such answer before. */
  static MqttMessage refuse(MqttPublishMessage publish) {
    boolean once = publish.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE;
    return new MqttMessage(
        header(once ? MqttMessageType.PUBREC : MqttMessageType.PUBACK),
        new MqttPubReplyMessageVariableHeader(
            publish.variableHeader().packetId(),
            (byte) NOT_AUTHORIZED,
            MqttProperties.NO_PROPERTIES));
  }

  static MqttMessage refuse(MqttSubscribeMessage subscribe, boolean mqtt5) {
    int filters = subscribe.payload().topicSubscriptions().size();
    var codes = Collections.nCopies(filters, mqtt5 ? NOT_AUTHORIZED : FAILURE_311);
    return new MqttSubAckMessage(
        header(MqttMessageType.SUBACK),
        new MqttMessageIdAndPropertiesVariableHeader(
            subscribe.variableHeader().messageId(), MqttProperties.NO_PROPERTIES),
        new MqttSubAckPayload(codes));
  }

  /** MQTT 3.1.1 cannot refuse an UNSUBSCRIBE: it is answered, and nothing is done. */
  static MqttMessage refuse(MqttUnsubscribeMessage unsubscribe, boolean mqtt5) {
    var id =
        new MqttMessageIdAndPropertiesVariableHeader(
            unsubscribe.variableHeader().messageId(), MqttProperties.NO_PROPERTIES);
    var header = header(MqttMessageType.UNSUBACK);
    if (!mqtt5) {
      return new MqttUnsubAckMessage(header, id);
    }
    var codes = Collections.nCopies(unsubscribe.payload().topics().size(), (short) NOT_AUTHORIZED);
    return new MqttUnsubAckMessage(header, id, new MqttUnsubAckPayload(codes));
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
  }
}
