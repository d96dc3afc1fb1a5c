package org.gridwatch.map.account;

/** There is no such thing, or it lies outside what the asker may see: both look the same. */
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFound(String thing, Object name) {
    super("there is no " + thing + " " + name);
  }
}
