package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** Draws on a tiling as somebody might who does not know what they want: the same for a seed. */
final class Dabbler {
  private final Random random;
  private final int leavesWanted;

  Dabbler(long seed, int leavesWanted) {
    this.random = new Random(seed);
    this.leavesWanted = leavesWanted;
  }

  Edit next(Tiling tiling) {
    int leaves = tiling.leaves().size();
    if (leaves > leavesWanted * 1.3 && random.nextInt(3) > 0) {
      return merge(tiling);
    }
    if (leaves < leavesWanted * 0.8 && random.nextInt(3) > 0) {
      return split(tiling);
    }
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> moveVertex(tiling);
      case 3 -> addVertex(tiling);
      case 4 -> removeVertex(tiling);
      case 5, 6 -> moveEdge(tiling);
      case 7 -> reshape(tiling);
      case 8 -> split(tiling);
      case 9 -> cutOut(tiling);
      case 10 -> merge(tiling);
      case 11, 12 -> give(tiling);
      case 13 -> random.nextBoolean() ? subdivide(tiling) : unite(tiling);
      case 14 -> hand(tiling);
      default -> random.nextInt(3) > 0 ? replace(tiling) : new Edit.Rename(any(tiling).key(), "新");
    };
  }

  private PlanGrid leaf(Tiling tiling) {
    List<PlanGrid> leaves = tiling.leaves();
    return leaves.get(random.nextInt(leaves.size()));
  }

  private PlanGrid any(Tiling tiling) {
    List<PlanGrid> all = new ArrayList<>(tiling.all());
    return random.nextInt(4) > 0 ? leaf(tiling) : all.get(random.nextInt(all.size()));
  }

  private double metres(double most) {
    return (random.nextDouble() * 2 - 1) * most;
  }

  /** How wide a grid is, to draw at its scale. */
  private static double width(PlanGrid leaf) {
    Metres metres = Metres.at(leaf.boundary());
    return Math.sqrt(metres.area(leaf.boundary()));
  }

  private Coordinate beside(Coordinate place, double most) {
    Metres metres = Metres.at(place.y);
    return Wgs84.place(
        place.x + metres(most) / metres.perLon(), place.y + metres(most) / metres.perLat());
  }

  /** A corner that is not on the outer outline, where households would leave the town. */
  private Coordinate corner(Tiling tiling) {
    for (int i = 0; i < 100; i++) {
      PlanGrid leaf = leaf(tiling);
      Coordinate[] all = leaf.boundary().getCoordinates();
      Coordinate corner = all[random.nextInt(all.length)];
      List<Geometry> around =
          tiling.leavesNear(new Envelope(corner)).stream().map(PlanGrid::boundary).toList();
      boolean outer =
          Edge.outline(around).stream()
              .anyMatch(edge -> edge.from().equals2D(corner) || edge.to().equals2D(corner));
      // every edge at an inner corner is there twice
      if (!outer) {
        return corner;
      }
    }
    return tiling.leaves().getFirst().boundary().getCoordinate();
  }

  private Edit moveVertex(Tiling tiling) {
    Coordinate corner = corner(tiling);
    return new Edit.MoveVertex(corner, beside(corner, random.nextInt(3) == 0 ? 60 : 8));
  }

  private Edit addVertex(Tiling tiling) {
    Coordinate corner = corner(tiling);
    PlanGrid leaf =
        tiling.leavesNear(new Envelope(corner)).stream()
            .filter(grid -> Rings.has(grid.boundary(), corner))
            .findFirst()
            .orElseThrow();
    Edge edge =
        Edge.of(leaf.boundary()).stream()
            .filter(one -> one.from().equals2D(corner) || one.to().equals2D(corner))
            .findFirst()
            .orElseThrow();
    return new Edit.AddVertex(edge.from(), edge.to(), beside(edge.middle(), 2));
  }

  private Edit removeVertex(Tiling tiling) {
    Coordinate corner = corner(tiling);
    return new Edit.RemoveVertex(corner);
  }

  /** A leaf, and one beside it; the same again where there is none. */
  private List<PlanGrid> neighbours(Tiling tiling) {
    for (int i = 0; i < 50; i++) {
      PlanGrid leaf = leaf(tiling);
      List<PlanGrid> near =
          new ArrayList<>(tiling.leavesNear(leaf.boundary().getEnvelopeInternal()));
      Set<Edge> own = Edge.of(leaf.boundary());
      near.removeIf(
          other ->
              other.key().equals(leaf.key())
                  || Edge.of(other.boundary()).stream().noneMatch(own::contains));
      if (!near.isEmpty()) {
        return List.of(leaf, near.get(random.nextInt(near.size())));
      }
    }
    PlanGrid only = leaf(tiling);
    return List.of(only, only);
  }

  private Edit moveEdge(Tiling tiling) {
    List<PlanGrid> both = neighbours(tiling);
    boolean parents = random.nextInt(4) == 0;
    String one = parents ? both.getFirst().parent() : both.getFirst().key();
    String other = parents ? both.getLast().parent() : both.getLast().key();
    if (one.equals(other)) {
      one = both.getFirst().key();
      other = both.getLast().key();
    }
    return new Edit.MoveEdge(one, other, metres(8) / 95_000, metres(8) / 111_000);
  }

  private Edit reshape(Tiling tiling) {
    List<PlanGrid> both = neighbours(tiling);
    if (both.getFirst().key().equals(both.getLast().key())) {
      return split(tiling);
    }
    SharedEdge shared = SharedEdge.between(tiling, both.getFirst().key(), both.getLast().key());
    Coordinate[] path = shared.paths().getFirst();
    double most = width(both.getFirst()) / 4;
    List<Coordinate> line = new ArrayList<>();
    line.add(path[0]);
    line.add(beside(path[path.length / 2], most));
    line.add(beside(path[path.length / 2], most));
    line.add(path[path.length - 1]);
    return new Edit.Reshape(
        both.getFirst().key(), both.getLast().key(), line(line.toArray(Coordinate[]::new)));
  }

  private static LineString line(Coordinate... places) {
    return Wgs84.FACTORY.createLineString(places);
  }

  private Edit split(Tiling tiling) {
    PlanGrid grid = any(tiling);
    Geometry leaf = tiling.leavesUnder(grid.key()).get(0).boundary();
    Coordinate inside = leaf.getInteriorPoint().getCoordinate();
    double angle = random.nextDouble() * Math.PI;
    double far = 0.2;
    double bend = metres(20);
    Coordinate middle = beside(inside, Math.abs(bend));
    return new Edit.Split(
        grid.key(),
        line(
            new Coordinate(middle.x - far * Math.cos(angle), middle.y - far * Math.sin(angle)),
            middle,
            new Coordinate(middle.x + far * Math.cos(angle), middle.y + far * Math.sin(angle))),
        "");
  }

  private Polygon disc(Coordinate around, double metres) {
    return (Polygon) Wgs84.FACTORY.createPoint(around).buffer(metres / 100_000, 4);
  }

  private Edit cutOut(Tiling tiling) {
    PlanGrid grid = any(tiling);
    PlanGrid leaf = tiling.leavesUnder(grid.key()).getFirst();
    Coordinate[] all = leaf.boundary().getCoordinates();
    Coordinate around =
        random.nextBoolean()
            ? leaf.boundary().getInteriorPoint().getCoordinate()
            : all[random.nextInt(all.length)];
    return new Edit.CutOut(
        grid.key(), disc(around, width(leaf) * (0.1 + random.nextDouble() / 3)), "");
  }

  private Edit give(Tiling tiling) {
    List<PlanGrid> both = neighbours(tiling);
    PlanGrid to = both.getFirst();
    Coordinate[] all = to.boundary().getCoordinates();
    Coordinate around = beside(all[random.nextInt(all.length)], 5);
    String key = random.nextInt(4) == 0 && to.level() > 1 ? to.parent() : to.key();
    return new Edit.Give(disc(around, width(to) * (0.05 + random.nextDouble() / 3)), key);
  }

  private Edit merge(Tiling tiling) {
    for (int i = 0; i < 10; i++) {
      List<PlanGrid> both = neighbours(tiling);
      if (both.getFirst().parent().equals(both.getLast().parent())
          && !both.getFirst().key().equals(both.getLast().key())) {
        return new Edit.Merge(both.getFirst().key(), List.of(both.getLast().key()));
      }
    }
    List<PlanGrid> both = neighbours(tiling);
    return new Edit.Merge(both.getFirst().key(), List.of(both.getLast().key()));
  }

  private List<Geometry> streetsIn(Geometry area) {
    Envelope box = area.getEnvelopeInternal();
    List<Geometry> streets = new ArrayList<>();
    for (int i = 1; i < 3; i++) {
      double x = box.getMinX() + box.getWidth() * (i + metres(0.3)) / 3;
      double y = box.getMinY() + box.getHeight() * (i + metres(0.3)) / 3;
      streets.add(
          line(new Coordinate(x, box.getMinY() - 1e-4), new Coordinate(x, box.getMaxY() + 1e-4)));
      streets.add(
          line(new Coordinate(box.getMinX() - 1e-4, y), new Coordinate(box.getMaxX() + 1e-4, y)));
    }
    return streets;
  }

  private Edit subdivide(Tiling tiling) {
    List<PlanGrid> leaves = tiling.leaves().stream().filter(leaf -> leaf.level() < 3).toList();
    PlanGrid leaf = leaves.isEmpty() ? leaf(tiling) : leaves.get(random.nextInt(leaves.size()));
    return new Edit.Subdivide(leaf.key(), Blocks.of(leaf.boundary(), streetsIn(leaf.boundary())));
  }

  private Edit unite(Tiling tiling) {
    List<PlanGrid> parents =
        tiling.all().stream().filter(g -> !g.leaf() && g.level() == 2).toList();
    return parents.size() < 3
        ? addVertex(tiling)
        : new Edit.Unite(parents.get(random.nextInt(parents.size())).key());
  }

  private Edit hand(Tiling tiling) {
    for (int i = 0; i < 20; i++) {
      List<PlanGrid> both = neighbours(tiling);
      PlanGrid one = both.getFirst();
      PlanGrid other = both.getLast();
      if (one.level() == other.level() && !one.parent().equals(other.parent())) {
        return new Edit.Hand(one.key(), other.parent());
      }
    }
    return moveVertex(tiling);
  }

  private Edit replace(Tiling tiling) {
    PlanGrid leaf = leaf(tiling);
    String parent = leaf.level() == 3 ? leaf.parent() : leaf.key();
    Geometry land =
        Lots.union(tiling.leavesUnder(parent).stream().map(PlanGrid::boundary).toList());
    List<PlanGrid> children = new ArrayList<>();
    int next = Integer.parseInt(tiling.nextKey().substring(1));
    int level = tiling.find(parent).orElseThrow().level() + 1;
    for (Geometry block : Blocks.of(land, streetsIn(land))) {
      children.add(new PlanGrid("+" + next++, level, parent, "块" + next, false, block));
    }
    return new Edit.Replace(parent, children);
  }
}
