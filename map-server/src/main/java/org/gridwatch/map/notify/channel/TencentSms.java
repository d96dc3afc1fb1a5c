package org.gridwatch.map.notify.channel;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;
import org.gridwatch.map.notify.channel.Web.Outcome.Ended;
import tools.jackson.databind.JsonNode;

/** SMS through Tencent Cloud, signed with TC3-HMAC-SHA256. */
final class TencentSms implements Channel {
  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String TYPE = "application/json; charset=utf-8";
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final int MOST_TRACED = 100;
  private static final String SIGNED = "content-type;host";
  private static final Codes CODES =
      Codes.NONE
          .later(Duration.ofMinutes(1), About.CHANNEL, "RequestLimitExceeded*", "InternalError*")
          .later(
              Duration.ofHours(1),
              About.CHANNEL,
              "LimitExceeded.AppDailyLimit",
              "LimitExceeded.DailyLimit")
          .later(
              Duration.ofSeconds(30), About.RECEIVER, "LimitExceeded.PhoneNumberThirtySecondLimit")
          .later(Duration.ofMinutes(1), About.RECEIVER, "LimitExceeded.DeliveryFrequencyLimit")
          .later(Duration.ofHours(1), About.RECEIVER, "LimitExceeded.PhoneNumberOneHourLimit")
          .later(
              Duration.ofHours(24),
              About.RECEIVER,
              "LimitExceeded.PhoneNumberDailyLimit",
              "LimitExceeded.PhoneNumberSameContentDailyLimit")
          .unsure("InternalError.Timeout", "InternalError.SendAndRecvFail")
          .refuse(
              About.CHANNEL,
              "AuthFailure*",
              "UnauthorizedOperation*",
              "FailedOperation.InsufficientBalanceInSmsPackage",
              "FailedOperation.SignatureIncorrectOrUnapproved",
              "FailedOperation.TemplateIncorrectOrUnapproved",
              "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
              "FailedOperation.MissingSignature",
              "FailedOperation.MissingTemplateToModify",
              "InvalidParameterValue.SdkAppIdNotExist")
          .refuse(
              About.RECEIVER,
              "FailedOperation.PhoneNumberInBlacklist",
              "InvalidParameterValue.IncorrectPhoneNumber",
              "UnsupportedOperation*")
          .refuse(
              About.PARCEL,
              "FailedOperation.ContainSensitiveWord",
              "FailedOperation.FailResolvePacket",
              "InvalidParameter*",
              "InvalidParameterValue*",
              "MissingParameter*");

  private final ChannelSettings.TencentSms settings;
  private final Web web;
  private final Clock clock;

  TencentSms(ChannelSettings.TencentSms settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
  }

  @Override
  public Receipt send(Parcel parcel) {
    var phone = Phone.parse(parcel.to()).filter(Phone::mobile);
    if (phone.isEmpty()) {
      return new Receipt.Refused("not a mobile number", About.RECEIVER);
    }
    return switch (ask("SendSms", body(parcel, phone.get()))) {
      case Ended ended -> ended.receipt();
      case Answered answer -> receipt(answer);
    };
  }

  private Web.Outcome ask(String action, String body) {
    var now = clock.instant();
    var request =
        HttpRequest.newBuilder(Check.append(settings.url(), "/"))
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .header("Content-Type", TYPE)
            .header("X-TC-Action", action)
            .header("X-TC-Version", "2021-01-11")
            .header("X-TC-Region", settings.region())
            .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
            .header(
                "Authorization",
                authorization(
                    settings.secretId(),
                    settings.secretKey(),
                    "sms",
                    Check.host(settings.url()),
                    body,
                    now));
    return web.post(request);
  }

  @Override
  public Delivery trace(Delivery.Sent sent) {
    var phone = Phone.parse(sent.to());
    if (phone.isEmpty()) {
      return new Delivery.Pending();
    }
    var question = Json.object();
    question.put("SmsSdkAppId", settings.sdkAppId());
    question.put("PhoneNumber", phone.get().e164());
    question.put("BeginTime", sent.at().minus(CLOCKS_DIFFER).getEpochSecond());
    question.put("Offset", 0);
    question.put("Limit", MOST_TRACED);
    return switch (ask("PullSmsSendStatusByPhoneNumber", question.toString())) {
      case Ended _ -> new Delivery.Pending();
      case Answered answer ->
          Json.read(answer.body())
              .map(json -> delivery(json.path("Response").path("PullSmsSendStatusSet"), sent))
              .orElseGet(Delivery.Pending::new);
    };
  }

  private static Delivery delivery(JsonNode all, Delivery.Sent sent) {
    for (JsonNode one : all) {
      if (one.path("SerialNo").asString("").equals(sent.providerId())) {
        return switch (one.path("ReportStatus").asString("")) {
          case "SUCCESS" -> new Delivery.Arrived();
          case "FAIL" -> new Delivery.Lost(one.path("Description").asString("not delivered"));
          default -> new Delivery.Pending();
        };
      }
    }
    return new Delivery.Pending();
  }

  /**
   * The same words to one number once in 30 seconds; our words differ, so this is the safe side.
   */
  @Override
  public Limits limits() {
    return new Limits(List.of(), List.of(Rate.of(1, Duration.ofSeconds(30))));
  }

  static String authorization(
      String keyId, Secret key, String service, String host, String body, Instant now) {
    String canonical =
        String.join(
            "\n",
            "POST",
            "/",
            "",
            "content-type:" + TYPE,
            "host:" + host,
            "",
            SIGNED,
            Hash.sha256(body));
    String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    String scope = day + "/" + service + "/tc3_request";
    String toSign =
        String.join(
            "\n", ALGORITHM, Long.toString(now.getEpochSecond()), scope, Hash.sha256(canonical));
    byte[] dayKey = Hash.hmac("TC3" + key.value(), day);
    byte[] signingKey = Hash.hmac(Hash.hmac(dayKey, service), "tc3_request");
    return ALGORITHM
        + " Credential="
        + keyId
        + "/"
        + scope
        + ", SignedHeaders="
        + SIGNED
        + ", Signature="
        + Hash.hex(Hash.hmac(signingKey, toSign));
  }

  private String body(Parcel parcel, Phone phone) {
    var json = Json.object();
    json.putArray("PhoneNumberSet").add(phone.e164());
    json.put("SmsSdkAppId", settings.sdkAppId());
    json.put("SignName", settings.signName());
    json.put("TemplateId", settings.templateId());
    var values = json.putArray("TemplateParamSet");
    Slots.of(parcel.text(), settings.slots(), settings.slotLength()).values().forEach(values::add);
    json.put("SessionContext", parcel.key());
    return json.toString();
  }

  private Receipt receipt(Answered answer) {
    var response = Json.read(answer.body()).map(json -> json.path("Response"));
    if (response.isEmpty() || !response.get().isObject()) {
      return Status.good(answer)
          ? new Receipt.Unknown("an answer that cannot be read")
          : Status.failure(answer, clock.instant());
    }
    JsonNode error = response.get().path("Error");
    JsonNode told = error.isObject() ? error : response.get().path("SendStatusSet").path(0);
    String code = told.path("Code").asString("");
    if (code.isEmpty()) {
      return new Receipt.Unknown("an answer that cannot be read");
    }
    return code.equals("Ok")
        ? new Receipt.Taken(told.path("SerialNo").asString(""))
        : CODES.receipt(code, told.path("Message").asString(""));
  }
}
