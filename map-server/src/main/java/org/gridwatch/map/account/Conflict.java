package org.gridwatch.map.account;

/** The request is sound and what is there already forbids it. */
public final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Conflict(String message) {
    super(message);
  }
}
