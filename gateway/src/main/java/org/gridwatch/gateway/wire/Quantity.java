package org.gridwatch.gateway.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is measured. The unit and sensible digits of the quantities that GridWatch knows are in
 * {@link Unit}; a quantity it does not know is kept all the same, without a unit.
 *
 * @param name lower case, for example {@code ch4_lel}; at most 40 of {@code a-z 0-9 _}
 */
public record Quantity(String name) implements Comparable<Quantity> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  public Quantity {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "quantity must be 1..40 of a-z 0-9 _ and start with a letter, was '" + name + "'");
    }
  }

  public static Optional<Quantity> parse(String text) {
    return NAME.matcher(text).matches() ? Optional.of(new Quantity(text)) : Optional.empty();
  }

  @Override
  public int compareTo(Quantity other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
