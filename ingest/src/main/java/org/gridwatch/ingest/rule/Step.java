package org.gridwatch.ingest.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One severity of a rule: too high, too low, or both (outside a band), and for how long.
 *
 * @param high null: never too high
 * @param low null: never too low
 * @param hold a breach must last so long in device time
 */
public record Step(Severity severity, @Nullable Limit high, @Nullable Limit low, Duration hold) {
  private static final Duration LONGEST_HOLD = Duration.ofDays(30);

  public Step {
    if (high == null && low == null) {
      throw new RuleRefusal("high", "", "a step needs a limit, high or low");
    }
    if (high != null && high.clear() > high.raise()) {
      throw new RuleRefusal(
          "high.clear",
          high.clear(),
          "the clear limit of 'high' must not be above its raise limit");
    }
    if (low != null && low.clear() < low.raise()) {
      throw new RuleRefusal(
          "low.clear", low.clear(), "the clear limit of 'low' must not be below its raise limit");
    }
    if (high != null && low != null && low.clear() > high.clear()) {
      throw new RuleRefusal(
          "low.clear", low.clear(), "nothing is between the clear limits of 'low' and 'high'");
    }
    if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
      throw new RuleRefusal("hold_s", hold.toSeconds(), "a hold must be 0 s to 30 days");
    }
  }

  public static Step above(Severity severity, double raise, double clear, Duration hold) {
    return new Step(severity, new Limit(raise, clear), null, hold);
  }

  public static Step below(Severity severity, double raise, double clear, Duration hold) {
    return new Step(severity, null, new Limit(raise, clear), hold);
  }

  /** At the limit is a breach. */
  boolean breachedBy(double value) {
    return (high != null && value >= high.raise()) || (low != null && value <= low.raise());
  }

  /** At the clear limit it is not over yet; where both limits are one, below it is. */
  boolean clearedBy(double value) {
    return (high == null || value < high.clear()) && (low == null || value > low.clear());
  }

  /** Which limit this value is about: the one it breaks, or the one it came back from. */
  public double limitFor(double value) {
    if (high == null) {
      return low == null ? Double.NaN : low.raise();
    }
    if (low == null) {
      return high.raise();
    }
    return Math.abs(value - high.raise()) <= Math.abs(value - low.raise())
        ? high.raise()
        : low.raise();
  }
}
