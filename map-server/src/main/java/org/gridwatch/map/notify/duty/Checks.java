package org.gridwatch.map.notify.duty;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/** What is the same for whatever somebody enters here. */
final class Checks {
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private Checks() {}

  /** From now on when no begin is given; the end is needed. */
  static Span ahead(@Nullable Instant from, @Nullable Instant to, Instant now) {
    var begin = from == null ? now : from;
    if (to == null || !to.isAfter(begin) || !to.isAfter(now)) {
      throw new BadInput("to", to, "to must be after from and in the future, was " + to);
    }
    if (Duration.between(begin, to).compareTo(LONGEST) > 0) {
      throw new BadInput("to", to, "to must be at most 3650 days after from, was " + to);
    }
    return new Span(begin, to);
  }

  static String text(String field, @Nullable String value, int longest) {
    var text = value == null ? "" : value.strip();
    if (text.length() > longest) {
      throw new BadInput(field, text, field + " must be 0.." + longest + " characters");
    }
    return text;
  }

  static String needed(String field, @Nullable String value, int longest) {
    var text = text(field, value, longest);
    if (text.isEmpty()) {
      throw new BadInput(field, value, field + " must be given");
    }
    return text;
  }
}
