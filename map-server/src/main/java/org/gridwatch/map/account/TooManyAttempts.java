package org.gridwatch.map.account;

/** Wait, then try again. */
final class TooManyAttempts extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long retryAfterSeconds;

  TooManyAttempts(String message, long retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
