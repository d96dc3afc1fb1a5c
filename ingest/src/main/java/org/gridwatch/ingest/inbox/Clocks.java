package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.ingest.rule.Evidence;

/** Rules about devices whose clock is ahead of ours. Under {@link KnownDevices}' lock. */
final class Clocks {
  private Clocks() {}

  static void judge(KnownDevice device, long takenAtMs, Heard heard, Judgement judgement) {
    double ahead = Math.max(0, (takenAtMs - heard.heardAtMs()) / 1e3);
    for (Vigil vigil : device.clocks) {
      if (vigil.wouldMove(ahead, heard.nowMs())) {
        var evidence =
            new Evidence(
                "clock",
                ahead,
                ahead,
                Double.NaN,
                Instant.ofEpochMilli(takenAtMs),
                Instant.ofEpochMilli(heard.heardAtMs()),
                Duration.ZERO);
        vigil.measure(ahead, evidence, judgement, heard.nowMs());
      }
    }
  }
}
