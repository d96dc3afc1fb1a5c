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

  /**
   * The same, of something inside: {@code steps.1} of a field {@code hold_s} is {@code
   * steps.1.hold_s}.
   */
  RuleRefusal within(String outer) {
    String whole = field.equals(outer) ? outer : outer + "." + field;
    return new RuleRefusal(whole, value, String.valueOf(getMessage()));
  }

  /** Where in the rule's JSON, for example {@code code} or {@code steps.0.high}. */
  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
