package org.gridwatch.map.grid;

import org.locationtech.jts.geom.Coordinate;

/**
 * The shifted coordinates of Chinese map services: GCJ-02, and BD-09 on top of it. Outside the box
 * the services use there is no shift. The forward formulae are the ones everybody uses; backwards
 * we repeat the forward step until it hits, which is exact to far below a millimetre.
 */
final class ChinaShift {
  private static final double MAJOR_AXIS = 6378245.0;
  private static final double ECCENTRICITY_SQUARED = 0.006693421622965943;
  private static final double BAIDU_PI = Math.PI * 3000.0 / 180.0;
  private static final int MOST_STEPS = 30;

  /** A hundredth of a millimetre and better. */
  private static final double CLOSE_ENOUGH = 1e-11;

  private ChinaShift() {}

  private interface Shift {
    Coordinate of(Coordinate place);
  }

  static boolean shifted(double lon, double lat) {
    return lon >= 73.66 && lon <= 135.05 && lat >= 3.86 && lat <= 53.55;
  }

  static Coordinate wgs84ToGcj02(Coordinate place) {
    double lon = place.x;
    double lat = place.y;
    if (!shifted(lon, lat)) {
      return new Coordinate(lon, lat);
    }
    double radians = Math.toRadians(lat);
    double sin = Math.sin(radians);
    double magic = 1 - ECCENTRICITY_SQUARED * sin * sin;
    double meridian =
        MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / (magic * Math.sqrt(magic)) * Math.PI / 180;
    double parallel = MAJOR_AXIS / Math.sqrt(magic) * Math.cos(radians) * Math.PI / 180;
    return new Coordinate(
        lon + eastward(lon - 105, lat - 35) / parallel,
        lat + northward(lon - 105, lat - 35) / meridian);
  }

  private static double northward(double x, double y) {
    return -100
        + 2 * x
        + 3 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * Math.sqrt(Math.abs(x))
        + fine(x)
        + waves(y, 20, 1, 40, 3)
        + waves(y, 160, 12, 320, 30);
  }

  private static double eastward(double x, double y) {
    return 300
        + x
        + 2 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * Math.sqrt(Math.abs(x))
        + fine(x)
        + waves(x, 20, 1, 40, 3)
        + waves(x, 150, 12, 300, 30);
  }

  private static double fine(double x) {
    return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
  }

  private static double waves(double t, double a, double aLength, double b, double bLength) {
    return (a * Math.sin(t * Math.PI / aLength) + b * Math.sin(t * Math.PI / bLength)) * 2 / 3;
  }

  static Coordinate gcj02ToWgs84(Coordinate place) {
    return backwards(ChinaShift::wgs84ToGcj02, place);
  }

  static Coordinate gcj02ToBd09(Coordinate place) {
    double radius = Math.hypot(place.x, place.y) + 0.00002 * Math.sin(place.y * BAIDU_PI);
    double angle = Math.atan2(place.y, place.x) + 0.000003 * Math.cos(place.x * BAIDU_PI);
    return new Coordinate(radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006);
  }

  static Coordinate wgs84ToBd09(Coordinate place) {
    return shifted(place.x, place.y) ? gcj02ToBd09(wgs84ToGcj02(place)) : place.copy();
  }

  static Coordinate bd09ToWgs84(Coordinate place) {
    return backwards(ChinaShift::wgs84ToBd09, place);
  }

  /** Guess, look how far the forward step misses, correct by that much, again. */
  private static Coordinate backwards(Shift shift, Coordinate wanted) {
    var guess = wanted.copy();
    for (int step = 0; step < MOST_STEPS; step++) {
      Coordinate hit = shift.of(guess);
      double missX = wanted.x - hit.x;
      double missY = wanted.y - hit.y;
      guess = new Coordinate(guess.x + missX, guess.y + missY);
      if (Math.abs(missX) < CLOSE_ENOUGH && Math.abs(missY) < CLOSE_ENOUGH) {
        break;
      }
    }
    return guess;
  }
}
