package org.gridwatch.gateway.wire;

import java.util.Locale;
import java.util.Optional;

/** How far a device trusts its own reading, and why not. */
public record Quality(Grade grade, Reason reason) {
  public static final Quality GOOD = new Quality(Grade.GOOD, Reason.NONE);

  public enum Grade {
    GOOD,
    SUSPECT,
    BAD
  }

  public enum Reason {
    NONE,
    PREHEAT,
    FAULT,
    MAINTENANCE,
    OTHER
  }

  /** As stored: the grade in the ones, the reason in the tens. */
  public short code() {
    return (short) (grade.ordinal() + 10 * reason.ordinal());
  }

  public static Quality ofCode(int code) {
    return new Quality(Grade.values()[code % 10], Reason.values()[code / 10]);
  }

  /** Empty when the grade is not one of the contract's; an unknown reason is {@code OTHER}. */
  public static Optional<Quality> parse(String grade, String reason) {
    for (Grade known : Grade.values()) {
      if (known.name().equalsIgnoreCase(grade)) {
        return Optional.of(known == Grade.GOOD ? GOOD : new Quality(known, reasonOf(reason)));
      }
    }
    return Optional.empty();
  }

  private static Reason reasonOf(String text) {
    if (text.isEmpty()) {
      return Reason.NONE;
    }
    for (Reason known : Reason.values()) {
      if (known.name().equals(text.toUpperCase(Locale.ROOT))) {
        return known;
      }
    }
    return Reason.OTHER;
  }
}
