package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;

/**
 * A group robot of WeCom. Its Markdown can call people by user id only; when one is to be called by
 * phone number, or everybody is, the message goes as plain text.
 */
final class WeComRobot implements Channel {
  static final int MOST_TEXT_BYTES = 2048;
  static final int MOST_MARKDOWN_BYTES = 4096;
  private static final Codes CODES =
      Codes.NONE
          .later(Duration.ofMinutes(1), About.CHANNEL, "45009", "45033", "-1")
          .refuse(About.CHANNEL, "93000", "93004", "93008", "40014", "40001")
          .refuse(About.PARCEL, "40008", "40058", "44004", "45002", "40063");

  private final ChannelSettings.WeCom settings;
  private final Web web;
  private final Clock clock;
  private final URI url;

  WeComRobot(ChannelSettings.WeCom settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
    String key = URLEncoder.encode(settings.key().value(), StandardCharsets.UTF_8);
    url = Check.append(settings.url(), "/cgi-bin/webhook/send?key=" + key);
  }

  @Override
  public Receipt send(Parcel parcel) {
    var outcome = web.post(Json.request(url, body(parcel)));
    return RobotAnswer.read(outcome, "errcode", "errmsg", CODES::receipt, clock.instant());
  }

  @Override
  public Limits limits() {
    return new Limits(
        List.of(Rate.withReserve(settings.perMinute(), Duration.ofMinutes(1))), List.of());
  }

  private static String body(Parcel parcel) {
    var json = Json.object();
    if (parcel.phones().isEmpty() && !parcel.mentionsAll()) {
      json.put("msgtype", "markdown")
          .putObject("markdown")
          .put(
              "content",
              Fit.within(
                  MOST_MARKDOWN_BYTES,
                  parcel.text(),
                  text -> Markdown.weCom(text, parcel.severity(), parcel.users())));
      return json.toString();
    }
    var text = json.put("msgtype", "text").putObject("text");
    text.put("content", Fit.within(MOST_TEXT_BYTES, parcel.text(), PlainText::of));
    var users = text.putArray("mentioned_list");
    parcel.users().forEach(users::add);
    if (parcel.mentionsAll()) {
      users.add("@all");
    }
    var phones = text.putArray("mentioned_mobile_list");
    parcel.phones().forEach(phones::add);
    return json.toString();
  }
}
