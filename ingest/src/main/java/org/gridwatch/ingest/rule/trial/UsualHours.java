package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gridwatch.ingest.rule.UsualCurve;
import org.gridwatch.ingest.store.ReadingHistory;

/** What was usual at an hour of the week, as far as was known then. Threads: one. */
final class UsualHours {
  private static final long HOUR_MS = 3_600_000;
  private static final int HOURS_A_WEEK = 7 * 24;

  private final int weeks;
  private final long firstMs;
  private final Map<Integer, float[]> means = new HashMap<>();

  private UsualHours(int weeks, long firstMs) {
    this.weeks = weeks;
    this.firstMs = firstMs;
  }

  static UsualHours read(ReadingHistory history, int[] series, int weeks, Span span) {
    Instant first = span.from().truncatedTo(ChronoUnit.HOURS).minus(7L * weeks, ChronoUnit.DAYS);
    var usual = new UsualHours(weeks, first.toEpochMilli());
    int hours = (int) Duration.between(first, span.to()).toHours() + 1;
    history.hourMeans(
        series,
        first,
        span.to(),
        (id, hourMs, mean) ->
            usual.means.computeIfAbsent(id, s -> nothing(hours))[usual.index(hourMs)] =
                (float) mean);
    return usual;
  }

  private static float[] nothing(int hours) {
    var none = new float[hours];
    Arrays.fill(none, Float.NaN);
    return none;
  }

  private int index(long atMs) {
    return (int) ((atMs - firstMs) / HOUR_MS);
  }

  /** NaN: fewer than half of the weeks before are known. */
  double of(int series, long atMs) {
    float[] hours = means.get(series);
    if (hours == null) {
      return Double.NaN;
    }
    int now = index(atMs);
    return UsualCurve.at(atMs, median(hours, now - 1), median(hours, now), median(hours, now + 1));
  }

  /** Of the same hour's means in the weeks before. */
  private double median(float[] hours, int now) {
    var known = new double[weeks];
    int count = 0;
    for (int week = 1; week <= weeks; week++) {
      int at = now - week * HOURS_A_WEEK;
      if (at >= 0 && at < hours.length && !Float.isNaN(hours[at])) {
        known[count++] = hours[at];
      }
    }
    return 2 * count < weeks ? Double.NaN : Medians.of(Arrays.copyOf(known, count));
  }
}
