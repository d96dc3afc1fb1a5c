package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Says to a push service who we are: RFC 8292. */
final class Vapid {
  /** A push service refuses more than 24 hours. */
  private static final Duration VALID = Duration.ofHours(12);

  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final String publicKey;
  private final ECPrivateKey privateKey;
  private final String subject;

  Vapid(ChannelSettings.WebPush settings) {
    publicKey = settings.publicKey();
    privateKey = P256.privateKey(Base64.getUrlDecoder().decode(settings.privateKey().value()));
    subject =
        settings.contact().startsWith("https://")
            ? settings.contact()
            : "mailto:" + settings.contact();
  }

  String authorization(URI endpoint, Instant now) {
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    var claims = Json.object();
    claims.put("aud", origin);
    claims.put("exp", now.plus(VALID).getEpochSecond());
    claims.put("sub", subject);
    String unsigned =
        encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + encoded(claims.toString());
    return "vapid t=" + unsigned + "." + signature(unsigned) + ", k=" + publicKey;
  }

  private String signature(String unsigned) {
    try { // P1363: the two numbers one after the other, as JWT wants them
      byte[] words = unsigned.getBytes(StandardCharsets.US_ASCII);
      return TEXT.encodeToString(VapidKeys.sign("SHA256withECDSAinP1363Format", privateKey, words));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ES256", e);
    }
  }

  private static String encoded(String text) {
    return TEXT.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
