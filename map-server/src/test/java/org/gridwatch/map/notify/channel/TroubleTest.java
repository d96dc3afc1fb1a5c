package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the network and a provider in trouble do, the same for every channel over HTTP. */
class TroubleTest {
  private final Desk desk = new Desk(Desk.SHORT);

  @AfterEach
  void close() {
    desk.close();
  }

  /** A channel to a given address, and whom it reaches. */
  interface Maker {
    ChannelSettings at(URI url);
  }

  /** One of the channels over HTTP. */
  record Kind(String name, String to, Maker maker) {
    Parcel parcel() {
      return Letters.to(to, Severity.RED);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> all() {
    var key = new Secret("key-1234");
    var slots = List.of("place", "what");
    String phone = "13800138000";
    return Stream.of(
        new Kind("wecom", "", url -> new ChannelSettings.WeCom(key, url, 18)),
        new Kind("dingtalk", "", url -> new ChannelSettings.DingTalk(key, key, url, 18)),
        new Kind("feishu", "", url -> new ChannelSettings.Feishu(key, key, url, 90, 5)),
        new Kind(
            "aliyun-sms",
            phone,
            url -> new ChannelSettings.AliyunSms("id", key, "小区", "SMS_1", slots, 20, url)),
        new Kind(
            "aliyun-call",
            phone,
            url -> new ChannelSettings.AliyunCall("id", key, "", "TTS_1", slots, 2, url)),
        new Kind(
            "tencent-sms",
            phone,
            url ->
                new ChannelSettings.TencentSms(
                    "id", key, "14", "小区", "99", "ap-guangzhou", slots, 12, url)));
  }

  static Stream<Kind> withWebhook() {
    var key = new Secret("key-1234");
    return Stream.concat(
        all(),
        Stream.of(new Kind("webhook", "", url -> new ChannelSettings.Webhook(url, key, 60))));
  }

  private Receipt send(Kind kind, URI url) {
    return desk.open(kind.maker.at(url)).send(kind.parcel());
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void aRefusedConnectionIsCertainlyNoDelivery(Kind kind) throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(send(kind, URI.create("http://127.0.0.1:" + port)))
        .isInstanceOfSatisfying(
            Receipt.Later.class,
            later -> {
              assertThat(later.why()).isEqualTo("the connection is refused");
              assertThat(later.about()).isEqualTo(About.CHANNEL);
            });
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void whoTakesItAndNeverAnswersMayHaveDeliveredIt(Kind kind) throws IOException {
    try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      assertThat(send(kind, URI.create("http://127.0.0.1:" + silent.getLocalPort())))
          .isEqualTo(new Receipt.Unknown("no answer within 300 ms"));
    }
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void whoNeverEndsTheAnswerIsNotWaitedForEither(Kind kind) throws IOException {
    try (var slow = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var half =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      var socket = slow.accept();
                      socket
                          .getOutputStream()
                          .write(
                              "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                                  .getBytes(StandardCharsets.US_ASCII));
                      socket.getOutputStream().flush();
                    } catch (IOException _) {
                      // the test is over
                    }
                  });
      assertThat(send(kind, URI.create("http://127.0.0.1:" + slow.getLocalPort())))
          .isEqualTo(new Receipt.Unknown("no answer within 300 ms"));
      half.interrupt();
    }
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void aBrokenProviderIsTriedLater(Kind kind) throws IOException {
    try (var provider = new Provider(request -> new Reply(500, "<html>", java.util.Map.of()))) {
      assertThat(send(kind, provider.url()))
          .isInstanceOfSatisfying(
              Receipt.Later.class, later -> assertThat(later.why()).isEqualTo("HTTP 500"));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void garbageSaysNothing(Kind kind) throws IOException {
    for (String garbage : List.of("", "<html>", "[]", "{}", "{\"errcode\":\"x\"}", "null", "{{{")) {
      try (var provider = new Provider(request -> Reply.ok(garbage))) {
        assertThat(send(kind, provider.url()))
            .isEqualTo(new Receipt.Unknown("an answer that cannot be read"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void anAnswerWithoutEndIsNotRead(Kind kind) throws IOException {
    var endless = Reply.ok("x".repeat(1_000_000));
    try (var provider = new Provider(request -> endless)) {
      assertThat(send(kind, provider.url())).isInstanceOf(Receipt.Unknown.class);
    }
  }

  @ParameterizedTest
  @MethodSource("withWebhook")
  void aHostNobodyKnowsIsTriedLater(Kind kind) {
    assertThat(send(kind, URI.create("http://nobody.invalid"))).isInstanceOf(Receipt.Later.class);
  }
}
