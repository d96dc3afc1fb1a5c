package org.gridwatch.ingest.rule;

import java.util.Arrays;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;

/**
 * How the newest nights of one series compare with those before them: the mildest of so many in a
 * row, as a multiple of the median of the nights before. Nights come in order. Threads: one at a
 * time.
 */
public final class NightMeasure {
  private final int nights;
  private final double digit;
  private final double[] least; // newest last; NaN: unknown

  /**
   * @param quantity whose last digit says what is no difference: at a meter that counts in tens of
   *     litres an hour the step from 30 to 40 is rounding, and a third more
   */
  public NightMeasure(Condition.NightFlow condition, String quantity) {
    this.nights = condition.nights();
    this.digit =
        Quantity.parse(quantity).map(name -> Math.pow(10, -Unit.of(name).decimals())).orElse(0.0);
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
    if (!(usual > 0) || Double.isNaN(mildest)) {
      return Double.NaN;
    }
    double ratio = mildest / usual;
    boolean rounding = mildest - usual < 1.25 * digit; // a median may lie between two digits
    return rounding ? Math.min(ratio, 1) : ratio;
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
