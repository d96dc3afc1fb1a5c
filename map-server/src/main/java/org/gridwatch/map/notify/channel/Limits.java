package org.gridwatch.map.notify.channel;

import java.time.Duration;
import java.util.List;

/**
 * How much a channel may be used.
 *
 * @param all for everything that goes through it; each of them holds; none: as fast as it answers
 * @param perReceiver for everything that goes to one receiver
 */
public record Limits(List<Rate> all, List<Rate> perReceiver) {
  public static final Limits NONE = new Limits(List.of(), List.of());

  /**
   * At most so many in any stretch of this length.
   *
   * @param reserve how many of them only red and orange may use
   */
  public record Rate(int most, Duration per, int reserve) {
    public Rate {
      if (most < 1 || most > 10_000) {
        throw new IllegalArgumentException("most must be 1..10000, was " + most);
      }
      if (!per.isPositive()) {
        throw new IllegalArgumentException("per must be positive, was " + per);
      }
      if (reserve < 0 || reserve >= most) {
        throw new IllegalArgumentException("reserve must be 0.." + (most - 1) + ", was " + reserve);
      }
    }

    /** A third of it is kept for red and orange. */
    static Rate withReserve(int most, Duration per) {
      return new Rate(most, per, most / 3);
    }

    static Rate of(int most, Duration per) {
      return new Rate(most, per, 0);
    }
  }

  public Limits {
    all = List.copyOf(all);
    perReceiver = List.copyOf(perReceiver);
  }
}
