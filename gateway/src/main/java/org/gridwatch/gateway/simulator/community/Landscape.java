package org.gridwatch.gateway.simulator.community;

import static org.gridwatch.gateway.simulator.community.TownPlan.at;

import java.util.ArrayList;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Community.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** What was there before the town: the river, the hills on both sides, and later the railway. */
final class Landscape {
  private static final double WEST = -TownPlan.OUTSKIRTS;
  private static final double EAST = TownPlan.LENGTH + TownPlan.OUTSKIRTS;
  private static final double STEP = 40;

  private final Terrain terrain;
  private final Dice dice;

  Landscape(long seed, Terrain terrain) {
    this.terrain = terrain;
    this.dice = new Dice(seed, "landscape");
  }

  List<Area> areas() {
    return List.of(
        new Area("water", "river", Names.RIVER, river()),
        new Area("green", "hill", "北山", band(648, 2600, 90)),
        new Area("green", "hill", "南山", band(-215, -2400, 90)),
        new Area("rail", "railway", "铁路", terrain.line(12, at(WEST, 622), at(EAST, 622))),
        new Area("rail", "railway", "铁路", terrain.line(12, at(WEST, 627), at(EAST, 627))));
  }

  private Polygon river() {
    double north = TownPlan.EMBANKMENT - 6;
    double wobble = dice.between(0, 6);
    var outline = new ArrayList<Coordinate>();
    for (double u = WEST; u <= EAST; u += STEP) {
      boolean beside = u > -60 && u < TownPlan.LENGTH + 60;
      outline.add(at(u, north - (beside ? 0 : 5 * StrictMath.sin(u / 90))));
    }
    for (double u = EAST; u >= WEST; u -= STEP) {
      outline.add(at(u, north - 82 - 14 * StrictMath.sin(u / 170 + wobble)));
    }
    return terrain.polygon(12, outline.toArray(Coordinate[]::new));
  }

  /** Woods from a foot that follows the valley up to a ridge that rises and falls. */
  private Polygon band(double foot, double ridge, double roughness) {
    double shift = dice.between(0, 2 * StrictMath.PI);
    var outline = new ArrayList<Coordinate>();
    for (double u = WEST; u <= EAST; u += STEP) {
      outline.add(
          at(u, foot + (1 + StrictMath.sin(u / 95 + shift)) * roughness / 8 * Math.signum(foot)));
    }
    for (double u = EAST; u >= WEST; u -= STEP) {
      outline.add(at(u, ridge + roughness * StrictMath.sin(u / 310 + shift)));
    }
    return terrain.polygon(20, outline.toArray(Coordinate[]::new));
  }
}
