package org.gridwatch.gateway.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** An MQTT 5 client that is not ours, as tests need it: every call waits, refusals are codes. */
final class Peer implements AutoCloseable {
  private static final long WAIT_MS = 10_000;
  private static final long FOR_EVER = 0xFFFF_FFFFL;

  @SuppressWarnings("ArrayRecordComponent") // looked into, never compared
  record Heard(String topic, byte[] bytes, boolean retained, int id, int qos) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final MqttAsyncClient client;

  private Peer(MqttAsyncClient client) {
    this.client = client;
  }

  static MqttConnectionOptions options(String user, String password) {
    var options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(true);
    options.setConnectionTimeout(10);
    return options;
  }

  /** Keeps its session for ever and acknowledges by hand, as ingest does. */
  static MqttConnectionOptions durable(String user, String password) {
    var options = options(user, password);
    options.setCleanStart(false);
    options.setSessionExpiryInterval(FOR_EVER);
    return options;
  }

  static Peer connect(String uri, String clientId, MqttConnectionOptions options)
      throws MqttException {
    return connect(uri, clientId, options, false);
  }

  static Peer connect(
      String uri, String clientId, MqttConnectionOptions options, boolean manualAcks)
      throws MqttException {
    var client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
    client.setManualAcks(manualAcks);
    var peer = new Peer(client);
    client.setCallback(peer.new Ears());
    try {
      client.connect(options).waitForCompletion(WAIT_MS);
      return peer;
    } catch (MqttException e) {
      peer.close();
      throw e;
    }
  }

  /** The reason code of the answer, 0 when it was taken. */
  int publish(String topic, String text, int qos) throws MqttException {
    return publish(topic, text, qos, false);
  }

  int publish(String topic, String text, int qos, boolean retained) throws MqttException {
    var message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8), qos, retained, null);
    return code(client.publish(topic, message));
  }

  int subscribe(String filter) throws MqttException {
    return code(
        client.subscribe(
            new MqttSubscription[] {new MqttSubscription(filter, 1)},
            null,
            null,
            new MqttProperties()));
  }

  int unsubscribe(String filter) throws MqttException {
    return code(client.unsubscribe(filter));
  }

  private static int code(IMqttToken token) {
    try {
      token.waitForCompletion(WAIT_MS);
    } catch (MqttException e) {
      return e.getReasonCode();
    }
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : Arrays.stream(codes).max().orElse(0);
  }

  void acknowledge(Heard message) throws MqttException {
    client.messageArrivedComplete(message.id(), message.qos());
  }

  boolean connected() {
    return client.isConnected();
  }

  List<String> texts() {
    return heard.stream().map(Heard::text).toList();
  }

  /** Goes without a word, so that the last will is due. */
  void vanish() throws MqttException {
    client.disconnectForcibly(0, 1, false);
  }

  @Override
  public void close() {
    quietly(c -> disconnect(c));
    quietly(c -> close(c));
  }

  private void quietly(Consumer<MqttAsyncClient> step) {
    step.accept(client);
  }

  private static void disconnect(MqttAsyncClient client) {
    try {
      if (client.isConnected()) {
        client.disconnect().waitForCompletion(WAIT_MS);
      }
    } catch (MqttException e) {
      // it was going away by itself
    }
  }

  private static void close(MqttAsyncClient client) {
    try {
      client.close(true);
    } catch (MqttException e) {
      // already closed
    }
  }

  private final class Ears implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      heard.add(
          new Heard(
              topic,
              message.getPayload(),
              message.isRetained(),
              message.getId(),
              message.getQos()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
