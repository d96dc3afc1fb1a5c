package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Silence;

/**
 * Rules about devices that do not speak, and about their clocks' opposite: they need no reading.
 * The measure of silence is how many expected intervals it has lasted. Under {@link KnownDevices}'
 * lock.
 */
final class Silences {
  /** No gateway's own silence is waited for any longer. */
  private static final long LONGEST_DOUBT_MS = 300_000;

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
  static boolean wouldMove(KnownDevices devices, KnownDevice device, long now, long sightedSince) {
    double intervals = intervals(devices, device, now, sightedSince);
    return !Double.isNaN(intervals)
        && device.silences.stream().anyMatch(vigil -> vigil.wouldMove(intervals, now));
  }

  static void watch(
      KnownDevices devices,
      KnownDevice device,
      Judgement judgement,
      long now,
      long sightedSinceMs) {
    double intervals = intervals(devices, device, now, sightedSinceMs);
    if (!Double.isNaN(intervals)) {
      for (Vigil vigil : device.silences) {
        vigil.measure(intervals, evidence(device, intervals), judgement, now);
      }
    }
  }

  /** NaN: nobody can tell, so that silence neither begins nor ends. */
  private static double intervals(
      KnownDevices devices, KnownDevice device, long now, long sightedSinceMs) {
    if (device.silences.isEmpty()) {
      return Double.NaN;
    }
    KnownDevice gateway = devices.withId(device.registered.gatewayId());
    long turn = gateway == null ? 0 : gateway.intervalMs();
    return !Silence.heardLongEnough(now, Math.max(turn, device.intervalMs()), sightedSinceMs)
            || gateway != null && perhapsItsGateway(gateway, device, now)
        ? Double.NaN
        : (now - device.lastWordMs()) / (double) device.intervalMs();
  }

  /** What it speaks through has said nothing since either, and is not known to be silent yet. */
  private static boolean perhapsItsGateway(KnownDevice gateway, KnownDevice device, long now) {
    return !gateway.silent
        && !gateway.registered.retired()
        && gateway.lastWordMs() - device.lastWordMs() <= device.intervalMs()
        && now - device.lastWordMs() < LONGEST_DOUBT_MS;
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
