package org.gridwatch.map.grid;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryEditor;

/**
 * A reference system that a file may be in. Everything is converted once, when it comes in or goes
 * out; inside there is only WGS 84. Numbers are in the order x (easting, longitude), y.
 */
public sealed interface Crs {
  Geometry toWgs84(Geometry geometry);

  Geometry fromWgs84(Geometry geometry);

  /** As people write it. */
  String name();

  /** How many decimals write a place to a fraction of a millimetre or so. */
  int decimals();

  /** A system nobody knows by that name. */
  final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String name, String why) {
      super(
          "crs '"
              + name
              + "' is not known"
              + why
              + "; write WGS84, CGCS2000, GCJ02, BD09 or EPSG:n, for example EPSG:4547");
    }
  }

  /** Finds a system by its name; an empty one means WGS 84. */
  static Crs of(String name) {
    String word = name.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    return switch (word) {
      case "",
          "WGS84",
          "EPSG:4326",
          "4326",
          "CRS84",
          "URN:OGC:DEF:CRS:OGC:1.3:CRS84",
          "URN:OGC:DEF:CRS:OGC::CRS84" ->
          new Same("WGS84");
      // Equal to WGS 84 within decimetres; treated as equal, as everybody does at this scale.
      case "CGCS2000", "EPSG:4490", "4490" -> new Same("CGCS2000");
      case "GCJ02", "GCJ", "MARS" ->
          new Shifted("GCJ02", ChinaShift::gcj02ToWgs84, ChinaShift::wgs84ToGcj02);
      case "BD09", "BD09LL", "BAIDU" ->
          new Shifted("BD09", ChinaShift::bd09ToWgs84, ChinaShift::wgs84ToBd09);
      default -> epsg(name, word);
    };
  }

  private static Crs epsg(String name, String word) {
    String code =
        word.replaceFirst("^URN:OGC:DEF:CRS:EPSG:[0-9.]*:", "").replaceFirst("^EPSG:", "");
    if (!code.matches("[0-9]{4,6}")) {
      throw new Unknown(name, "");
    }
    if (code.equals("4326") || code.equals("4490")) {
      return new Same(code.equals("4326") ? "WGS84" : "CGCS2000");
    }
    try {
      var system = CRS.decode("EPSG:" + code, true);
      boolean degrees = system.getCoordinateSystem().getAxis(0).getUnit().toString().contains("°");
      return new Projected(
          "EPSG:" + code,
          CRS.findMathTransform(system, DefaultGeographicCRS.WGS84, true),
          CRS.findMathTransform(DefaultGeographicCRS.WGS84, system, true),
          degrees ? 9 : 4);
    } catch (FactoryException e) {
      throw new Unknown(name, " (" + e.getMessage() + ")");
    }
  }

  /** Longitude and latitude that we take as they are. */
  record Same(String name) implements Crs {
    @Override
    public Geometry toWgs84(Geometry geometry) {
      return geometry;
    }

    @Override
    public Geometry fromWgs84(Geometry geometry) {
      return geometry;
    }

    @Override
    public int decimals() {
      return 8;
    }
  }

  /** Longitude and latitude as a map service shifts them. */
  record Shifted(String name, UnaryOperator<Coordinate> unshift, UnaryOperator<Coordinate> shift)
      implements Crs {
    @Override
    public Geometry toWgs84(Geometry geometry) {
      return each(geometry, unshift);
    }

    @Override
    public Geometry fromWgs84(Geometry geometry) {
      return each(geometry, shift);
    }

    @Override
    public int decimals() {
      return 9;
    }

    private static Geometry each(Geometry geometry, UnaryOperator<Coordinate> move) {
      return new GeometryEditor()
          .edit(
              geometry,
              new GeometryEditor.CoordinateOperation() {
                @Override
                public Coordinate[] edit(Coordinate[] places, Geometry part) {
                  var moved = new Coordinate[places.length];
                  for (int i = 0; i < places.length; i++) {
                    moved[i] = move.apply(places[i]);
                  }
                  return moved;
                }
              });
    }
  }

  /** Any system of the EPSG register. */
  record Projected(String name, MathTransform in, MathTransform out, int decimals) implements Crs {
    @Override
    public Geometry toWgs84(Geometry geometry) {
      return transform(geometry, in);
    }

    @Override
    public Geometry fromWgs84(Geometry geometry) {
      return transform(geometry, out);
    }

    private Geometry transform(Geometry geometry, MathTransform transform) {
      try {
        return JTS.transform(geometry, transform);
      } catch (TransformException e) {
        throw new IllegalArgumentException(
            "a place lies outside what " + name + " can express: " + e.getMessage(), e);
      }
    }
  }
}
