package org.gridwatch.gateway.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow: after a few failures a user name is not even asked about for a while, for
 * the address that failed. Others behind the same address are not hurt.
 */
final class FloodGuard {
  static final int FAILURES = 5;
  static final long FORGET_NANOS = 60_000_000_000L;
  private static final int CAPACITY = 20_000;

  private record Attempt(String address, String user) {}

  private record Tally(int failures, long lastNanos) {}

  private final Map<Attempt, Tally> tallies = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  FloodGuard(LongSupplier nanos) {
    this.nanos = nanos;
  }

  boolean blocked(String address, String user) {
    Tally tally = tallies.get(new Attempt(address, user));
    return tally != null && tally.failures >= FAILURES && !stale(tally);
  }

  void failed(String address, String user) {
    if (tallies.size() >= CAPACITY) {
      tallies.values().removeIf(this::stale);
      if (tallies.size() >= CAPACITY) {
        tallies.clear(); // more guessers than memory for them: the delay of each answer remains
      }
    }
    tallies.merge(
        new Attempt(address, user),
        new Tally(1, nanos.getAsLong()),
        (old, one) -> stale(old) ? one : new Tally(old.failures + 1, one.lastNanos));
  }

  void succeeded(String address, String user) {
    tallies.remove(new Attempt(address, user));
  }

  private boolean stale(Tally tally) {
    return nanos.getAsLong() - tally.lastNanos >= FORGET_NANOS;
  }
}
