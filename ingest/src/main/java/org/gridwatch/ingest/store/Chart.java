package org.gridwatch.ingest.store;

import java.util.List;

/**
 * One series over a span, at most as many points as were asked for.
 *
 * @param step what it was answered from; several steps may be folded into one point
 */
public record Chart(Step step, List<Point> points) {

  /**
   * @param epochMillis when the point's span begins; of a single reading, when it was taken
   * @param count readings in it; bad ones are left out
   */
  public record Point(long epochMillis, double average, double low, double high, long count) {}
}
