package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebPushTest {
  private static final VapidKeys PAIR = VapidKeys.generate();
  private static final KeyPair BROWSER = P256.pair();
  private static final byte[] AUTH = bytes("BTBZMqHH6r4Tts7J_aSIgg");
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Channel channel(String service) {
    return desk.open(
        new ChannelSettings.WebPush(
            PAIR.publicKey(), PAIR.privateKey(), "ops@example.cn", List.of(service)));
  }

  private static String subscription(URI endpoint) {
    return """
    {"endpoint":"%s","expirationTime":null,"keys":{"p256dh":"%s=","auth":"%s"}}"""
        .formatted(endpoint, text(P256.bytes((ECPublicKey) BROWSER.getPublic())), text(AUTH));
  }

  private Receipt send(Provider provider) {
    String to = subscription(provider.url().resolve("/push/abc"));
    return channel(provider.url().toString()).send(Letters.to(to, Severity.RED));
  }

  /** RFC 8291, section 5 and appendix A. */
  @Test
  void encryptsAsTheExampleOfTheStandardDoes() {
    var ours =
        new KeyPair(
            P256.publicKey(
                bytes(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
            P256.privateKey(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
    var theirs =
        P256.publicKey(
            bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"));
    var to = new PushSubscription(URI.create("https://push.example.net/x"), theirs, AUTH);
    byte[] plain = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);
    assertThat(text(PushCipher.encrypt(plain, to, ours, bytes("DGv6ra1nlYgDCS1FRnbzlw"))))
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
      var json = opened(request.bytes());
      assertThat(json.path("title").asString()).isEqualTo("燃气泄漏");
      assertThat(json.path("body").asString()).contains("位置: 厨房 1-2-301 🔥", "请确认");
      assertThat(json.path("link").asString()).isEqualTo(Letters.LINK.toString());
    }
  }

  @Test
  void thePushServiceCanVerifyWhoWeAre() throws Exception {
    try (var provider = new Provider(request -> Reply.status(201))) {
      send(provider);
      String[] told = provider.only().header("Authorization").split("vapid t=|, k=");
      String[] parts = told[1].split("\\.");
      assertThat(told[2]).isEqualTo(PAIR.publicKey());
      var check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(P256.publicKey(bytes(told[2])));
      check.update(Desk.utf8(parts[0] + "." + parts[1]));
      assertThat(check.verify(bytes(parts[2]))).isTrue();
      var claims = JsonMapper.shared().readTree(bytes(parts[1]));
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
      String to = subscription(provider.url().resolve("/push/abc"));
      channel(provider.url().toString()).send(new Parcel("k", Severity.BLUE, to, List.of(), long_));
      assertThat(provider.only().bytes()).hasSizeBetween(4_000, 4_096);
      assertThat(opened(provider.only().bytes()).path("body").asString()).endsWith("…");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, Refused, RECEIVER", "410, Refused, RECEIVER", "413, Refused, PARCEL",
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
    String to = subscription(URI.create(endpoint));
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
    String to = subscription(URI.create(endpoint));
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
    byte[] point = P256.bytes((ECPublicKey) BROWSER.getPublic());
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

  /** As a browser does it, with plain HMACs. */
  private static JsonNode opened(byte[] body) throws Exception {
    byte[] salt = Arrays.copyOf(body, 16);
    byte[] sender = Arrays.copyOfRange(body, 21, 86);
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(BROWSER.getPrivate());
    agreement.doPhase(P256.publicKey(sender), true);
    byte[] us = P256.bytes((ECPublicKey) BROWSER.getPublic());
    byte[] first = Desk.hmac(AUTH, agreement.generateSecret());
    byte[] input = Desk.hmac(first, joined(Desk.utf8("WebPush: info\0"), us, sender, one()));
    byte[] second = Desk.hmac(salt, input);
    byte[] key = Desk.hmac(second, joined(Desk.utf8("Content-Encoding: aes128gcm\0"), one()));
    byte[] nonce = Desk.hmac(second, joined(Desk.utf8("Content-Encoding: nonce\0"), one()));
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, 0, 16, "AES"),
        new GCMParameterSpec(128, nonce, 0, 12));
    byte[] plain = cipher.doFinal(body, 86, body.length - 86);
    assertThat(plain[plain.length - 1]).isEqualTo((byte) 2);
    return JsonMapper.shared().readTree(Arrays.copyOf(plain, plain.length - 1));
  }

  private static byte[] one() {
    return new byte[] {1};
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var all = java.nio.ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
