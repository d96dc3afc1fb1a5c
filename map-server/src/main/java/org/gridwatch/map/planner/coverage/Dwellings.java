package org.gridwatch.map.planner.coverage;

import static org.gridwatch.map.planner.coverage.Flaw.Kind.BUILDING_BEHIND;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.BUILDING_CUT;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.DEVICE_BEHIND;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Buildings and devices against leaves: who is cut in two, and who is left behind. */
final class Dwellings {
  /** A crack narrower than this belongs to the nearest leaf, as on the map. */
  private static final double CRACK_M = 0.5;

  private record Leaf(PlanGrid grid, IndexedPointInAreaLocator inside) {}

  private final Metres metres;
  private final STRtree leaves = new STRtree();
  private final STRtree edges = new STRtree();

  private Dwellings(List<PlanGrid> leaves, Metres metres) {
    this.metres = metres;
    Set<Edge> all = new HashSet<>();
    for (PlanGrid leaf : leaves) {
      Envelope box = leaf.boundary().getEnvelopeInternal();
      this.leaves.insert(box, new Leaf(leaf, new IndexedPointInAreaLocator(leaf.boundary())));
      Edge.each(leaf.boundary(), all::add);
    }
    all.forEach(edge -> edges.insert(edge.box(), edge));
  }

  static List<Flaw> behind(
      List<PlanGrid> leaves,
      Metres metres,
      Collection<Place> buildings,
      Collection<Place> devices) {
    var dwellings = new Dwellings(leaves, metres);
    List<Flaw> flaws = new ArrayList<>();
    buildings.forEach(building -> dwellings.building(building, flaws));
    for (Place device : devices) {
      Coordinate at = device.shape().getCoordinate();
      if (!dwellings.covered(at)) {
        flaws.add(
            Flaw.of(DEVICE_BEHIND, true, at, 0, List.of(), device.name() + " lies in no grid"));
      }
    }
    return flaws;
  }

  private void building(Place building, List<Flaw> flaws) {
    Geometry shape = building.shape();
    if (shape.isEmpty()) {
      return;
    }
    boolean crossed = shape.getDimension() == 2 && crossed(shape);
    if (crossed) {
      cut(building, flaws);
    }
    Coordinate inside = crossed ? shape.getInteriorPoint().getCoordinate() : shape.getCoordinate();
    if (!covered(inside)) {
      flaws.add(
          Flaw.of(
              BUILDING_BEHIND, true, inside, 0, List.of(), building.name() + " lies in no grid"));
    }
  }

  /** Whether an edge of a leaf touches it at all. */
  private boolean crossed(Geometry shape) {
    List<?> near = edges.query(shape.getEnvelopeInternal());
    if (near.isEmpty()) {
      return false;
    }
    var prepared = PreparedGeometryFactory.prepare(shape);
    for (Object one : near) {
      Edge edge = (Edge) one;
      if (prepared.intersects(
          Wgs84.FACTORY.createLineString(new Coordinate[] {edge.from(), edge.to()}))) {
        return true;
      }
    }
    return false;
  }

  private void cut(Place building, List<Flaw> flaws) {
    List<String> having = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double smallest = Double.MAX_VALUE;
    Coordinate place = building.shape().getCoordinate();
    for (Leaf leaf : near(building.shape().getEnvelopeInternal())) {
      for (Object part :
          PolygonExtracter.getPolygons(
              OverlayNGRobust.overlay(
                  building.shape(), leaf.grid().boundary(), OverlayNG.INTERSECTION))) {
        Polygon piece = (Polygon) part;
        if (!metres.sliver(piece)) {
          if (!having.contains(leaf.grid().key())) {
            having.add(leaf.grid().key());
            names.add(leaf.grid().name());
          }
          if (metres.area(piece) < smallest) {
            smallest = metres.area(piece);
            place = piece.getInteriorPoint().getCoordinate();
          }
        }
      }
    }
    if (having.size() > 1) {
      flaws.add(
          Flaw.of(
              BUILDING_CUT,
              true,
              place,
              smallest,
              having,
              building.name() + " is cut by the edge between " + String.join(" and ", names)));
    }
  }

  private boolean covered(Coordinate place) {
    for (Leaf leaf : near(new Envelope(place))) {
      if (leaf.inside().locate(place) != Location.EXTERIOR) {
        return true;
      }
    }
    var point = Wgs84.FACTORY.createPoint(place);
    double reach = CRACK_M / metres.perLat();
    return near(metres.around(new Envelope(place), CRACK_M)).stream()
        .anyMatch(leaf -> leaf.grid().boundary().isWithinDistance(point, reach));
  }

  @SuppressWarnings("unchecked")
  private List<Leaf> near(Envelope box) {
    return leaves.query(box);
  }
}
