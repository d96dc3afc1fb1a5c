package org.gridwatch.map.planner.coverage;

import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * How long a degree is around here: true to a thousandth across a town, which is enough to tell a
 * sliver from land. Figures that people read are measured elsewhere.
 *
 * @param perLon metres of one degree eastwards
 * @param perLat metres of one degree northwards
 */
record Metres(double perLon, double perLat) {
  private static final double SLIVER_M2 = 0.5;
  private static final double SLIVER_WIDTH_M = 0.1;

  /** Of the WGS 84 ellipsoid. */
  static Metres at(double lat) {
    double phi = Math.toRadians(lat);
    return new Metres(
        111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
        111_132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi));
  }

  static Metres at(Geometry geometry) {
    return at(geometry.getEnvelopeInternal().centre().y);
  }

  double between(Coordinate one, Coordinate other) {
    return Math.hypot((one.x - other.x) * perLon, (one.y - other.y) * perLat);
  }

  double between(Coordinate place, Edge edge) {
    return Distance.pointToSegment(flat(place), flat(edge.from()), flat(edge.to()));
  }

  double length(Edge edge) {
    return between(edge.from(), edge.to());
  }

  /** Where on the edge is nearest: 0 at its beginning, 1 at its end. */
  double along(Coordinate place, Coordinate from, Coordinate to) {
    double dx = (to.x - from.x) * perLon;
    double dy = (to.y - from.y) * perLat;
    double px = (place.x - from.x) * perLon;
    double py = (place.y - from.y) * perLat;
    double squared = dx * dx + dy * dy;
    return squared == 0 ? 0 : Math.clamp((px * dx + py * dy) / squared, 0, 1);
  }

  double area(Geometry degrees) {
    return degrees.getArea() * perLon * perLat;
  }

  /** Of something long and thin; less than its true width of anything else. */
  double width(Geometry degrees) {
    double[] length = {0};
    Edge.each(degrees, edge -> length[0] += length(edge));
    return length[0] == 0 ? 0 : 2 * area(degrees) / length[0];
  }

  /** Too small or too narrow to be anybody's land. */
  boolean sliver(Geometry degrees) {
    return area(degrees) < SLIVER_M2 || width(degrees) < SLIVER_WIDTH_M;
  }

  Envelope around(Envelope box, double metres) {
    var wider = new Envelope(box);
    wider.expandBy(metres / perLon, metres / perLat);
    return wider;
  }

  private Coordinate flat(Coordinate place) {
    return new Coordinate(place.x * perLon, place.y * perLat);
  }
}
