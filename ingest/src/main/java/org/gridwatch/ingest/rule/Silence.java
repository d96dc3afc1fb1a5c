package org.gridwatch.ingest.rule;

/** When a device that does not speak is silent. Pure; all times in epoch milliseconds. */
public final class Silence {
  /** So many expected intervals without a word. */
  public static final int INTERVALS = 3;

  private Silence() {}

  /**
   * Whether it is silent now.
   *
   * @param lastWordMs when it was last heard, or registered if it never was
   * @param sightedSinceMs since when we hear everything that is said, backlog included
   */
  public static boolean silent(
      long nowMs, long lastWordMs, int expectedIntervalSeconds, long sightedSinceMs) {
    long interval = expectedIntervalSeconds * 1_000L;
    return nowMs - lastWordMs > INTERVALS * interval
        && heardLongEnough(nowMs, interval, sightedSinceMs);
  }

  /**
   * Whether each that speaks has had its turn since we hear again: one interval, and half of one
   * more, as no device keeps it to the millisecond.
   */
  public static boolean heardLongEnough(long nowMs, long intervalMs, long sightedSinceMs) {
    return nowMs - sightedSinceMs > intervalMs * 3 / 2;
  }
}
