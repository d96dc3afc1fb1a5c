package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;

/** A group robot of DingTalk. Too many messages, and DingTalk mutes it for ten minutes. */
final class DingTalkRobot implements Channel {
  static final int MOST_BYTES = 18_000;
  private static final Codes CODES =
      Codes.NONE
          .later(Duration.ofMinutes(10), About.CHANNEL, "130101", "410100")
          .later(Duration.ofMinutes(1), About.CHANNEL, "-1")
          .refuse(
              About.CHANNEL, "310000", "300001", "300005", "400013", "400101", "400102", "400106")
          .refuse(About.PARCEL, "400105", "40035", "430101", "430102", "430103", "430104");

  private final ChannelSettings.DingTalk settings;
  private final Web web;
  private final Clock clock;

  DingTalkRobot(ChannelSettings.DingTalk settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
  }

  @Override
  public Receipt send(Parcel parcel) {
    var outcome = web.post(Json.request(url(clock.millis()), body(parcel)));
    return RobotAnswer.read(outcome, "errcode", "errmsg", CODES::receipt, clock.instant());
  }

  @Override
  public Limits limits() {
    return new Limits(
        List.of(Rate.withReserve(settings.perMinute(), Duration.ofMinutes(1))), List.of());
  }

  private URI url(long now) {
    String secret = settings.secret().value();
    String sign = Base64.getEncoder().encodeToString(Hash.hmac(secret, now + "\n" + secret));
    return Check.append(
        settings.url(),
        "/robot/send?access_token="
            + encoded(settings.accessToken().value())
            + "&timestamp="
            + now
            + "&sign="
            + encoded(sign));
  }

  private static String body(Parcel parcel) {
    var json = Json.object();
    var called = Stream.concat(parcel.phones().stream(), parcel.users().stream()).toList();
    json.put("msgtype", "markdown")
        .putObject("markdown")
        .put("title", Harmless.plain(parcel.text().title()))
        .put(
            "text",
            Fit.within(
                MOST_BYTES,
                parcel.text(),
                text -> Markdown.dingTalk(text, parcel.severity(), called)));
    var at = json.putObject("at");
    var phones = at.putArray("atMobiles");
    parcel.phones().forEach(phones::add);
    var users = at.putArray("atUserIds");
    parcel.users().forEach(users::add);
    at.put("isAtAll", parcel.mentionsAll());
    return json.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
