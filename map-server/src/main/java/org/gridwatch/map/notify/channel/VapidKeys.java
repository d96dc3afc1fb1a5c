package org.gridwatch.map.notify.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/**
 * The pair of keys by which push services know us; browsers subscribe with the public one.
 *
 * @param publicKey base64url
 */
public record VapidKeys(String publicKey, Secret privateKey) {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /** A new pair; with it, old subscriptions are worth nothing. */
  public static VapidKeys generate() {
    var pair = P256.pair();
    return new VapidKeys(
        TEXT.encodeToString(P256.bytes((ECPublicKey) pair.getPublic())),
        new Secret(TEXT.encodeToString(P256.bytes((ECPrivateKey) pair.getPrivate()))));
  }

  /** Whether both are keys, and of one pair. */
  static boolean fit(String publicKey, Secret privateKey) {
    try {
      byte[] words = "fit".getBytes(StandardCharsets.US_ASCII);
      var check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(P256.publicKey(Base64.getUrlDecoder().decode(publicKey)));
      check.update(words);
      return check.verify(
          sign(
              "SHA256withECDSA",
              P256.privateKey(Base64.getUrlDecoder().decode(privateKey.value())),
              words));
    } catch (IllegalArgumentException | GeneralSecurityException noKeys) {
      return false;
    }
  }

  static byte[] sign(String algorithm, ECPrivateKey key, byte[] words)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(words);
    return signature.sign();
  }
}
