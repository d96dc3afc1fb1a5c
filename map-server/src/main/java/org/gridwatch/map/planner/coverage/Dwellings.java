package org.gridwatch.map.planner.coverage;

import static org.gridwatch.map.planner.coverage.Flaw.Kind.BUILDING_BEHIND;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.BUILDING_CUT;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.DEVICE_BEHIND;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.algorithm.RectangleLineIntersector;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.polygonize.Polygonizer;

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
    List<Geometry> crossing = shape.getDimension() == 2 ? edgesAt(shape) : List.of();
    if (!crossing.isEmpty()) {
      cut(building, crossing, flaws);
    }
    Coordinate inside =
        crossing.isEmpty() ? shape.getCoordinate() : shape.getInteriorPoint().getCoordinate();
    if (!covered(inside)) {
      flaws.add(
          Flaw.of(
              BUILDING_BEHIND, true, inside, 0, List.of(), building.name() + " lies in no grid"));
    }
  }

  /** The edges that run through it or touch it. */
  private List<Geometry> edgesAt(Geometry shape) {
    Envelope box = shape.getEnvelopeInternal();
    var frame = new RectangleLineIntersector(box);
    List<?> near = edges.query(box);
    near.removeIf(one -> one instanceof Edge edge && !frame.intersects(edge.from(), edge.to()));
    if (near.isEmpty()) {
      return List.of();
    }
    var prepared = PreparedGeometryFactory.prepare(shape);
    List<Geometry> touching = new ArrayList<>();
    for (Object one : near) {
      Edge edge = (Edge) one;
      Geometry line = Wgs84.FACTORY.createLineString(new Coordinate[] {edge.from(), edge.to()});
      if (prepared.intersects(line)) {
        touching.add(line);
      }
    }
    return touching;
  }

  private void cut(Place building, List<Geometry> crossing, List<Flaw> flaws) {
    Map<String, PlanGrid> having = new TreeMap<>();
    double smallest = Double.MAX_VALUE;
    Coordinate place = building.shape().getCoordinate();
    for (Polygon piece : pieces(building.shape(), crossing)) {
      Coordinate inside = piece.getInteriorPoint().getCoordinate();
      double m2 = metres.area(piece);
      Optional<PlanGrid> leaf = metres.sliver(piece) ? Optional.empty() : leafAt(inside);
      leaf.ifPresent(grid -> having.put(grid.key(), grid));
      if (leaf.isPresent() && m2 < smallest) {
        smallest = m2;
        place = inside;
      }
    }
    if (having.size() > 1) {
      String names =
          having.values().stream().map(PlanGrid::name).collect(Collectors.joining(" and "));
      flaws.add(
          Flaw.of(
              BUILDING_CUT,
              true,
              place,
              smallest,
              List.copyOf(having.keySet()),
              building.name() + " is cut by the edge between " + names));
    }
  }

  /** A building as the edges cut it; edges that only reach into it cut nothing. */
  private static List<Polygon> pieces(Geometry shape, List<Geometry> crossing) {
    Geometry lines = Wgs84.FACTORY.buildGeometry(crossing);
    Geometry noded = OverlayNGRobust.overlay(shape.getBoundary(), lines, OverlayNG.UNION);
    var polygonizer = new Polygonizer();
    polygonizer.add(noded);
    List<Polygon> pieces = new ArrayList<>();
    for (Object piece : polygonizer.getPolygons()) {
      pieces.add((Polygon) piece);
    }
    return pieces;
  }

  private boolean covered(Coordinate place) {
    if (leafAt(place).isPresent()) {
      return true;
    }
    var point = Wgs84.FACTORY.createPoint(place);
    double reach = CRACK_M / metres.perLat();
    return near(metres.around(new Envelope(place), CRACK_M)).stream()
        .anyMatch(leaf -> leaf.grid().boundary().isWithinDistance(point, reach));
  }

  private Optional<PlanGrid> leafAt(Coordinate place) {
    for (Leaf leaf : near(new Envelope(place))) {
      if (leaf.inside().locate(place) != Location.EXTERIOR) {
        return Optional.of(leaf.grid());
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private List<Leaf> near(Envelope box) {
    return leaves.query(box);
  }
}
