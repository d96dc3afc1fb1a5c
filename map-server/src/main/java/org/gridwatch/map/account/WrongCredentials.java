package org.gridwatch.map.account;

/** Name and password do not belong together; which of the two is wrong is not said. */
final class WrongCredentials extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongCredentials() {
    super("name or password is wrong");
  }
}
