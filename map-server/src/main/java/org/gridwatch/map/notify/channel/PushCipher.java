package org.gridwatch.map.notify.channel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what only the subscribed browser shall read: RFC 8291 with aes128gcm of RFC 8188. Pure.
 */
final class PushCipher {
  static final int SALT = 16;

  /** The whole message is one record. */
  static final int MOST_BYTES = 4096;

  /** Salt, record size, key length and key before it; a delimiter and the tag of GCM behind it. */
  static final int MOST_PLAIN_BYTES = MOST_BYTES - (SALT + 4 + 1 + P256.POINT) - 1 - 16;

  private static final byte LAST_RECORD = 2;

  private PushCipher() {}

  /** {@code once}: a pair of keys that was made for this message alone. */
  static byte[] encrypt(byte[] plain, PushSubscription to, KeyPair once, byte[] salt) {
    try {
      byte[] ours = P256.bytes((ECPublicKey) once.getPublic());
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(once.getPrivate());
      agreement.doPhase(to.publicKey(), true);
      byte[] keyInfo = joined(info("WebPush: info"), P256.bytes(to.publicKey()), ours);
      byte[] input = derive(agreement.generateSecret(), to.auth(), keyInfo, 32);
      byte[] key = derive(input, salt, info("Content-Encoding: aes128gcm"), 16);
      byte[] nonce = derive(input, salt, info("Content-Encoding: nonce"), 12);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      byte[] sealed = cipher.doFinal(joined(plain, new byte[] {LAST_RECORD}));
      byte[] size = ByteBuffer.allocate(4).putInt(MOST_BYTES).array();
      return joined(salt, size, new byte[] {(byte) ours.length}, ours, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDH, HKDF and AES-GCM", e);
    }
  }

  private static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length)
      throws GeneralSecurityException {
    var parameters =
        HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length);
    return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
  }

  private static byte[] info(String name) {
    return (name + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
