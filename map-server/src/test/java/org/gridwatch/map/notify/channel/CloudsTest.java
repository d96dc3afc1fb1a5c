package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Provider.Request;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SMS and calls through Alibaba Cloud and Tencent Cloud. */
class CloudsTest {
  private static final Secret KEY = new Secret("YourAccessKeySecret");
  private static final Secret TENCENT_KEY = new Secret("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
  private static final List<String> SLOTS = List.of("place", "what");
  private static final String MOBILE = "138-0013 8000";
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private Channel sms(URI url) {
    return desk.open(new ChannelSettings.AliyunSms("AKID", KEY, "幸福小区", "SMS_17", SLOTS, 20, url));
  }

  private Channel call(URI url) {
    return desk.open(
        new ChannelSettings.AliyunCall("AKID", KEY, "057112345678", "TTS_17", SLOTS, 2, url));
  }

  private Channel tencent(URI url) {
    return desk.open(
        new ChannelSettings.TencentSms(
            "AKIDt", TENCENT_KEY, "1400", "幸福小区", "99", "ap-guangzhou", SLOTS, 12, url));
  }

  /** As Alibaba Cloud does: every x-acs header and the host are covered, and the query. */
  private static Reply aliyunVerified(Request request, String answer) {
    var covered = new TreeMap<String, String>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(java.util.Locale.ROOT);
              if (lower.startsWith("x-acs-") || lower.equals("host")) {
                covered.put(lower, value);
              }
            });
    String headers =
        covered.entrySet().stream()
            .map(one -> one.getKey() + ":" + one.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical =
        "POST\n/\n"
            + request.uri().getRawQuery()
            + "\n"
            + headers
            + "\n"
            + String.join(";", covered.keySet())
            + "\n"
            + sha256(request.body());
    String signature = hex(KEY.value(), "ACS3-HMAC-SHA256\n" + sha256(canonical));
    boolean right =
        request.header("Authorization").endsWith(",Signature=" + signature)
            && request.header("x-acs-content-sha256").equals(sha256(""));
    return right
        ? Reply.ok(answer)
        : new Reply(400, "{\"Code\":\"SignatureDoesNotMatch\",\"Message\":\"no\"}", Map.of());
  }

  private static Reply tencentVerified(Request request, String answer) {
    String canonical =
        "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:"
            + request.header("Host")
            + "\n\ncontent-type;host\n"
            + sha256(request.body());
    long second = Long.parseLong(request.header("X-TC-Timestamp"));
    String day = Instant.ofEpochSecond(second).toString().substring(0, 10);
    byte[] key = Desk.hmac(Desk.utf8("TC3" + TENCENT_KEY.value()), Desk.utf8(day));
    key = Desk.hmac(Desk.hmac(key, Desk.utf8("sms")), Desk.utf8("tc3_request"));
    String toSign =
        "TC3-HMAC-SHA256\n" + second + "\n" + day + "/sms/tc3_request\n" + sha256(canonical);
    String signature = HexFormat.of().formatHex(Desk.hmac(key, Desk.utf8(toSign)));
    boolean right = request.header("Authorization").endsWith(", Signature=" + signature);
    return Reply.ok(
        right
            ? answer
            : "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\",\"Message\":\"no\"}}}");
  }

  @Test
  void signsAsTheExampleOfAlibabaCloudDoes() {
    try (var web = new Web(Timeouts.DEFAULT)) {
      var url = URI.create("https://ecs.cn-shanghai.aliyuncs.com");
      var api = new AliyunApi(url, "YourAccessKeyId", KEY, web, desk.clock);
      String query =
          AliyunApi.query(
              Map.of(
                  "RegionId", "cn-shanghai",
                  "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"));
      var headers =
          AliyunApi.headers(
              "RunInstances",
              "2014-05-26",
              "3156853299f313e23d1673dc12e1703d",
              Instant.parse("2023-10-26T10:22:32Z"));
      assertThat(api.authorization(query, headers))
          .isEqualTo(
              "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                  + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
                  + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }
  }

  @Test
  void signsAsTheExampleOfTencentCloudDoes() {
    String body =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], "
            + "\"Name\": \"instance-name\"}]}";
    assertThat(
            TencentSms.authorization(
                "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
                TENCENT_KEY,
                "cvm",
                "cvm.tencentcloudapi.com",
                body,
                Instant.ofEpochSecond(1_551_113_065)))
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/"
                + "tc3_request, SignedHeaders=content-type;host, Signature="
                + "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
  }

  @Test
  void aliyunTakesAnSms() throws IOException {
    String answer = "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"9006^0\",\"RequestId\":\"r\"}";
    try (var provider = new Provider(request -> aliyunVerified(request, answer))) {
      assertThat(sms(provider.url()).send(Letters.to(MOBILE, Severity.RED)))
          .isEqualTo(new Receipt.Taken("9006^0"));
      var request = provider.only();
      assertThat(request.header("x-acs-action")).isEqualTo("SendSms");
      assertThat(request.header("x-acs-version")).isEqualTo("2017-05-25");
      assertThat(request.query())
          .containsEntry("PhoneNumbers", "13800138000")
          .containsEntry("SignName", "幸福小区")
          .containsEntry("TemplateParam", "{\"place\":\"1-2-301\",\"what\":\"燃气泄漏\"}")
          .containsEntry("OutId", "alert-17/step-1");
    }
  }

  @Test
  void aliyunCallsSomebody() throws IOException {
    String answer =
        "{\"Code\":\"OK\",\"Message\":\"OK\",\"CallId\":\"116^10\",\"RequestId\":\"r\"}";
    try (var provider = new Provider(request -> aliyunVerified(request, answer))) {
      assertThat(call(provider.url()).send(Letters.to("0571-8765 4321", Severity.RED)))
          .isEqualTo(new Receipt.Taken("116^10"));
      assertThat(provider.only().query())
          .containsEntry("CalledNumber", "057187654321")
          .containsEntry("CalledShowNumber", "057112345678")
          .containsEntry("PlayTimes", "2");
      assertThat(provider.only().query().get("OutId")).hasSize(15);
    }
  }

  @Test
  void tencentTakesAnSms() throws IOException {
    String answer =
        "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"5000:1\",\"Code\":\"Ok\"}]}}";
    try (var provider = new Provider(request -> tencentVerified(request, answer))) {
      assertThat(tencent(provider.url()).send(Letters.to(MOBILE, Severity.RED)))
          .isEqualTo(new Receipt.Taken("5000:1"));
      var json = provider.only().json();
      assertThat(json.path("PhoneNumberSet").toString()).isEqualTo("[\"+8613800138000\"]");
      assertThat(json.path("TemplateParamSet").toString()).isEqualTo("[\"1-2-301\",\"燃气泄漏\"]");
      assertThat(json.path("SessionContext").asString()).isEqualTo("alert-17/step-1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"Code\":\"OK\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[{\"SendStatus\":3}]}}', Arrived",
    "'{\"Code\":\"OK\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[{\"SendStatus\":1}]}}', Pending",
    "'{\"Code\":\"OK\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[{\"SendStatus\":2,\"ErrCode\":\"IS_CLOSED\"}]}}', Lost IS_CLOSED",
    "'{\"Code\":\"OK\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[]}}', Pending",
    "'{\"Code\":\"isv.OUT_OF_SERVICE\"}', Pending",
    "oops, Pending"
  })
  void aliyunSaysWhetherItHasArrived(String answer, String delivery) throws IOException {
    try (var provider = new Provider(request -> aliyunVerified(request, answer))) {
      assertThat(traced(sms(provider.url()), "9006^0")).isEqualTo(delivery);
      assertThat(provider.only().header("x-acs-action")).isEqualTo("QuerySendDetails");
      assertThat(provider.only().query())
          .containsEntry("PhoneNumber", "13800138000")
          .containsEntry("BizId", "9006^0")
          .containsEntry("SendDate", "20260505"); // by the provider's clock
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"SerialNo\":\"5000:1\",\"ReportStatus\":\"SUCCESS\"}', Arrived",
    "'{\"SerialNo\":\"5000:1\",\"ReportStatus\":\"FAIL\",\"Description\":\"MK:0012\"}', Lost MK:0012",
    "'{\"SerialNo\":\"5000:2\",\"ReportStatus\":\"SUCCESS\"}', Pending",
    "'', Pending"
  })
  void tencentSaysWhetherItHasArrived(String status, String delivery) throws IOException {
    String answer = "{\"Response\":{\"PullSmsSendStatusSet\":[" + status + "]}}";
    try (var provider = new Provider(request -> tencentVerified(request, answer))) {
      assertThat(traced(tencent(provider.url()), "5000:1")).isEqualTo(delivery);
      assertThat(provider.only().header("X-TC-Action")).isEqualTo("PullSmsSendStatusByPhoneNumber");
      assertThat(provider.only().json().path("PhoneNumber").asString()).isEqualTo("+8613800138000");
    }
  }

  private static String traced(Channel channel, String providerId) {
    var at = Instant.parse("2026-05-04T16:00:00Z");
    return switch (channel.trace(new Delivery.Sent(providerId, MOBILE, at))) {
      case Delivery.Arrived _ -> "Arrived";
      case Delivery.Lost lost -> "Lost " + lost.why();
      case Delivery.Pending _ -> "Pending";
    };
  }

  @Test
  void aProviderThatIsAwaySaysNothing() {
    var nowhere = URI.create("http://127.0.0.1:9");
    assertThat(traced(sms(nowhere), "1")).isEqualTo("Pending");
    assertThat(traced(tencent(nowhere), "1")).isEqualTo("Pending");
  }

  @Test
  void aWrongKeyIsRefusedForTheWholeChannel() throws IOException {
    try (var provider = new Provider(request -> aliyunVerified(request, "{}"))) {
      var wrong =
          new ChannelSettings.AliyunSms(
              "AKID", new Secret("other"), "小区", "SMS_1", SLOTS, 20, provider.url());
      assertThat(desk.open(wrong).send(Letters.to(MOBILE, Severity.RED)))
          .isEqualTo(new Receipt.Refused("SignatureDoesNotMatch no", About.CHANNEL));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "110", "12345678901", "+86123", "0571-87654321", "13800138000;DROP"})
  void anSmsToNoMobileIsRefusedHere(String to) throws IOException {
    try (var provider = new Provider(request -> Reply.ok("{}"))) {
      for (Channel channel : List.of(sms(provider.url()), tencent(provider.url()))) {
        assertThat(channel.send(Letters.to(to, Severity.RED)))
            .isEqualTo(new Receipt.Refused("not a mobile number", About.RECEIVER));
      }
      assertThat(provider.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "isv.BUSINESS_LIMIT_CONTROL, 触发分钟级流控Permits:1, Later, RECEIVER, 60",
    "isv.BUSINESS_LIMIT_CONTROL, 触发小时级流控Permits:5, Later, RECEIVER, 3600",
    "isv.BUSINESS_LIMIT_CONTROL, 触发天级流控Permits:10, Later, RECEIVER, 86400",
    "isv.MOBILE_NUMBER_ILLEGAL, m, Refused, RECEIVER, 0",
    "isv.AMOUNT_NOT_ENOUGH, m, Refused, CHANNEL, 0",
    "isv.SMS_SIGNATURE_ILLEGAL, m, Refused, CHANNEL, 0",
    "isv.PARAM_LENGTH_LIMIT, m, Refused, PARCEL, 0",
    "InvalidAccessKeyId.NotFound, m, Refused, CHANNEL, 0",
    "Throttling.User, m, Later, CHANNEL, 60",
    "isp.SYSTEM_ERROR, m, Later, CHANNEL, 60",
    "isp.RAM_PERMISSION_DENY, m, Refused, CHANNEL, 0",
    "isv.SOMETHING_NEW, m, Later, CHANNEL, 60"
  })
  void knowsWhatAliyunMeans(String code, String words, String kind, About about, long seconds)
      throws IOException {
    String answer = "{\"Code\":\"" + code + "\",\"Message\":\"" + words + "\"}";
    try (var provider = new Provider(request -> Reply.ok(answer))) {
      assertThat(sms(provider.url()).send(Letters.to(MOBILE, Severity.RED)))
          .isEqualTo(receipt(code + " " + words, kind, about, seconds));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LimitExceeded.PhoneNumberThirtySecondLimit, Later, RECEIVER, 30",
    "LimitExceeded.PhoneNumberOneHourLimit, Later, RECEIVER, 3600",
    "LimitExceeded.PhoneNumberDailyLimit, Later, RECEIVER, 86400",
    "LimitExceeded.AppDailyLimit, Later, CHANNEL, 3600",
    "FailedOperation.PhoneNumberInBlacklist, Refused, RECEIVER, 0",
    "FailedOperation.ContainSensitiveWord, Refused, PARCEL, 0",
    "InvalidParameterValue.IncorrectPhoneNumber, Refused, RECEIVER, 0",
    "InvalidParameterValue.TemplateParameterLengthLimit, Refused, PARCEL, 0",
    "FailedOperation.InsufficientBalanceInSmsPackage, Refused, CHANNEL, 0",
    "AuthFailure.SecretIdNotFound, Refused, CHANNEL, 0",
    "RequestLimitExceeded, Later, CHANNEL, 60",
    "InternalError.OtherError, Later, CHANNEL, 60",
    "FailedOperation.SomethingNew, Later, CHANNEL, 60"
  })
  void knowsWhatTencentMeans(String code, String kind, About about, long seconds)
      throws IOException {
    String told = "{\"Code\":\"" + code + "\",\"Message\":\"m\"}";
    for (String answer :
        List.of(
            "{\"Response\":{\"Error\":" + told + "}}",
            "{\"Response\":{\"SendStatusSet\":[" + told + "]}}")) {
      try (var provider = new Provider(request -> Reply.ok(answer))) {
        assertThat(tencent(provider.url()).send(Letters.to(MOBILE, Severity.RED)))
            .isEqualTo(receipt(code + " m", kind, about, seconds));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://sms.example.cn, sms.example.cn",
    "https://sms.example.cn:443/, sms.example.cn",
    "http://sms.example.cn:443, sms.example.cn:443",
    "http://127.0.0.1:80, 127.0.0.1"
  })
  void signsTheHostAsItIsSent(URI url, String host) {
    assertThat(Check.host(url)).isEqualTo(host);
  }

  @Test
  void aTimeOutInsideTencentMayBeADelivery() throws IOException {
    String answer =
        "{\"Response\":{\"Error\":{\"Code\":\"InternalError.Timeout\",\"Message\":\"m\"}}}";
    try (var provider = new Provider(request -> Reply.ok(answer))) {
      assertThat(tencent(provider.url()).send(Letters.to(MOBILE, Severity.RED)))
          .isEqualTo(new Receipt.Unknown("InternalError.Timeout m"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000, 13800138000, +8613800138000",
    "+86 138 0013 8000, 13800138000, +8613800138000",
    "008613800138000, 13800138000, +8613800138000",
    "+85291234567, 85291234567, +85291234567"
  })
  void writesANumberAsEachWantsIt(String given, String plain, String e164) {
    var phone = Phone.parse(given).orElseThrow();
    assertThat(phone.plain()).isEqualTo(plain);
    assertThat(phone.e164()).isEqualTo(e164);
    assertThat(phone.mobile()).isTrue();
  }

  private static Receipt receipt(String why, String kind, About about, long seconds) {
    return kind.equals("Later")
        ? new Receipt.Later(why, Duration.ofSeconds(seconds), about)
        : new Receipt.Refused(why, about);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(String key, String message) {
    return HexFormat.of().formatHex(Desk.hmac(Desk.utf8(key), Desk.utf8(message)));
  }
}
