package org.gridwatch.map.notify.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and the signatures that providers make of it. Pure. */
final class Hash {
  private static final String HMAC = "HmacSHA256";

  private Hash() {}

  static byte[] hmac(byte[] key, String message) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(utf8(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  static byte[] hmac(String key, String message) {
    return hmac(utf8(key), message);
  }

  static String sha256(String message) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(utf8(message)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
