package org.gridwatch.map.grid;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Something wrong with boundaries, and where.
 *
 * @param hard refuses the import; otherwise it is within tolerance and merely worth mending
 * @param place longitude and latitude to look at
 * @param areaM2 of the gap or overlap; 0 when it has none
 * @param grids codes of the grids concerned
 */
@SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
record Finding(
    Kind kind, boolean hard, double[] place, double areaM2, List<String> grids, String message) {
  enum Kind {
    GAP("gap"),
    OVERLAP("overlap"),
    INVALID("invalid"),
    OUTSIDE_PARENT("outside-parent"),
    SLIVER("sliver");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @JsonValue
    String word() {
      return word;
    }
  }

  static Finding of(
      Kind kind,
      boolean hard,
      Coordinate place,
      double areaM2,
      List<String> grids,
      String message) {
    double[] lonLat = {Math.round(place.x * 1e7) / 1e7, Math.round(place.y * 1e7) / 1e7};
    return new Finding(
        kind, hard, lonLat, Math.round(areaM2 * 100) / 100.0, List.copyOf(grids), message);
  }
}
