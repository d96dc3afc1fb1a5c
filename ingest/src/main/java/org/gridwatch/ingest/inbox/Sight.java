package org.gridwatch.ingest.inbox;

/**
 * Since when we hear everything that is said. After an outage of ours a backlog comes first; until
 * it is settled nobody's silence means anything. Threads: one.
 */
final class Sight {
  /** The broker starts to send a backlog at once; a connection younger than this may have one. */
  private static final long SETTLING_MS = 2_000;

  private long cleanSinceMs = Long.MAX_VALUE;
  private long sightedSinceMs = Long.MAX_VALUE;

  /**
   * Looks again; called about once a second.
   *
   * @param hearing connected, storing, and the inbox not full
   */
  void look(long nowMs, boolean hearing) {
    if (!hearing) {
      cleanSinceMs = Long.MAX_VALUE;
      sightedSinceMs = Long.MAX_VALUE;
    } else if (cleanSinceMs == Long.MAX_VALUE) {
      cleanSinceMs = nowMs;
    } else if (sightedSinceMs == Long.MAX_VALUE && nowMs - cleanSinceMs >= SETTLING_MS) {
      sightedSinceMs = nowMs;
    }
  }

  boolean sighted() {
    return sightedSinceMs != Long.MAX_VALUE;
  }

  /** Only when {@link #sighted}. */
  long sinceMs() {
    return sightedSinceMs;
  }
}
