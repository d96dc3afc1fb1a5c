package org.gridwatch.ingest.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.device.Places.Place;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Silence;
import org.gridwatch.ingest.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A registered device, its series, the rules that watch it, and what it is doing. The registry's
 * part is replaced as a whole; the rest is guarded by {@link KnownDevices}' lock.
 */
final class KnownDevice {
  final int id;
  volatile Device registered;
  volatile Place place;

  /** By quantity; replaced as a whole, so that it may be read without the lock. */
  volatile Map<String, KnownSeries> series = Map.of();

  /** All that watch it; and of them those that every word, every clock is held against. */
  List<Vigil> vigils = List.of();

  List<Vigil> silences = List.of();
  List<Vigil> clocks = List.of();

  /** The registry says something else of it than when its vigils were made. */
  boolean stale;

  Verdict verdict = Verdict.NORMAL;
  long sinceMs;
  long heardMs;
  @Nullable Boolean online;
  boolean silent;
  boolean touched; // in the list of the live publisher
  boolean toFlush;

  /** As the database has it; null: not written yet. */
  @Nullable Verdict written;

  KnownDevice(Device registered, long nowMs) {
    this.id = registered.id();
    this.registered = registered;
    this.place = Place.unassigned(id, 0);
    this.sinceMs = nowMs;
  }

  void watchedBy(List<Vigil> those) {
    vigils = those;
    silences = those.stream().filter(it -> it.condition instanceof Condition.Silent).toList();
    clocks = those.stream().filter(it -> it.condition instanceof Condition.ClockAhead).toList();
  }

  void addSeries(KnownSeries fresh) {
    var more = new HashMap<>(series);
    more.putIfAbsent(fresh.quantity, fresh);
    series = more;
    watch(fresh);
  }

  /** Connects a series with the rules that look at it. */
  void watch(KnownSeries one) {
    one.watched =
        vigils.stream()
            .flatMap(
                vigil -> {
                  var track = vigil.track(one.quantity);
                  return track == null
                      ? Stream.<KnownSeries.Watched>empty()
                      : Stream.of(new KnownSeries.Watched(vigil, track));
                })
            .toList();
  }

  void hear(long atMs) {
    heardMs = Math.max(heardMs, atMs);
    silent = false;
    toFlush = true;
  }

  long intervalMs() {
    return registered.details().expectedIntervalSeconds() * 1_000L;
  }

  /** When it was last heard, or registered if it never was. */
  long lastWordMs() {
    return Math.max(heardMs, registered.registeredAt().toEpochMilli());
  }

  /** Whether it has just become silent. */
  boolean falls(long nowMs, long sightedSinceMs) {
    boolean quiet =
        Silence.silent(
            nowMs, lastWordMs(), registered.details().expectedIntervalSeconds(), sightedSinceMs);
    if (!quiet || silent || registered.retired()) {
      return false;
    }
    silent = true;
    return true;
  }

  /** Draws the verdict anew. Returns whether it is another one. */
  boolean settle(long nowMs) {
    Verdict now = silent ? Verdict.SILENT : Verdict.NORMAL;
    for (Vigil vigil : vigils) {
      var severity = vigil.standing();
      if (severity != null && vigil.part == 0 && !(vigil.condition instanceof Condition.Silent)) {
        now = now.or(new Verdict(severity.state(), vigil.standingOn()));
      }
    }
    if (now.equals(verdict)) {
      return false;
    }
    if (now.state() != verdict.state()) {
      sinceMs = nowMs;
    }
    verdict = now;
    return true;
  }
}
