package org.gridwatch.map.notify.channel;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys on the curve P-256 as the bytes that Web Push writes them in. Pure but for new pairs. */
final class P256 {
  static final int POINT = 65;
  static final int NUMBER = 32;
  private static final String CURVE = "secp256r1";

  private P256() {}

  static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Throws {@link IllegalArgumentException} when it is no point of the curve. */
  static ECPublicKey publicKey(byte[] point) {
    if (point.length != POINT || point[0] != 4) {
      throw new IllegalArgumentException("a public key must be an uncompressed point of 65 bytes");
    }
    var at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + NUMBER)),
            new BigInteger(1, Arrays.copyOfRange(point, 1 + NUMBER, POINT)));
    try {
      var curve = curve();
      checkOnCurve(at, curve);
      return (ECPublicKey)
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at, curve));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Throws {@link IllegalArgumentException} when it is no private key of the curve. */
  static ECPrivateKey privateKey(byte[] number) {
    try {
      var curve = curve();
      var value = new BigInteger(1, number);
      if (value.signum() == 0 || value.compareTo(curve.getOrder()) >= 0) {
        throw new IllegalArgumentException(
            "a private key must be a number below the curve's order");
      }
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(value, curve));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static byte[] bytes(ECPublicKey key) {
    byte[] point = new byte[POINT];
    point[0] = 4;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + NUMBER);
    return point;
  }

  static byte[] bytes(ECPrivateKey key) {
    byte[] number = new byte[NUMBER];
    put(key.getS(), number, 0);
    return number;
  }

  /** A point off the curve could be chosen to learn something about our key. */
  private static void checkOnCurve(ECPoint at, ECParameterSpec curve) {
    var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    var x = at.getAffineX();
    var right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(prime);
    boolean inField = x.compareTo(prime) < 0 && at.getAffineY().compareTo(prime) < 0;
    if (!inField || !at.getAffineY().pow(2).mod(prime).equals(right)) {
      throw new IllegalArgumentException("a public key must be a point of the curve P-256");
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static void put(BigInteger number, byte[] into, int offset) {
    byte[] bytes = number.toByteArray(); // may be shorter, or have a zero in front
    int length = Math.min(bytes.length, NUMBER);
    System.arraycopy(bytes, bytes.length - length, into, offset + NUMBER - length, length);
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every JDK has P-256", e);
  }
}
