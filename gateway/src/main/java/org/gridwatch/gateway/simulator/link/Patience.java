package org.gridwatch.gateway.simulator.link;

/**
 * How long to wait before connecting again: a broker that is away is asked every half second, one
 * that does not know our token (yet: it may have been issued a moment ago) twice as long each time,
 * so that it never takes us for somebody who guesses.
 */
public final class Patience {
  private static final int AWAY_MS = 500;
  private static final int UNKNOWN_MS = 2_000;
  private static final int LONGEST_MS = 60_000;
  private static final int REFUSALS = 6;
  private static final int TRIES = 240;

  private int tries;
  private int refusals;

  /** Milliseconds to wait after this failure. */
  public long after(Throwable failure) {
    tries++;
    if (failure instanceof RefusedException refused && refused.credentials()) {
      refusals++;
      return Math.min(LONGEST_MS, (long) UNKNOWN_MS << Math.min(refusals - 1, 5));
    }
    return AWAY_MS;
  }

  /** Whether it is no use: never connected, and not wanted or away for two minutes. */
  public boolean exhausted() {
    return refusals >= REFUSALS || tries >= TRIES;
  }

  public void connected() {
    tries = 0;
    refusals = 0;
  }
}
