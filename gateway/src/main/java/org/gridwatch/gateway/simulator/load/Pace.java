package org.gridwatch.gateway.simulator.load;

/**
 * When each message is due: by the clock alone, never by how the server is doing, so that a slow
 * server shows as long waits and not as a gentle load.
 *
 * @param startMillis epoch, when message 0 is due
 */
record Pace(double messagesPerSecond, long startMillis) {
  /** Messages due until now: those with a smaller number. */
  long dueBy(double epochMillis) {
    double since = epochMillis - startMillis;
    return since < 0 ? 0 : (long) Math.floor(since * messagesPerSecond / 1000.0) + 1;
  }

  /** The instant message {@code n} is due, whole milliseconds. */
  long dueMillis(long n) {
    return startMillis + (long) (n * 1000.0 / messagesPerSecond);
  }

  /** The first message that is due {@code seconds} after the start or later. */
  long firstAfter(int seconds) {
    return (long) Math.ceil(seconds * messagesPerSecond - 1e-6);
  }
}
