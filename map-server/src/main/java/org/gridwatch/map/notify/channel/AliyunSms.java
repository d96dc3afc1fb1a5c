package org.gridwatch.map.notify.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;
import tools.jackson.databind.JsonNode;

/** SMS through Alibaba Cloud. It drops no repetitions: a parcel sent twice is read twice. */
final class AliyunSms implements Channel {
  private static final ZoneId PROVIDERS_DAY = ZoneId.of("Asia/Shanghai");

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

  /** SendStatus is 1 under way, 2 failed, 3 arrived. */
  @Override
  public Delivery trace(Delivery.Sent sent) {
    var phone = Phone.parse(sent.to());
    if (phone.isEmpty()) {
      return new Delivery.Pending();
    }
    var day = LocalDate.ofInstant(sent.at(), PROVIDERS_DAY);
    return api.read(
            "QuerySendDetails",
            Map.of(
                "PhoneNumber", phone.get().plain(),
                "BizId", sent.providerId(),
                "SendDate", DateTimeFormatter.BASIC_ISO_DATE.format(day),
                "PageSize", "10",
                "CurrentPage", "1"))
        .map(json -> delivery(json.path("SmsSendDetailDTOs").path("SmsSendDetailDTO").path(0)))
        .orElseGet(Delivery.Pending::new);
  }

  private static Delivery delivery(JsonNode detail) {
    return switch (detail.path("SendStatus").asString("")) {
      case "3" -> new Delivery.Arrived();
      case "2" -> new Delivery.Lost(detail.path("ErrCode").asString("not delivered"));
      default -> new Delivery.Pending();
    };
  }

  /** 50 a day to one number with one template. */
  @Override
  public Limits limits() {
    return new Limits(List.of(), List.of(Rate.of(50, Duration.ofHours(24))));
  }
}
