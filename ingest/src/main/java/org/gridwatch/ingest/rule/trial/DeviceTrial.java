package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Ladder;
import org.gridwatch.ingest.rule.Limit;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Step;
import org.gridwatch.ingest.rule.Track;
import org.gridwatch.ingest.rule.Transition;
import org.jspecify.annotations.Nullable;

/**
 * A rule about readings on one device: judges them as they come, as when they came live. Threads:
 * one.
 */
public final class DeviceTrial {
  /** Brokers reorder: a reading so much older than the newest one still raises by itself. */
  private static final long REORDER_MS = 10_000;

  private final Rule rule;
  private final int deviceId;
  private final long longestGapMs;
  private final RuleBook book;
  private final Consumer<Raised> sink;
  private final List<String> quantities;
  private final List<Step> steps;
  private final Track[] tracks;
  private final long[] newestMs;

  private @Nullable Severity standing;
  private Severity worst = Severity.BLUE;
  private String what = "";
  private long raisedMs;
  private double furthest;
  private double furthestOut;

  /**
   * @param condition the rule's own, or a part of it
   * @param quantities of the device's series that the condition is about; tracks are numbered so
   */
  public DeviceTrial(
      Rule rule,
      Condition.Measured condition,
      int deviceId,
      List<String> quantities,
      long longestGapMs,
      RuleBook book,
      Consumer<Raised> sink) {
    this.rule = rule;
    this.deviceId = deviceId;
    this.longestGapMs = longestGapMs;
    this.book = book;
    this.sink = sink;
    this.quantities = List.copyOf(quantities);
    this.tracks = new Track[quantities.size()];
    Arrays.setAll(tracks, i -> new Track(condition));
    this.newestMs = new long[tracks.length];
    Arrays.fill(newestMs, Long.MIN_VALUE);
    this.steps = condition.steps();
  }

  /** Before the span: what a rate looks back on. */
  public void remember(int track, long takenMs, double value) {
    tracks[track].remember(takenMs, value);
  }

  /**
   * The next reading as it came.
   *
   * @param usual at this hour of the week; NaN: unknown, or nobody asks
   */
  public void hear(int track, long takenMs, long arrivedMs, double value, double usual) {
    long newest = newestMs[track];
    boolean isNewest = takenMs >= newest;
    if (!isNewest && takenMs < newest - REORDER_MS) {
      return; // late: judges nothing
    }
    if (isNewest) {
      newestMs[track] = takenMs;
    }
    if (!book.covers(rule, Instant.ofEpochMilli(takenMs))) {
      if (isNewest) {
        rest(arrivedMs);
      }
      return;
    }
    double measure = tracks[track].measure(takenMs, value, usual);
    if (!Double.isNaN(measure)) {
      judge(track, measure, isNewest, takenMs, arrivedMs, value);
    }
  }

  private void judge(
      int number, double measure, boolean isNewest, long takenMs, long arrivedMs, double value) {
    Track track = tracks[number];
    Ladder was = track.ladder();
    if (isNewest) {
      track.climb(measure, takenMs, longestGapMs);
    } else {
      track.raise(measure);
    }
    if (!track.ladder().equals(was)) {
      stand(arrivedMs, quantities.get(number));
    }
    if (standing != null && track.standing() != null) {
      double out = out(measure);
      if (out > furthestOut) {
        furthestOut = out;
        furthest = value;
      }
    }
  }

  private void stand(long nowMs, String quantity) {
    Severity now = null;
    for (Track track : tracks) {
      Step step = track.standing();
      if (step != null && (now == null || step.severity().worseThan(now))) {
        now = step.severity();
      }
    }
    if (now == null) {
      clear(nowMs);
    } else if (standing == null) {
      raisedMs = nowMs;
      worst = now;
      what = quantity;
      furthestOut = Double.NEGATIVE_INFINITY;
      furthest = Double.NaN;
    } else {
      worst = Severity.worse(worst, now);
    }
    standing = now;
  }

  /** How far beyond the mildest limit. */
  private double out(double measure) {
    Limit high = steps.getFirst().high();
    Limit low = steps.getFirst().low();
    return Math.max(
        high == null ? Double.NEGATIVE_INFINITY : measure - high.raise(),
        low == null ? Double.NEGATIVE_INFINITY : low.raise() - measure);
  }

  private void rest(long nowMs) {
    for (Track track : tracks) {
      if (!track.ladder().isCalm()) {
        track.restore(track.ladder().calmed());
      }
    }
    clear(nowMs);
  }

  private void clear(long nowMs) {
    if (standing != null) {
      tell(nowMs);
      standing = null;
    }
  }

  /** What stands now. */
  public @Nullable Severity standing() {
    return standing;
  }

  /** The span is over: what still stands is told as it is. */
  public void end() {
    clear(Raised.STANDS);
  }

  private void tell(long clearedMs) {
    sink.accept(
        new Raised(
            Transition.subjectOf(deviceId),
            deviceId,
            what,
            raisedMs,
            clearedMs,
            worst,
            furthest,
            0));
  }
}
