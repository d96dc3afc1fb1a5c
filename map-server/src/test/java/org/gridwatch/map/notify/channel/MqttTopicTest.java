package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.MqttOut.Outcome;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MqttTopicTest {
  private static final ChannelSettings.Mqtt SETTINGS =
      new ChannelSettings.Mqtt("siren/{severity}/in");

  private static Receipt send(MqttOut out) {
    try (var channels = new Channels(Timeouts.DEFAULT, out, new HandClock())) {
      return channels.open(SETTINGS).send(Letters.parcel(Severity.ORANGE));
    }
  }

  @Test
  void publishesTheMessageAsJson() {
    var topics = new ArrayList<String>();
    var receipt =
        send(
            (topic, payload, patience) -> {
              topics.add(topic);
              var json = JsonMapper.shared().readTree(payload);
              assertThat(json.path("title").asString()).isEqualTo("燃气泄漏");
              assertThat(json.path("link").asString()).isEqualTo(Letters.LINK.toString());
              assertThat(patience).isEqualTo(Timeouts.DEFAULT.answer());
              return Outcome.ACKNOWLEDGED;
            });
    assertThat(receipt).isEqualTo(new Receipt.Taken(""));
    assertThat(topics).containsExactly("siren/orange/in");
  }

  @Test
  void withoutAConnectionItIsTriedLater() {
    assertThat(send((topic, payload, patience) -> Outcome.NOT_SENT))
        .isInstanceOfSatisfying(
            Receipt.Later.class, later -> assertThat(later.about()).isEqualTo(About.CHANNEL));
  }

  @Test
  void withoutAnAcknowledgementItMayHaveArrived() {
    assertThat(send((topic, payload, patience) -> Outcome.UNANSWERED))
        .isInstanceOf(Receipt.Unknown.class);
  }

  @Test
  void whoIsStoppedSaysSoAndStaysStopped() {
    var receipt =
        send(
            (topic, payload, patience) -> {
              throw new InterruptedException();
            });
    assertThat(receipt).isInstanceOf(Receipt.Unknown.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
