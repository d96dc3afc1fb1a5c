package org.gridwatch.map.notify.channel;

import java.time.Duration;

/**
 * How long a channel is waited for.
 *
 * @param connect until it lets us in
 * @param answer until it has said all it has to say
 */
public record Timeouts(Duration connect, Duration answer) {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

  public Timeouts {
    check("connect", connect);
    check("answer", answer);
  }

  private static void check(String name, Duration given) {
    if (!given.isPositive() || given.compareTo(Duration.ofMinutes(2)) > 0) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 2 min, was " + given);
    }
  }

  /** In words for a receipt. */
  String noConnection() {
    return "no connection within " + millis(connect);
  }

  /** In words for a receipt. */
  String noAnswer() {
    return "no answer within " + millis(answer);
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }

  Duration both() {
    return connect.plus(answer);
  }
}
