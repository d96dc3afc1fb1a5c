package org.gridwatch.ingest.rule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How the nights of one series compare with the nights before. Nights come in order; one of which
 * nothing is known is left out and counts for nothing. Threads: one at a time.
 */
public final class NightMeasure {
  private final int days;
  private final int nights;
  private final Deque<Double> least = new ArrayDeque<>();
  private final Deque<Double> ratios = new ArrayDeque<>();

  public NightMeasure(Condition.NightFlow condition) {
    this.days = condition.days();
    this.nights = condition.nights();
  }

  /**
   * The next night.
   *
   * @param leastFlow of that night; NaN: unknown
   * @return of so many nights in a row as the rule wants, the one nearest to what is usual, as a
   *     multiple of it; 1: they were not all on one side of it; NaN: nothing can be said
   */
  public double next(double leastFlow) {
    double usual = median();
    least.addLast(leastFlow);
    if (least.size() > days) {
      least.removeFirst();
    }
    if (Double.isNaN(leastFlow) || !(usual > 0)) {
      return Double.NaN;
    }
    ratios.addLast(leastFlow / usual);
    if (ratios.size() > nights) {
      ratios.removeFirst();
    }
    return inARow();
  }

  private double inARow() {
    double lowest = ratios.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    double highest = ratios.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (ratios.size() < nights) {
      return 1;
    }
    return lowest >= 1 ? lowest : highest <= 1 ? highest : 1;
  }

  /** NaN: fewer than half of the nights are known. */
  private double median() {
    double[] known =
        least.stream().mapToDouble(Double::doubleValue).filter(v -> !Double.isNaN(v)).toArray();
    if (2 * known.length < days) {
      return Double.NaN;
    }
    Arrays.sort(known);
    int middle = known.length / 2;
    return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  }
}
