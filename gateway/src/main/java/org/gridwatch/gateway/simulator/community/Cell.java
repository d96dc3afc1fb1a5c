package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Polygon;

/** A block of the town between streets: one compound, one school, one park. It becomes one grid. */
final class Cell {
  enum Use {
    SLABS(1.12),
    TOWERS(1.0),
    OLD_TOWN(1.2),
    CIVIC(0.9),
    SCHOOL(0.55),
    PARK(0.45);

    /** How many micro-grids a hectare of it gets, compared with others. */
    final double share;

    Use(double share) {
      this.share = share;
    }
  }

  /** What a micro-grid is there for, when not for what its cell is. */
  enum Purpose {
    USUAL,
    RIVERSIDE,
    GARDEN
  }

  /**
   * @param lot as planned on the sheet
   * @param ground its exact boundary, bent
   */
  record Leaf(Cell cell, Lot lot, Purpose purpose, Polygon ground) {}

  final int band;
  final Lot lot;
  final Use use;
  final String name;
  final List<Leaf> leaves = new ArrayList<>();

  Cell(int band, Lot lot, Use use, String name) {
    this.band = band;
    this.lot = lot;
    this.use = use;
    this.name = name;
  }
}
