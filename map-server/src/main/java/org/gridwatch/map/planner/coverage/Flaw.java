package org.gridwatch.map.planner.coverage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;

/**
 * Something wrong with the grids of a plan, and where.
 *
 * @param hard the plan cannot come into force; otherwise it is worth looking at
 * @param place longitude and latitude to look at
 * @param areaM2 of what is wrong; 0 when it has none
 * @param grids keys of the grids concerned
 */
@SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
public record Flaw(
    Kind kind, boolean hard, double[] place, double areaM2, List<String> grids, String message) {
  /** What can be wrong. */
  public enum Kind {
    NO_GRIDS,
    INVALID,
    GAP,
    OVERLAP,
    SLIVER,
    PARTS,
    BUILDING_CUT,
    BUILDING_BEHIND,
    DEVICE_BEHIND;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Flaw of(
      Kind kind,
      boolean hard,
      Coordinate place,
      double areaM2,
      List<String> grids,
      String message) {
    double[] lonLat = {Math.round(place.x * 1e7) / 1e7, Math.round(place.y * 1e7) / 1e7};
    return new Flaw(
        kind, hard, lonLat, Math.round(areaM2 * 100) / 100.0, List.copyOf(grids), message);
  }
}
