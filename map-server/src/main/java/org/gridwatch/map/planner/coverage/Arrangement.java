package org.gridwatch.map.planner.coverage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gridwatch.map.grid.Wgs84;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * The land of some leaves, cut along lines: faces that meet edge to edge, and what each was part
 * of. Only edges near a line are noded with it, by snap rounding on the stored grid; all others
 * stay to the last digit.
 */
final class Arrangement {
  /** Lines are noded with edges this near, in degrees: more than a snap can move anything. */
  private static final double BESIDE = 1e-6;

  /** A piece of land between edges and lines, which leaf had it, and a place inside. */
  record Face(String owner, Polygon area, Coordinate inside) {}

  /** The faces on both sides of an edge; -1 where there is none. */
  private record Sides(int one, int other) {}

  private final List<Face> faces = new ArrayList<>();
  private final Map<Edge, List<Coordinate>> bent = new HashMap<>();
  private final Set<Edge> cuts = new LinkedHashSet<>();
  private final Map<Edge, Sides> sides = new HashMap<>();

  private Arrangement() {}

  /**
   * @param land leaves by key
   * @param cuttable keys of those that a line may cut; in the others lines are not heeded
   */
  static Arrangement of(
      Map<String, Geometry> land, Set<String> cuttable, List<Coordinate[]> lines, Metres metres) {
    Arrangement first = node(land, cuttable, lines, metres);
    Set<Edge> bounding = first.boundingCuts();
    if (bounding.size() == first.cuts.size()) {
      return first;
    }
    // ends that lead nowhere would leave corners where they touch an edge: again without them
    List<Coordinate[]> kept = new ArrayList<>();
    bounding.forEach(edge -> kept.add(new Coordinate[] {edge.from(), edge.to()}));
    return node(land, cuttable, kept, metres);
  }

  private static Arrangement node(
      Map<String, Geometry> land, Set<String> cuttable, List<Coordinate[]> lines, Metres metres) {
    var made = new Arrangement();
    var owners = new Owners(land);
    Set<Edge> own = new LinkedHashSet<>();
    land.forEach(
        (key, area) -> {
          if (cuttable.contains(key)) {
            Edge.each(area, own::add);
          }
        });
    var snap = new Snap(own, metres);
    List<Coordinate[]> snapped =
        lines.stream().map(snap::line).filter(line -> line.length > 1).toList();
    made.nodeEdges(own, snapped, line -> made.cutAlong(line, place -> owners.at(place, cuttable)));

    Set<Edge> all = new LinkedHashSet<>();
    land.values().forEach(area -> Edge.each(area, edge -> made.addNoded(edge, all)));
    made.cuts.removeAll(all);
    all.addAll(made.cuts);
    made.polygonize(all, owners);
    return made;
  }

  /** A line as it runs over edges: its places in order, and where it touches them. */
  record Drawing(List<Coordinate> places, Arrangement made) {
    Set<Coordinate> corners(Set<Edge> edges) {
      Set<Coordinate> corners = new HashSet<>();
      for (Edge edge : edges) {
        corners.add(edge.from());
        corners.add(edge.to());
        corners.addAll(made.bent.getOrDefault(edge, List.of()));
      }
      return corners;
    }

    /** The stretch from the first of these places to the last. */
    Coordinate[] betweenContacts(Set<Coordinate> contacts) {
      int first = 0;
      int last = places.size() - 1;
      while (first <= last && !contacts.contains(places.get(first))) {
        first++;
      }
      while (last > first && !contacts.contains(places.get(last))) {
        last--;
      }
      return last > first
          ? places.subList(first, last + 1).toArray(Coordinate[]::new)
          : new Coordinate[0];
    }
  }

  static Drawing draw(Map<String, Geometry> land, Coordinate[] line, Metres metres) {
    var made = new Arrangement();
    Set<Edge> own = new LinkedHashSet<>();
    land.values().forEach(area -> Edge.each(area, own::add));
    Coordinate[] snapped = new Snap(own, metres).line(line);
    var places = new CoordinateList();
    if (snapped.length > 1) {
      made.nodeEdges(own, List.<Coordinate[]>of(snapped), piece -> places.add(piece, false));
    }
    return new Drawing(Arrays.asList(places.toCoordinateArray()), made);
  }

  private void nodeEdges(Set<Edge> edges, List<Coordinate[]> lines, Consumer<Coordinate[]> piece) {
    var boxes = new STRtree();
    for (Coordinate[] line : lines) {
      Edge.each(line, part -> boxes.insert(part.box(), part));
    }
    List<SegmentString> strings = new ArrayList<>();
    for (Edge edge : edges) {
      var box = edge.box();
      box.expandBy(BESIDE);
      if (!boxes.query(box).isEmpty()) {
        strings.add(new NodedSegmentString(new Coordinate[] {edge.from(), edge.to()}, edge));
      }
    }
    lines.forEach(line -> strings.add(new NodedSegmentString(line, null)));
    var noder = new SnapRoundingNoder(Wgs84.FACTORY.getPrecisionModel());
    noder.computeNodes(strings);
    for (Object noded : noder.getNodedSubstrings()) {
      var part = (SegmentString) noded;
      if (part.getData() instanceof Edge edge) {
        List<Coordinate> chain = bent.computeIfAbsent(edge, _ -> new ArrayList<>());
        chain.addAll(Arrays.asList(part.getCoordinates()).subList(1, part.size()));
      } else {
        piece.accept(part.getCoordinates());
      }
    }
    bent.values().forEach(List::removeLast);
    bent.values().removeIf(List::isEmpty);
  }

  private void cutAlong(Coordinate[] line, Function<Coordinate, @Nullable String> owner) {
    Edge.each(
        line,
        cut -> {
          if (owner.apply(cut.middle()) != null) {
            cuts.add(cut);
          }
        });
  }

  private void addNoded(Edge edge, Set<Edge> all) {
    Coordinate last = edge.from();
    for (Coordinate place : bent.getOrDefault(edge, List.of())) {
      all.add(Edge.of(last, place));
      last = place;
    }
    all.add(Edge.of(last, edge.to()));
  }

  private void polygonize(Set<Edge> edges, Owners owners) {
    var polygonizer = new Polygonizer();
    for (Edge edge : edges) {
      polygonizer.add(
          (Geometry) Wgs84.FACTORY.createLineString(new Coordinate[] {edge.from(), edge.to()}));
    }
    // the polygonizer has them in any order: the same edit must give the same grids
    List<Geometry> areas = new ArrayList<>();
    for (Object made : polygonizer.getPolygons()) {
      areas.add(((Polygon) made).norm());
    }
    Collections.sort(areas);
    for (Geometry made : areas) {
      Polygon area = (Polygon) made;
      Coordinate inside = area.getInteriorPoint().getCoordinate();
      String owner = owners.at(inside, owners.all());
      if (owner != null) {
        int n = faces.size();
        faces.add(new Face(owner, area, inside));
        Edge.each(
            area,
            edge -> sides.merge(edge, new Sides(n, -1), (known, _) -> new Sides(known.one(), n)));
      }
    }
  }

  private Set<Edge> boundingCuts() {
    Set<Edge> bounding = new LinkedHashSet<>();
    for (Edge cut : cuts) {
      Sides beside = sides.get(cut);
      if (beside != null && beside.one() != beside.other()) {
        bounding.add(cut);
      }
    }
    return bounding;
  }

  List<Face> faces() {
    return faces;
  }

  /** The pieces of the lines that lie inside of the land and on no edge of a leaf. */
  Set<Edge> cuts() {
    return cuts;
  }

  /** The edges that got places between their ends, as {@link Rings#bend} takes them. */
  Map<Edge, List<Coordinate>> bent() {
    return bent;
  }

  /** The edges that this one became. */
  Set<Edge> noded(Edge edge) {
    Set<Edge> pieces = new LinkedHashSet<>();
    addNoded(edge, pieces);
    return pieces;
  }

  /** Which faces hang together when one may not step over these edges: a number for each. */
  int[] regions(Set<Edge> walls) {
    List<Set<Integer>> beside = new ArrayList<>();
    faces.forEach(_ -> beside.add(new HashSet<>()));
    sides.forEach(
        (edge, both) -> {
          if (both.other() >= 0 && !walls.contains(edge)) {
            beside.get(both.one()).add(both.other());
            beside.get(both.other()).add(both.one());
          }
        });
    int[] region = new int[faces.size()];
    Arrays.fill(region, -1);
    int count = 0;
    for (int start = 0; start < region.length; start++) {
      if (region[start] < 0) {
        flood(start, count++, region, beside);
      }
    }
    return region;
  }

  private static void flood(int start, int number, int[] region, List<Set<Integer>> beside) {
    var open = new ArrayDeque<Integer>(List.of(start));
    region[start] = number;
    while (!open.isEmpty()) {
      for (int next : beside.get(open.pop())) {
        if (region[next] < 0) {
          region[next] = number;
          open.add(next);
        }
      }
    }
  }

  /** The faces that a cut runs along. */
  Set<Integer> besideCuts() {
    Set<Integer> found = new HashSet<>();
    for (Edge cut : cuts) {
      Sides both = sides.get(cut);
      if (both != null) {
        found.add(both.one());
        found.add(both.other());
      }
    }
    found.remove(-1);
    return found;
  }

  /** How many metres of edge these faces share with each lot that is not theirs. */
  Map<String, Double> sharedWith(Collection<Integer> some, @Nullable String[] lots, Metres metres) {
    Set<Integer> own = new HashSet<>(some);
    Map<String, Double> shared = new LinkedHashMap<>();
    for (int face : own) {
      Edge.each(
          faces.get(face).area(),
          edge -> {
            Sides both = sides.get(edge);
            int over = both == null ? -1 : both.one() == face ? both.other() : both.one();
            String lot = over < 0 || own.contains(over) ? null : lots[over];
            if (lot != null) {
              shared.merge(lot, metres.length(edge), Double::sum);
            }
          });
    }
    return shared;
  }

  /** Who had a place before. */
  private static final class Owners {
    private record Area(Envelope box, IndexedPointInAreaLocator inside) {}

    private final Map<String, Area> areas = new LinkedHashMap<>();

    Owners(Map<String, Geometry> land) {
      land.forEach(
          (key, area) ->
              areas.put(
                  key, new Area(area.getEnvelopeInternal(), new IndexedPointInAreaLocator(area))));
    }

    Set<String> all() {
      return areas.keySet();
    }

    @Nullable String at(Coordinate place, Set<String> among) {
      for (String key : among) {
        Area area = areas.get(key);
        if (area != null
            && area.box().covers(place)
            && area.inside().locate(place) == Location.INTERIOR) {
          return key;
        }
      }
      return null;
    }
  }

  /** Lines of a geometry, whatever it is made of. */
  static List<Coordinate[]> lines(Geometry geometry) {
    List<Coordinate[]> lines = new ArrayList<>();
    for (Object line : LinearComponentExtracter.getLines(geometry)) {
      lines.add(((LineString) line).getCoordinates());
    }
    return lines;
  }
}
