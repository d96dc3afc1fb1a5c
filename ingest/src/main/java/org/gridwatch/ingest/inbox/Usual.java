package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.UsualCurve;
import org.gridwatch.ingest.store.ReadingStore;

/**
 * What is usual at this time of the week: the curve through the medians of the same hours' means in
 * recent weeks. Read ahead by the chores, so that judging never asks the database.
 *
 * <p>Threads: the chores refresh; lanes ask.
 */
final class Usual {
  private record Key(int series, int weeks) {}

  private record Hour(Instant begin, Map<Key, Double> medians) {}

  private final ReadingStore store;
  private volatile List<Hour> hours = List.of();

  Usual(ReadingStore store) {
    this.store = store;
  }

  /** NaN: fewer than half of the weeks are known, or it is not this hour nor one beside it. */
  double of(int series, int weeks, long atMs) {
    var known = hours;
    var key = new Key(series, weeks);
    for (int i = 0; i < known.size(); i++) {
      long begin = known.get(i).begin().toEpochMilli();
      if (atMs >= begin && atMs < begin + Duration.ofHours(1).toMillis()) {
        return UsualCurve.at(
            atMs, median(known, i - 1, key), median(known, i, key), median(known, i + 1, key));
      }
    }
    return Double.NaN;
  }

  private static double median(List<Hour> hours, int index, Key key) {
    return index < 0 || index >= hours.size()
        ? Double.NaN
        : hours.get(index).medians().getOrDefault(key, Double.NaN);
  }

  /**
   * Reads what is missing of the hour before, this hour and the next one.
   *
   * @param wanted series by the number of weeks that a rule wants
   */
  void refresh(Instant now, Map<Integer, ? extends Collection<Integer>> wanted) {
    var fresh = new ArrayList<Hour>();
    for (int offset = -1; offset <= 1; offset++) {
      Instant begin = now.truncatedTo(ChronoUnit.HOURS).plus(offset, ChronoUnit.HOURS);
      var medians = new HashMap<Key, Double>();
      hours.stream()
          .filter(hour -> hour.begin().equals(begin))
          .forEach(hour -> medians.putAll(hour.medians()));
      wanted.forEach((weeks, series) -> read(begin, weeks, series, medians));
      fresh.add(new Hour(begin, medians));
    }
    hours = List.copyOf(fresh);
  }

  private void read(
      Instant begin, int weeks, Collection<Integer> series, Map<Key, Double> medians) {
    int[] missing =
        series.stream()
            .filter(one -> !medians.containsKey(new Key(one, weeks)))
            .mapToInt(Integer::intValue)
            .toArray();
    if (missing.length == 0) {
      return;
    }
    var before = new ArrayList<Instant>();
    for (int week = 1; week <= weeks; week++) {
      before.add(begin.minus(7L * week, ChronoUnit.DAYS));
    }
    Map<Integer, List<Double>> means = store.hourMeans(missing, before);
    for (int one : missing) {
      List<Double> known = means.getOrDefault(one, List.of());
      boolean enough = 2 * known.size() >= weeks;
      medians.put(new Key(one, weeks), enough ? median(known) : Double.NaN);
    }
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
