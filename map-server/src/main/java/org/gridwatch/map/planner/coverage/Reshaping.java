package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * The edge between two grids follows a drawn line: from where the line first touches that edge or
 * the outline of both, to where it does last. Where it begins or ends on the edge itself, the rest
 * of the edge stays; where that can be meant in two ways, the one that moves less land is.
 */
final class Reshaping {
  private final Ground ground;
  private final SharedEdge edge;
  private final List<Coordinate[]> paths;
  private final Set<Coordinate> outline = new HashSet<>();
  private final Set<String> ofGrid;

  /** Which face goes to whom, and how much land changes hands. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Outcome(@Nullable String[] target, double moved) {}

  private Reshaping(Ground ground, SharedEdge edge, Tiling tiling) {
    this.ground = ground;
    this.edge = edge;
    this.ofGrid = Ground.keys(tiling.leavesUnder(edge.grid().key()));
    Set<Edge> shared = new HashSet<>();
    for (Coordinate[] path : edge.paths()) {
      Edge.each(path, piece -> shared.addAll(ground.land().noded(piece)));
    }
    this.paths = SharedEdge.paths(shared);
    var all = new ArrayList<Geometry>();
    leaves(tiling, edge).forEach(leaf -> all.add(leaf.boundary()));
    for (Edge outer : Edge.outline(all)) {
      for (Edge piece : ground.land().noded(outer)) {
        outline.add(piece.from());
        outline.add(piece.to());
      }
    }
  }

  private static List<PlanGrid> leaves(Tiling tiling, SharedEdge edge) {
    List<PlanGrid> leaves = new ArrayList<>(tiling.leavesUnder(edge.grid().key()));
    leaves.addAll(tiling.leavesUnder(edge.neighbour().key()));
    return leaves;
  }

  static Change change(Tiling tiling, SharedEdge edge, Coordinate[] line) {
    List<PlanGrid> leaves = leaves(tiling, edge);
    Set<String> keys = Ground.keys(leaves);
    // first to find where the line touches, then without what is before and after that
    Arrangement.Drawing drawing =
        Arrangement.draw(Ground.boundaries(leaves), line, Metres.at(leaves.getFirst().boundary()));
    Coordinate[] middle = drawing.betweenContacts(touched(edge, leaves, drawing));
    if (middle.length < 2) {
      throw new Refused(
          "the line must begin and end on the edge between "
              + edge.grid().name()
              + " and "
              + edge.neighbour().name()
              + ", or on their outline",
          line[0],
          List.of(edge.grid().key(), edge.neighbour().key()));
    }
    var ground = new Ground(tiling, leaves, keys, List.<Coordinate[]>of(middle));
    return new Reshaping(ground, edge, tiling).best(middle);
  }

  /** Places on the edge between the two, or on the outline of both. */
  private static Set<Coordinate> touched(
      SharedEdge edge, List<PlanGrid> leaves, Arrangement.Drawing drawing) {
    Set<Edge> touched = new HashSet<>();
    for (Coordinate[] path : edge.paths()) {
      Edge.each(path, touched::add);
    }
    touched.addAll(Edge.outline(leaves.stream().map(PlanGrid::boundary).toList()));
    return drawing.corners(touched);
  }

  private Change best(Coordinate[] line) {
    Outcome best =
        walls(line).stream()
            .map(this::outcome)
            .flatMap(Optional::stream)
            .min(Comparator.comparingDouble(Outcome::moved))
            .orElseThrow(
                () ->
                    new Refused(
                        "the line does not part "
                            + edge.grid().name()
                            + " from "
                            + edge.neighbour().name(),
                        line[line.length / 2],
                        List.of(edge.grid().key(), edge.neighbour().key())));
    return best.moved() == 0 ? Change.NONE : Transfer.of(ground, best.target());
  }

  /** What may stand between the two: the line, and what stays of the old edge. */
  private List<Set<Edge>> walls(Coordinate[] line) {
    Coordinate from = line[0];
    Coordinate to = line[line.length - 1];
    Set<Coordinate> onLine = new HashSet<>(Arrays.asList(line));
    ground.land().cuts().forEach(cut -> onLine.addAll(List.of(cut.from(), cut.to())));
    Set<Edge> standing = new HashSet<>(ground.land().cuts());
    List<Coordinate[]> replaced = new ArrayList<>();
    for (Coordinate[] path : paths) {
      if (paths.size() == 1 || Arrays.stream(path).anyMatch(onLine::contains)) {
        replaced.add(path);
      } else {
        Edge.each(path, standing::add);
      }
    }
    Edge.each(line, standing::add);
    List<Set<Edge>> walls = new ArrayList<>();
    boolean onRing = replaced.stream().anyMatch(path -> ring(path) && indexOf(path, to) >= 0);
    for (Set<Edge> begin : rests(replaced, from, to)) {
      for (Set<Edge> end : onRing ? List.of(Set.<Edge>of()) : rests(replaced, to, from)) {
        Set<Edge> all = new HashSet<>(standing);
        all.addAll(begin);
        all.addAll(end);
        walls.add(all);
      }
    }
    return walls;
  }

  /** The ways in which the old edge can go on from an end of the line. */
  private List<Set<Edge>> rests(List<Coordinate[]> replaced, Coordinate end, Coordinate other) {
    List<Set<Edge>> rests = new ArrayList<>();
    if (!outline.contains(end)) {
      for (Coordinate[] path : replaced) {
        int at = indexOf(path, end);
        if (at >= 0) {
          boolean ring = ring(path);
          Coordinate[] turned = ring ? turn(path, at) : path;
          int here = ring ? 0 : at;
          int there = indexOf(turned, other);
          if (ring && there > 0) {
            rests.add(edges(turned, 0, there));
            rests.add(edges(turned, there, turned.length - 1));
          } else if (there < 0 || there > here) {
            rests.add(edges(turned, 0, here));
          }
          if (!ring && (there < 0 || there < here)) {
            rests.add(edges(turned, here, turned.length - 1));
          }
        }
      }
    }
    return rests.isEmpty() ? List.of(Set.of()) : rests;
  }

  private static boolean ring(Coordinate[] path) {
    return path[0].equals2D(path[path.length - 1]);
  }

  private static int indexOf(Coordinate[] path, Coordinate place) {
    for (int i = 0; i < path.length; i++) {
      if (path[i].equals2D(place)) {
        return i;
      }
    }
    return -1;
  }

  private static Coordinate[] turn(Coordinate[] ring, int first) {
    int n = ring.length - 1;
    Coordinate[] turned = new Coordinate[ring.length];
    for (int i = 0; i <= n; i++) {
      turned[i] = ring[(first + i) % n];
    }
    return turned;
  }

  private static Set<Edge> edges(Coordinate[] path, int from, int to) {
    Set<Edge> edges = new HashSet<>();
    Edge.each(Arrays.copyOfRange(path, from, to + 1), edges::add);
    return edges;
  }

  /** Each region to whom most of it is, and to both at least one. */
  private Optional<Outcome> outcome(Set<Edge> walls) {
    int[] region = ground.land().regions(walls);
    double[][] share = new double[region.length][2]; // of the grid, of the neighbour
    for (int face = 0; face < region.length; face++) {
      share[region[face]][side(face)] += ground.area(face);
    }
    int count = Arrays.stream(region).max().orElse(-1) + 1;
    return count < 2 ? Optional.empty() : Optional.of(outcome(region, whose(share, count)));
  }

  /** For each region whether it is the grid's: with the most land staying where it is. */
  private static boolean[] whose(double[][] share, int count) {
    double best = -1;
    int grid = 0;
    int neighbour = 0;
    for (int one = 0; one < count; one++) {
      for (int other = 0; other < count; other++) {
        double kept = one == other ? -1 : share[one][0] + share[other][1];
        if (kept > best) {
          best = kept;
          grid = one;
          neighbour = other;
        }
      }
    }
    boolean[] whose = new boolean[count];
    for (int n = 0; n < count; n++) {
      whose[n] = n == grid || (n != neighbour && share[n][0] >= share[n][1]);
    }
    return whose;
  }

  private Outcome outcome(int[] region, boolean[] ofGridNow) {
    var target = new String[region.length];
    double moved = 0;
    for (int face = 0; face < region.length; face++) {
      boolean grid = ofGridNow[region[face]];
      if (grid != (side(face) == 0)) {
        target[face] = grid ? edge.grid().key() : edge.neighbour().key();
        moved += ground.area(face);
      }
    }
    return new Outcome(target, moved);
  }

  private int side(int face) {
    return ofGrid.contains(ground.owner(face)) ? 0 : 1;
  }
}
