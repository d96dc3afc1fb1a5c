package org.gridwatch.map.notify.tap;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a link opens, for whom and until when, signed so that nobody can make one or change one. It
 * is readable by whoever holds it and holds no secret but its signature. Pure.
 */
final class LinkSeal {
  static final int SECRET_BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final short VERSION = 1;
  private static final int PAYLOAD = Short.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES;

  /** 54 bytes fill 72 letters to the last bit: each token has one spelling and no other. */
  private static final int LETTERS = (PAYLOAD + 32) / 3 * 4;

  /** What a token turned out to be. */
  sealed interface Opened {
    /**
     * @param personId 0: it was meant for several
     */
    record Open(long alertId, int personId) implements Opened {}

    /** It was one of ours once. */
    record Expired(long alertId) implements Opened {}

    /** Not one of ours. */
    record Unknown() implements Opened {}
  }

  private final SecretKeySpec key;

  LinkSeal(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret must have " + SECRET_BYTES + " bytes, had " + secret.length);
    }
    this.key = new SecretKeySpec(secret, HMAC);
  }

  /**
   * @param until the first second in which it opens nothing any more
   */
  String seal(long alertId, int personId, Instant until) {
    var payload =
        ByteBuffer.allocate(PAYLOAD)
            .putShort(VERSION)
            .putLong(alertId)
            .putInt(personId)
            .putLong(until.getEpochSecond())
            .array();
    var token = ByteBuffer.allocate(PAYLOAD + 32).put(payload).put(signature(payload)).array();
    return Base64.getUrlEncoder().encodeToString(token);
  }

  Opened open(String token, Instant now) {
    var bytes = bytes(token);
    var payload = Arrays.copyOf(bytes, PAYLOAD);
    var signature = Arrays.copyOfRange(bytes, PAYLOAD, PAYLOAD + 32);
    if (!MessageDigest.isEqual(signature, signature(payload))) {
      return new Opened.Unknown();
    }
    var in = ByteBuffer.wrap(payload);
    if (in.getShort() != VERSION) {
      return new Opened.Unknown();
    }
    long alertId = in.getLong();
    int personId = in.getInt();
    return now.getEpochSecond() < in.getLong()
        ? new Opened.Open(alertId, personId)
        : new Opened.Expired(alertId);
  }

  /** Of what cannot be a token, as many zeros, which no signature fits. */
  private static byte[] bytes(String token) {
    if (token.length() == LETTERS) {
      try {
        return Base64.getUrlDecoder().decode(token);
      } catch (IllegalArgumentException notOurLetters) {
        return new byte[PAYLOAD + 32];
      }
    }
    return new byte[PAYLOAD + 32];
  }

  private byte[] signature(byte[] payload) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
