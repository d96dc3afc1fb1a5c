package org.gridwatch.ingest.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The newest stretch of a series, and how much it changed within. Only grows forward in time; a
 * sample that is not newer than the last one changes nothing; who fills it again from storage is
 * told which those were. Threads: one at a time.
 */
public final class RateWindow {
  /** Of a flood of old news the oldest are forgotten: they leave the window first. */
  private static final int MOST_PASSED_OVER = 1_000;

  private record Sample(long atMs, double value) {}

  private final long lengthMs;
  private final boolean counter;
  private final double rollover;
  private final Deque<Sample> lowest = new ArrayDeque<>(); // values rising from head to tail
  private final Deque<Sample> highest = new ArrayDeque<>(); // values falling from head to tail
  private final NavigableSet<Long> passedOver = new TreeSet<>();
  private long lastMs = Long.MIN_VALUE;
  private double lastValue;
  private double counted;

  public RateWindow(Condition.Rate rate) {
    this.lengthMs = rate.window().toMillis();
    this.counter = rate.counter();
    this.rollover = rate.rollover();
  }

  public void add(long atMs, double value) {
    if (atMs <= lastMs) {
      return;
    }
    double level = counter ? count(value) : value;
    lastMs = atMs;
    lastValue = value;
    var sample = new Sample(atMs, level);
    keep(lowest, sample, 1);
    keep(highest, sample, -1);
  }

  /**
   * A sample that came too late to be in the window, though it is of its time.
   *
   * @return whether it is one more
   */
  boolean passOver(long atMs) {
    boolean within = lastMs != Long.MIN_VALUE && atMs < lastMs && atMs >= lastMs - lengthMs;
    if (!within || !passedOver.add(atMs)) {
      return false;
    }
    if (passedOver.size() > MOST_PASSED_OVER) {
      passedOver.pollFirst();
    }
    return true;
  }

  /** Of the window's time; for whoever fills it again from storage, where they are as well. */
  NavigableSet<Long> passedOver() {
    if (lastMs != Long.MIN_VALUE) {
      passedOver.headSet(lastMs - lengthMs).clear();
    }
    return passedOver;
  }

  void clear() {
    lowest.clear();
    highest.clear();
    passedOver.clear();
    lastMs = Long.MIN_VALUE;
    counted = 0;
  }

  /** What has been counted in all, whatever the counter's reading: it may start over. */
  private double count(double value) {
    if (lastMs == Long.MIN_VALUE) {
      return 0;
    }
    double step = value - lastValue;
    if (step < 0) {
      step = startedOver(value);
    }
    counted += Math.max(0, step);
    return counted;
  }

  /**
   * What was counted when the counter says less than before. Half way round is the least that a
   * roll-over explains. Set to zero, it is far below where it was; else it was corrected a little,
   * and nothing was counted.
   */
  private double startedOver(double value) {
    if (rollover > 0 && lastValue - value > rollover / 2) {
      return rollover - lastValue + value;
    }
    return value < lastValue / 2 ? value : 0;
  }

  private void keep(Deque<Sample> window, Sample sample, int sign) {
    while (!window.isEmpty() && sign * window.peekLast().value() >= sign * sample.value()) {
      window.removeLast();
    }
    window.addLast(sample);
    while (window.peekFirst().atMs() < sample.atMs() - lengthMs) {
      window.removeFirst();
    }
  }

  /** Rise above the lowest (positive) or fall from the highest (negative), whichever is more. */
  public double change() {
    if (lowest.isEmpty()) {
      return 0;
    }
    double now = lowest.peekLast().value();
    double rise = now - lowest.peekFirst().value();
    double fall = now - highest.peekFirst().value();
    return rise >= -fall ? rise : fall;
  }
}
