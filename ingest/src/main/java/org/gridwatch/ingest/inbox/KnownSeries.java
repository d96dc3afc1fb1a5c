package org.gridwatch.ingest.inbox;

import org.gridwatch.ingest.rule.Band;
import org.gridwatch.ingest.rule.DeviceState;

/**
 * A series and its newest values. Fields that change are guarded by {@link KnownDevices}' lock.
 *
 * <p>"Newest" goes by device time, but never later than the arrival: a clock that is ahead must not
 * make everything after it look late.
 */
final class KnownSeries {
  final int id;
  final String quantity;
  Band band;

  private long newestMicros = Long.MIN_VALUE;
  private long goodMicros = Long.MIN_VALUE;
  private double goodValue;
  DeviceState level = DeviceState.NORMAL;

  long takenAtMicros;
  double value;
  short quality;
  boolean toFlush;
  boolean toTell;

  KnownSeries(int id, String quantity, Band band) {
    this.id = id;
    this.quantity = quantity;
    this.band = band;
  }

  /** Takes in a reading. Returns whether the series' level may have changed. */
  boolean hear(long takenAt, long arrivedAt, double heard, short heardQuality) {
    long order = Math.min(takenAt, arrivedAt);
    if (order >= newestMicros) {
      newestMicros = order;
      takenAtMicros = takenAt;
      value = heard;
      quality = heardQuality;
      toFlush = true;
      toTell = true;
    }
    if (heardQuality != 0 || order < goodMicros) {
      return false; // late, or not to be judged by
    }
    goodMicros = order;
    goodValue = heard;
    return judge();
  }

  /** What was the newest when we last ran; neither told nor written again. */
  void remember(long takenAt, long nowMicros, double remembered, short rememberedQuality) {
    hear(takenAt, nowMicros, remembered, rememberedQuality);
    toFlush = false;
    toTell = false;
  }

  boolean limit(Band limits) {
    if (limits.equals(band)) {
      return false;
    }
    band = limits;
    return goodMicros != Long.MIN_VALUE && judge();
  }

  private boolean judge() {
    DeviceState was = level;
    level = band.judge(goodValue, was);
    return level != was;
  }
}
