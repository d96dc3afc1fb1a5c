package org.gridwatch.map.notify.message;

import java.util.Locale;

/** Why somebody is told of an alert. */
public enum Occasion {
  RAISED,
  /** It got worse, or came back. */
  WORSE,
  /** Nobody has acknowledged it so far. */
  REMINDER,
  /** The grid has changed hands while it stood. */
  HANDED_OVER,
  CLEARED,
  DIGEST,
  DRILL,
  /** Somebody on the spot asks for help. */
  HELP;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Occasion of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
