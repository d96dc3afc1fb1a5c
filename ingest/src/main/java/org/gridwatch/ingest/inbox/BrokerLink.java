package org.gridwatch.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.gridwatch.gateway.wire.Bundle;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from its beginning to its end. After a loss there is another one:
 * what this one brought and was not acknowledged comes again by that one, so an acknowledgement can
 * never reach a message that only happens to have the same number.
 *
 * <p>Threads: the MQTT client's callback delivers; any may acknowledge and publish.
 */
final class BrokerLink implements MqttCallback {
  private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);
  private static final long NEVER = 4_294_967_295L;
  private static final int ANSWER_MS = 15_000;

  /** One name for all processes that may take over: its session and its queue are the same. */
  static final String CLIENT_ID = "gridwatch-ingest";

  private final MqttAsyncClient client;
  private final Consumer<Delivery> inbox;
  private final InstantSource clock;
  private final Semaphore roomKilobytes;
  private volatile boolean alive = true;

  private BrokerLink(
      MqttAsyncClient client, Consumer<Delivery> inbox, InstantSource clock, long bytes) {
    this.client = client;
    this.inbox = inbox;
    this.clock = clock;
    this.roomKilobytes = new Semaphore((int) (bytes >> 10));
  }

  /**
   * Connects and subscribes; returns once the broker keeps everything for us.
   *
   * @throws MqttException when it does not answer or refuses
   */
  static BrokerLink open(
      IngestSettings settings, List<String> filters, Consumer<Delivery> inbox, InstantSource clock)
      throws MqttException {
    var client = new MqttAsyncClient(settings.serverUri(), CLIENT_ID, new MemoryPersistence());
    client.setManualAcks(true);
    var link = new BrokerLink(client, inbox, clock, settings.inboxBytes());
    client.setCallback(link);
    try {
      client.connect(options(settings)).waitForCompletion(ANSWER_MS);
      link.subscribe(filters);
      return link;
    } catch (MqttException e) {
      link.close();
      throw e;
    }
  }

  private static MqttConnectionOptions options(IngestSettings settings) {
    var options = new MqttConnectionOptions();
    options.setUserName(settings.user());
    options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(false);
    options.setSessionExpiryInterval(NEVER);
    options.setReceiveMaximum(settings.inboxCapacity());
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(20);
    options.setConnectionTimeout(10);
    return options;
  }

  private void subscribe(List<String> filters) throws MqttException {
    var subscriptions = new ArrayList<>(filters);
    int[] qos = new int[subscriptions.size()];
    Arrays.fill(qos, 1);
    IMqttToken answer = client.subscribe(subscriptions.toArray(String[]::new), qos);
    answer.waitForCompletion(ANSWER_MS);
    int[] codes = answer.getReasonCodes();
    for (int i = 0; i < codes.length; i++) {
      boolean refused = codes[i] > 2;
      if (refused && subscriptions.get(i).endsWith(Bundle.TOPIC)) {
        log.info("this broker bundles nothing: every message comes alone");
      } else if (refused) {
        throw new MqttException(codes[i], new IllegalStateException("a subscription was refused"));
      }
    }
  }

  boolean alive() {
    return alive && client.isConnected();
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    List<Bundle.Message> said = said(topic, message.getPayload());
    var receipt = new Receipt(this, message.getId(), message.getQos(), said.size());
    said.forEach(one -> deliver(receipt, message.isRetained(), one.topic(), one.payload()));
  }

  /** What is no bundle, though it was told as one, is left for sorting to reject. */
  private static List<Bundle.Message> said(String topic, byte[] payload) {
    var alone = List.of(new Bundle.Message(topic, payload));
    if (!topic.equals(Bundle.TOPIC)) {
      return alone;
    }
    try {
      List<Bundle.Message> together = Bundle.parse(payload);
      return together.isEmpty() ? alone : together;
    } catch (IllegalArgumentException e) {
      return alone;
    }
  }

  private void deliver(Receipt receipt, boolean retained, String topic, byte[] payload) {
    roomKilobytes.acquireUninterruptibly(kilobytes(payload));
    if (alive) {
      inbox.accept(new Delivery(receipt, retained, topic, payload, clock.instant()));
    }
  }

  private static int kilobytes(byte[] payload) {
    return 1 + Math.min(payload.length >> 10, 2_000);
  }

  void acknowledge(int messageId, int qos) {
    if (!alive) {
      return; // it comes again
    }
    try {
      client.messageArrivedComplete(messageId, qos);
    } catch (MqttException e) {
      log.debug("the connection ended before an acknowledgement", e);
    }
  }

  /** A delivery no longer takes room. */
  void release(byte[] payload) {
    roomKilobytes.release(kilobytes(payload));
  }

  /** At most once, without waiting; whoever listens sees by its count what was lost. */
  void tell(String topic, byte[] payload) {
    tell(topic, payload, 0);
  }

  /** The wake-up of those who act on alerts; what is true is in the database. */
  void tellAlert(Told news) {
    var alert = news.alert();
    String topic = "gridwatch/alerts/" + alert.standing().severity().label() + "/" + alert.id();
    tell(topic, AlertJson.told(news).toString().getBytes(StandardCharsets.UTF_8), 1);
  }

  private void tell(String topic, byte[] payload, int qos) {
    try {
      if (alive()) {
        client.publish(topic, payload, qos, false);
      }
    } catch (MqttException e) {
      log.debug("cannot tell {}", topic, e);
    }
  }

  void close() {
    alive = false;
    roomKilobytes.release(1 << 24); // wakes a callback that waits for room
    try {
      client.disconnectForcibly(0, 1_000, client.isConnected());
    } catch (MqttException e) {
      log.debug("closing a connection that was lost", e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      log.debug("closing a connection that was lost", e);
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    if (alive) {
      alive = false;
      roomKilobytes.release(1 << 24);
      log.warn("the connection to the broker is lost: {}", response.getException());
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException error) {
    log.warn("the broker's connection reports {}", error.toString());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // What we publish is told at most once.
  }

  @Override
  public void connectComplete(boolean reconnect, String server) {
    log.info("connected to {}", server);
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // No enhanced authentication.
  }
}
