package org.gridwatch.map.live;

import java.util.Locale;

/** A device's state; the order is its code on the live stream. */
enum LiveState {
  NORMAL,
  WARNING,
  ALARM,
  SILENT;

  private static final LiveState[] BY_CODE = values();

  static LiveState ofCode(int code) {
    return BY_CODE[code];
  }

  static LiveState ofName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
