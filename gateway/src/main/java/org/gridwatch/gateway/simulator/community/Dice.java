package org.gridwatch.gateway.simulator.community;

import java.util.List;
import java.util.Random;

/** Seeded chance: {@link Random}, because its sequence is specified and so the same everywhere. */
final class Dice {
  private final Random random;

  Dice(long seed, String purpose) {
    this.random = new Random(seed * 31 + purpose.hashCode());
  }

  /** Uniform in {@code [low, high)}. */
  double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  /** Uniform in {@code low..high}, both included. */
  int among(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  void shuffle(List<?> list) {
    java.util.Collections.shuffle(list, random);
  }
}
