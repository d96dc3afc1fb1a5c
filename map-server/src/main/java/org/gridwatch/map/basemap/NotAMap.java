package org.gridwatch.map.basemap;

/** A file that cannot be read as a map; the message says why. */
final class NotAMap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAMap(String message) {
    super(message);
  }
}
