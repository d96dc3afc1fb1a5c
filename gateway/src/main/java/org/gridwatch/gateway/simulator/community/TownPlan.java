package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Cell.Purpose;
import org.gridwatch.gateway.simulator.community.Cell.Use;
import org.locationtech.jts.geom.Coordinate;

/**
 * The plan on the sheet: three bands of blocks between the river and the railway, cut into 27
 * cells, cut into 247 lots. Every cut is a street, a lane, a footway or a wall, so grids end where
 * one would say they end.
 */
final class TownPlan {
  static final int CELLS = 27;
  static final int LEAVES = 247;
  static final double LENGTH = 1180;

  /** How far river, hills and highways go on beyond the town, to either side. */
  static final double OUTSKIRTS = 2600;

  static final double[] BANDS = {0, 188, 380, 575};
  static final double EMBANKMENT = -36;

  /** A street on the sheet. */
  record Way(String name, String kind, Coordinate[] sheet) {}

  /** A lot that is going to be a micro-grid. */
  private record Draft(Cell cell, Lot lot, Purpose purpose) {}

  final List<Cell> cells = new ArrayList<>();
  final List<Way> ways = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Dice dice;
  private final Names names;

  TownPlan(long seed, Names names) {
    this.dice = new Dice(seed, "plan");
    this.names = names;
    layOutCells();
    layOutMainStreets();
    int[] counts = share(LEAVES - bandCount(0));
    for (int i = 0; i < CELLS; i++) {
      var cell = cells.get(i);
      divide(cell, cell.lot, counts[i], 0);
      if (cell.band == 0) {
        drafts.add(new Draft(cell, strip(cell), Purpose.RIVERSIDE));
      }
    }
  }

  /** Bends the plan along the valley and gives every cell its leaves, in reading order. */
  void settle(Terrain terrain) {
    var boundaries = Tiling.boundaries(drafts.stream().map(Draft::lot).toList(), terrain);
    for (int i = 0; i < drafts.size(); i++) {
      var draft = drafts.get(i);
      draft.cell.leaves.add(new Cell.Leaf(draft.cell, draft.lot, draft.purpose, boundaries.get(i)));
    }
    for (var cell : cells) {
      cell.leaves.sort(
          Comparator.<Cell.Leaf>comparingLong(leaf -> -Math.round(leaf.lot().middle().y / 25))
              .thenComparingDouble(leaf -> leaf.lot().middle().x));
    }
  }

  private long bandCount(int band) {
    return cells.stream().filter(cell -> cell.band == band).count();
  }

  private void layOutCells() {
    double first = LENGTH / 3 + dice.between(-30, 30);
    double second = LENGTH * 2 / 3 + dice.between(-30, 30);
    double[] avenues = {0, first, second, LENGTH};
    double[] lean = {dice.between(-14, 14), dice.between(-14, 14)};
    var uses = uses();
    // North to south, west to east: the order in which grids are numbered.
    int[][] perBand = {{3, 3, 3}, {3, 4, 3}, {3, 2, 3}};
    for (int band = BANDS.length - 2; band >= 0; band--) {
      double south = BANDS[band];
      double north = BANDS[band + 1];
      var cuts = new ArrayList<double[]>(); // u at the south, u at the north
      for (int part = 0; part < 3; part++) {
        double[] west = {avenue(avenues, lean, part, south), avenue(avenues, lean, part, north)};
        double[] east = {
          avenue(avenues, lean, part + 1, south), avenue(avenues, lean, part + 1, north)
        };
        int pieces = perBand[band][part];
        cuts.add(west);
        for (int i = 1; i < pieces; i++) {
          double t = (i + dice.between(-0.14, 0.14)) / pieces;
          double tilt = dice.between(-12, 12);
          cuts.add(
              new double[] {
                west[0] + (east[0] - west[0]) * t - tilt, west[1] + (east[1] - west[1]) * t + tilt
              });
        }
      }
      cuts.add(new double[] {LENGTH, LENGTH});
      for (int i = 0; i + 1 < cuts.size(); i++) {
        var lot = lot(cuts.get(i), cuts.get(i + 1), south, north);
        var use = uses.get(cells.size());
        cells.add(new Cell(band, lot, use, names.cell(use)));
        boolean avenue = i == 0 || isAvenue(avenues, lean, cuts.get(i)[0], south);
        if (!avenue) {
          ways.add(
              new Way(
                  names.street(),
                  "residential",
                  new Coordinate[] {lot.southWest(), lot.northWest()}));
        }
      }
    }
    double from = EMBANKMENT - 150;
    ways.add(
        new Way(
            Names.AVENUE,
            "primary",
            new Coordinate[] {
              at(avenue(avenues, lean, 1, from), from), at(avenue(avenues, lean, 1, 628), 628)
            }));
    ways.add(
        new Way(
            Names.SECOND_AVENUE,
            "secondary",
            new Coordinate[] {
              at(avenue(avenues, lean, 2, 0), 0), at(avenue(avenues, lean, 2, 575), 575)
            }));
  }

  private static double avenue(double[] avenues, double[] lean, int which, double v) {
    boolean inner = which == 1 || which == 2;
    return inner ? avenues[which] + lean[which - 1] * (v / 290 - 1) : avenues[which];
  }

  private static boolean isAvenue(double[] avenues, double[] lean, double u, double v) {
    return u == avenue(avenues, lean, 1, v) || u == avenue(avenues, lean, 2, v);
  }

  private static Lot lot(double[] west, double[] east, double south, double north) {
    return new Lot(at(west[0], south), at(east[0], south), at(east[1], north), at(west[1], north));
  }

  private static Lot strip(Cell cell) {
    var west = cell.lot.southWest();
    var east = cell.lot.southEast();
    return new Lot(at(west.x, EMBANKMENT), at(east.x, EMBANKMENT), east, west);
  }

  static Coordinate at(double u, double v) {
    return new Coordinate(u, v);
  }

  /** In the order of the cells: the northern band, the middle one with its centre, the river's. */
  private List<Use> uses() {
    var north = list(Use.SLABS, 5, Use.OLD_TOWN, 2, Use.TOWERS, 1);
    var middle = list(Use.SLABS, 3, Use.TOWERS, 2, Use.OLD_TOWN, 2);
    var south = list(Use.TOWERS, 4, Use.SLABS, 4, Use.CIVIC, 1);
    dice.shuffle(north);
    dice.shuffle(middle);
    dice.shuffle(south);
    middle.add(2, Use.SCHOOL);
    middle.add(4, Use.PARK);
    middle.add(5, Use.CIVIC);
    var all = new ArrayList<Use>(north);
    all.addAll(middle);
    all.addAll(south);
    return all;
  }

  private static List<Use> list(Use a, int as, Use b, int bs, Use c, int cs) {
    var all = new ArrayList<Use>();
    all.addAll(java.util.Collections.nCopies(as, a));
    all.addAll(java.util.Collections.nCopies(bs, b));
    all.addAll(java.util.Collections.nCopies(cs, c));
    return all;
  }

  private void layOutMainStreets() {
    ways.add(along(Names.RIVER_ROAD, "primary", -OUTSKIRTS, LENGTH + OUTSKIRTS, 0));
    ways.add(along(Names.MAIN_STREET, "primary", -OUTSKIRTS, LENGTH + OUTSKIRTS, BANDS[1]));
    ways.add(along(Names.MIDDLE_STREET, "secondary", -140, LENGTH + 260, BANDS[2]));
    ways.add(along(Names.RAIL_STREET, "secondary", -300, LENGTH + 420, BANDS[3]));
    ways.add(
        along(Names.SOUTH_BANK, "secondary", -OUTSKIRTS, LENGTH + OUTSKIRTS, EMBANKMENT - 150));
    ways.add(
        new Way(Names.WEST_STREET, "residential", new Coordinate[] {at(0, 0), at(0, BANDS[3])}));
    ways.add(
        new Way(
            Names.EAST_STREET,
            "residential",
            new Coordinate[] {at(LENGTH, 0), at(LENGTH, BANDS[3])}));
  }

  private static Way along(String name, String kind, double from, double to, double v) {
    return new Way(name, kind, new Coordinate[] {at(from, v), at(to, v)});
  }

  /** Micro-grids by area and use; the largest remainders get what rounding leaves. */
  private int[] share(long total) {
    double sum = cells.stream().mapToDouble(TownPlan::weight).sum();
    int[] counts = new int[cells.size()];
    double[] rest = new double[counts.length];
    int given = 0;
    for (int i = 0; i < counts.length; i++) {
      double exact = weight(cells.get(i)) * total / sum;
      counts[i] = (int) exact;
      rest[i] = exact - counts[i];
      given += counts[i];
    }
    for (; given < total; given++) {
      int largest = 0;
      for (int i = 1; i < rest.length; i++) {
        largest = rest[i] > rest[largest] ? i : largest;
      }
      counts[largest]++;
      rest[largest] = 0;
    }
    return counts;
  }

  private static double weight(Cell cell) {
    return cell.lot.area() * cell.use.share;
  }

  /** Halves a lot, its longer side first, until every piece is one micro-grid. */
  private void divide(Cell cell, Lot lot, int pieces, int depth) {
    if (pieces == 1) {
      boolean garden = cell.use == Use.TOWERS && depth >= 3 && dice.chance(0.09);
      drafts.add(new Draft(cell, lot, garden ? Purpose.GARDEN : Purpose.USUAL));
      return;
    }
    int first = pieces % 2 == 1 && dice.chance(0.5) ? pieces / 2 + 1 : pieces / 2;
    double t = (double) first / pieces;
    double give = pieces < 4 ? 0.015 : 0.03;
    double at = t + dice.between(-give, give);
    double other = at + dice.between(-give, give) / 2;
    boolean across = lot.width() > lot.height() * (cell.use == Use.SLABS ? 1.35 : 1.1);
    var halves = across ? lot.cutAcross(at, other) : lot.cutAlong(at, other);
    pave(cell, halves[0], across, depth, pieces);
    divide(cell, halves[0], first, depth + 1);
    divide(cell, halves[1], pieces - first, depth + 1);
  }

  /** The first cut of a block is its lane, the next are footways, the last are walls and hedges. */
  private void pave(Cell cell, Lot half, boolean across, int depth, int pieces) {
    var from = across ? half.southEast() : half.northWest();
    var to = half.northEast();
    var sheet = new Coordinate[] {from, to};
    if (depth == 0 && cell.use != Use.PARK) {
      String name = cell.use == Use.OLD_TOWN ? names.lane() : "";
      ways.add(new Way(name, "residential", sheet));
    } else if (pieces >= 3 || cell.use == Use.OLD_TOWN || cell.use == Use.PARK) {
      ways.add(new Way("", "footway", sheet));
    }
  }
}
