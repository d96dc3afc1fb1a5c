package org.gridwatch.ingest.rule;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule watching one series: what it measures, and how far that has climbed. Threads: one at a
 * time.
 */
public final class Track {
  private final Condition.Measured condition;
  private final @Nullable RateWindow window;
  private Ladder ladder;

  public Track(Condition.Measured condition) {
    this.condition = condition;
    this.window = condition instanceof Condition.Rate rate ? new RateWindow(rate) : null;
    this.ladder = Ladder.calm(condition.steps().size());
  }

  public Ladder ladder() {
    return ladder;
  }

  /** As it was before: what came since was not stored. */
  public void restore(Ladder was) {
    ladder = was;
  }

  /** Neither standing, nor on its way, nor with anything else to remember over a restart. */
  public boolean isCalm() {
    return ladder.isCalm() && passedOver().isEmpty();
  }

  /** As if nothing had been heard yet. */
  public void forget() {
    ladder = ladder.calmed();
    if (window != null) {
      window.clear();
    }
  }

  /** The window of a rate, refilled from storage at the start; judges nothing. */
  public void remember(long atMs, double value) {
    if (window != null && !window.passedOver().contains(atMs)) {
      window.add(atMs, value);
    }
  }

  /**
   * A reading that came out of order is in storage, and was not in the window of a rate.
   *
   * @return whether that is to be remembered over a restart
   */
  public boolean passOver(long atMs) {
    return window != null && window.passOver(atMs);
  }

  /** Not so after all. */
  public void takeBackPassedOver(long atMs) {
    if (window != null) {
      window.passedOver().remove(atMs);
    }
  }

  /** When the readings were taken that were passed over. */
  public Collection<Long> passedOver() {
    return window == null ? Set.of() : window.passedOver();
  }

  /** Before the window is refilled. */
  public void recallPassedOver(Collection<Long> times) {
    if (window != null) {
      window.passedOver().addAll(times);
    }
  }

  /**
   * The reading as this rule measures it: the value, its change, or its ratio to what is usual.
   *
   * @param usual of this hour of the week; NaN: unknown
   * @return NaN: there is nothing to compare with
   */
  public double measure(long atMs, double value, double usual) {
    if (window != null) {
      window.add(atMs, value);
      return window.change();
    }
    return condition instanceof Condition.Baseline
        ? (usual > 0 ? value / usual : Double.NaN)
        : value;
  }

  /** In order: the newest reading of its series. */
  public void climb(double measure, long atMs, long longestGapMs) {
    ladder = ladder.next(condition.steps(), measure, atMs, longestGapMs);
  }

  /** Out of order, within the tolerance: raises what is dangerous by itself. */
  public void raise(double measure) {
    ladder = ladder.raisedBy(condition.steps(), measure);
  }

  public @Nullable Step standing() {
    return ladder.standing(condition.steps());
  }
}
