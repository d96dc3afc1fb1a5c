package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.linemerge.LineMerger;

/** What two grids, leaves or parents, have in common: one path or several. */
record SharedEdge(PlanGrid grid, PlanGrid neighbour, List<Coordinate[]> paths) {

  static SharedEdge between(Tiling tiling, String grid, String neighbour) {
    PlanGrid one = tiling.get(grid);
    PlanGrid other = tiling.get(neighbour);
    Set<Edge> shared = edges(tiling.leavesUnder(grid));
    shared.retainAll(edges(tiling.leavesUnder(neighbour)));
    if (grid.equals(neighbour) || shared.isEmpty()) {
      throw new Refused(
          one.name() + " and " + other.name() + " have no edge in common",
          tiling.leavesUnder(grid).getFirst().boundary().getCoordinate(),
          List.of(grid, neighbour));
    }
    return new SharedEdge(one, other, paths(shared));
  }

  static Set<Edge> edges(Collection<PlanGrid> leaves) {
    Set<Edge> edges = new HashSet<>();
    leaves.forEach(leaf -> Edge.each(leaf.boundary(), edges::add));
    return edges;
  }

  static List<Coordinate[]> paths(Set<Edge> edges) {
    var merger = new LineMerger();
    edges.forEach(
        edge ->
            merger.add(Wgs84.FACTORY.createLineString(new Coordinate[] {edge.from(), edge.to()})));
    List<Coordinate[]> paths = new ArrayList<>();
    for (Object line : merger.getMergedLineStrings()) {
      paths.add(((LineString) line).getCoordinates());
    }
    return paths;
  }

  /** The whole edge by so many degrees; what holds it at its ends stays. */
  Change move(Tiling tiling, double lon, double lat) {
    Map<Coordinate, Coordinate> moves = new HashMap<>();
    for (Coordinate[] path : paths) {
      boolean ring = path[0].equals2D(path[path.length - 1]);
      for (int i = ring ? 0 : 1; i < path.length - 1; i++) {
        moves.put(path[i], Wgs84.place(path[i].x + lon, path[i].y + lat));
      }
    }
    if (!moves.isEmpty()) {
      return Corners.move(tiling, moves);
    }
    Coordinate from = paths.getFirst()[0];
    Coordinate to = paths.getFirst()[1];
    Coordinate[] straight = {
      from, Wgs84.place(from.x + lon, from.y + lat), Wgs84.place(to.x + lon, to.y + lat), to
    };
    return Reshaping.change(tiling, this, straight);
  }
}
