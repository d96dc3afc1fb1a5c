package org.gridwatch.map.grid;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/** All grids in force at one revision. Immutable: any thread may ask. */
final class Coverage {
  static final Coverage EMPTY = new Coverage(0, List.of());

  /** A crack between neighbours narrower than this belongs to the nearest of them. */
  private static final double CRACK_METRES = 0.5;

  /** One centimetre or so: unions snap-round on it, which closes cracks that are narrower. */
  private static final PrecisionModel UNION = new PrecisionModel(1e7);

  private record Area(Grid grid, IndexedPointInAreaLocator locator) {
    boolean covers(Coordinate place) {
      return locator.locate(place) != Location.EXTERIOR;
    }
  }

  private final long revision;
  private final Map<String, Grid> byCode = new LinkedHashMap<>();
  private final Map<Integer, Grid> byId = new HashMap<>();
  private final Map<Integer, List<Integer>> childrenOf;
  private final STRtree areas = new STRtree();

  /** Takes parents with empty boundaries; gives them the union of their leaves. */
  Coverage(long revision, List<Grid> grids) {
    this.revision = revision;
    childrenOf =
        grids.stream()
            .sorted(Comparator.comparing(Grid::code))
            .collect(
                Collectors.groupingBy(
                    Grid::parentId, Collectors.mapping(Grid::id, Collectors.toList())));
    for (Grid grid : grids) {
      byId.put(grid.id(), grid);
      if (grid.leaf()) {
        index(grid);
      }
    }
    areas.build();
    grids.stream()
        .sorted(Comparator.comparingInt(Grid::level).thenComparing(Grid::code))
        .map(grid -> grid.leaf() ? grid : withBoundary(grid))
        .forEach(
            grid -> {
              byId.put(grid.id(), grid);
              byCode.put(grid.code(), grid);
            });
  }

  private void index(Grid grid) {
    var locator = new IndexedPointInAreaLocator(grid.boundary());
    locator.locate(new Coordinate(0, 0)); // builds its index now, once
    areas.insert(grid.boundary().getEnvelopeInternal(), new Area(grid, locator));
  }

  private Grid withBoundary(Grid parent) {
    Geometry[] leaves =
        leavesUnder(List.of(parent.id())).stream()
            .map(id -> grid(id).boundary())
            .toArray(Geometry[]::new);
    return new Grid(
        parent.id(),
        parent.code(),
        parent.level(),
        parent.parentId(),
        parent.name(),
        parent.leader(),
        parent.deputies(),
        0,
        union(leaves));
  }

  static Geometry union(Geometry[] leaves) {
    if (leaves.length == 0) {
      return Wgs84.FACTORY.createPolygon();
    }
    if (CoverageValidator.isValid(leaves)) {
      return Wgs84.FACTORY.createGeometry(CoverageUnion.union(leaves));
    }
    return Wgs84.FACTORY.createGeometry(UnaryUnionNG.union(List.of(leaves), Wgs84.FACTORY, UNION));
  }

  long revision() {
    return revision;
  }

  /** Highest level first, then by code. */
  Collection<Grid> all() {
    return byCode.values();
  }

  List<Grid> leaves() {
    return byCode.values().stream().filter(Grid::leaf).toList();
  }

  Optional<Grid> byCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  Optional<Grid> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  private Grid grid(int id) {
    return byId(id).orElseThrow();
  }

  List<Grid> children(int id) {
    return childrenOf.getOrDefault(id, List.of()).stream().map(this::grid).toList();
  }

  Set<Integer> leavesUnder(Collection<Integer> gridIds) {
    Set<Integer> leaves = new HashSet<>();
    var open = new ArrayDeque<Integer>(gridIds);
    while (!open.isEmpty()) {
      int id = open.pop();
      byId(id).filter(Grid::leaf).ifPresent(leaf -> leaves.add(leaf.id()));
      open.addAll(childrenOf.getOrDefault(id, List.of()));
    }
    return leaves;
  }

  /** On an edge: the lower code. In a hairline crack: the nearest. Elsewhere: none. */
  Optional<Leaf> leafAt(double lon, double lat) {
    var place = Wgs84.place(lon, lat);
    return near(place, 0)
        .filter(area -> area.covers(place))
        .min(Comparator.comparing(area -> area.grid().code()))
        .or(() -> acrossACrack(place))
        .map(area -> area.grid().asLeaf());
  }

  private Optional<Area> acrossACrack(Coordinate place) {
    double reach = Wgs84.degrees(CRACK_METRES, place.y);
    var point = Wgs84.FACTORY.createPoint(place);
    return near(place, reach)
        .filter(area -> area.grid().boundary().isWithinDistance(point, reach))
        .min(
            Comparator.comparingDouble((Area area) -> area.grid().boundary().distance(point))
                .thenComparing(area -> area.grid().code()));
  }

  @SuppressWarnings("unchecked")
  private java.util.stream.Stream<Area> near(Coordinate place, double reach) {
    var box = new Envelope(place);
    box.expandBy(reach);
    return ((List<Area>) areas.query(box)).stream();
  }

  /** The box around all of it; null when there is nothing. */
  Envelope bounds() {
    var box = new Envelope();
    leaves().forEach(leaf -> box.expandToInclude(leaf.boundary().getEnvelopeInternal()));
    return box;
  }
}
