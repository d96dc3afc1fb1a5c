package org.gridwatch.ingest.rule;

/**
 * What is usual at an instant, from what is usual on average in its hour and in the two beside it:
 * the line between the middles of the hours. A morning in which the flow trebles within an hour is
 * as usual at its end as at its begin.
 */
public final class UsualCurve {
  private static final double HOUR_MS = 3_600_000;

  private UsualCurve() {}

  /**
   * @param here NaN: unknown, and so is the answer; a neighbour that is unknown counts as this hour
   */
  public static double at(long atMs, double before, double here, double after) {
    double fromMiddle = Math.floorMod(atMs, (long) HOUR_MS) / HOUR_MS - 0.5;
    double beside = fromMiddle < 0 ? before : after;
    return Double.isNaN(beside) ? here : here + Math.abs(fromMiddle) * (beside - here);
  }
}
