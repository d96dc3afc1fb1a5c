package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridwatch.map.grid.Wgs84;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** The faces of an arrangement, each given to a lot; a lot becomes a leaf. */
final class Lots {
  private static final int PATIENCE = 6; // a sliver beside a sliver beside a sliver

  private final Arrangement land;
  private final @Nullable String[] of;
  private final Metres metres;

  Lots(Arrangement land, @Nullable String[] of, Metres metres) {
    this.land = land;
    this.of = of;
    this.metres = metres;
  }

  @Nullable String of(int face) {
    return of[face];
  }

  /** Each lot as one area. */
  Map<String, Geometry> areas() {
    Map<String, List<Polygon>> parts = new LinkedHashMap<>();
    for (int face = 0; face < of.length; face++) {
      String lot = of[face];
      if (lot != null) {
        parts.computeIfAbsent(lot, _ -> new ArrayList<>()).add(land.faces().get(face).area());
      }
    }
    Map<String, Geometry> areas = new LinkedHashMap<>();
    parts.forEach((lot, polygons) -> areas.put(lot, union(polygons)));
    return areas;
  }

  /** As one area, vertices kept; also where they do not meet as they should. */
  static Geometry union(List<? extends Geometry> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    try {
      Geometry whole = CoverageUnion.union(parts.toArray(Geometry[]::new));
      if (whole.isValid()) {
        return Wgs84.FACTORY.createGeometry(whole);
      }
    } catch (TopologyException | IllegalArgumentException e) {
      // no coverage: below as areas that may overlap
    }
    return Wgs84.snap(OverlayNGRobust.union(Wgs84.FACTORY.buildGeometry(parts)));
  }

  /**
   * Parts too small or narrow to be land go to the neighbour with the longest shared edge.
   *
   * @param old areas that were there before; a sliver that was there already stays
   * @throws Refused where a sliver has no neighbour
   */
  Map<String, Geometry> tidy(Map<String, Geometry> old) {
    for (int round = 0; round < PATIENCE; round++) {
      Map<String, Geometry> areas = areas();
      boolean moved = false;
      for (var lot : areas.entrySet()) {
        for (Polygon sliver : slivers(lot.getValue(), old.get(lot.getKey()))) {
          moved |= giveAway(lot.getKey(), sliver);
        }
      }
      if (!moved) {
        return areas;
      }
    }
    throw new Refused(
        "this would leave slivers between the grids",
        land.faces().getFirst().inside(),
        List.copyOf(areas().keySet()));
  }

  private List<Polygon> slivers(Geometry area, @Nullable Geometry old) {
    List<Polygon> slivers = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      Polygon part = (Polygon) area.getGeometryN(i);
      if (metres.sliver(part) && !had(old, part)) {
        slivers.add(part);
      }
    }
    return slivers;
  }

  private static boolean had(@Nullable Geometry old, Polygon part) {
    if (old != null) {
      for (int i = 0; i < old.getNumGeometries(); i++) {
        if (old.getGeometryN(i).getEnvelopeInternal().equals(part.getEnvelopeInternal())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean giveAway(String lot, Polygon sliver) {
    List<Integer> inside = new ArrayList<>();
    for (int face = 0; face < of.length; face++) {
      if (lot.equals(of[face])
          && SimplePointInAreaLocator.locate(land.faces().get(face).inside(), sliver)
              == Location.INTERIOR) {
        inside.add(face);
      }
    }
    var shared = new HashMap<>(land.sharedWith(inside, of, metres));
    shared.remove(lot);
    Optional<String> neighbour = longest(shared);
    neighbour.ifPresent(to -> inside.forEach(face -> of[face] = to));
    if (neighbour.isEmpty()) {
      throw new Refused(
          "this would leave a sliver that no grid beside it can take",
          sliver.getInteriorPoint().getCoordinate(),
          List.of());
    }
    return true;
  }

  /** Each of these faces joins the lot of {@code among} with the longest shared edge; the rest. */
  List<Integer> join(Collection<Integer> faces, Predicate<String> among) {
    List<Integer> left = new ArrayList<>(faces);
    while (left.removeIf(face -> joins(face, among))) {
      // those that touched none may touch one that has just grown
    }
    return left;
  }

  private boolean joins(int face, Predicate<String> among) {
    Map<String, Double> shared = land.sharedWith(List.of(face), of, metres);
    shared.keySet().removeIf(among.negate());
    Optional<String> neighbour = longest(shared);
    neighbour.ifPresent(lot -> of[face] = lot);
    return neighbour.isPresent();
  }

  static Optional<String> longest(Map<String, Double> shared) {
    return shared.entrySet().stream()
        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }
}
