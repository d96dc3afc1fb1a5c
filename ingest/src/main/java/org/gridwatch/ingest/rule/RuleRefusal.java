package org.gridwatch.ingest.rule;

/** A rule that cannot be: names the field, the value and what would do. */
public final class RuleRefusal extends RuntimeException {
  private final String field;
  private final String value;

  public RuleRefusal(String field, Object value, String message) {
    super(message);
    this.field = field;
    this.value = String.valueOf(value);
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
