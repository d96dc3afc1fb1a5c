package org.gridwatch.gateway.codec;

import org.gridwatch.gateway.wire.Rejection;

/** Ends the decoding of a whole message; never leaves this package. */
final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  Unusable(Rejection.Reason reason, String detail) {
    super(detail, null, false, false); // no stack trace: bad input is expected, and may be frequent
    this.rejection = new Rejection(reason, detail);
  }

  static Unusable malformed(String detail) {
    return new Unusable(Rejection.Reason.MALFORMED, detail);
  }

  Rejection rejection() {
    return rejection;
  }
}
