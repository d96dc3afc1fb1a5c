package org.gridwatch.map.app;

import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.gridwatch.map.live.AlertVoice;
import org.gridwatch.map.live.LiveFeed;
import org.gridwatch.map.live.LiveSubscription;
import org.gridwatch.map.notify.outbox.BrokerOut;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the live picture of a process that has the map. */
@Component
@ConditionalOnBooleanProperty("gridwatch.role.map")
class LiveRole implements AutoCloseable {
  private final LiveFeed feed;
  private final AlertVoice voice;
  private final BrokerOut notices;
  private Optional<LiveSubscription> subscription = Optional.empty();

  LiveRole(LiveFeed feed, AlertVoice voice, BrokerOut notices) {
    this.feed = feed;
    this.voice = voice;
    this.notices = notices;
  }

  void start(MqttAddress broker) throws MqttException {
    feed.start();
    subscription =
        Optional.of(
            LiveSubscription.open(
                broker.server(), broker.clientId(), broker.user(), broker.password(), feed));
    subscription.ifPresent(voice::speakBy);
    subscription.ifPresent(notices::speakBy);
  }

  /** Before the web server waits for its requests to end: a live stream never would. */
  @EventListener(ContextClosedEvent.class)
  void sayGoodbye() {
    feed.close();
  }

  @Override
  public void close() throws MqttException {
    if (subscription.isPresent()) {
      subscription.get().close();
    }
  }
}
