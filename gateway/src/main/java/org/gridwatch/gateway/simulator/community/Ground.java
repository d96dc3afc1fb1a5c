package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** The streets as they lie, and what ground they leave to build on. */
final class Ground {
  private static final Map<String, Double> HALF_WIDTH_METRES =
      Map.of("primary", 13.0, "secondary", 9.0, "residential", 4.5, "footway", 1.5);
  private static final double STREET_STEP_METRES = 10;

  /** A street on the ground. */
  record Road(String name, String kind, LineString line) {
    double halfWidth() {
      return HALF_WIDTH_METRES.getOrDefault(kind, 2.0);
    }
  }

  final List<Road> roads = new ArrayList<>();
  private final STRtree pavements = new STRtree();
  private final Map<Cell.Leaf, Map<Double, PreparedGeometry>> free = new IdentityHashMap<>();

  Ground(List<TownPlan.Way> ways, Terrain terrain) {
    for (var way : ways) {
      var road = new Road(way.name(), way.kind(), terrain.line(STREET_STEP_METRES, way.sheet()));
      roads.add(road);
      var pavement = road.line.buffer(road.halfWidth(), 2);
      pavements.insert(pavement.getEnvelopeInternal(), pavement);
    }
  }

  /** The part of a leaf that streets and a distance to the neighbours leave free. */
  PreparedGeometry free(Cell.Leaf leaf, double setbackMetres) {
    var measured = free.computeIfAbsent(leaf, unmeasured -> new HashMap<>());
    var known = measured.get(setbackMetres);
    if (known == null) {
      known = measure(leaf, setbackMetres);
      measured.put(setbackMetres, known);
    }
    return known;
  }

  private PreparedGeometry measure(Cell.Leaf leaf, double setbackMetres) {
    if (setbackMetres > 0) {
      var whole = free(leaf, 0).getGeometry();
      return PreparedGeometryFactory.prepare(whole.buffer(-setbackMetres, 2).norm());
    }
    Geometry rest = leaf.ground().buffer(-1, 2);
    for (Object pavement : pavements.query(rest.getEnvelopeInternal())) {
      rest = rest.difference((Geometry) pavement);
    }
    return PreparedGeometryFactory.prepare(rest.norm());
  }

  /** The nearest street of a kind that has a name. */
  Road nearest(Geometry to, List<String> kinds) {
    Road best = roads.getFirst();
    double least = Double.MAX_VALUE;
    var from = to.getCentroid();
    for (var road : roads) {
      if (kinds.contains(road.kind)
          && !road.name.isEmpty()
          && road.line.getEnvelopeInternal().distance(from.getEnvelopeInternal()) < least) {
        double distance = road.line.distance(from);
        best = distance < least ? road : best;
        least = Math.min(least, distance);
      }
    }
    return best;
  }
}
