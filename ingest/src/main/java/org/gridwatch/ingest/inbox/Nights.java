package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.NightMeasure;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.store.ReadingStore;

/**
 * Rules about the least flow of a night: looked at once, in the morning, when the night's minutes
 * are rolled up. Threads: the chores'.
 */
final class Nights {
  private static final Duration ROLLED_UP = Duration.ofMinutes(5);

  private final KnownDevices devices;
  private final TimeJudge judge;
  private final ReadingStore store;
  private final Map<Integer, Looked> looked = new HashMap<>();

  /** Which night of which version of a rule was looked at. */
  private record Looked(int version, LocalDate night) {}

  private record Watched(Vigil vigil, String quantity, int series) {}

  Nights(KnownDevices devices, TimeJudge judge, ReadingStore store) {
    this.devices = devices;
    this.judge = judge;
    this.store = store;
  }

  void run(Instant now) {
    for (Rule rule : devices.book().rules()) {
      if (rule.condition() instanceof Condition.NightFlow night) {
        var local = now.minus(ROLLED_UP).atZone(devices.book().zone());
        boolean over = !local.toLocalTime().isBefore(night.to());
        LocalDate last = over ? local.toLocalDate() : local.toLocalDate().minusDays(1);
        var look = new Looked(rule.version(), last);
        if (!look.equals(looked.get(rule.id()))) {
          look(rule, night, last, now);
          looked.put(rule.id(), look);
        }
      }
    }
  }

  private void look(Rule rule, Condition.NightFlow night, LocalDate last, Instant now) {
    List<Watched> watched = watched(rule, night);
    int[] series = watched.stream().mapToInt(Watched::series).distinct().toArray();
    if (series.length == 0) {
      return;
    }
    var nights = new ArrayList<Map<Integer, Double>>();
    for (int back = 0; back < night.nights() + night.days(); back++) {
      LocalDate day = last.minusDays(back);
      nights.add(store.leastFlows(series, at(day, night.from()), at(day, night.to())));
    }
    var measures = new HashMap<Watched, Double>();
    for (Watched one : watched) {
      double ratio = Double.NaN;
      var measure = new NightMeasure(night, one.quantity());
      for (Map<Integer, Double> least : nights.reversed()) {
        ratio = measure.next(least.getOrDefault(one.series(), Double.NaN));
      }
      if (!Double.isNaN(ratio)) {
        measures.put(one, ratio);
      }
    }
    Map<Integer, Double> newest = nights.getFirst();
    judge.measure(
        judgement ->
            measures.forEach(
                (one, ratio) -> {
                  double flow = newest.getOrDefault(one.series(), Double.NaN);
                  var evidence = evidence(one, flow, ratio, at(last, night.to()), night);
                  one.vigil().measure(ratio, evidence, judgement, now.toEpochMilli());
                }));
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(devices.book().zone()).toInstant();
  }

  private List<Watched> watched(Rule rule, Condition.NightFlow night) {
    var watched = new ArrayList<Watched>();
    devices.lock.lock();
    try {
      for (KnownDevice device : devices.all()) {
        for (Vigil vigil : device.vigils) {
          if (vigil.rule.id() == rule.id() && vigil.condition == night) {
            night.quantities().stream()
                .flatMap(q -> Optional.ofNullable(device.series.get(q)).stream())
                .forEach(s -> watched.add(new Watched(vigil, s.quantity, s.id)));
          }
        }
      }
      return watched;
    } finally {
      devices.lock.unlock();
    }
  }

  private static Evidence evidence(
      Watched one, double flow, double ratio, Instant at, Condition.NightFlow night) {
    return new Evidence(
        one.quantity(), flow, ratio, Double.NaN, at, at, Duration.ofDays(night.nights() - 1L));
  }
}
