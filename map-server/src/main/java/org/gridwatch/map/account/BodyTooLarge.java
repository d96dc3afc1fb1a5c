package org.gridwatch.map.account;

import java.io.IOException;

/** A request body beyond what its endpoint takes. */
final class BodyTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLarge(long limitBytes) {
    super("the request body must be at most " + limitBytes + " bytes");
  }
}
