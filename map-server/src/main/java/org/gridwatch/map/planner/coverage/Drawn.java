package org.gridwatch.map.planner.coverage;

import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;

/** An area as somebody drew it; a line that crosses itself is taken as what it encloses. */
record Drawn(Geometry shape, IndexedPointInAreaLocator inside) {
  static Drawn area(Geometry drawn) {
    Geometry shape = drawn.isValid() ? drawn : GeometryFixer.fix(drawn);
    if (!(shape instanceof Polygonal) || shape.isEmpty()) {
      Coordinate place = drawn.isEmpty() ? new Coordinate(0, 0) : drawn.getCoordinate();
      throw new Refused("what was drawn is not an area", place, List.of());
    }
    return new Drawn(shape, new IndexedPointInAreaLocator(shape));
  }

  boolean covers(Coordinate place) {
    return shape.getEnvelopeInternal().covers(place) && inside.locate(place) == Location.INTERIOR;
  }

  Coordinate place() {
    return shape.getInteriorPoint().getCoordinate();
  }
}
