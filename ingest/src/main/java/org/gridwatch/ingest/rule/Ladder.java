package org.gridwatch.ingest.rule;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one measure has come on the steps of a rule: which steps stand, how long the others have
 * been breached. Immutable; times are epoch milliseconds of the device.
 *
 * @param lastMs of the measure that last changed it or let a hold run; {@link Long#MIN_VALUE}: none
 * @param heldMs by step: {@link #CALM}, {@link #STANDING}, or for how long it has been breached
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, never handed out
public record Ladder(long lastMs, long[] heldMs) {
  static final long CALM = -1;
  static final long STANDING = -2;

  public static Ladder calm(int steps) {
    var held = new long[steps];
    Arrays.fill(held, CALM);
    return new Ladder(Long.MIN_VALUE, held);
  }

  /**
   * What the next measure makes of it. A hold counts only time between measures that are no further
   * apart than {@code longestGapMs}: no data is never counted as data.
   */
  public Ladder next(List<Step> steps, double value, long atMs, long longestGapMs) {
    long covered = covered(atMs, longestGapMs);
    long[] held = heldMs;
    boolean worseStands = false;
    for (int i = held.length - 1; i >= 0; i--) {
      long now = next(steps.get(i), heldMs[i], value, covered);
      if (worseStands && now >= 0) {
        now = STANDING; // what is worse than this stands: there is no need to wait for it
      }
      worseStands |= now == STANDING;
      if (now != held[i]) {
        held = held == heldMs ? heldMs.clone() : held;
        held[i] = now;
      }
    }
    return held == heldMs && !holding() ? this : new Ladder(atMs, held);
  }

  /** The clock of a device may have been set back: that takes nothing from a hold. */
  private long covered(long atMs, long longestGapMs) {
    long gap = lastMs == Long.MIN_VALUE ? Long.MAX_VALUE : atMs - lastMs;
    return gap > 0 && gap <= longestGapMs ? gap : 0;
  }

  /** Whether the time of the last measure matters for the next one. */
  private boolean holding() {
    for (long held : heldMs) {
      if (held >= 0) {
        return true;
      }
    }
    return false;
  }

  private static long next(Step step, long was, double value, long coveredMs) {
    if (was == STANDING) {
      return step.clearedBy(value) ? CALM : STANDING;
    }
    if (!step.breachedBy(value)) {
      return CALM;
    }
    long held = was == CALM ? 0 : was + coveredMs;
    return held >= step.hold().toMillis() ? STANDING : held;
  }

  /**
   * What an older measure makes of it that came out of order: it may raise what needs no hold, and
   * changes nothing else.
   */
  public Ladder raisedBy(List<Step> steps, double value) {
    long[] held = heldMs;
    boolean worseStands = false;
    for (int i = held.length - 1; i >= 0; i--) {
      boolean atOnce = worseStands || steps.get(i).hold().isZero();
      boolean breached = atOnce && steps.get(i).breachedBy(value);
      worseStands |= breached;
      if (breached && held[i] != STANDING) {
        held = held == heldMs ? heldMs.clone() : held;
        held[i] = STANDING;
      }
    }
    return held == heldMs ? this : new Ladder(lastMs, held);
  }

  /** The worst step that stands; null when none does. */
  public @Nullable Step standing(List<Step> steps) {
    for (int i = heldMs.length - 1; i >= 0; i--) {
      if (heldMs[i] == STANDING) {
        return steps.get(i);
      }
    }
    return null;
  }

  /** For how long the step has been breached that is furthest on its way; 0: none is. */
  public long heldLongest() {
    long longest = 0;
    for (long held : heldMs) {
      longest = Math.max(longest, held);
    }
    return longest;
  }

  public Ladder calmed() {
    return calm(heldMs.length);
  }

  /** The same on other steps: what a severity was it stays, and a severity that is gone is gone. */
  public Ladder on(List<Step> before, List<Step> now) {
    long[] held = calm(now.size()).heldMs;
    for (int i = 0; i < now.size(); i++) {
      for (int j = 0; j < before.size(); j++) {
        if (before.get(j).severity() == now.get(i).severity()) {
          held[i] = heldMs[j];
        }
      }
    }
    return new Ladder(lastMs, held);
  }

  /** Neither standing nor on its way: nothing to remember over a restart. */
  public boolean isCalm() {
    for (long held : heldMs) {
      if (held != CALM) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ladder ladder
        && lastMs == ladder.lastMs
        && Arrays.equals(heldMs, ladder.heldMs);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(lastMs) * 31 + Arrays.hashCode(heldMs);
  }

  @Override
  public String toString() {
    return "Ladder[" + lastMs + ", " + Arrays.toString(heldMs) + "]";
  }
}
