package org.gridwatch.gateway.simulator.community;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** A four-cornered piece of the sheet; its sides need not be parallel. */
record Lot(Coordinate southWest, Coordinate southEast, Coordinate northEast, Coordinate northWest) {
  double width() {
    return (southWest.distance(southEast) + northWest.distance(northEast)) / 2;
  }

  double height() {
    return (southWest.distance(northWest) + southEast.distance(northEast)) / 2;
  }

  double area() {
    return onSheet().getArea();
  }

  Coordinate middle() {
    return onSheet().getCentroid().getCoordinate();
  }

  Polygon onSheet() {
    return Terrain.SHAPES.createPolygon(
        new Coordinate[] {southWest, southEast, northEast, northWest, southWest});
  }

  /**
   * Cut from south to north; {@code at} and {@code top} are shares of the southern and northern
   * side.
   */
  Lot[] cutAcross(double at, double top) {
    var south = between(southWest, southEast, at);
    var north = between(northWest, northEast, top);
    return new Lot[] {
      new Lot(southWest, south, north, northWest), new Lot(south, southEast, northEast, north)
    };
  }

  /** Cut from west to east. */
  Lot[] cutAlong(double at, double right) {
    var west = between(southWest, northWest, at);
    var east = between(southEast, northEast, right);
    return new Lot[] {
      new Lot(southWest, southEast, east, west), new Lot(west, east, northEast, northWest)
    };
  }

  private static Coordinate between(Coordinate a, Coordinate b, double t) {
    return new Coordinate(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
  }
}
