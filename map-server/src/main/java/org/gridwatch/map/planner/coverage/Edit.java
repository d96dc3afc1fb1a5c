package org.gridwatch.map.planner.coverage;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/** Something a planner does to the grids. Places are WGS 84, longitude first. */
public sealed interface Edit {
  /** A vertex moves, and with it every boundary that has it. */
  record MoveVertex(Coordinate from, Coordinate to) implements Edit {}

  /** A vertex between two that follow each other, in both neighbours. */
  record AddVertex(Coordinate before, Coordinate after, Coordinate at) implements Edit {}

  /** A vertex goes from every boundary that has it. */
  record RemoveVertex(Coordinate at) implements Edit {}

  /** The whole edge between two grids moves by so many degrees; its ends stay where they are. */
  record MoveEdge(String grid, String neighbour, double lon, double lat) implements Edit {}

  /** The edge between two grids follows a drawn line, wherever that runs through them. */
  record Reshape(String grid, String neighbour, LineString line) implements Edit {}

  /** Cut by a line; the part with more land keeps the key. */
  record Split(String grid, LineString line, String name) implements Edit {}

  /** What lies in the area becomes a grid of its own beside the one it was part of. */
  record CutOut(String grid, Geometry area, String name) implements Edit {}

  /** Neighbours become one, which keeps the first's key. */
  record Merge(String into, List<String> grids) implements Edit {}

  /** All land in the area belongs to that grid, whoever had it. */
  record Give(Geometry area, String to) implements Edit {}

  /** A leaf becomes a parent of micro-grids, one for each area; what is left goes to neighbours. */
  record Subdivide(String grid, List<Geometry> areas) implements Edit {}

  /** The children of a grid go, and it is a leaf again. */
  record Unite(String grid) implements Edit {}

  /** A grid goes below another parent that it touches. */
  record Hand(String grid, String parent) implements Edit {}

  record Rename(String grid, String name) implements Edit {}

  record Lock(String grid, boolean locked) implements Edit {}

  /** Other grids below a parent, all at once: a suggestion that was taken, a file that came in. */
  record Replace(String parent, List<PlanGrid> children) implements Edit {}
}
