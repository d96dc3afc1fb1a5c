package org.gridwatch.map.grid;

import static org.gridwatch.map.grid.Finding.Kind.GAP;
import static org.gridwatch.map.grid.Finding.Kind.INVALID;
import static org.gridwatch.map.grid.Finding.Kind.OUTSIDE_PARENT;
import static org.gridwatch.map.grid.Finding.Kind.OVERLAP;
import static org.gridwatch.map.grid.Finding.Kind.SLIVER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Whether areas tile: no gap, no overlap, each sound in itself, all inside what they are parts of.
 * Everything is measured in metres. What is smaller than half a square metre or narrower than ten
 * centimetres is a sliver: reported, and tolerated.
 */
final class Topology {
  private static final double TOLERATED_M2 = 0.5;
  private static final double TOLERATED_WIDTH_M = 0.1;
  private static final double WORTH_SAYING_M2 = 0.01;
  private static final double WORTH_SAYING_WIDTH_M = 0.01;
  private static final double BESIDE_M = 0.05;
  private static final double NARROW_GAP_M = 0.5;
  private static final PrecisionModel MILLIMETRE = new PrecisionModel(1000);

  /** An area by its code, in the plane. */
  private record Part(String code, Geometry metres) {}

  private final LocalPlane plane;
  private final List<Part> parts = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Geometry> said = new ArrayList<>();
  private final STRtree index = new STRtree();

  private Topology(LocalPlane plane) {
    this.plane = plane;
  }

  /**
   * @param leaves boundaries by code, WGS 84
   * @param within for each parent that has a boundary of its own: that, and the leaves below it
   */
  static List<Finding> check(Map<String, Geometry> leaves, Collection<Within> within) {
    if (leaves.isEmpty()) {
      return List.of();
    }
    double lon = leaves.values().iterator().next().getEnvelopeInternal().centre().x;
    var topology = new Topology(LocalPlane.around(lon));
    leaves.forEach(topology::take);
    topology.overlaps();
    topology.gaps();
    within.forEach(topology::parent);
    topology.unmatchedEdges();
    topology.findings.sort(
        Comparator.comparing(Finding::hard)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Finding::areaM2).reversed()));
    return topology.findings;
  }

  /** A parent's own boundary and the codes of the leaves that should fill it. */
  record Within(String code, Geometry boundary, Collection<String> leaves) {}

  private void take(String code, Geometry boundary) {
    TopologyValidationError error = new IsValidOp(boundary).getValidationError();
    if (error != null) {
      findings.add(
          Finding.of(INVALID, true, error.getCoordinate(), 0, List.of(code), inWords(code, error)));
      return;
    }
    var part = new Part(code, plane.metres(boundary));
    parts.add(part);
    index.insert(part.metres().getEnvelopeInternal(), part);
  }

  private static String inWords(String code, TopologyValidationError error) {
    String what =
        switch (error.getErrorType()) {
          case TopologyValidationError.SELF_INTERSECTION,
              TopologyValidationError.RING_SELF_INTERSECTION ->
              "crosses itself here";
          case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "has a hole outside of it";
          case TopologyValidationError.NESTED_HOLES -> "has a hole inside a hole";
          case TopologyValidationError.NESTED_SHELLS -> "has a part inside another part";
          case TopologyValidationError.DISCONNECTED_INTERIOR -> "is cut in two by its own holes";
          case TopologyValidationError.TOO_FEW_POINTS -> "has a ring of fewer than three corners";
          default -> "is not a sound area: " + error.getMessage();
        };
    return "the boundary of " + code + " " + what;
  }

  private void overlaps() {
    for (Part one : parts) {
      for (Part other : near(one.metres())) {
        if (one.code().compareTo(other.code()) < 0 && one.metres().intersects(other.metres())) {
          Geometry common = overlay(one.metres(), other.metres(), OverlayNG.INTERSECTION);
          report(
              OVERLAP,
              common,
              List.of(one.code(), other.code()),
              one.code() + " and " + other.code() + " overlap");
        }
      }
    }
  }

  private void gaps() {
    Geometry whole = union(parts);
    for (Object polygon : PolygonExtracter.getPolygons(whole)) {
      Polygon area = (Polygon) polygon;
      for (int i = 0; i < area.getNumInteriorRing(); i++) {
        Geometry hole = area.getFactory().createPolygon(area.getInteriorRingN(i).getCoordinates());
        reportGap(overlay(hole, whole, OverlayNG.DIFFERENCE));
      }
    }
  }

  private void reportGap(Geometry gap) {
    List<String> around = codesBeside(gap);
    report(GAP, gap, around, "no grid covers the place between " + String.join(", ", around));
  }

  private void parent(Within parent) {
    if (!parent.boundary().isValid()) {
      take(parent.code(), parent.boundary());
      return;
    }
    Geometry own = plane.metres(parent.boundary());
    Geometry filled =
        union(parts.stream().filter(part -> parent.leaves().contains(part.code())).toList());
    for (Object rest : PolygonExtracter.getPolygons(overlay(own, filled, OverlayNG.DIFFERENCE))) {
      Geometry gap = (Geometry) rest;
      if (!alreadySaid(gap)) {
        report(
            GAP,
            gap,
            withFirst(parent.code(), gap),
            "nothing below " + parent.code() + " covers this part of it");
      }
    }
    Geometry outside = overlay(filled, own, OverlayNG.DIFFERENCE);
    report(
        OUTSIDE_PARENT,
        outside,
        withFirst(parent.code(), outside),
        "grids below " + parent.code() + " reach outside of it");
  }

  private List<String> withFirst(String code, Geometry place) {
    List<String> codes = new ArrayList<>(List.of(code));
    codes.addAll(codesBeside(place));
    return codes;
  }

  /** Edges that run beside a neighbour's, not along it, where nothing above said so. */
  private void unmatchedEdges() {
    Geometry[] all = parts.stream().map(Part::metres).toArray(Geometry[]::new);
    Geometry[] errors = CoverageValidator.validate(all, NARROW_GAP_M);
    for (int i = 0; i < errors.length; i++) {
      Geometry edge = errors[i];
      if (edge != null && !edge.isEmpty() && !alreadySaid(edge)) {
        String code = parts.get(i).code();
        findings.add(
            Finding.of(
                SLIVER,
                false,
                plane.degrees(edge.getInteriorPoint().getCoordinate()),
                0,
                List.of(code),
                "the boundary of "
                    + code
                    + " runs closely beside its neighbour's here, and not along it"));
      }
    }
  }

  private boolean alreadySaid(Geometry place) {
    return said.stream().anyMatch(known -> known.isWithinDistance(place, NARROW_GAP_M));
  }

  private void report(Finding.Kind kind, Geometry metres, List<String> codes, String message) {
    for (Object polygon : PolygonExtracter.getPolygons(metres)) {
      Polygon area = (Polygon) polygon;
      double width = 2 * area.getArea() / Math.max(area.getLength(), 1e-9);
      if (area.getArea() < WORTH_SAYING_M2 || width < WORTH_SAYING_WIDTH_M) {
        continue;
      }
      said.add(area);
      boolean sliver = area.getArea() < TOLERATED_M2 || width < TOLERATED_WIDTH_M;
      findings.add(
          Finding.of(
              sliver ? SLIVER : kind,
              !sliver,
              plane.degrees(area.getInteriorPoint().getCoordinate()),
              area.getArea(),
              codes,
              message + (sliver ? sliverWords(area.getArea(), width) : size(area.getArea()))));
    }
  }

  private static String size(double m2) {
    return String.format(Locale.ROOT, " (%.1f m²)", m2);
  }

  private static String sliverWords(double m2, double width) {
    return String.format(
        Locale.ROOT, " by a sliver (%.2f m², about %.0f cm wide): tolerated", m2, width * 100);
  }

  private List<String> codesBeside(Geometry place) {
    return near(place.buffer(1)).stream()
        .filter(part -> part.metres().isWithinDistance(place, BESIDE_M))
        .map(Part::code)
        .sorted()
        .toList();
  }

  @SuppressWarnings("unchecked")
  private List<Part> near(Geometry place) {
    return index.query(place.getEnvelopeInternal());
  }

  private static Geometry union(List<Part> parts) {
    return UnaryUnionNG.union(parts.stream().map(Part::metres).toList(), Wgs84.FACTORY, MILLIMETRE);
  }

  private static Geometry overlay(Geometry one, Geometry other, int operation) {
    return OverlayNGRobust.overlay(one, other, operation);
  }
}
