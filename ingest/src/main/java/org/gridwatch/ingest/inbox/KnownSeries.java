package org.gridwatch.ingest.inbox;

import java.util.List;
import org.gridwatch.ingest.rule.Track;
import org.jspecify.annotations.Nullable;

/**
 * A series, its newest value, and who watches it. Fields that change are guarded by {@link
 * KnownDevices}' lock.
 *
 * <p>"Newest" goes by device time, but never later than the arrival: a clock that is ahead must not
 * make everything after it look late.
 */
final class KnownSeries {
  /** A rule that looks at this series. */
  record Watched(Vigil vigil, Track track) {}

  final int id;
  final String quantity;
  List<Watched> watched = List.of();

  private long newestMicros = Long.MIN_VALUE;
  long takenAtMicros;
  double value;
  short quality;
  boolean toFlush;
  boolean toTell;

  /** Up to when it is judged, in the order of {@link #orderOf}; committed, and in a batch. */
  private long judgedMicros = Long.MIN_VALUE;

  private long judgingMicros = Long.MIN_VALUE;
  private long followedMicros;
  private @Nullable Object judging;
  double judgedValue;

  KnownSeries(int id, String quantity) {
    this.id = id;
    this.quantity = quantity;
  }

  static long orderOf(long takenAtMicros, long arrivedAtMicros) {
    return Math.min(takenAtMicros, arrivedAtMicros);
  }

  /** Takes in a reading as the newest value, if it is. */
  void hear(long takenAt, long arrivedAt, double heard, short heardQuality) {
    long order = orderOf(takenAt, arrivedAt);
    if (order >= newestMicros) {
      newestMicros = order;
      takenAtMicros = takenAt;
      value = heard;
      quality = heardQuality;
      toFlush = true;
      toTell = true;
    }
  }

  /** What was the newest when we last ran; neither told nor written again. */
  void remember(long takenAt, long nowMicros, double remembered, short rememberedQuality) {
    hear(takenAt, nowMicros, remembered, rememberedQuality);
    toFlush = false;
    toTell = false;
  }

  // ---- how far it is judged

  long judgedMicros() {
    return judgedMicros;
  }

  /**
   * What was judged before this batch began counts again, as what came of others may not be stored.
   *
   * @return whether the batch had not begun with it yet
   */
  boolean beginJudging(Object batch) {
    if (judging == batch) {
      return false;
    }
    judging = batch;
    judgingMicros = judgedMicros;
    followedMicros = Long.MIN_VALUE;
    return true;
  }

  /** Whether the next reading of the batch is no older than those of it before. */
  boolean follows(long orderMicros) {
    boolean newer = orderMicros >= followedMicros;
    followedMicros = Math.max(orderMicros, followedMicros);
    return newer;
  }

  long judgingMicros() {
    return judgingMicros;
  }

  void judging(long orderMicros, double judged) {
    judgingMicros = orderMicros;
    judgedValue = judged;
  }

  /** The batch is stored. */
  void judged() {
    judging = null;
    judgedMicros = Math.max(judgedMicros, judgingMicros);
  }

  void rememberJudged(long orderMicros, double judged) {
    judgedMicros = orderMicros;
    judgingMicros = orderMicros;
    judgedValue = judged;
  }
}
