package org.gridwatch.ingest.rule;

import java.util.Arrays;

/**
 * How the newest nights of one series compare with those before them: the mildest of so many in a
 * row, as a multiple of the median of the nights before. Nights come in order. Threads: one at a
 * time.
 */
public final class NightMeasure {
  private final int nights;
  private final double[] least; // newest last; NaN: unknown

  public NightMeasure(Condition.NightFlow condition) {
    this.nights = condition.nights();
    this.least = new double[condition.days() + condition.nights()];
    Arrays.fill(least, Double.NaN);
  }

  /**
   * The next night.
   *
   * @param leastFlow of that night; NaN: unknown
   * @return NaN: one of the newest is unknown, or half of those before, or nothing flowed in them
   */
  public double next(double leastFlow) {
    System.arraycopy(least, 1, least, 0, least.length - 1);
    least[least.length - 1] = leastFlow;
    int before = least.length - nights;
    double mildest = Double.POSITIVE_INFINITY;
    for (int i = before; i < least.length; i++) {
      mildest = Math.min(mildest, least[i]); // NaN stays NaN
    }
    double usual = median(Arrays.copyOf(least, before));
    return usual > 0 ? mildest / usual : Double.NaN;
  }

  /** NaN: fewer than half of them are known. */
  private static double median(double[] all) {
    double[] known = Arrays.stream(all).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (2 * known.length < all.length) {
      return Double.NaN;
    }
    int middle = known.length / 2;
    return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  }
}
