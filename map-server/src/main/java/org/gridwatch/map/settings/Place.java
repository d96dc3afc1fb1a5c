package org.gridwatch.map.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * Where this installation is.
 *
 * @param name as the top bar shows it
 * @param timeZone of all times shown, such as {@code Asia/Shanghai}
 * @param centre lon, lat; null: the middle of the grids
 */
public record Place(String name, String timeZone, @Nullable List<Double> centre) {
  static final Place DEFAULT = new Place("GridWatch", "Asia/Shanghai", null);
  private static final int LONGEST_NAME = 100;

  public Place {
    name = name == null ? "" : name.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new BadInput(
          "place.name", name, "place.name must have 1.." + LONGEST_NAME + " characters");
    }
    try {
      timeZone = ZoneId.of(String.valueOf(timeZone)).getId();
    } catch (DateTimeException unknown) {
      throw new BadInput(
          "place.timeZone", timeZone, "place.timeZone must be a zone such as Asia/Shanghai");
    }
    if (centre != null) {
      checkCentre(centre);
      centre = List.copyOf(centre);
    }
  }

  private static void checkCentre(List<Double> centre) {
    boolean sound =
        centre.size() == 2
            && centre.stream().allMatch(degrees -> degrees != null && Double.isFinite(degrees))
            && Math.abs(centre.get(0)) <= 180
            && Math.abs(centre.get(1)) <= 85;
    if (!sound) {
      throw new BadInput(
          "place.centre", centre, "place.centre must be [lon -180..180, lat -85..85]");
    }
  }
}
