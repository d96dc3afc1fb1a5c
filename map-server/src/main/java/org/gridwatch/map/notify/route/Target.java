package org.gridwatch.map.notify.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who is told in a step, seen from the grid in which the alert was raised. */
public enum Target {
  /** Whoever answers there; if nobody does, whoever answers for the grid above it, and so on. */
  DUTY,
  DEPUTIES,
  /** Whoever answers for the grid above. */
  ABOVE,
  /** Whoever answers for the whole community. */
  TOP,
  /** The officers at their screens. */
  CONTROL_ROOM;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Target> parse(String label) {
    return Arrays.stream(values()).filter(target -> target.label().equals(label)).findFirst();
  }
}
