package org.gridwatch.map.notify.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.gridwatch.map.notify.channel.Receipt.About;

/** A topic of our own broker. */
final class MqttTopic implements Channel {
  static final int MOST_BYTES = 65_536;
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final ChannelSettings.Mqtt settings;
  private final MqttOut out;
  private final Timeouts timeouts;

  MqttTopic(ChannelSettings.Mqtt settings, MqttOut out, Timeouts timeouts) {
    this.settings = settings;
    this.out = out;
    this.timeouts = timeouts;
  }

  @Override
  public Receipt send(Parcel parcel) {
    String topic = settings.topic().replace("{severity}", parcel.severity().label());
    String body = Fit.within(MOST_BYTES, parcel.text(), text -> MessageJson.of(parcel, text));
    try {
      byte[] payload = body.getBytes(StandardCharsets.UTF_8);
      return switch (out.publish(topic, payload, timeouts.answer())) {
        case ACKNOWLEDGED -> new Receipt.Taken("");
        case NOT_SENT -> new Receipt.Later("no connection to the broker", RETRY, About.CHANNEL);
        case UNANSWERED -> new Receipt.Unknown(timeouts.noAnswer());
      };
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Receipt.Unknown("stopped while waiting for the answer");
    }
  }

  @Override
  public Limits limits() {
    return Limits.NONE;
  }
}
