package org.gridwatch.map.grid;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

/**
 * Geometry as it is stored: WGS 84, longitude first, on a fixed grid of 1e-8 degree. That is 1.1 mm
 * to the north and less to the east: well inside the centimetre that is promised.
 */
public final class Wgs84 {
  private static final PrecisionModel STORED = new PrecisionModel(1e8);

  /** Makes geometry on the stored grid. */
  public static final GeometryFactory FACTORY = new GeometryFactory(STORED, 4326);

  private static final double METRES_PER_DEGREE = 111_320;

  private Wgs84() {}

  public static Geometry read(byte[] wkb) {
    try {
      return new WKBReader(FACTORY).read(wkb);
    } catch (ParseException e) {
      throw new IllegalStateException("stored geometry is not WKB", e);
    }
  }

  public static byte[] write(Geometry geometry) {
    return new WKBWriter().write(geometry);
  }

  /**
   * Every vertex on the stored grid. Neighbours round alike, so shared edges stay shared; a shape
   * that rounding would fold over itself is rebuilt.
   */
  public static Geometry snap(Geometry geometry) {
    Geometry rounded = FACTORY.createGeometry(geometry).copy();
    rounded.apply(
        (Coordinate c) -> {
          STORED.makePrecise(c);
        });
    rounded.geometryChanged();
    if (rounded.isValid()) {
      return rounded;
    }
    return FACTORY.createGeometry(GeometryPrecisionReducer.reduce(geometry, STORED));
  }

  /** A place on the stored grid, so that on an edge means on it. */
  public static Coordinate place(double lon, double lat) {
    return new Coordinate(STORED.makePrecise(lon), STORED.makePrecise(lat));
  }

  /** About how many metres apart, good enough to rank neighbours. */
  static double metresBetween(double lon1, double lat1, double lon2, double lat2) {
    double dx = (lon1 - lon2) * Math.cos(Math.toRadians((lat1 + lat2) / 2));
    return Math.hypot(dx, lat1 - lat2) * METRES_PER_DEGREE;
  }

  /** How many degrees of longitude, at least, and latitude a distance spans there. */
  static double degrees(double metres, double lat) {
    return metres / METRES_PER_DEGREE / Math.max(0.01, Math.cos(Math.toRadians(lat)));
  }
}
