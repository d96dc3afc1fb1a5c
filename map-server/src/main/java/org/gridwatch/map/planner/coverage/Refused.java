package org.gridwatch.map.planner.coverage;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/** An edit that would leave the grids unsound: why, where, and which grids it is about. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Coordinate place;
  private final transient List<String> grids;

  public Refused(String why, Coordinate place, List<String> grids) {
    super(why);
    this.place = place;
    this.grids = List.copyOf(grids);
  }

  /** Longitude and latitude to look at. */
  public Coordinate place() {
    return place;
  }

  public List<String> grids() {
    return grids;
  }
}
