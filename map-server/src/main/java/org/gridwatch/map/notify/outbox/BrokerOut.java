package org.gridwatch.map.notify.outbox;

import java.time.Duration;
import java.util.Optional;
import org.gridwatch.map.live.LiveSubscription;
import org.gridwatch.map.notify.channel.MqttOut;
import org.springframework.stereotype.Component;

/** Publishes over the connection that this process has to the broker anyway. */
@Component
public final class BrokerOut implements MqttOut {
  private volatile Optional<LiveSubscription> connection = Optional.empty();

  public void speakBy(LiveSubscription connected) {
    connection = Optional.of(connected);
  }

  @Override
  public Outcome publish(String topic, byte[] payload, Duration patience) {
    var line = connection.filter(LiveSubscription::connected);
    if (line.isEmpty()) {
      return Outcome.NOT_SENT;
    }
    return line.get().publish(topic, payload, patience) ? Outcome.ACKNOWLEDGED : Outcome.UNANSWERED;
  }
}
