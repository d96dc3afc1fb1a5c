package org.gridwatch.ingest.rule.trial;

import java.util.Arrays;

/** The middle of some numbers; between the two in the middle of an even number of them. */
final class Medians {
  private Medians() {}

  /** NaN: there are none. */
  static double of(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
