package org.gridwatch.map.notify.tap;

import org.springframework.http.HttpStatus;

/** What a link does not do, and why, in words for the one who holds it. */
final class LinkRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why not. Whether there is such an alert is never among the reasons. */
  enum Why {
    UNKNOWN(HttpStatus.NOT_FOUND, "this link is not valid"),
    OVER(HttpStatus.GONE, "this link is no longer valid"),
    SIGN_IN(HttpStatus.UNAUTHORIZED, "sign in first"),
    NOBODY_TO_CALL(
        HttpStatus.SERVICE_UNAVAILABLE, "help cannot be called from here; phone the control room");

    final HttpStatus status;
    final String sentence;

    Why(HttpStatus status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }
  }

  private final Why why;
  private final long alertId;

  LinkRefused(Why why) {
    this(why, 0);
  }

  /**
   * @param alertId what it once opened, for signing in to it instead; 0: nothing to say
   */
  LinkRefused(Why why, long alertId) {
    super(why.sentence);
    this.why = why;
    this.alertId = alertId;
  }

  Why why() {
    return why;
  }

  long alertId() {
    return alertId;
  }
}
