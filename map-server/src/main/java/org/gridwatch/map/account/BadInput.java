package org.gridwatch.map.account;

import org.jspecify.annotations.Nullable;

/** What was sent cannot be taken; the message names the thing, the limit and the value. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;
  private final String value;

  public BadInput(String field, @Nullable Object value, String message) {
    super(message);
    this.field = field;
    this.value = shortened(String.valueOf(value));
  }

  /** Secrets are named, never repeated. */
  static BadInput secret(String field, String message) {
    return new BadInput(field, "(not shown)", message);
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
