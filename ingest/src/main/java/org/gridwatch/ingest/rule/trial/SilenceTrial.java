package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Step;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.store.ReadingHistory;
import org.gridwatch.ingest.store.ReadingHistory.Which;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Silence, from the gaps between the arrivals of a device's words. */
final class SilenceTrial {
  private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(31);
  private static final long MINUTE_MS = 60_000;

  private final Rule rule;
  private final List<Step> steps;
  private final RuleBook book;
  private final Span span;
  private final long beginMs;
  private final DataSource dataSource;
  private final ReadingHistory history;
  private final AtomicLong words = new AtomicLong();
  private final List<Gap> gaps = new ArrayList<>();
  private final BitSet heard = new BitSet();

  private record Gap(Watched device, long fromMs, long toMs) {}

  SilenceTrial(
      Rule rule,
      Condition.Silent condition,
      RuleBook book,
      List<Watched> watched,
      Span span,
      DataSource dataSource,
      ReadingHistory history) {
    this.rule = rule;
    this.steps = condition.steps();
    this.book = book;
    this.span = span;
    this.dataSource = dataSource;
    this.history = history;
    this.beginMs = span.from().minus(lookBack(watched)).toEpochMilli();
  }

  /** Who is silent when the span begins has been so for a while. */
  private Duration lookBack(List<Watched> watched) {
    long longest = watched.stream().mapToLong(Watched::intervalMs).max().orElse(0);
    Step last = steps.getLast();
    Duration wanted =
        Duration.ofMillis((long) (raise(last) * longest)).plus(last.hold()).plusHours(1);
    return wanted.compareTo(LONGEST_LOOK_BACK) > 0 ? LONGEST_LOOK_BACK : wanted;
  }

  private static double raise(Step step) {
    return Objects.requireNonNull(step.high()).raise(); // checked by the condition
  }

  /** How many words were looked at. */
  long run(List<Watched> watched, ExecutorService readers, Progress progress, Findings findings)
      throws InterruptedException {
    var whole = new Span(Instant.ofEpochMilli(beginMs), span.to());
    var groups = Slices.groups(watched, one -> one.rowsADay(one.series().size()));
    Slices.run(
        groups, whole, readers, progress, (group, hours) -> listen(group, whole, progress, hours));
    long[] intervals = watched.stream().mapToLong(Watched::intervalMs).sorted().toArray();
    long usual = intervals.length == 0 ? 0 : intervals[intervals.length / 2];
    var sighted = new Sighted(heard, beginMs, span.to().toEpochMilli(), watched.size(), usual);
    gaps.forEach(gap -> judge(gap, sighted, findings));
    return words.get();
  }

  private void listen(List<Watched> group, Span whole, Progress progress, AtomicLong hoursDone) {
    var arrivals = new Arrivals(group);
    var told = new Told();
    events(group, told);
    List<Instant> cuts = Slices.of(group, one -> one.rowsADay(one.series().size()), whole);
    for (int i = 0; i + 1 < cuts.size(); i++) {
      progress.goOn();
      int waiting = told.size();
      history.readings(
          arrivals.series,
          cuts.get(i),
          cuts.get(i + 1),
          Which.ALL,
          (id, taken, arrived, value) -> told.add(arrivals.deviceOf(id), 0, taken, arrived, value));
      words.addAndGet(told.size() - waiting);
      long end = i + 2 == cuts.size() ? Long.MAX_VALUE : cuts.get(i + 1).toEpochMilli();
      told.judge(group.size(), end, (device, track, t, at, v) -> arrivals.hear(device, at));
      hoursDone.addAndGet(Duration.between(cuts.get(i), cuts.get(i + 1)).toHours());
    }
    arrivals.end();
    synchronized (gaps) {
      gaps.addAll(arrivals.found);
      heard.or(arrivals.minutes);
    }
  }

  private void events(List<Watched> group, Told told) {
    var numbers = new HashMap<Integer, Integer>();
    group.forEach(one -> numbers.put(one.device().id(), numbers.size()));
    JdbcClient.create(dataSource)
        .sql(
            """
            select device_id, extract(epoch from at)::float8 * 1000 as ms from device_event,
                   lateral (values (started_at), (updated_at), (ended_at)) as said (at)
             where device_id = any(?) and at >= to_timestamp(?) and at < to_timestamp(?)
            """)
        .param(numbers.keySet().toArray(Integer[]::new))
        .param(beginMs / 1e3)
        .param(span.to().toEpochMilli() / 1e3)
        .query(
            row -> {
              long at = Math.round(row.getDouble(2));
              told.add(Objects.requireNonNull(numbers.get(row.getInt(1))), 0, at, at, 0);
            });
  }

  /** When the devices of one group were heard. Threads: one. */
  private final class Arrivals {
    private final List<Watched> group;
    private final long[] last;
    private final Map<Integer, Integer> devices = new HashMap<>();
    final int[] series;
    final List<Gap> found = new ArrayList<>();
    final BitSet minutes = new BitSet();

    Arrivals(List<Watched> group) {
      this.group = group;
      this.last = new long[group.size()];
      for (int i = 0; i < last.length; i++) {
        int device = i;
        last[i] = Math.max(beginMs, group.get(i).device().registeredAt().toEpochMilli());
        group.get(i).series().keySet().forEach(id -> devices.put(id, device));
      }
      this.series = devices.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    int deviceOf(int seriesId) {
      return Objects.requireNonNull(devices.get(seriesId));
    }

    void hear(int device, long atMs) {
      gap(device, atMs);
      last[device] =
          atMs < last[device] && neverHeard(device) ? atMs : Math.max(last[device], atMs);
      minutes.set((int) Math.max(0, (atMs - beginMs) / MINUTE_MS));
    }

    /** What was recorded before the device was registered counts from its first word on. */
    private boolean neverHeard(int device) {
      return last[device] == group.get(device).device().registeredAt().toEpochMilli();
    }

    void end() {
      for (int device = 0; device < last.length; device++) {
        gap(device, Raised.STANDS);
      }
    }

    private void gap(int device, long untilMs) {
      Watched one = group.get(device);
      if (untilMs > last[device]
          && untilMs - last[device] > raise(steps.getFirst()) * one.intervalMs()) {
        found.add(new Gap(one, last[device], untilMs));
      }
    }
  }

  private void judge(Gap gap, Sighted sighted, Findings findings) {
    long interval = gap.device().intervalMs();
    long end = Math.min(gap.toMs(), span.to().toEpochMilli());
    long raised = Long.MAX_VALUE;
    Severity worst = Severity.BLUE;
    for (Step step : steps) {
      long enough = gap.fromMs() + (long) Math.ceil(raise(step) * interval);
      long said = sighted.said(enough, interval);
      if (said < end && said + step.hold().toMillis() < end) {
        raised = Math.min(raised, said + step.hold().toMillis());
        worst = step.severity();
      }
    }
    long from = span.from().toEpochMilli();
    if (raised < end && gap.toMs() > from) {
      long at = Math.max(raised, from);
      if (book.covers(rule, Instant.ofEpochMilli(at))) {
        int id = gap.device().device().id();
        double seconds = (end - gap.fromMs()) / 1e3;
        String subject = Transition.subjectOf(id);
        long until = gap.toMs() >= span.to().toEpochMilli() ? Raised.STANDS : gap.toMs();
        findings.accept(new Raised(subject, id, "silence", at, until, worst, seconds, 0));
      }
    }
  }
}
