package org.gridwatch.map.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id, with a bound on how many are computed at once: each takes 19 MiB for a while. */
@Component
final class Passwords {
  static final int SHORTEST = 10;
  private static final int LONGEST = 200;
  private static final int AT_ONCE = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19456, 2);
  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private final String nobody = argon2.encode(generate());

  /** A new password of 120 random bits that can be read aloud. */
  static String generate() {
    var bytes = new byte[15];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Checks a wish for a password and hashes it. */
  String hash(String field, @Nullable String password) {
    int length = password == null ? 0 : password.length();
    if (password == null || length < SHORTEST || length > LONGEST) {
      throw BadInput.secret(
          field, field + " must have " + SHORTEST + ".." + LONGEST + " characters, had " + length);
    }
    return bounded(() -> argon2.encode(password));
  }

  /** Takes the same time whether there is such an account or not. */
  boolean matches(String password, @Nullable String hash) {
    boolean real = hash != null && hash.startsWith("$argon2");
    var against = real ? hash : nobody;
    return bounded(() -> argon2.matches(password, against)) && real;
  }

  private <T> T bounded(java.util.function.Supplier<T> work) {
    boolean got = false;
    try {
      got = free.tryAcquire(10, TimeUnit.SECONDS);
      if (!got) {
        throw new TooManyAttempts("too many people are signing in at once", 5);
      }
      return work.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TooManyAttempts("the server is stopping", 5);
    } finally {
      if (got) {
        free.release();
      }
    }
  }
}
