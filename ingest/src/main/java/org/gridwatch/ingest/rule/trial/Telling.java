package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridwatch.ingest.rule.trial.RealAlerts.Real;
import org.gridwatch.ingest.rule.trial.TrialResult.Alert;
import org.gridwatch.ingest.rule.trial.TrialResult.Compared;
import org.gridwatch.ingest.rule.trial.TrialResult.Counts;
import org.gridwatch.ingest.rule.trial.TrialResult.Day;
import org.gridwatch.ingest.rule.trial.TrialResult.Marks;
import org.gridwatch.ingest.rule.trial.TrialResult.Noisy;
import org.gridwatch.ingest.rule.trial.TrialResult.Side;
import org.jspecify.annotations.Nullable;

/** Puts what was found into words and counts. */
final class Telling {
  private static final int MOST_LISTED = 500;
  private static final int NOISIEST = 10;

  private final Span span;
  private final ZoneId zone;

  Telling(Span span, ZoneId zone) {
    this.span = span;
    this.zone = zone;
  }

  /**
   * @param other what it is compared with; null: nothing
   */
  Side side(Trial.Found found, RealAlerts real, @Nullable List<Raised> other) {
    Map<String, List<Raised>> others = other == null ? Map.of() : bySubject(other);
    var alerts = new ArrayList<Alert>();
    var marks = new int[4];
    for (Raised one : found.raised()) {
      Optional<Real> met = real.metBy(one);
      marks[met.map(r -> markOf(r.judged())).orElse(3)]++;
      Boolean also = other == null ? null : meets(others, one);
      alerts.add(alert(found, one, met, also));
    }
    int missed = 0;
    int spared = 0;
    for (Real one : real.notMet()) {
      missed += one.judged().equals("real") ? 1 : 0;
      spared += one.judged().equals("false") ? 1 : 0;
    }
    return new Side(
        found.rule().version(),
        found.devices().size(),
        found.series(),
        found.looked(),
        found.raised().size(),
        found.cut(),
        count(found.raised()),
        days(found.raised()),
        List.copyOf(alerts.reversed().subList(0, Math.min(MOST_LISTED, alerts.size()))),
        noisiest(alerts),
        new Marks(marks[0], marks[1], marks[2], marks[3], missed, spared));
  }

  private static int markOf(String judged) {
    return judged.equals("real") ? 0 : judged.equals("false") ? 1 : 2;
  }

  Compared compare(List<Raised> rule, List<Raised> other) {
    Map<String, List<Raised>> others = bySubject(other);
    Map<String, List<Raised>> ours = bySubject(rule);
    int both = (int) rule.stream().filter(one -> meets(others, one)).count();
    int onlyOther = (int) other.stream().filter(one -> !meets(ours, one)).count();
    return new Compared(rule.size() - both, onlyOther, both);
  }

  private static Map<String, List<Raised>> bySubject(List<Raised> all) {
    var by = new HashMap<String, List<Raised>>();
    all.forEach(one -> by.computeIfAbsent(one.subject(), s -> new ArrayList<>()).add(one));
    return by;
  }

  /** In order, so that only the last one that began before can reach so far. */
  private static boolean meets(Map<String, List<Raised>> others, Raised one) {
    List<Raised> same = others.getOrDefault(one.subject(), List.of());
    int low = 0;
    int high = same.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (same.get(middle).raisedMs() <= one.clearedMs()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && same.get(low - 1).overlaps(one.raisedMs(), one.clearedMs());
  }

  private Alert alert(Trial.Found found, Raised one, Optional<Real> met, @Nullable Boolean also) {
    Watched device = found.devices().get(one.deviceId());
    return new Alert(
        one.subject(),
        device == null ? "" : device.device().name(),
        device == null ? "" : device.device().details().label(),
        one.what(),
        one.worst().label(),
        one.raisedAt(),
        one.stands() ? null : Instant.ofEpochMilli(one.clearedMs()),
        one.lasted(span.to()).toSeconds(),
        Double.isFinite(one.value()) ? one.value() : null,
        one.repeats(),
        met.map(Real::id).orElse(0L),
        met.map(Real::judged).orElse(""),
        also);
  }

  private static Counts count(List<Raised> raised) {
    var counts = Counts.NONE;
    for (Raised one : raised) {
      counts = counts.and(one.worst());
    }
    return counts;
  }

  /** Every day of the span, those without any too. */
  private List<Day> days(List<Raised> raised) {
    var byDay = new HashMap<LocalDate, Counts>();
    for (Raised one : raised) {
      LocalDate day = LocalDate.ofInstant(one.raisedAt(), zone);
      byDay.put(day, byDay.getOrDefault(day, Counts.NONE).and(one.worst()));
    }
    LocalDate first = LocalDate.ofInstant(span.from(), zone);
    LocalDate last = LocalDate.ofInstant(span.to().minusMillis(1), zone);
    return first
        .datesUntil(last.plusDays(1))
        .map(day -> new Day(day, byDay.getOrDefault(day, Counts.NONE)))
        .toList();
  }

  private static List<Noisy> noisiest(List<Alert> alerts) {
    var by = new HashMap<String, Noisy>();
    for (Alert one : alerts) {
      String name = one.device().isEmpty() ? one.subject() : one.device();
      Noisy was = by.getOrDefault(name, new Noisy(name, one.deviceLabel(), 0, 0));
      by.put(
          name, new Noisy(name, one.deviceLabel(), was.count() + 1, was.lastedS() + one.lastedS()));
    }
    return by.values().stream()
        .sorted(Comparator.comparingInt(Noisy::count).reversed().thenComparing(Noisy::device))
        .limit(NOISIEST)
        .toList();
  }
}
