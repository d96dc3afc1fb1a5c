package org.gridwatch.map.grid;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * A plane in metres around a meridian of our own choosing: a Gauss-Krüger projection of the kind
 * the surveyors' zones are made of, only that its central meridian runs through what is measured.
 * Areas and lengths are therefore true to a few millionths at the scale of a town.
 */
final class LocalPlane {
  private final MathTransform toMetres;
  private final MathTransform toDegrees;

  private LocalPlane(MathTransform toMetres, MathTransform toDegrees) {
    this.toMetres = toMetres;
    this.toDegrees = toDegrees;
  }

  static LocalPlane around(double lon) {
    try {
      var system = CRS.parseWKT(wkt(lon));
      return new LocalPlane(
          CRS.findMathTransform(DefaultGeographicCRS.WGS84, system, true),
          CRS.findMathTransform(system, DefaultGeographicCRS.WGS84, true));
    } catch (FactoryException e) {
      throw new IllegalStateException("no plane around longitude " + lon, e);
    }
  }

  private static String wkt(double lon) {
    return """
        PROJCS["local", GEOGCS["WGS 84",
            DATUM["WGS_1984", SPHEROID["WGS 84", 6378137, 298.257223563]],
            PRIMEM["Greenwich", 0], UNIT["degree", 0.017453292519943295]],
          PROJECTION["Transverse_Mercator"],
          PARAMETER["latitude_of_origin", 0], PARAMETER["central_meridian", %s],
          PARAMETER["scale_factor", 1], PARAMETER["false_easting", 500000],
          PARAMETER["false_northing", 0], UNIT["metre", 1],
          AXIS["Easting", EAST], AXIS["Northing", NORTH]]
        """
        .formatted(lon);
  }

  Geometry metres(Geometry degrees) {
    return transform(degrees, toMetres);
  }

  Geometry degrees(Geometry metres) {
    return transform(metres, toDegrees);
  }

  /** Longitude and latitude of a place in the plane. */
  Coordinate degrees(Coordinate metres) {
    return degrees(Wgs84.FACTORY.createPoint(metres)).getCoordinate();
  }

  double areaM2(Geometry degrees) {
    return degrees.isEmpty() ? 0 : metres(degrees).getArea();
  }

  private static Geometry transform(Geometry geometry, MathTransform transform) {
    try {
      return JTS.transform(geometry, transform);
    } catch (TransformException e) {
      throw new IllegalArgumentException("a place is not on the map: " + e.getMessage(), e);
    }
  }
}
