package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPushTest {
  private static final VapidKeys PAIR = VapidKeys.generate();
  private static final PushBrowser BROWSER = new PushBrowser();
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private Channel channel(String service) {
    return desk.open(
        new ChannelSettings.WebPush(
            PAIR.publicKey(), PAIR.privateKey(), "ops@example.cn", List.of(service)));
  }

  private Receipt send(Provider provider) {
    String to = BROWSER.subscription(provider.url().resolve("/push/abc"));
    return channel(provider.url().toString()).send(Letters.to(to, Severity.RED));
  }

  /** RFC 8291, section 5 and appendix A. */
  @Test
  void encryptsAsTheExampleOfTheStandardDoes() {
    var ours =
        new KeyPair(
            P256.publicKey(
                PushBrowser.bytes(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
            P256.privateKey(PushBrowser.bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
    var theirs =
        P256.publicKey(
            PushBrowser.bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"));
    var to =
        new PushSubscription(URI.create("https://push.example.net/x"), theirs, PushBrowser.AUTH);
    byte[] plain = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);
    assertThat(
            PushBrowser.text(
                PushCipher.encrypt(plain, to, ours, PushBrowser.bytes("DGv6ra1nlYgDCS1FRnbzlw"))))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
                + "WGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void theBrowserAloneCanReadIt() throws Exception {
    var reply = new Reply(201, "", Map.of("Location", "https://push.example.net/m/1"));
    try (var provider = new Provider(request -> reply)) {
      assertThat(send(provider)).isEqualTo(new Receipt.Taken("https://push.example.net/m/1"));
      var request = provider.only();
      assertThat(request.uri().getPath()).isEqualTo("/push/abc");
      assertThat(request.header("Content-Encoding")).isEqualTo("aes128gcm");
      assertThat(request.header("Urgency")).isEqualTo("high");
      assertThat(request.header("Topic")).matches("[A-Za-z0-9_-]{32}");
      assertThat(Long.parseLong(request.header("TTL"))).isPositive();
      var json = BROWSER.opened(request.bytes());
      assertThat(json.path("title").asString()).isEqualTo("燃气泄漏");
      assertThat(json.path("body").asString()).contains("位置: 厨房 1-2-301 🔥", "请确认");
      assertThat(json.path("link").asString()).isEqualTo(Letters.LINK.toString());
    }
  }

  @Test
  void thePushServiceCanVerifyWhoWeAre() throws Exception {
    try (var provider = new Provider(request -> Reply.status(201))) {
      send(provider);
      var claims = PushBrowser.claims(provider.only(), PAIR.publicKey());
      assertThat(claims.path("aud").asString()).isEqualTo(provider.url().toString());
      assertThat(claims.path("sub").asString()).isEqualTo("mailto:ops@example.cn");
      assertThat(claims.path("exp").asLong() - desk.clock.instant().getEpochSecond())
          .isBetween(1L, Duration.ofHours(24).toSeconds());
    }
  }

  @Test
  void whatIsTooLongIsCutToWhatAPushServiceTakes() throws Exception {
    var lines = List.of(new Text.Line("位置", "🔥\"市".repeat(5_000)));
    var long_ = new Text("燃气泄漏", lines, "", Letters.LINK, Map.of());
    try (var provider = new Provider(request -> Reply.status(201))) {
      String to = BROWSER.subscription(provider.url().resolve("/push/abc"));
      channel(provider.url().toString()).send(new Parcel("k", Severity.BLUE, to, List.of(), long_));
      assertThat(provider.only().bytes()).hasSizeBetween(4_000, 4_096);
      assertThat(BROWSER.opened(provider.only().bytes()).path("body").asString()).endsWith("…");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, Refused, GONE", "410, Refused, GONE", "413, Refused, PARCEL",
    "401, Refused, CHANNEL", "403, Refused, CHANNEL", "429, Later, CHANNEL",
    "500, Later, CHANNEL"
  })
  void knowsWhatAStatusMeans(int status, String kind, About about) throws IOException {
    try (var provider = new Provider(request -> Reply.status(status))) {
      var receipt = send(provider);
      assertThat(receipt.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(receipt.toString()).contains("about=" + about);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://192.168.1.1/admin",
        "http://push.example.net/x",
        "https://push.example.net.evil.cn/x",
        "https://push.example.net:8443/x",
        "https://evil.cn/https://push.example.net",
        "https://u@push.example.net/x",
        "file:///etc/passwd"
      })
  void noBrowserMakesUsCallAnythingElse(String endpoint) {
    String to = BROWSER.subscription(URI.create(endpoint));
    assertThat(channel("https://push.example.net").send(Letters.to(to, Severity.RED)))
        .isEqualTo(
            new Receipt.Refused("not a subscription of an allowed push service", About.RECEIVER));
  }

  @ParameterizedTest
  @CsvSource({
    "https://updates.push.services.mozilla.com/x, true",
    "https://push.services.mozilla.com/x, false",
    "https://evilpush.services.mozilla.com.cn/x, false",
    "http://updates.push.services.mozilla.com/x, false",
    "https://fcm.googleapis.com/fcm/send/1, true",
    "https://web.push.apple.com/1, true"
  })
  void theUsualPushServicesAreAllowed(String endpoint, boolean allowed) {
    String to = BROWSER.subscription(URI.create(endpoint));
    assertThat(PushSubscription.parse(to, ChannelSettings.WebPush.USUAL).isPresent())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "nothing", "{\"endpoint\":7}", "{\"endpoint\":\"%%\"}"})
  void whatIsNoSubscriptionIsRefused(String to) {
    assertThat(channel("https://push.example.net").send(Letters.to(to, Severity.RED)))
        .isInstanceOf(Receipt.Refused.class);
  }

  @Test
  void aPointOffTheCurveIsNoKey() {
    byte[] point = P256.bytes((ECPublicKey) P256.pair().getPublic());
    point[64] ^= 1;
    assertThatThrownBy(() -> P256.publicKey(point))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("curve");
  }

  @Test
  void keysOfTwoPairsDoNotFit() {
    assertThat(VapidKeys.fit(PAIR.publicKey(), VapidKeys.generate().privateKey())).isFalse();
    assertThat(VapidKeys.fit(PAIR.publicKey(), PAIR.privateKey())).isTrue();
  }
}
