package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;
import tools.jackson.databind.node.ArrayNode;

/**
 * A group robot of Feishu. The message is a post, whose texts are never read as markup. People are
 * called by their open id; a robot cannot call them by phone number.
 */
final class FeishuRobot implements Channel {
  static final int MOST_BYTES = 20_000;
  private static final Codes CODES =
      Codes.NONE
          .later(Duration.ofMinutes(1), About.CHANNEL, "11232", "99991400", "230020")
          .refuse(About.CHANNEL, "19001", "19021", "19022", "19024")
          .refuse(About.PARCEL, "9499", "19002", "230025");

  private final ChannelSettings.Feishu settings;
  private final Web web;
  private final Clock clock;
  private final URI url;

  FeishuRobot(ChannelSettings.Feishu settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
    url = Check.append(settings.url(), "/open-apis/bot/v2/hook/" + settings.hook().value());
  }

  @Override
  public Receipt send(Parcel parcel) {
    long second = clock.instant().getEpochSecond();
    String body = Fit.within(MOST_BYTES, parcel.text(), text -> body(parcel, text, second));
    var outcome = web.post(Json.request(url, body));
    return RobotAnswer.read(outcome, "code", "msg", FeishuRobot::meaning, clock.instant());
  }

  @Override
  public Limits limits() {
    return new Limits(
        List.of(
            Rate.withReserve(settings.perMinute(), Duration.ofMinutes(1)),
            Rate.withReserve(settings.perSecond(), Duration.ofSeconds(1))),
        List.of());
  }

  /** One code stands for two things. */
  private static Receipt meaning(String code, String words) {
    boolean tooMany = code.equals("9499") && words.toLowerCase(Locale.ROOT).contains("too many");
    return CODES.receipt(tooMany ? "11232" : code, words);
  }

  private String body(Parcel parcel, Text text, long second) {
    var json = Json.object();
    json.put("timestamp", Long.toString(second));
    json.put("sign", sign(second));
    json.put("msg_type", "post");
    var post = json.putObject("content").putObject("post").putObject("zh_cn");
    post.put("title", Harmless.plain(text.title()));
    var content = post.putArray("content");
    for (var line : text.lines()) {
      say(content.addArray(), PlainText.labelled(line));
    }
    if (!text.closing().isEmpty()) {
      say(content.addArray(), Harmless.plain(text.closing()));
    }
    if (text.link() != null) {
      content
          .addArray()
          .addObject()
          .put("tag", "a")
          .put("text", "打开 / Open")
          .put("href", text.address());
    }
    call(parcel, content);
    return json.toString();
  }

  private static void say(ArrayNode paragraph, String words) {
    paragraph.addObject().put("tag", "text").put("text", words);
  }

  private static void call(Parcel parcel, ArrayNode content) {
    if (parcel.mentionsAll() || !parcel.users().isEmpty()) {
      var paragraph = content.addArray();
      for (String user : parcel.mentionsAll() ? List.of(Parcel.ALL) : parcel.users()) {
        paragraph.addObject().put("tag", "at").put("user_id", user);
      }
    }
  }

  /** The key holds the secret and the message is empty: the reverse of DingTalk's. */
  private String sign(long second) {
    return Base64.getEncoder()
        .encodeToString(Hash.hmac(second + "\n" + settings.secret().value(), ""));
  }
}
