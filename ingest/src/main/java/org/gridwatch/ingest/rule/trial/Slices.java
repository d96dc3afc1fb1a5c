package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Cuts devices into groups and time into days, so that what is in memory at once is bounded and two
 * groups can be looked at side by side.
 */
final class Slices {
  /** Of one group. */
  private static final double ROWS_A_DAY = 150_000;

  private static final double ROWS_A_SLICE = 300_000;
  private static final int MOST_DAYS = 31;

  private Slices() {}

  /** Looks at one group over the whole span; how far it has come it says itself. */
  interface Work {
    void on(List<Watched> group, AtomicLong hoursDone) throws Exception;
  }

  static List<List<Watched>> groups(List<Watched> all, ToDoubleFunction<Watched> rowsADay) {
    double rows = all.stream().mapToDouble(rowsADay).sum();
    double most = Math.min(ROWS_A_DAY, Math.max(1, rows / 2)); // two at least, for two readers
    var groups = new ArrayList<List<Watched>>();
    var group = new ArrayList<Watched>();
    double inGroup = 0;
    for (Watched one : all) {
      if (!group.isEmpty() && inGroup + rowsADay.applyAsDouble(one) > most * 1.000_001) {
        groups.add(List.copyOf(group));
        group.clear();
        inGroup = 0;
      }
      group.add(one);
      inGroup += rowsADay.applyAsDouble(one);
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }

  /**
   * Begins of slices, and the end: whole days in UTC, as partitions are; hours of devices that say
   * very much.
   */
  static List<Instant> of(List<Watched> group, ToDoubleFunction<Watched> rowsADay, Span span) {
    double rows = Math.max(1, group.stream().mapToDouble(rowsADay).sum());
    int days = (int) Math.clamp(ROWS_A_SLICE / rows, 0, MOST_DAYS);
    int hours = (int) Math.clamp(24 * ROWS_A_SLICE / rows, 1, 24);
    var cuts = new ArrayList<Instant>();
    Instant at = span.from();
    while (at.isBefore(span.to())) {
      cuts.add(at);
      at =
          days > 0
              ? at.truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS)
              : at.truncatedTo(ChronoUnit.HOURS).plus(hours, ChronoUnit.HOURS);
    }
    cuts.add(span.to());
    return cuts;
  }

  /** Every group, as many at once as there are readers; the first trouble ends all. */
  static void run(
      List<List<Watched>> groups, Span span, ExecutorService readers, Progress progress, Work work)
      throws InterruptedException {
    var hoursDone = new AtomicLong();
    long allHours = Math.max(1, groups.size() * hours(span));
    var running = new ArrayList<Future<Void>>();
    for (List<Watched> group : groups) {
      Callable<Void> reader =
          () -> {
            progress.goOn();
            work.on(group, hoursDone);
            return null;
          };
      running.add(readers.submit(reader));
    }
    try {
      for (Future<Void> one : running) {
        while (!one.isDone()) {
          progress.at(hoursDone.get() / (double) allHours);
          waitFor(one);
        }
        one.get();
      }
    } catch (ExecutionException e) {
      progress.cancel(); // nobody needs what the others would find
      throw cause(e);
    } finally {
      running.forEach(one -> one.cancel(false));
    }
  }

  private static long hours(Span span) {
    return Math.max(1, Duration.between(span.from(), span.to()).toHours());
  }

  private static void waitFor(Future<Void> one) throws InterruptedException, ExecutionException {
    try {
      one.get(100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // looks again whether anybody still wants it
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case CancellationException cancelled -> cancelled;
      case RuntimeException trouble -> trouble;
      default -> new IllegalStateException(e.getCause());
    };
  }
}
