package org.gridwatch.map.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gridwatch.map.notify.channel.Provider.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser does with Web Push, by a way of its own: it subscribes, and reads what came. */
public final class PushBrowser {
  static final byte[] AUTH = bytes("BTBZMqHH6r4Tts7J_aSIgg");
  private final KeyPair pair = P256.pair();

  static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** As {@code JSON.stringify(subscription)} writes it. */
  public String subscription(URI endpoint) {
    return """
    {"endpoint":"%s","expirationTime":null,"keys":{"p256dh":"%s=","auth":"%s"}}"""
        .formatted(endpoint, text(P256.bytes((ECPublicKey) pair.getPublic())), text(AUTH));
  }

  /** The settings of a channel whose push services stand at that address, as JSON. */
  public static String channel(URI service) {
    var keys = VapidKeys.generate();
    return """
    {"type": "web-push", "publicKey": "%s", "privateKey": "%s", "contact": "ops@example.cn", "services": ["%s"]}"""
        .formatted(keys.publicKey(), keys.privateKey().value(), service);
  }

  /** Who says so signs with the key that is told; the claims. */
  public static JsonNode claims(Request request, String publicKey) {
    String[] told = request.header("Authorization").split("vapid t=|, k=");
    String[] parts = told[1].split("\\.");
    assertThat(told[2]).isEqualTo(publicKey);
    try {
      var check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(P256.publicKey(bytes(told[2])));
      check.update(Desk.utf8(parts[0] + "." + parts[1]));
      assertThat(check.verify(bytes(parts[2]))).isTrue();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return JsonMapper.shared().readTree(bytes(parts[1]));
  }

  /** With plain HMACs. */
  public JsonNode opened(byte[] body) {
    try {
      byte[] salt = Arrays.copyOf(body, 16);
      byte[] sender = Arrays.copyOfRange(body, 21, 86);
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pair.getPrivate());
      agreement.doPhase(P256.publicKey(sender), true);
      byte[] us = P256.bytes((ECPublicKey) pair.getPublic());
      byte[] first = Desk.hmac(AUTH, agreement.generateSecret());
      byte[] input = Desk.hmac(first, joined(Desk.utf8("WebPush: info\0"), us, sender, one()));
      byte[] second = Desk.hmac(salt, input);
      byte[] key = Desk.hmac(second, joined(Desk.utf8("Content-Encoding: aes128gcm\0"), one()));
      byte[] nonce = Desk.hmac(second, joined(Desk.utf8("Content-Encoding: nonce\0"), one()));
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, 0, 16, "AES"),
          new GCMParameterSpec(128, nonce, 0, 12));
      byte[] plain = cipher.doFinal(body, 86, body.length - 86);
      assertThat(plain[plain.length - 1]).isEqualTo((byte) 2);
      return JsonMapper.shared().readTree(Arrays.copyOf(plain, plain.length - 1));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] one() {
    return new byte[] {1};
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var all = java.nio.ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
