package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.Evidence;

/**
 * Rules about devices that do not speak, and about their clocks' opposite: they need no reading.
 * The measure of silence is how many expected intervals it has lasted. Under {@link KnownDevices}'
 * lock.
 */
final class Silences {
  private Silences() {}

  /** A word, any word: no device is silent that has just spoken. */
  static void heard(KnownDevice device, Judgement judgement, long now) {
    for (Vigil vigil : device.silences) {
      if (vigil.wouldMove(0, now)) {
        vigil.measure(0, evidence(device, 0), judgement, now);
      }
    }
  }

  /** Whether its silence would change what a rule says; changes nothing. */
  static boolean wouldMove(KnownDevice device, long now, long sightedSinceMs) {
    double intervals = intervals(device, now, sightedSinceMs);
    return !Double.isNaN(intervals)
        && device.silences.stream().anyMatch(vigil -> vigil.wouldMove(intervals, now));
  }

  static void watch(KnownDevice device, Judgement judgement, long now, long sightedSinceMs) {
    double intervals = intervals(device, now, sightedSinceMs);
    if (!Double.isNaN(intervals)) {
      for (Vigil vigil : device.silences) {
        vigil.measure(intervals, evidence(device, intervals), judgement, now);
      }
    }
  }

  /** NaN while we were blind, and one interval after: then silence neither begins nor ends. */
  private static double intervals(KnownDevice device, long now, long sightedSinceMs) {
    return now - sightedSinceMs > device.intervalMs()
        ? (now - device.lastWordMs()) / (double) device.intervalMs()
        : Double.NaN;
  }

  private static Evidence evidence(KnownDevice device, double intervals) {
    var since = Instant.ofEpochMilli(device.lastWordMs());
    double seconds = intervals * device.intervalMs() / 1e3;
    return new Evidence(
        "silence",
        seconds,
        intervals,
        Double.NaN,
        since,
        since,
        Duration.ofSeconds(Math.round(seconds)));
  }
}
