package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Ladder;
import org.gridwatch.ingest.rule.NightMeasure;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Step;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.store.ReadingHistory;
import org.jspecify.annotations.Nullable;

/** The nights of one group of devices, one after the other. Threads: one. */
final class NightTrial {
  private final Rule rule;
  private final Condition.NightFlow condition;
  private final RuleBook book;
  private final Span span;
  private final ReadingHistory history;
  private final Findings findings;
  private final Map<Integer, Flow> flows = new HashMap<>();

  /** One series: its nights, and what stands. */
  private final class Flow {
    private final Watched device;
    private final String quantity;
    private final NightMeasure nights;
    private Ladder ladder = Ladder.calm(condition.steps().size());
    private @Nullable Raised standing;

    Flow(Watched device, String quantity) {
      this.device = device;
      this.quantity = quantity;
      this.nights = new NightMeasure(condition, quantity);
    }

    void night(double least, long endMs, boolean judged) {
      double measure = nights.next(least);
      if (!judged || Double.isNaN(measure)) {
        return;
      }
      ladder = ladder.next(condition.steps(), measure, endMs, Long.MAX_VALUE);
      Step step = ladder.standing(condition.steps());
      if (step == null) {
        clear(endMs);
      } else {
        stand(step.severity(), least, endMs);
      }
    }

    private void stand(Severity now, double least, long endMs) {
      Raised was = standing;
      long since = was == null ? endMs : was.raisedMs();
      Severity worst = was == null ? now : Severity.worse(now, was.worst());
      double value = was == null ? least : Math.max(least, was.value());
      int id = device.device().id();
      String subject = Transition.subjectOf(id);
      standing = new Raised(subject, id, quantity, since, Raised.STANDS, worst, value, 0);
    }

    void clear(long atMs) {
      if (standing != null) {
        findings.accept(standing.clearedAt(atMs));
        standing = null;
      }
    }
  }

  NightTrial(
      Rule rule,
      Condition.NightFlow condition,
      RuleBook book,
      List<Watched> group,
      Span span,
      ReadingHistory history,
      Findings findings) {
    this.rule = rule;
    this.condition = condition;
    this.book = book;
    this.span = span;
    this.history = history;
    this.findings = findings;
    for (Watched one : group) {
      one.series()
          .forEach(
              (id, quantity) -> {
                if (condition.quantities().contains(quantity)) {
                  flows.put(id, new Flow(one, quantity));
                }
              });
    }
  }

  /** How many nights of series were looked at. */
  long run(Progress progress, AtomicLong hoursDone) {
    long looked = 0;
    ZoneId zone = book.zone();
    int[] series = flows.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    LocalDate first = LocalDate.ofInstant(span.from(), zone);
    LocalDate last = LocalDate.ofInstant(span.to(), zone);
    LocalDate night = first.minusDays(condition.days() + condition.nights());
    for (; !night.isAfter(last); night = night.plusDays(1)) {
      progress.goOn();
      Instant end = night.atTime(condition.to()).atZone(zone).toInstant();
      if (!end.isAfter(span.to())) {
        looked += night(series, night.atTime(condition.from()).atZone(zone).toInstant(), end);
      }
      hoursDone.addAndGet(night.isBefore(first) ? 0 : 24);
    }
    flows.values().forEach(flow -> flow.clear(Raised.STANDS));
    return looked;
  }

  private int night(int[] series, Instant from, Instant end) {
    Map<Integer, Double> least = history.leastFlows(series, from, end);
    boolean judged = !end.isBefore(span.from()) && book.covers(rule, end);
    flows.forEach(
        (id, flow) -> flow.night(least.getOrDefault(id, Double.NaN), end.toEpochMilli(), judged));
    return least.size();
  }
}
