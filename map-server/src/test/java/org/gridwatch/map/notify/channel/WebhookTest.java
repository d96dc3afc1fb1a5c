package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Provider.Request;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
  private static final String SECRET = "webhook-secret";
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private Channel channel(Provider provider) {
    var url = provider.url().resolve("/in?room=7");
    return desk.open(new ChannelSettings.Webhook(url, new Secret(SECRET), 600));
  }

  private static Reply verified(Request request) {
    byte[] signed =
        Desk.hmac(
            Desk.utf8(SECRET),
            Desk.utf8(request.header("X-GridWatch-Timestamp") + "." + request.body()));
    boolean right =
        request
            .header("X-GridWatch-Signature")
            .equals("sha256=" + HexFormat.of().formatHex(signed));
    return Reply.status(right ? 204 : 401);
  }

  @Test
  void theReceiverCanVerifyWhoSentItAndWhen() throws IOException {
    try (var provider = new Provider(WebhookTest::verified)) {
      assertThat(channel(provider).send(Letters.parcel(Severity.RED)))
          .isEqualTo(new Receipt.Taken(""));
      var request = provider.only();
      assertThat(request.uri().toString()).isEqualTo("/in?room=7");
      assertThat(request.header("X-GridWatch-Timestamp"))
          .isEqualTo(Long.toString(desk.clock.instant().getEpochSecond()));
      assertThat(request.header("Idempotency-Key")).isEqualTo("alert-17/step-1");
      assertThat(request.json().path("severity").asString()).isEqualTo("red");
      assertThat(request.json().path("lines").path(1).path("value").asString())
          .isEqualTo("23 %LEL");
    }
  }

  @Test
  void anotherTryHasTheSameKey() throws IOException {
    try (var provider = new Provider(WebhookTest::verified)) {
      var channel = channel(provider);
      channel.send(Letters.parcel(Severity.RED));
      desk.clock.pass(Duration.ofMinutes(1));
      channel.send(Letters.parcel(Severity.RED));
      assertThat(provider.requests())
          .extracting(request -> request.header("Idempotency-Key"))
          .containsExactly("alert-17/step-1", "alert-17/step-1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, Refused, PARCEL", "401, Refused, CHANNEL", "404, Refused, CHANNEL",
    "413, Refused, PARCEL", "429, Later, CHANNEL", "408, Later, CHANNEL",
    "302, Later, CHANNEL", "500, Later, CHANNEL", "503, Later, CHANNEL"
  })
  void readsTheStatus(int status, String kind, About about) throws IOException {
    try (var provider = new Provider(request -> Reply.status(status))) {
      var receipt = channel(provider).send(Letters.parcel(Severity.RED));
      assertThat(receipt.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(receipt.toString()).contains("HTTP " + status, "about=" + about);
    }
  }

  @Test
  void aGatewayWithoutAnAnswerMayHaveDeliveredIt() throws IOException {
    try (var provider = new Provider(request -> Reply.status(504))) {
      assertThat(channel(provider).send(Letters.parcel(Severity.RED)))
          .isEqualTo(new Receipt.Unknown("HTTP 504"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "Sun, 01 Mar 2026 02:05:04 GMT | 120",
        "Sun, 01 Mar 2020 02:05:04 GMT | 60",
        "soon | 60",
        "0 | 60",
        "999999999 | 86400"
      })
  void waitsAsLongAsItIsTold(String retryAfter, long seconds) throws IOException {
    var reply = new Reply(429, "", Map.of("Retry-After", retryAfter));
    try (var provider = new Provider(request -> reply)) {
      assertThat(channel(provider).send(Letters.parcel(Severity.RED)))
          .isEqualTo(new Receipt.Later("HTTP 429", Duration.ofSeconds(seconds), About.CHANNEL));
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (var elsewhere = new Provider(request -> Reply.ok("{}"));
        var provider =
            new Provider(
                request -> new Reply(307, "", Map.of("Location", elsewhere.url().toString())))) {
      assertThat(channel(provider).send(Letters.parcel(Severity.RED)))
          .isInstanceOf(Receipt.Later.class);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }
}
