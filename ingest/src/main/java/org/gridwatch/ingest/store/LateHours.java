package org.gridwatch.ingest.store;

import java.util.HashSet;
import java.util.Set;

/** Hours of series into which readings came late. */
final class LateHours {
  private static final long HOUR_MICROS = 3_600_000_000L;

  private record Hour(int seriesId, long epochHour) {}

  private final Set<Hour> hours = new HashSet<>();

  void add(int seriesId, long takenAtMicros) {
    hours.add(new Hour(seriesId, Math.floorDiv(takenAtMicros, HOUR_MICROS)));
  }

  boolean isEmpty() {
    return hours.isEmpty();
  }

  int[] seriesIds() {
    return hours.stream().mapToInt(Hour::seriesId).toArray();
  }

  double[] epochSeconds() {
    return hours.stream().mapToDouble(hour -> hour.epochHour() * 3600.0).toArray();
  }
}
