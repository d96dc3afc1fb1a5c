package org.gridwatch.map.notify.tap;

/** Tells the next ones of an alert at once, whatever its policy would wait for. */
public interface Urgency {
  /**
   * Somebody at the spot cannot cope alone.
   *
   * @param who asks for help, by name
   * @return whether anybody is told
   */
  boolean escalateNow(long alertId, String who);
}
