package org.gridwatch.map.notify.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;

/** SMS through Alibaba Cloud. It drops no repetitions: a parcel sent twice is read twice. */
final class AliyunSms implements Channel {
  private final ChannelSettings.AliyunSms settings;
  private final AliyunApi api;

  AliyunSms(ChannelSettings.AliyunSms settings, Web web, Clock clock) {
    this.settings = settings;
    api =
        new AliyunApi(
            settings.url(), settings.accessKeyId(), settings.accessKeySecret(), web, clock);
  }

  @Override
  public Receipt send(Parcel parcel) {
    var phone = Phone.parse(parcel.to()).filter(Phone::mobile);
    if (phone.isEmpty()) {
      return new Receipt.Refused("not a mobile number", About.RECEIVER);
    }
    var slots = Slots.of(parcel.text(), settings.slots(), settings.slotLength());
    return api.call(
        "SendSms",
        Map.of(
            "PhoneNumbers", phone.get().plain(),
            "SignName", settings.signName(),
            "TemplateCode", settings.templateCode(),
            "TemplateParam", Slots.json(slots),
            "OutId", parcel.key()),
        "BizId");
  }

  /** 50 a day to one number with one template. */
  @Override
  public Limits limits() {
    return new Limits(List.of(), List.of(Rate.of(50, Duration.ofHours(24))));
  }
}
