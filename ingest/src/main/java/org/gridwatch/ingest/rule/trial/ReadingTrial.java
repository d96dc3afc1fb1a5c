package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.store.ReadingHistory;
import org.gridwatch.ingest.store.ReadingHistory.Which;
import org.jspecify.annotations.Nullable;

/** A condition about readings, over one group of devices, slice by slice. Threads: one. */
final class ReadingTrial {
  private record Place(int device, int track) {}

  private final Condition.Measured condition;
  private final ReadingHistory history;
  private final Span span;
  private final List<Watched> group;
  private final List<DeviceTrial> devices = new ArrayList<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final List<int[]> seriesOf = new ArrayList<>();
  private final int[] series;

  ReadingTrial(
      Rule rule,
      Condition.Measured condition,
      RuleBook book,
      List<Watched> group,
      Span span,
      ReadingHistory history,
      Findings findings) {
    this.condition = condition;
    this.history = history;
    this.span = span;
    this.group = group;
    for (Watched one : group) {
      var ids = seriesOf(one, condition);
      for (int track = 0; track < ids.length; track++) {
        places.put(ids[track], new Place(devices.size(), track));
      }
      var quantities = Arrays.stream(ids).mapToObj(id -> one.series().get(id)).toList();
      devices.add(
          new DeviceTrial(
              rule, condition, one.device().id(), quantities, one.longestGapMs(), book, findings));
      seriesOf.add(ids);
    }
    this.series = places.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The series that the condition is about. */
  static int[] seriesOf(Watched one, Condition.Measured condition) {
    return one.series().entrySet().stream()
        .filter(series -> condition.quantities().contains(series.getValue()))
        .mapToInt(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  static double rowsADay(Watched one, Condition.Measured condition) {
    return one.rowsADay(seriesOf(one, condition).length);
  }

  /** How many readings were looked at. */
  long run(Progress progress, AtomicLong hoursDone) {
    UsualHours usual =
        condition instanceof Condition.Baseline baseline
            ? UsualHours.read(history, series, baseline.weeks(), span)
            : null;
    if (condition instanceof Condition.Rate rate) {
      remember(rate);
    }
    var told = new Told();
    long rows = 0;
    List<Instant> cuts = Slices.of(group, one -> rowsADay(one, condition), span);
    for (int i = 0; i + 1 < cuts.size(); i++) {
      progress.goOn();
      int waiting = told.size();
      read(cuts.get(i), cuts.get(i + 1), told);
      rows += told.size() - waiting;
      long end = i + 2 == cuts.size() ? Long.MAX_VALUE : cuts.get(i + 1).toEpochMilli();
      told.judge(devices.size(), end, (d, track, t, a, v) -> hear(usual, d, track, t, a, v));
      hoursDone.addAndGet(Duration.between(cuts.get(i), cuts.get(i + 1)).toHours());
    }
    devices.forEach(DeviceTrial::end);
    return rows;
  }

  private void read(Instant from, Instant to, Told told) {
    history.readings(
        series,
        from,
        to,
        Which.JUDGED,
        (id, taken, arrived, value) -> {
          Place place = Objects.requireNonNull(places.get(id));
          told.add(place.device(), place.track(), taken, arrived, value);
        });
  }

  private void hear(
      @Nullable UsualHours usual, int device, int track, long taken, long arrived, double value) {
    double usually = usual == null ? Double.NaN : usual.of(seriesOf.get(device)[track], taken);
    devices.get(device).hear(track, taken, arrived, value, usually);
  }

  private void remember(Condition.Rate rate) {
    var told = new Told();
    read(span.from().minus(rate.window()), span.from(), told);
    told.judge(
        devices.size(),
        Long.MAX_VALUE,
        (device, track, taken, arrived, value) ->
            devices.get(device).remember(track, taken, value));
  }
}
