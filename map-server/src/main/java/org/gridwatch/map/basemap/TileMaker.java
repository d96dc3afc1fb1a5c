package org.gridwatch.map.basemap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridwatch.map.grid.Building;
import org.gridwatch.map.grid.GeoJson;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tile of the background: everything in it in whole numbers from its north-west corner, cut a
 * little outside of its edges, as coarse as its zoom allows, and without what would be a speck.
 */
final class TileMaker {
  static final int EXTENT = 4096;

  /** How far beyond the edge things go at least, so that outlines of the cut stay out of sight. */
  private static final int LEAST_MARGIN = 64;

  /**
   * Half of the widest street and its rim: where only that reaches in, it must be drawn as well.
   */
  private static final double MARGIN_METRES = 12;

  private static final double METRES_ROUND_THE_EARTH = 33_700_000; // in the latitude of 33 degrees

  private static final int BUILDINGS_FROM_ZOOM = 14;
  private static final int SMALL_STREETS_FROM_ZOOM = 14;
  private static final int PATHS_FROM_ZOOM = 16;
  private static final double COARSE = 6;
  private static final double SPECK = 400;

  private static final Set<String> BIG =
      Set.of("motorway", "trunk", "primary", "secondary", "tertiary");
  private static final Set<String> PATHS =
      Set.of("footway", "path", "steps", "cycleway", "pedestrian", "service", "track");

  private final int zoom;
  private final int x;
  private final int y;
  private final int margin;
  private final Geometry window;
  private final ObjectNode tile = GeoJson.JSON.createObjectNode();
  private final ObjectNode layers;

  TileMaker(int zoom, int x, int y) {
    this.zoom = zoom;
    this.x = x;
    this.y = y;
    this.margin = margin(zoom);
    var box = new Envelope(-margin, EXTENT + margin, -margin, EXTENT + margin);
    this.window = new GeometryFactory().toGeometry(box);
    tile.put("extent", EXTENT);
    layers = tile.putObject("layers");
    for (String layer : List.of("area", "green", "water", "building", "rail", "street")) {
      layers.putArray(layer);
    }
  }

  private static int margin(int zoom) {
    double metres = METRES_ROUND_THE_EARTH / (1L << zoom);
    return Math.max(LEAST_MARGIN, (int) Math.ceil(MARGIN_METRES / metres * EXTENT));
  }

  /** What has to be looked at for this tile, in degrees. */
  Envelope box() {
    double beyond = (double) margin / EXTENT;
    return new Envelope(lon(x - beyond), lon(x + 1 + beyond), lat(y + 1 + beyond), lat(y - beyond));
  }

  private double lon(double column) {
    return column / (1L << zoom) * 360 - 180;
  }

  private double lat(double row) {
    return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * row / (1L << zoom)))));
  }

  TileMaker buildings(List<Building> buildings) {
    if (zoom >= BUILDINGS_FROM_ZOOM) {
      for (Building building : buildings) {
        String called = building.name().isEmpty() ? building.address() : building.name();
        add("building", "", called, building.outline());
      }
    }
    return this;
  }

  TileMaker features(List<BasemapFeature> features) {
    for (BasemapFeature feature : features) {
      if (shown(feature)) {
        add(feature.layer().word(), feature.kind(), feature.name(), feature.shape());
      }
    }
    return this;
  }

  private boolean shown(BasemapFeature feature) {
    if (feature.layer() != Layer.STREET || BIG.contains(feature.kind())) {
      return true;
    }
    return zoom >= (PATHS.contains(feature.kind()) ? PATHS_FROM_ZOOM : SMALL_STREETS_FROM_ZOOM);
  }

  private void add(String layer, String kind, String name, Geometry shape) {
    Geometry local = shape.copy();
    local.apply((Coordinate c) -> toTile(c));
    local.geometryChanged();
    if (local.getDimension() == 2 && local.getArea() < SPECK / (zoom >= 17 ? 8 : 1)) {
      return;
    }
    Geometry cut = clip(DouglasPeuckerSimplifier.simplify(local, zoom >= 18 ? 1 : COARSE));
    for (int i = 0; i < cut.getNumGeometries(); i++) {
      ArrayNode parts = parts(cut.getGeometryN(i));
      if (!parts.isEmpty()) {
        put(layer, kind, name, parts);
      }
    }
  }

  private void toTile(Coordinate c) {
    double size = (double) (1L << zoom) * EXTENT;
    double sin = Math.sin(Math.toRadians(Math.clamp(c.y, -85.05, 85.05)));
    double north = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
    c.setX((c.x + 180) / 360 * size - (double) x * EXTENT);
    c.setY(north * size - (double) y * EXTENT);
  }

  private Geometry clip(Geometry local) {
    if (window.getEnvelopeInternal().contains(local.getEnvelopeInternal())) {
      return local;
    }
    Geometry sound = local.isValid() ? local : local.buffer(0);
    return OverlayNGRobust.overlay(window, sound, OverlayNG.INTERSECTION);
  }

  private void put(String layer, String kind, String name, ArrayNode parts) {
    ObjectNode thing = GeoJson.JSON.createObjectNode();
    thing.set("p", parts);
    if (!kind.isEmpty()) {
      thing.put("c", kind);
    }
    if (!name.isEmpty()) {
      thing.put("n", name);
    }
    layers.withArray(layer).add(thing);
  }

  private static ArrayNode parts(Geometry part) {
    ArrayNode parts = GeoJson.JSON.createArrayNode();
    switch (part) {
      case Polygon area -> {
        addPart(parts, area.getExteriorRing(), 3);
        for (int i = 0; i < area.getNumInteriorRing() && !parts.isEmpty(); i++) {
          addPart(parts, area.getInteriorRingN(i), 3);
        }
      }
      case LineString line -> addPart(parts, line, 2);
      default -> {} // a touching corner: nothing to draw
    }
    return parts;
  }

  private static void addPart(ArrayNode parts, LineString line, int fewest) {
    CoordinateSequence places = line.getCoordinateSequence();
    List<Integer> numbers = new ArrayList<>(places.size() * 2);
    for (int i = 0; i < places.size(); i++) {
      int px = (int) Math.round(places.getX(i));
      int py = (int) Math.round(places.getY(i));
      int n = numbers.size();
      if (n == 0 || numbers.get(n - 2) != px || numbers.get(n - 1) != py) {
        numbers.add(px);
        numbers.add(py);
      }
    }
    if (numbers.size() >= 2 * fewest) {
      ArrayNode part = parts.addArray();
      numbers.forEach(part::add);
    }
  }

  byte[] json() {
    for (String layer : List.copyOf(layers.propertyNames())) {
      if (layers.path(layer).isEmpty()) {
        layers.remove(layer);
      }
    }
    return GeoJson.JSON.writeValueAsBytes(tile);
  }
}
