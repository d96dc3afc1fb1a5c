package org.gridwatch.ingest.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Transition.Why;

/**
 * What a batch makes of the devices: which rules say something else of them now. Only readings that
 * the store had not are judged, so that what comes twice changes nothing; and what is not stored
 * after all is taken back.
 */
final class Judge {
  /** Brokers reorder: a reading so much older than the newest one still raises by itself. */
  private static final long REORDER_MICROS = 10_000_000;

  private final KnownDevices devices;
  private final Usual usual;
  private final InstantSource clock;
  private final MeterRegistry meters;

  /** What was said of these was perhaps not stored. Under {@link KnownDevices}' lock. */
  private final Set<KnownDevice> doubtful = new LinkedHashSet<>();

  Judge(KnownDevices devices, Usual usual, InstantSource clock, MeterRegistry meters) {
    this.devices = devices;
    this.usual = usual;
    this.clock = clock;
    this.meters = meters;
  }

  /** What the batch's transaction has to write besides what was said. */
  static final class Verdicts {
    final Judgement judgement = new Judgement();
    final StateRows states = new StateRows();
    final Instant at;
    private final List<KnownSeries> judged = new ArrayList<>();
    private final Set<KnownDevice> touched = new LinkedHashSet<>();

    private Verdicts(long atMs) {
      at = Instant.ofEpochMilli(atMs);
    }
  }

  /**
   * @param fresh the rows that are new
   * @param known what the database knew before of each event
   */
  Verdicts judge(Batch batch, BitSet fresh, Map<Batch.Seen, EventRows.Known> known) {
    devices.lock.lock();
    try {
      long now = clock.millis();
      var verdicts = new Verdicts(now);
      hear(batch, verdicts, now);
      for (int row : inDeviceTime(batch, fresh, verdicts)) {
        judge(batch, row, verdicts, now);
      }
      batch.events.stream()
          .sorted(Comparator.comparing((Batch.Seen seen) -> seen.event().at()))
          .filter(seen -> known.get(seen) != EventRows.Known.OVER)
          .forEach(
              seen ->
                  Events.judge(
                      seen, known.get(seen) == EventRows.Known.NOTHING, verdicts.judgement, now));
      verdicts.judgement.vigils().forEach(vigil -> verdicts.touched.add(vigil.device));
      for (KnownDevice device : verdicts.touched) {
        device.settle(now);
        if (!device.verdict.equals(device.written)) {
          verdicts.states.add(device);
        }
      }
      return verdicts;
    } finally {
      devices.lock.unlock();
    }
  }

  private static void hear(Batch batch, Verdicts verdicts, long now) {
    batch.heard.forEach(
        (device, at) -> {
          if (device.silent || !device.verdict.equals(device.written)) {
            verdicts.touched.add(device);
          }
          device.hear(at);
          Silences.heard(device, verdicts.judgement, now);
        });
    for (Batch.There there : batch.presences) {
      there.device().online = there.online();
      there.device().toFlush = true;
    }
    for (int row = 0; row < batch.rows.size(); row++) {
      batch
          .series(row)
          .hear(
              batch.rows.takenAtMicros(row),
              batch.arrivedMicros(row),
              batch.rows.value(row),
              batch.rows.quality(row));
    }
  }

  /** The new rows of watched series, oldest first within each series. */
  private static int[] inDeviceTime(Batch batch, BitSet fresh, Verdicts verdicts) {
    int[] rows = fresh.stream().filter(row -> !batch.series(row).watched.isEmpty()).toArray();
    boolean ordered = true;
    for (int row : rows) {
      KnownSeries series = batch.series(row);
      if (series.beginJudging(verdicts)) {
        verdicts.judged.add(series);
      }
      ordered &= series.follows(orderOf(batch, row));
    }
    return ordered
        ? rows
        : Arrays.stream(rows)
            .boxed()
            .sorted(Comparator.comparingLong(row -> orderOf(batch, row)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private static long orderOf(Batch batch, int row) {
    return KnownSeries.orderOf(batch.rows.takenAtMicros(row), batch.arrivedMicros(row));
  }

  private void judge(Batch batch, int row, Verdicts verdicts, long now) {
    KnownSeries series = batch.series(row);
    Quality quality = Quality.ofCode(batch.rows.quality(row));
    if (quality.grade() == Quality.Grade.BAD) {
      ignored("bad-" + quality.reason().name().toLowerCase(Locale.ROOT));
      return;
    }
    long order = orderOf(batch, row);
    boolean newest = order >= series.judgingMicros();
    if (!newest && order < series.judgingMicros() - REORDER_MICROS) {
      ignored("late");
      for (KnownSeries.Watched watched : series.watched) {
        watched.vigil().passOver(watched.track(), order / 1_000, verdicts.judgement);
      }
      return;
    }
    if (newest) {
      series.judging(order, batch.rows.value(row));
    }
    KnownDevice device = batch.owner(row);
    var heard =
        new Heard(
            series.quantity,
            batch.rows.value(row),
            order / 1_000, // never later than it came: its clock may be ahead
            batch.arrivedMicros(row) / 1_000,
            longestGapMs(device),
            now);
    for (KnownSeries.Watched watched : series.watched) {
      judge(watched, heard, series, newest, verdicts.judgement);
    }
    if (newest) {
      Clocks.judge(device, batch.rows.takenAtMicros(row) / 1_000, heard, verdicts.judgement);
    }
  }

  private void judge(
      KnownSeries.Watched watched,
      Heard heard,
      KnownSeries series,
      boolean newest,
      Judgement judgement) {
    Vigil vigil = watched.vigil();
    if (!devices.book().covers(vigil.rule, Instant.ofEpochMilli(heard.takenAtMs()))) {
      ignored("schedule");
      if (newest && !vigil.calm()) {
        vigil.rest(heard.evidence(heard.value(), 0), judgement, heard.nowMs(), Why.SCHEDULE);
      }
      return;
    }
    double usually =
        vigil.condition instanceof Condition.Baseline baseline
            ? usual.of(series.id, baseline.weeks(), heard.takenAtMs())
            : Double.NaN;
    double measure = watched.track().measure(heard.takenAtMs(), heard.value(), usually);
    if (Double.isNaN(measure)) {
      ignored("nothing-usual");
    } else if (newest) {
      vigil.hear(watched.track(), measure, heard, judgement);
    } else {
      vigil.hearLate(watched.track(), measure, heard, judgement);
    }
  }

  /** Half an interval more than the expected one: no device keeps it to the millisecond. */
  private static long longestGapMs(KnownDevice device) {
    return device.intervalMs() * 3 / 2;
  }

  private void ignored(String reason) {
    meters.counter("gridwatch.rules.ignored", "reason", reason).increment();
  }

  /** After the commit: it is in the database, and the live stream may know. */
  void settled(Batch batch, Verdicts verdicts) {
    devices.lock.lock();
    try {
      verdicts.judged.forEach(KnownSeries::judged);
      verdicts.states.written();
      batch.heard.keySet().forEach(devices::tell);
      batch.presences.forEach(there -> devices.tell(there.device()));
      batch.events.forEach(seen -> devices.tell(seen.device()));
    } finally {
      devices.lock.unlock();
    }
  }

  /**
   * Before a batch: what an earlier one made of its devices, and perhaps did not store, is as the
   * database has it.
   */
  void recollect() {
    devices.lock.lock();
    try {
      if (!doubtful.isEmpty()) {
        devices.recollect(doubtful);
        doubtful.clear();
      }
    } finally {
      devices.lock.unlock();
    }
  }

  /**
   * It was not stored, and the same readings come again; or it was, and only the answer was lost.
   */
  void takeBack(Batch batch, Verdicts verdicts) {
    devices.lock.lock();
    try {
      verdicts.judgement.takeBack();
      doubtful.addAll(batch.heard.keySet());
      long now = clock.millis();
      verdicts.touched.forEach(device -> device.settle(now));
    } finally {
      devices.lock.unlock();
    }
  }
}
