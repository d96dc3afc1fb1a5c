package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Provider.Request;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTest {
  private static final String SECRET = "SECc0ffee0123456789";
  private static final String TOKEN = "tok-4711+/=";
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static ChannelSettings.WeCom weCom(URI url) {
    return new ChannelSettings.WeCom(new Secret(TOKEN), url, 18);
  }

  private static ChannelSettings.DingTalk dingTalk(URI url) {
    return new ChannelSettings.DingTalk(new Secret(TOKEN), new Secret(SECRET), url, 18);
  }

  private static ChannelSettings.Feishu feishu(URI url) {
    return new ChannelSettings.Feishu(new Secret("abc-123"), new Secret(SECRET), url, 90, 5);
  }

  /** WeCom: 20 a minute to one key, 4096 bytes of Markdown, 2048 of text. */
  private Reply weComAnswers(Request request, Deque<Instant> lately) {
    if (!request.uri().getPath().equals("/cgi-bin/webhook/send")
        || !TOKEN.equals(request.query().get("key"))) {
      return Reply.ok("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
    }
    if (tooMany(lately, 20, Duration.ofMinutes(1))) {
      return Reply.ok("{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
    }
    String type = request.json().path("msgtype").asString();
    String content = request.json().path(type).path("content").asString();
    int most = type.equals("markdown") ? 4096 : 2048;
    return Desk.utf8(content).length > most
        ? Reply.ok("{\"errcode\":45002,\"errmsg\":\"content size out of limit\"}")
        : Reply.ok("{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  /** DingTalk: signed by timestamp and secret, no older than an hour; 20 a minute. */
  private Reply dingTalkAnswers(Request request, Deque<Instant> lately) {
    var query = request.query();
    long stamp = Long.parseLong(query.get("timestamp"));
    byte[] signed = Desk.hmac(Desk.utf8(SECRET), Desk.utf8(stamp + "\n" + SECRET));
    boolean right = Base64.getEncoder().encodeToString(signed).equals(query.get("sign"));
    if (!right || Math.abs(desk.clock.millis() - stamp) > 3_600_000) {
      return Reply.ok("{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
    }
    if (!TOKEN.equals(query.get("access_token"))) {
      return Reply.ok("{\"errcode\":300005,\"errmsg\":\"token is not exist\"}");
    }
    return tooMany(lately, 20, Duration.ofMinutes(1))
        ? Reply.ok("{\"errcode\":130101,\"errmsg\":\"send too fast\"}")
        : Reply.ok("{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  /** Feishu: signed with timestamp and secret as the key; 5 a second; 20 KB. */
  private Reply feishuAnswers(Request request, Deque<Instant> lately) {
    var json = request.json();
    String stamp = json.path("timestamp").asString();
    byte[] signed = Desk.hmac(Desk.utf8(stamp + "\n" + SECRET), new byte[0]);
    if (!Base64.getEncoder().encodeToString(signed).equals(json.path("sign").asString())) {
      return Reply.ok("{\"code\":19021,\"data\":{},\"msg\":\"sign match fail\"}");
    }
    if (request.bytes().length > 20_480) {
      return Reply.ok("{\"code\":9499,\"data\":{},\"msg\":\"Bad Request\"}");
    }
    return tooMany(lately, 5, Duration.ofSeconds(1))
        ? Reply.ok("{\"code\":9499,\"data\":{},\"msg\":\"too many request\"}")
        : Reply.ok("{\"StatusCode\":0,\"code\":0,\"data\":{},\"msg\":\"success\"}");
  }

  private boolean tooMany(Deque<Instant> lately, int most, Duration per) {
    var now = desk.clock.instant();
    lately.removeIf(one -> !one.plus(per).isAfter(now));
    lately.add(now);
    return lately.size() > most;
  }

  @Test
  void weComTakesMarkdownAndCallsByUserId() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> weComAnswers(request, lately))) {
      var channel = desk.open(weCom(provider.url()));
      assertThat(channel.send(Letters.saying(Letters.gas(), "zhang.san")))
          .isEqualTo(new Receipt.Taken(""));
      var json = provider.only().json();
      assertThat(json.path("msgtype").asString()).isEqualTo("markdown");
      assertThat(json.path("markdown").path("content").asString())
          .contains("<font color=\"warning\">燃气泄漏</font>", "<@zhang.san>", "23 %LEL")
          .contains("](" + Letters.LINK + ")");
    }
  }

  @Test
  void weComTakesTextToCallByPhoneOrEverybody() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> weComAnswers(request, lately))) {
      var channel = desk.open(weCom(provider.url()));
      channel.send(Letters.saying(Letters.gas(), "13800138000", "zhang", Parcel.ALL));
      var text = provider.only().json().path("text");
      assertThat(text.path("content").asString()).contains("燃气泄漏", Letters.LINK.toString());
      assertThat(text.path("mentioned_mobile_list").toString()).isEqualTo("[\"13800138000\"]");
      assertThat(text.path("mentioned_list").toString()).isEqualTo("[\"zhang\",\"@all\"]");
    }
  }

  @Test
  void whatIsTooLongIsCutToWhatEachRobotTakes() throws IOException {
    var lines = List.of(new Text.Line("位置", "🔥<市".repeat(20_000)));
    var text = new Text("燃气泄漏", lines, "", Letters.LINK, Map.of());
    var weComs = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> weComAnswers(request, weComs))) {
      var channel = desk.open(weCom(provider.url()));
      assertThat(channel.send(Letters.saying(text, "zhang"))).isInstanceOf(Receipt.Taken.class);
      assertThat(channel.send(Letters.saying(text, "13800138000")))
          .isInstanceOf(Receipt.Taken.class);
    }
    var feishus = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> feishuAnswers(request, feishus))) {
      assertThat(desk.open(feishu(provider.url())).send(Letters.saying(text)))
          .isInstanceOf(Receipt.Taken.class);
    }
    var dings = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> dingTalkAnswers(request, dings))) {
      assertThat(desk.open(dingTalk(provider.url())).send(Letters.saying(text)))
          .isInstanceOf(Receipt.Taken.class);
      assertThat(provider.only().bytes()).hasSizeLessThan(20_000);
    }
  }

  @Test
  void dingTalkFindsTheSignatureRightAndTheCalledInTheText() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> dingTalkAnswers(request, lately))) {
      var channel = desk.open(dingTalk(provider.url()));
      assertThat(channel.send(Letters.saying(Letters.gas(), "13800138000")))
          .isEqualTo(new Receipt.Taken(""));
      var json = provider.only().json();
      assertThat(json.path("markdown").path("text").asString()).contains("@13800138000");
      assertThat(json.path("at").path("atMobiles").toString()).isEqualTo("[\"13800138000\"]");
      assertThat(json.path("at").path("isAtAll").asBoolean()).isFalse();
    }
  }

  @Test
  void feishuFindsTheSignatureRightAndThePostWhole() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> feishuAnswers(request, lately))) {
      var channel = desk.open(feishu(provider.url()));
      assertThat(channel.send(Letters.saying(Letters.gas(), "ou_123")))
          .isEqualTo(new Receipt.Taken(""));
      var request = provider.only();
      assertThat(request.uri().getPath()).isEqualTo("/open-apis/bot/v2/hook/abc-123");
      var post = request.json().path("content").path("post").path("zh_cn");
      assertThat(post.path("title").asString()).isEqualTo("燃气泄漏");
      assertThat(post.path("content").toString())
          .contains("厨房 1-2-301 🔥", "\"href\":\"" + Letters.LINK, "\"user_id\":\"ou_123\"");
    }
  }

  @Test
  void aWrongSecretIsRefusedForTheWholeChannel() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> dingTalkAnswers(request, lately))) {
      var wrong =
          new ChannelSettings.DingTalk(
              new Secret(TOKEN), new Secret("SECother"), provider.url(), 18);
      assertThat(desk.open(wrong).send(Letters.parcel(Severity.RED)))
          .isEqualTo(new Receipt.Refused("310000 sign not match", About.CHANNEL));
    }
    try (var provider = new Provider(request -> feishuAnswers(request, lately))) {
      var wrong =
          new ChannelSettings.Feishu(
              new Secret("abc-123"), new Secret("other"), provider.url(), 90, 5);
      assertThat(desk.open(wrong).send(Letters.parcel(Severity.RED)))
          .isEqualTo(new Receipt.Refused("19021 sign match fail", About.CHANNEL));
    }
  }

  @Test
  void whoSendsMoreThanAllowedIsToldToWait() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> dingTalkAnswers(request, lately))) {
      var channel = desk.open(dingTalk(provider.url()));
      for (int i = 0; i < 20; i++) {
        assertThat(channel.send(Letters.parcel(Severity.RED))).isInstanceOf(Receipt.Taken.class);
      }
      assertThat(channel.send(Letters.parcel(Severity.RED)))
          .isEqualTo(
              new Receipt.Later("130101 send too fast", Duration.ofMinutes(10), About.CHANNEL));
    }
  }

  @Test
  void whoKeepsToTheLimitsIsNeverToldToWait() throws IOException {
    var lately = new ArrayDeque<Instant>();
    try (var provider = new Provider(request -> feishuAnswers(request, lately))) {
      var channel = desk.open(feishu(provider.url()));
      var bucket = TokenBucket.full(channel.limits().all());
      for (int i = 0; i < 40; i++) {
        desk.clock.pass(bucket.waits(Severity.RED, desk.clock.instant()));
        bucket = bucket.spend(desk.clock.instant());
        assertThat(channel.send(Letters.parcel(Severity.RED))).isInstanceOf(Receipt.Taken.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wecom, errcode, 45009, Later, CHANNEL",
    "wecom, errcode, 93000, Refused, CHANNEL",
    "wecom, errcode, 40058, Refused, PARCEL",
    "wecom, errcode, 777777, Later, CHANNEL",
    "dingtalk, errcode, 130101, Later, CHANNEL",
    "dingtalk, errcode, 310000, Refused, CHANNEL",
    "dingtalk, errcode, 400102, Refused, CHANNEL",
    "dingtalk, errcode, 430102, Refused, PARCEL",
    "dingtalk, errcode, -1, Later, CHANNEL",
    "feishu, code, 11232, Later, CHANNEL",
    "feishu, code, 9499, Refused, PARCEL",
    "feishu, code, 19021, Refused, CHANNEL",
    "feishu, code, 19022, Refused, CHANNEL",
    "feishu, code, 19024, Refused, CHANNEL",
    "feishu, code, 777777, Later, CHANNEL",
  })
  void knowsWhatACodeMeans(String robot, String field, int code, String kind, About about)
      throws IOException {
    String answer = "{\"" + field + "\":" + code + ",\"errmsg\":\"m\",\"msg\":\"m\"}";
    try (var provider = new Provider(request -> Reply.ok(answer))) {
      ChannelSettings settings =
          switch (robot) {
            case "wecom" -> weCom(provider.url());
            case "dingtalk" -> dingTalk(provider.url());
            default -> feishu(provider.url());
          };
      var receipt = desk.open(settings).send(Letters.parcel(Severity.BLUE));
      switch (receipt) {
        case Receipt.Refused refused -> {
          assertThat(kind).isEqualTo("Refused");
          assertThat(refused).isEqualTo(new Receipt.Refused(code + " m", about));
        }
        case Receipt.Later later -> {
          assertThat(kind).isEqualTo("Later");
          assertThat(later.about()).isEqualTo(about);
          assertThat(later.pause()).isPositive();
        }
        default -> throw new AssertionError(receipt);
      }
    }
  }
}
