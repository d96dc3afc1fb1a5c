package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.RuleRefusal;
import org.gridwatch.ingest.store.ReadingHistory;

/**
 * One rule over one span. What is judged by readings is judged by the same functions as live; what
 * is not stored, such as people acknowledging, is not taken into account.
 */
final class Trial {
  private final DataSource dataSource;
  private final ReadingHistory history;
  private final RuleBook book;
  private final Span span;
  private final ExecutorService readers;
  private final AtomicLong looked = new AtomicLong();

  /**
   * @param devices by id, of those that the rule watches
   * @param series of them that it looks at
   * @param looked readings, events, nights or alerts that were looked at
   */
  record Found(
      Rule rule,
      Map<Integer, Watched> devices,
      int series,
      long looked,
      List<Raised> raised,
      boolean cut) {}

  Trial(
      DataSource dataSource,
      ReadingHistory history,
      RuleBook book,
      Span span,
      ExecutorService readers) {
    this.dataSource = dataSource;
    this.history = history;
    this.book = book;
    this.span = span;
    this.readers = readers;
  }

  /** Throws {@link RuleRefusal} for a condition that history says nothing about. */
  static void check(Condition condition) {
    switch (condition) {
      case Condition.ClockAhead ahead ->
          throw new RuleRefusal(
              "type", "clock_ahead", "how far a clock was ahead is not stored: it cannot be tried");
      case Condition.Together together -> together.parts().forEach(Trial::check);
      default -> {}
    }
  }

  Found find(Rule rule, Predicate<Place> visible, Progress progress) throws InterruptedException {
    check(rule.condition());
    List<Watched> watched = Watched.of(dataSource, rule, visible);
    var devices = new HashMap<Integer, Watched>();
    watched.forEach(one -> devices.put(one.device().id(), one));
    int series = watched.stream().mapToInt(one -> seriesOf(one, rule.condition())).sum();
    var findings = new Findings();
    if (rule.condition() instanceof Condition.Together together) {
      together(rule, together, watched, devices, progress, findings);
    } else {
      find(rule, rule.condition(), watched, progress, findings);
    }
    progress.at(1);
    return new Found(rule, devices, series, looked.get(), findings.inOrder(), findings.cut());
  }

  private static int seriesOf(Watched one, Condition condition) {
    return switch (condition) {
      case Condition.Measured measured -> ReadingTrial.seriesOf(one, measured).length;
      case Condition.NightFlow night -> seriesOf(one, night);
      case Condition.Silent silent -> one.series().size();
      case Condition.Together together ->
          together.parts().stream().mapToInt(part -> seriesOf(one, part)).max().orElse(0);
      case Condition.Seen seen -> 0;
      case Condition.ClockAhead ahead -> 0;
      case Condition.Spread spread -> 0;
    };
  }

  private static int seriesOf(Watched one, Condition.NightFlow night) {
    return (int) one.series().values().stream().filter(night.quantities()::contains).count();
  }

  private void find(
      Rule rule, Condition condition, List<Watched> watched, Progress progress, Findings findings)
      throws InterruptedException {
    switch (condition) {
      case Condition.Measured measured -> readings(rule, measured, watched, progress, findings);
      case Condition.NightFlow night -> nights(rule, night, watched, progress, findings);
      case Condition.Silent silent -> {
        var trial = new SilenceTrial(rule, silent, book, watched, span, dataSource, history);
        looked.addAndGet(trial.run(watched, readers, progress, findings));
      }
      case Condition.Seen seen ->
          looked.addAndGet(
              new EventTrial(rule, seen, book, span, findings).run(watched, dataSource));
      case Condition.Spread spread ->
          looked.addAndGet(
              new SpreadTrial(rule, spread, book, span, findings).run(watched, dataSource));
      case Condition.Together together -> throw new IllegalStateException("parts have no parts");
      case Condition.ClockAhead ahead -> check(ahead);
    }
  }

  private void readings(
      Rule rule,
      Condition.Measured condition,
      List<Watched> watched,
      Progress progress,
      Findings findings)
      throws InterruptedException {
    List<Watched> measuring = watched.stream().filter(one -> seriesOf(one, condition) > 0).toList();
    var groups = Slices.groups(measuring, one -> ReadingTrial.rowsADay(one, condition));
    Slices.run(
        groups,
        span,
        readers,
        progress,
        (group, hours) -> {
          var trial = new ReadingTrial(rule, condition, book, group, span, history, findings);
          looked.addAndGet(trial.run(progress, hours));
        });
  }

  private void nights(
      Rule rule,
      Condition.NightFlow condition,
      List<Watched> watched,
      Progress progress,
      Findings findings)
      throws InterruptedException {
    List<Watched> measuring = watched.stream().filter(one -> seriesOf(one, condition) > 0).toList();
    var groups = Slices.groups(measuring, one -> one.rowsADay(seriesOf(one, condition)));
    Slices.run(
        groups,
        span,
        readers,
        progress,
        (group, hours) -> {
          var trial = new NightTrial(rule, condition, book, group, span, history, findings);
          looked.addAndGet(trial.run(progress, hours));
        });
  }

  private void together(
      Rule rule,
      Condition.Together condition,
      List<Watched> watched,
      Map<Integer, Watched> devices,
      Progress progress,
      Findings findings)
      throws InterruptedException {
    var parts = new ArrayList<List<Raised>>();
    for (int part = 0; part < condition.parts().size(); part++) {
      var found = new Findings();
      Progress share = progress.part(part, condition.parts().size());
      find(rule, condition.parts().get(part), watched, share, found);
      parts.add(found.inOrder());
    }
    new Gathering(rule, condition, book, span, findings).gather(parts, devices);
  }

  /** Readings before this were dropped; the span may begin before it. */
  Instant readingsFrom() {
    return history.reachesTo();
  }
}
