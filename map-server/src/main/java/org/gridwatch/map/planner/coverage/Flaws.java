package org.gridwatch.map.planner.coverage;

import static org.gridwatch.map.planner.coverage.Flaw.Kind.GAP;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.INVALID;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.NO_GRIDS;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.OVERLAP;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.PARTS;
import static org.gridwatch.map.planner.coverage.Flaw.Kind.SLIVER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Everything that is wrong with the grids of a plan. */
public final class Flaws {
  /** Less is the rounding of corners to the stored grid. */
  private static final double WORTH_SAYING_M2 = 0.01;

  private final Tiling tiling;
  private final List<PlanGrid> sound = new ArrayList<>();
  private final List<Flaw> found = new ArrayList<>();
  private final Metres metres;

  private Flaws(Tiling tiling, Metres metres) {
    this.tiling = tiling;
    this.metres = metres;
  }

  /**
   * The hard ones first.
   *
   * @param buildings outlines, or points where no outline is known
   */
  public static List<Flaw> of(
      Tiling tiling, Collection<Place> buildings, Collection<Place> devices) {
    List<PlanGrid> leaves = tiling.leaves();
    if (leaves.isEmpty()) {
      return List.of(
          Flaw.of(NO_GRIDS, true, new Coordinate(0, 0), 0, List.of(), "the plan has no grids"));
    }
    var flaws = new Flaws(tiling, Metres.at(leaves.getFirst().boundary()));
    flaws.validity(leaves);
    flaws.coverage();
    flaws.slivers();
    flaws.families();
    flaws.found.addAll(Dwellings.behind(flaws.sound, flaws.metres, buildings, devices));
    flaws.found.sort(
        Comparator.comparing(Flaw::hard)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Flaw::areaM2).reversed()));
    return flaws.found;
  }

  private void validity(List<PlanGrid> leaves) {
    for (PlanGrid leaf : leaves) {
      if (leaf.boundary().isValid()) {
        sound.add(leaf);
      } else {
        found.add(
            Flaw.of(
                INVALID,
                true,
                Soundness.invalidPlace(leaf.boundary()),
                0,
                List.of(leaf.key()),
                "the boundary of " + leaf.name() + " crosses itself"));
      }
    }
  }

  private void coverage() {
    Geometry[] areas = sound.stream().map(PlanGrid::boundary).toArray(Geometry[]::new);
    Geometry[] errors = CoverageValidator.validate(areas);
    boolean tiles = !CoverageValidator.hasInvalidResult(errors);
    if (!tiles) {
      overlaps(errors);
    }
    Geometry whole = tiles ? Lots.union(List.of(areas)) : OverlayNGRobust.union(List.of(areas));
    gaps(whole);
  }

  private void overlaps(Geometry[] errors) {
    Set<Set<String>> seen = new HashSet<>();
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] != null) {
        PlanGrid leaf = sound.get(i);
        for (PlanGrid other : tiling.leavesNear(errors[i].getEnvelopeInternal())) {
          boolean another = !other.key().equals(leaf.key()) && sound.contains(other);
          if (another && seen.add(Set.of(leaf.key(), other.key()))) {
            overlap(leaf, other);
          }
        }
      }
    }
  }

  private void overlap(PlanGrid one, PlanGrid other) {
    Geometry common =
        OverlayNGRobust.overlay(one.boundary(), other.boundary(), OverlayNG.INTERSECTION);
    List<String> both = List.of(one.key(), other.key());
    for (Object part : PolygonExtracter.getPolygons(common)) {
      say(OVERLAP, (Polygon) part, both, one.name() + " and " + other.name() + " overlap");
    }
  }

  private void gaps(Geometry whole) {
    for (Object part : PolygonExtracter.getPolygons(whole)) {
      Polygon area = (Polygon) part;
      for (int i = 0; i < area.getNumInteriorRing(); i++) {
        Polygon hole = area.getFactory().createPolygon(area.getInteriorRingN(i).getCoordinates());
        Geometry gap =
            OverlayNGRobust.overlay(hole, whole, OverlayNG.DIFFERENCE); // an island in a lake
        for (Object open : PolygonExtracter.getPolygons(gap)) {
          Polygon place = (Polygon) open;
          say(GAP, place, beside(place), "no grid covers this place");
        }
      }
    }
  }

  private List<String> beside(Polygon gap) {
    Envelope box = metres.around(gap.getEnvelopeInternal(), 0.01);
    return tiling.leavesNear(box).stream()
        .filter(leaf -> leaf.boundary().distance(gap) < 1e-7)
        .map(PlanGrid::key)
        .toList();
  }

  private void say(Flaw.Kind kind, Polygon area, List<String> grids, String message) {
    double m2 = metres.area(area);
    if (m2 >= WORTH_SAYING_M2) {
      boolean sliver = metres.sliver(area);
      found.add(
          Flaw.of(
              sliver ? SLIVER : kind,
              !sliver,
              area.getInteriorPoint().getCoordinate(),
              m2,
              grids,
              message));
    }
  }

  private void slivers() {
    for (PlanGrid leaf : sound) {
      for (Object part : PolygonExtracter.getPolygons(leaf.boundary())) {
        Polygon area = (Polygon) part;
        if (metres.sliver(area)) {
          found.add(
              Flaw.of(
                  SLIVER,
                  false,
                  area.getInteriorPoint().getCoordinate(),
                  metres.area(area),
                  List.of(leaf.key()),
                  "a part of " + leaf.name() + " is no more than a sliver"));
        }
      }
    }
  }

  /** Grids in several parts, and parents without land. */
  private void families() {
    for (PlanGrid grid : tiling.all()) {
      List<PlanGrid> leaves = tiling.leavesUnder(grid.key());
      if (leaves.isEmpty()) {
        found.add(
            Flaw.of(
                NO_GRIDS,
                true,
                new Coordinate(0, 0),
                0,
                List.of(grid.key()),
                grid.name() + " has neither a boundary nor grids below it"));
      } else {
        together(grid, leaves);
      }
    }
  }

  private void together(PlanGrid grid, List<PlanGrid> leaves) {
    List<Set<Edge>> parts = new ArrayList<>();
    for (PlanGrid leaf : leaves) {
      for (Object part : PolygonExtracter.getPolygons(leaf.boundary())) {
        parts.add(Edge.of((Polygon) part));
      }
    }
    int count = parts.size() == 1 ? 1 : connected(parts);
    if (count > 1) {
      found.add(
          Flaw.of(
              PARTS,
              false,
              leaves.getFirst().boundary().getInteriorPoint().getCoordinate(),
              0,
              List.of(grid.key()),
              grid.name() + " lies in " + count + " parts"));
    }
  }

  private static int connected(List<Set<Edge>> parts) {
    int[] root = new int[parts.size()];
    Map<Edge, Integer> first = new HashMap<>();
    int count = parts.size();
    for (int part = 0; part < root.length; part++) {
      root[part] = part;
      for (Edge edge : parts.get(part)) {
        Integer other = first.putIfAbsent(edge, part);
        int one = root(root, part);
        if (other != null && root(root, other) != one) {
          root[root(root, other)] = one;
          count--;
        }
      }
    }
    return count;
  }

  private static int root(int[] root, int of) {
    int at = of;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }
}
