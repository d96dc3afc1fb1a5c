package org.gridwatch.map.basemap;

import java.util.Locale;

/** What is drawn behind the grids; buildings are drawn too, but are kept as buildings. */
public enum Layer {
  STREET,
  WATER,
  GREEN,
  RAIL,
  AREA;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Layer of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
