package org.gridwatch.map.planner.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Street blocks: what streets cut an area into. */
public final class Blocks {
  /** Smaller than a house with its yard: part of the block beside it. */
  private static final double SMALLEST_M2 = 200;

  /** Narrower than the strip between two carriageways. */
  private static final double NARROWEST_M = 5;

  private final Arrangement land;
  private final Metres metres;
  private final String[] block;

  private Blocks(Arrangement land, Metres metres) {
    this.land = land;
    this.metres = metres;
    this.block = new String[land.faces().size()];
    for (int face = 0; face < block.length; face++) {
      block[face] = String.valueOf(face);
    }
  }

  /**
   * The blocks of an area on the stored grid, which they tile exactly; the area itself when no
   * street crosses it. Streets that lead nowhere part nothing.
   */
  public static List<Geometry> of(Geometry within, Collection<? extends Geometry> streets) {
    var box = within.getEnvelopeInternal();
    List<Coordinate[]> lines = new ArrayList<>();
    for (Geometry street : streets) {
      if (street.getEnvelopeInternal().intersects(box)) {
        lines.addAll(Arrangement.lines(street));
      }
    }
    Metres metres = Metres.at(within);
    var blocks =
        new Blocks(
            Arrangement.of(Map.of("", Wgs84.snap(within)), Set.of(""), lines, metres), metres);
    blocks.mergeTheSmall();
    return List.copyOf(new Lots(blocks.land, blocks.block, metres).areas().values());
  }

  /** The smallest first, each into the neighbour with the longest shared edge. */
  private void mergeTheSmall() {
    Set<Integer> small =
        new TreeSet<>(Comparator.comparingDouble(this::area).thenComparing(n -> n));
    for (int face = 0; face < block.length; face++) {
      Geometry area = land.faces().get(face).area();
      if (metres.area(area) < SMALLEST_M2 || metres.width(area) < NARROWEST_M) {
        small.add(face);
      }
    }
    for (int face : small) {
      List<Integer> together = facesOf(block[face]);
      List<Geometry> parts = new ArrayList<>();
      together.forEach(part -> parts.add(land.faces().get(part).area()));
      Geometry whole = Lots.union(parts);
      if (metres.area(whole) < SMALLEST_M2 || metres.width(whole) < NARROWEST_M) {
        Lots.longest(land.sharedWith(together, block, metres))
            .ifPresent(neighbour -> together.forEach(part -> block[part] = neighbour));
      }
    }
  }

  private double area(int face) {
    return metres.area(land.faces().get(face).area());
  }

  private List<Integer> facesOf(String name) {
    List<Integer> faces = new ArrayList<>();
    for (int face = 0; face < block.length; face++) {
      if (block[face].equals(name)) {
        faces.add(face);
      }
    }
    return faces;
  }
}
