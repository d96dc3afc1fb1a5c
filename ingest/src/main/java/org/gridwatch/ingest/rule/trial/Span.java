package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.RuleRefusal;

/** What is looked at: a year at most, {@code to} not included. */
public record Span(Instant from, Instant to) {
  private static final Duration LONGEST = Duration.ofDays(366);

  public Span {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new RuleRefusal("to", to, "a trial looks at a year at most, and ends after it begins");
    }
  }
}
