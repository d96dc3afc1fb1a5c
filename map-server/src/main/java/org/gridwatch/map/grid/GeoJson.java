package org.gridwatch.map.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.CoordinateArraySequence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** GeoJSON geometry, whatever system its numbers are in; longitude or easting comes first. */
public final class GeoJson {
  public static final JsonMapper JSON = new JsonMapper();
  private static final GeometryFactory FLOATING = new GeometryFactory();

  private GeoJson() {}

  /** What is not GeoJSON; the message says why. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** A polygon as the reader found it: an unclosed or too short ring is named, not mended. */
  public static Geometry read(JsonNode geometry) {
    JsonNode coordinates = geometry.path("coordinates");
    String type = geometry.path("type").asString("");
    return switch (type) {
      case "Point" -> FLOATING.createPoint(coordinate(coordinates));
      case "LineString" -> line(coordinates);
      case "MultiLineString" ->
          FLOATING.createMultiLineString(
              each(coordinates).stream().map(GeoJson::line).toArray(LineString[]::new));
      case "Polygon" -> polygon(coordinates);
      case "MultiPolygon" ->
          FLOATING.createMultiPolygon(
              each(coordinates).stream().map(GeoJson::polygon).toArray(Polygon[]::new));
      case "" -> throw new Malformed("there is no geometry");
      default -> throw new Malformed("geometry of type " + type + " is not understood");
    };
  }

  private static List<JsonNode> each(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      throw new Malformed("coordinates must be a list that is not empty");
    }
    List<JsonNode> nodes = new ArrayList<>(array.size());
    array.forEach(nodes::add);
    return nodes;
  }

  private static LineString line(JsonNode array) {
    Coordinate[] places = coordinates(array);
    if (places.length < 2) {
      throw new Malformed("a line needs two places, there is " + places.length);
    }
    return FLOATING.createLineString(places);
  }

  private static Polygon polygon(JsonNode array) {
    LinearRing[] rings = each(array).stream().map(GeoJson::ring).toArray(LinearRing[]::new);
    var holes = Arrays.copyOfRange(rings, 1, rings.length);
    return FLOATING.createPolygon(rings[0], holes);
  }

  private static LinearRing ring(JsonNode array) {
    Coordinate[] places = coordinates(array);
    if (places.length < 4) {
      throw new Malformed(
          "a ring needs four places (the last as the first), there are " + places.length);
    }
    if (!places[0].equals2D(places[places.length - 1])) {
      throw new Malformed("a ring does not end where it begins, at " + say(places[0]));
    }
    return FLOATING.createLinearRing(places);
  }

  private static Coordinate[] coordinates(JsonNode array) {
    return each(array).stream().map(GeoJson::coordinate).toArray(Coordinate[]::new);
  }

  private static Coordinate coordinate(JsonNode place) {
    if (!place.path(0).isNumber() || !place.path(1).isNumber()) {
      throw new Malformed("a place must be two numbers, was " + shortened(place));
    }
    double x = place.path(0).asDouble();
    double y = place.path(1).asDouble();
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new Malformed("a place must be two finite numbers, was " + shortened(place));
    }
    return new Coordinate(x, y);
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String say(Coordinate place) {
    return place.x + ", " + place.y;
  }

  /**
   * Written with as many digits as asked for.
   *
   * @param decimals 8 for degrees (1.1 mm), 4 for metres (0.1 mm)
   */
  static ObjectNode write(Geometry geometry, int decimals) {
    double scale = Math.pow(10, decimals);
    ObjectNode node = JSON.createObjectNode();
    switch (geometry) {
      case Polygon polygon -> {
        node.put("type", "Polygon");
        node.set("coordinates", rings(polygon, scale));
      }
      case MultiPolygon many -> {
        node.put("type", "MultiPolygon");
        ArrayNode polygons = node.putArray("coordinates");
        for (int i = 0; i < many.getNumGeometries(); i++) {
          polygons.add(rings((Polygon) many.getGeometryN(i), scale));
        }
      }
      default -> throw new IllegalArgumentException("not an area: " + geometry.getGeometryType());
    }
    return node;
  }

  private static ArrayNode rings(Polygon polygon, double scale) {
    ArrayNode rings = JSON.createArrayNode();
    if (polygon.isEmpty()) {
      return rings;
    }
    rings.add(places(oriented(polygon.getExteriorRing(), true), scale));
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(places(oriented(polygon.getInteriorRingN(i), false), scale));
    }
    return rings;
  }

  /** The standard wants shells counterclockwise and holes clockwise. */
  private static LinearRing oriented(LinearRing ring, boolean counterclockwise) {
    boolean is = Orientation.isCCW(new CoordinateArraySequence(ring.getCoordinates()));
    return is == counterclockwise ? ring : ring.reverse();
  }

  private static ArrayNode places(LinearRing ring, double scale) {
    ArrayNode places = JSON.createArrayNode();
    for (Coordinate c : ring.getCoordinates()) {
      places.addArray().add(Math.round(c.x * scale) / scale).add(Math.round(c.y * scale) / scale);
    }
    return places;
  }
}
