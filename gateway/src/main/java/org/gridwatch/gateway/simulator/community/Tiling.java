package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * Turns lots into boundaries that share their edges bit by bit. All sides are noded together on a
 * fixed grid first; only then is every edge bent, always from the same end, so both neighbours get
 * the same points and there can be neither gap nor overlap.
 */
final class Tiling {
  private static final double STEP_METRES = 14;
  private static final PrecisionModel CENTIMETRES = new PrecisionModel(100);

  private Tiling() {}

  /** One boundary for each lot, in their order, on the ground. */
  static List<Polygon> boundaries(List<Lot> lots, Terrain terrain) {
    var faces = faces(lots);
    if (faces.size() != lots.size()) {
      throw new IllegalStateException(
          "the plan must tile into " + lots.size() + " lots, was " + faces.size());
    }
    var boundaries = new ArrayList<Polygon>();
    for (var lot : lots) {
      var middle = Terrain.SHAPES.createPoint(lot.middle());
      var face = faces.stream().filter(f -> f.contains(middle)).findFirst().orElseThrow();
      boundaries.add(bend(face, terrain));
    }
    return boundaries;
  }

  private static List<Polygon> faces(List<Lot> lots) {
    var sides = lots.stream().<Geometry>map(lot -> lot.onSheet().getExteriorRing()).toList();
    var polygonizer = new Polygonizer();
    polygonizer.add(UnaryUnionNG.union(sides, Terrain.SHAPES, CENTIMETRES));
    var faces = new ArrayList<Polygon>();
    for (var face : polygonizer.getPolygons()) {
      // The polygonizer starts rings anywhere; the same seed must give the same bytes.
      faces.add((Polygon) ((Polygon) face).norm());
    }
    return faces;
  }

  private static Polygon bend(Polygon face, Terrain terrain) {
    var sheet = face.getExteriorRing().getCoordinates();
    var ring = new ArrayList<Coordinate>();
    for (int i = 0; i + 1 < sheet.length; i++) {
      var edge = terrain.bent(sheet[i], sheet[i + 1], STEP_METRES);
      ring.addAll(edge.subList(0, edge.size() - 1));
    }
    ring.add(ring.getFirst());
    return Terrain.SHAPES.createPolygon(ring.toArray(Coordinate[]::new));
  }
}
