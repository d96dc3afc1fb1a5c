package org.gridwatch.map.notify.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;

/** A call that reads a template aloud, through Alibaba Cloud's SingleCallByTts. */
final class AliyunCall implements Channel {
  /** TtsParam must stay below this. */
  static final int PARAMETER_LENGTH = 250;

  private static final int OUT_ID_LENGTH = 15;

  private final ChannelSettings.AliyunCall settings;
  private final AliyunApi api;

  AliyunCall(ChannelSettings.AliyunCall settings, Web web, Clock clock) {
    this.settings = settings;
    api =
        new AliyunApi(
            settings.url(), settings.accessKeyId(), settings.accessKeySecret(), web, clock);
  }

  @Override
  public Receipt send(Parcel parcel) {
    var phone = Phone.parse(parcel.to());
    if (phone.isEmpty()) {
      return new Receipt.Refused("not a phone number", About.RECEIVER);
    }
    var parameters = new HashMap<String, String>();
    parameters.put("CalledNumber", phone.get().plain());
    parameters.put("TtsCode", settings.ttsCode());
    parameters.put("TtsParam", Slots.jsonBelow(PARAMETER_LENGTH, parcel.text(), settings.slots()));
    parameters.put("PlayTimes", settings.playTimes().toString());
    parameters.put("OutId", Hash.sha256(parcel.key()).substring(0, OUT_ID_LENGTH));
    if (!settings.showNumber().isEmpty()) {
      parameters.put("CalledShowNumber", settings.showNumber());
    }
    return api.call("SingleCallByTts", parameters, "CallId");
  }

  /** To one number: one a minute, 5 an hour, 20 in 24 hours. */
  @Override
  public Limits limits() {
    return new Limits(
        List.of(),
        List.of(
            Rate.of(1, Duration.ofMinutes(1)),
            Rate.of(5, Duration.ofHours(1)),
            Rate.of(20, Duration.ofHours(24))));
  }
}
