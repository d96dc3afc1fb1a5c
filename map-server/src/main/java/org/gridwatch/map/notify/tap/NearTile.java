package org.gridwatch.map.notify.tap;

import org.gridwatch.ingest.alert.Alert;

/** Which tiles of the background belong to the small map around an alert. Pure. */
final class NearTile {
  private static final int WIDEST = 13;
  private static final int NEAREST = 19;
  private static final int AROUND = 2;

  private NearTile() {}

  static boolean isNear(Alert.Place place, int zoom, int x, int y) {
    var lon = place.lon();
    var lat = place.lat();
    return lon != null
        && lat != null
        && zoom >= WIDEST
        && zoom <= NEAREST
        && Math.abs(column(lon, zoom) - x) <= AROUND
        && Math.abs(row(lat, zoom) - y) <= AROUND;
  }

  private static int column(double lon, int zoom) {
    return (int) Math.floor((lon + 180) / 360 * (1 << zoom));
  }

  /** Spherical Mercator, as all web maps. */
  private static int row(double lat, int zoom) {
    double angle = Math.toRadians(lat);
    double north = Math.log(Math.tan(angle) + 1 / Math.cos(angle));
    return (int) Math.floor((1 - north / Math.PI) / 2 * (1 << zoom));
  }
}
