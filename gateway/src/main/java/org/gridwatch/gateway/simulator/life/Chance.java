package org.gridwatch.gateway.simulator.life;

import java.time.Instant;

/** Chance without a memory: the same question always gets the same answer. */
final class Chance {
  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /** Uniform in 0..1 for a name and a number. */
  double of(String name, long number) {
    return (mix(seed ^ mix(name.hashCode() * 0x9E3779B97F4A7C15L ^ number)) >>> 11) * 0x1p-53;
  }

  int among(String name, long number, int choices) {
    return (int) (of(name, number) * choices);
  }

  /** A value in -1..1 that changes smoothly, and little within {@code seconds}. */
  double wander(String name, Instant at, long seconds) {
    double steps = (double) at.toEpochMilli() / (seconds * 1000);
    long step = (long) Math.floor(steps);
    double t = steps - step;
    double smooth = t * t * (3 - 2 * t);
    return 2 * (of(name, step) * (1 - smooth) + of(name, step + 1) * smooth) - 1;
  }

  /** Like {@link #wander}, and alike for places that lie within some two hundred metres. */
  double around(String what, double lon, double lat, Instant at, long seconds) {
    double x = lon / 0.002;
    double y = lat / 0.002;
    long west = (long) Math.floor(x);
    long south = (long) Math.floor(y);
    double east = x - west;
    double north = y - south;
    double low =
        corner(what, west, south, at, seconds) * (1 - east)
            + corner(what, west + 1, south, at, seconds) * east;
    double high =
        corner(what, west, south + 1, at, seconds) * (1 - east)
            + corner(what, west + 1, south + 1, at, seconds) * east;
    return low * (1 - north) + high * north;
  }

  private double corner(String what, long x, long y, Instant at, long seconds) {
    return wander(what + x + "/" + y, at, seconds);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
