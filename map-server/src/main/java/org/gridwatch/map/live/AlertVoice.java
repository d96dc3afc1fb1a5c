package org.gridwatch.map.live;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.Told;
import org.springframework.stereotype.Component;

/**
 * Says on {@code gridwatch/alerts/#} what people did about an alert, as ingest says what rules did.
 * Only the wake-up: before there is a connection, or while it is lost, it is in the database alone.
 *
 * <p>Threads: any.
 */
@Component
public final class AlertVoice implements Consumer<Told> {
  private volatile Optional<LiveSubscription> connection = Optional.empty();

  public void speakBy(LiveSubscription connected) {
    connection = Optional.of(connected);
  }

  @Override
  public void accept(Told told) {
    var alert = told.alert();
    String topic = "gridwatch/alerts/" + alert.standing().severity().label() + "/" + alert.id();
    byte[] json = AlertJson.told(told).toString().getBytes(StandardCharsets.UTF_8);
    connection.ifPresent(line -> line.publish(topic, json));
  }
}
