package org.gridwatch.ingest.rule;

import java.util.Locale;

/** What a device is doing, as the map shows it. The order is the code on the live stream. */
public enum DeviceState {
  NORMAL(0),
  WARNING(1),
  ALARM(2),
  SILENT(3);

  private final int code;

  DeviceState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** As stored. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DeviceState ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Of two states that are both true; an alarm stays one when its device falls silent. */
  boolean worseThan(DeviceState other) {
    return rank() > other.rank();
  }

  private int rank() {
    return switch (this) {
      case NORMAL -> 0;
      case WARNING -> 1;
      case SILENT -> 2;
      case ALARM -> 3;
    };
  }
}
