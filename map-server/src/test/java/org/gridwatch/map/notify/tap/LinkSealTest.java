package org.gridwatch.map.notify.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.gridwatch.map.notify.tap.LinkSeal.Opened;
import org.junit.jupiter.api.Test;

class LinkSealTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final LinkSeal seal = new LinkSeal(secret(1));
  private final String token = seal.seal(4711, 12, LATER);

  private static byte[] secret(int filling) {
    var secret = new byte[LinkSeal.SECRET_BYTES];
    Arrays.fill(secret, (byte) filling);
    return secret;
  }

  @Test
  void whatWasSealedIsOpened() {
    assertThat(seal.open(token, NOW)).isEqualTo(new Opened.Open(4711, 12));
    assertThat(seal.open(seal.seal(1, 0, LATER), NOW)).isEqualTo(new Opened.Open(1, 0));
    assertThat(token).matches("[A-Za-z0-9_-]{72}");
  }

  @Test
  void itOpensUntilTheLastSecondBeforeItsEndAndNeverAgain() {
    assertThat(seal.open(token, LATER.minusMillis(1))).isInstanceOf(Opened.Open.class);
    assertThat(seal.open(token, LATER)).isEqualTo(new Opened.Expired(4711));
    assertThat(seal.open(token, LATER.plusSeconds(1_000_000))).isInstanceOf(Opened.Expired.class);
  }

  @Test
  void noByteCanBeChanged() {
    var bytes = Base64.getUrlDecoder().decode(token);
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        var changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed), NOW))
            .as("byte %d, bit %d", i, bit)
            .isEqualTo(new Opened.Unknown());
      }
    }
  }

  @Test
  void noLetterCanBeChangedSoThereIsOneSpellingOnly() {
    for (int i = 0; i < token.length(); i++) {
      for (char letter : LETTERS.toCharArray()) {
        if (letter != token.charAt(i)) {
          var changed = token.substring(0, i) + letter + token.substring(i + 1);
          assertThat(seal.open(changed, NOW)).isEqualTo(new Opened.Unknown());
        }
      }
    }
  }

  @Test
  void theSignatureOfOneLinkFitsNoOther() {
    var other = seal.seal(4712, 12, LATER);
    int payload = 22 * 8 / 6 + 1; // letters that hold some of the payload
    assertThat(seal.open(other.substring(0, payload) + token.substring(payload), NOW))
        .isEqualTo(new Opened.Unknown());
    assertThat(other.substring(payload)).isNotEqualTo(token.substring(payload));
  }

  @Test
  void anotherInstallationsLinksOpenNothing() {
    assertThat(new LinkSeal(secret(2)).open(token, NOW)).isEqualTo(new Opened.Unknown());
  }

  @Test
  void anythingElseIsNoToken() {
    for (var text :
        new String[] {"", "x", token + "A", token.substring(1), "=".repeat(72), "é".repeat(72)}) {
      assertThat(seal.open(text, NOW)).as(text).isEqualTo(new Opened.Unknown());
    }
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(80), 0, 300).forEach(text::appendCodePoint);
      assertThat(seal.open(text.toString(), NOW)).isEqualTo(new Opened.Unknown());
    }
  }

  @Test
  void aShortSecretIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LinkSeal(new byte[16]));
  }
}
