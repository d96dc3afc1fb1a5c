package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a provider answers, nobody reads a secret of ours afterwards. */
class NoSecretsTest {
  private static final Secret KEY = new Secret("hush-4711");
  private static final Secret ODD = new Secret("h/u+s=h&4712");

  static Stream<Reply> talkative() {
    String both = KEY.value() + " " + ODD.value() + " " + encoded();
    String long_ = "x".repeat(190) + both;
    return Stream.of(both, long_)
        .flatMap(
            words ->
                Stream.of(
                        "{\"errcode\":310000,\"errmsg\":\"W\",\"code\":19001,\"msg\":\"W\"}",
                        "{\"Code\":\"W\",\"Message\":\"W\"}",
                        "{\"Code\":\"OK\",\"BizId\":\"W\",\"CallId\":\"W\"}",
                        "{\"Response\":{\"Error\":{\"Code\":\"W\",\"Message\":\"W\"}}}",
                        "W")
                    .map(answer -> answer.replace("W", words)))
        .flatMap(body -> Stream.of(200, 500).map(status -> new Reply(status, body, Map.of())));
  }

  private static String encoded() {
    return URLEncoder.encode(ODD.value(), StandardCharsets.UTF_8);
  }

  private static List<ChannelSettings> all(URI url) {
    var slots = List.of("place");
    return List.of(
        new ChannelSettings.WeCom(ODD, url, 18),
        new ChannelSettings.DingTalk(ODD, KEY, url, 18),
        new ChannelSettings.Feishu(KEY, ODD, url, 90, 5),
        new ChannelSettings.Webhook(url, ODD, 60),
        new ChannelSettings.AliyunSms("id", ODD, "s", "t", slots, 20, url),
        new ChannelSettings.AliyunCall("id", ODD, "", "t", slots, 2, url),
        new ChannelSettings.TencentSms("id", ODD, "14", "s", "9", "r", slots, 12, url));
  }

  private static void assertTellsNothing(URI url) {
    var printed = new ByteArrayOutputStream();
    var out = System.out;
    var err = System.err;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (var desk = new Desk()) {
      for (var settings : all(url)) {
        var receipt = desk.open(settings).send(Letters.to("13800138000", Severity.RED));
        assertThat(receipt.toString() + printed.toString(StandardCharsets.UTF_8))
            .doesNotContain("hush", "h/u+s", "h%2Fu%2Bs", "4711", "4712");
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @ParameterizedTest
  @MethodSource("talkative")
  void aProviderThatRepeatsTheSecretIsNotQuoted(Reply reply) throws IOException {
    try (var provider = new Provider(request -> reply)) {
      assertTellsOnlyWhatIsOurs(provider.url());
    }
  }

  private static void assertTellsOnlyWhatIsOurs(URI url) {
    try (var desk = new Desk()) {
      for (var settings : all(url)) {
        var receipt = desk.open(settings).send(Letters.to("13800138000", Severity.RED));
        for (Secret secret : settings.secrets()) {
          assertThat(receipt.toString())
              .doesNotContain(
                  secret.value(), URLEncoder.encode(secret.value(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "http://nobody.invalid", "https://127.0.0.1:1"})
  void whatTheNetworkDoesTellsNothing(String url) {
    assertTellsNothing(URI.create(url));
  }
}
