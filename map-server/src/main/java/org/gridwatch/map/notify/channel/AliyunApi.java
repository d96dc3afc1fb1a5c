package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;
import org.gridwatch.map.notify.channel.Web.Outcome.Ended;
import tools.jackson.databind.node.ObjectNode;

/** Alibaba Cloud's RPC style with signature V3 (ACS3-HMAC-SHA256): all parameters in the query. */
final class AliyunApi {
  static final String VERSION = "2017-05-25";
  private static final String NO_BODY = Hash.sha256("");
  private static final Codes CODES =
      Codes.NONE
          .later(Duration.ofMinutes(1), About.CHANNEL, "Throttling*", "isp.*", "ServiceUnavailable")
          .later(
              Duration.ofHours(1),
              About.CHANNEL,
              "isv.DAY_LIMIT_CONTROL",
              "isv.MONTH_LIMIT_CONTROL")
          .refuse(
              About.CHANNEL,
              "isp.RAM_PERMISSION_DENY",
              "InvalidAccessKeyId*",
              "SignatureDoesNotMatch",
              "SignatureNonceUsed",
              "InvalidTimeStamp*",
              "Forbidden*",
              "NoPermission",
              "isv.OUT_OF_SERVICE",
              "isv.AMOUNT_NOT_ENOUGH",
              "isv.PRODUCT_UN*",
              "isv.ACCOUNT_*",
              "isv.SMS_SIGN*",
              "isv.SMS_TEMPLATE_ILLEGAL",
              "isv.TEMPLATE_MISSING_PARAMETERS",
              "isv.TTS_TEMPLATE_ILLEGAL",
              "isv.VOICE_*",
              "isv.DISPLAY_NUMBER_ILLEGAL")
          .refuse(
              About.RECEIVER,
              "isv.MOBILE_NUMBER_ILLEGAL",
              "isv.CALLED_NUMBER_ILLEGAL",
              "isv.BLACK_LIST*")
          .refuse(
              About.PARCEL,
              "isv.TEMPLATE_PARAMS_ILLEGAL",
              "isv.BLACK_KEY_CONTROL_LIMIT",
              "isv.PARAM_LENGTH_LIMIT",
              "isv.PARAM_NOT_SUPPORT_URL",
              "isv.INVALID_JSON_PARAM",
              "isv.INVALID_PARAMETERS");

  private final URI base;
  private final String keyId;
  private final Secret keySecret;
  private final Web web;
  private final Clock clock;

  AliyunApi(URI base, String keyId, Secret keySecret, Web web, Clock clock) {
    this.base = base;
    this.keyId = keyId;
    this.keySecret = keySecret;
    this.web = web;
    this.clock = clock;
  }

  /** {@code idField}: where the answer names what was taken. */
  Receipt call(String action, Map<String, String> parameters, String idField) {
    return switch (ask(action, parameters)) {
      case Ended ended -> ended.receipt();
      case Answered answer -> receipt(answer, idField);
    };
  }

  /** Empty: no answer, or one that says no. */
  Optional<ObjectNode> read(String action, Map<String, String> parameters) {
    return switch (ask(action, parameters)) {
      case Ended _ -> Optional.empty();
      case Answered answer ->
          Json.read(answer.body()).filter(json -> json.path("Code").asString("").equals("OK"));
    };
  }

  private Web.Outcome ask(String action, Map<String, String> parameters) {
    String query = query(parameters);
    var headers = headers(action, VERSION, UUID.randomUUID().toString(), clock.instant());
    var request =
        HttpRequest.newBuilder(Check.append(base, "/?" + query))
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("Accept", "application/json");
    headers.forEach(request::header);
    request.header("Authorization", authorization(query, headers));
    return web.post(request);
  }

  static Map<String, String> headers(String action, String version, String nonce, Instant now) {
    return Map.of(
        "x-acs-action", action,
        "x-acs-version", version,
        "x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString(),
        "x-acs-signature-nonce", nonce,
        "x-acs-content-sha256", NO_BODY);
  }

  String authorization(String query, Map<String, String> headers) {
    var signed = new TreeMap<>(headers);
    signed.put("host", Check.host(base));
    String names = String.join(";", signed.keySet());
    String canonicalHeaders =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", "POST", "/", query, canonicalHeaders, names, NO_BODY);
    byte[] signature = Hash.hmac(keySecret.value(), "ACS3-HMAC-SHA256\n" + Hash.sha256(canonical));
    return "ACS3-HMAC-SHA256 Credential="
        + keyId
        + ",SignedHeaders="
        + names
        + ",Signature="
        + Hash.hex(signature);
  }

  /** Sorted by name, RFC 3986. */
  static String query(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private Receipt receipt(Answered answer, String idField) {
    var json = Json.read(answer.body());
    String code = json.map(node -> node.path("Code").asString("")).orElse("");
    if (json.isEmpty() || code.isEmpty()) {
      return Status.good(answer)
          ? new Receipt.Unknown("an answer that cannot be read")
          : Status.failure(answer, clock.instant());
    }
    if (code.equals("OK")) {
      return new Receipt.Taken(json.get().path(idField).asString(""));
    }
    String words = json.get().path("Message").asString("");
    return code.equals("isv.BUSINESS_LIMIT_CONTROL")
        ? new Receipt.Later(code + " " + words, limited(words), About.RECEIVER)
        : CODES.receipt(code, words);
  }

  /** Its words say which of a number's limits is reached: minute, hour or day. */
  private static Duration limited(String words) {
    if (words.contains("分钟") || words.contains("minute")) {
      return Duration.ofMinutes(1);
    }
    return words.contains("天") || words.contains("day")
        ? Duration.ofHours(24)
        : Duration.ofHours(1);
  }
}
