package org.gridwatch.map.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to {@code gridwatch/live/#}: what is said while we are away is gone, and the feed reads
 * the database instead.
 */
public final class LiveSubscription implements AutoCloseable, MqttCallback {
  private static final Logger log = LoggerFactory.getLogger(LiveSubscription.class);
  private static final String FILTER = "gridwatch/live/#";
  private static final int AT_MOST_ONCE = 0;
  private static final int AT_LEAST_ONCE = 1;
  private static final int CONNECT_SECONDS = 10;

  private final MqttAsyncClient client;
  private final LiveFeed feed;

  private LiveSubscription(MqttAsyncClient client, LiveFeed feed) {
    this.client = client;
    this.feed = feed;
  }

  /**
   * Connects, and again whenever the broker has been away.
   *
   * @param server {@code tcp://host:port} or {@code ssl://host:port}
   * @throws MqttException when the broker does not answer or refuses us now
   */
  public static LiveSubscription open(
      String server, String clientId, String user, String password, LiveFeed feed)
      throws MqttException {
    var client = new MqttAsyncClient(server, clientId, new MemoryPersistence());
    var subscription = new LiveSubscription(client, feed);
    client.setCallback(subscription);
    var options = new MqttConnectionOptions();
    if (!user.isEmpty()) {
      options.setUserName(user);
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    }
    options.setCleanStart(true);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(5_000);
    options.setKeepAliveInterval(30);
    client.connect(options).waitForCompletion(CONNECT_SECONDS * 1_000L);
    return subscription;
  }

  public boolean connected() {
    return client.isConnected();
  }

  /** At least once while the connection lives. */
  void publish(String topic, byte[] payload) {
    try {
      if (client.isConnected()) {
        client.publish(topic, payload, AT_LEAST_ONCE, false);
      }
    } catch (MqttException lost) {
      log.debug("cannot tell {}", topic, lost);
    }
  }

  /** Whether the broker has said within so long that it has it. */
  public boolean publish(String topic, byte[] payload, Duration patience) {
    try {
      client.publish(topic, payload, AT_LEAST_ONCE, false).waitForCompletion(patience.toMillis());
      return true;
    } catch (MqttException unanswered) {
      log.debug("no word whether {} was published", topic, unanswered);
      return false;
    }
  }

  @Override
  public void connectComplete(boolean reconnect, String server) {
    try {
      client.subscribe(FILTER, AT_MOST_ONCE);
      feed.missed();
    } catch (MqttException lostAgain) {
      log.warn("cannot subscribe to {}: {}", FILTER, lostAgain.getMessage());
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    feed.arrived(topic, message.getPayload());
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    log.warn("the live stream's connection to the broker is lost; trying again");
  }

  @Override
  public void mqttErrorOccurred(MqttException error) {
    log.warn("live stream: {}", error.getMessage());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Nobody waits for it.
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // No enhanced authentication.
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, client.isConnected());
    client.close(true);
  }
}
