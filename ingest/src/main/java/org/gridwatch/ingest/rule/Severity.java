package org.gridwatch.ingest.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad it is, mildest first; the platform's own level, never a public warning. */
public enum Severity {
  BLUE,
  YELLOW,
  ORANGE,
  RED;

  /** As stored and as said in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Severity> parse(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  public boolean worseThan(Severity other) {
    return compareTo(other) > 0;
  }

  public static Severity worse(Severity one, Severity other) {
    return one.worseThan(other) ? one : other;
  }

  /** What the map shows of a device that has such an alert. */
  public DeviceState state() {
    return this == ORANGE || this == RED ? DeviceState.ALARM : DeviceState.WARNING;
  }
}
