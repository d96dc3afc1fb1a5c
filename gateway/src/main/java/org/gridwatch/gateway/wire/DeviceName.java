package org.gridwatch.gateway.wire;

import java.util.Optional;

/** How a device is called on the wire: 1..64 of {@code A-Z a-z 0-9 . _ -}. */
public record DeviceName(String value) implements Comparable<DeviceName> {
  public static final int MAX_LENGTH = 64;

  public DeviceName {
    if (!valid(value)) {
      throw new IllegalArgumentException(
          "device name must be 1..64 of A-Z a-z 0-9 . _ -, was '" + value + "'");
    }
  }

  public static Optional<DeviceName> parse(String text) {
    return valid(text) ? Optional.of(new DeviceName(text)) : Optional.empty();
  }

  private static boolean valid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(DeviceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
