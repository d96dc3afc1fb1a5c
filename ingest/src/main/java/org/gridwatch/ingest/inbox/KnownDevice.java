package org.gridwatch.ingest.inbox;

import java.util.HashMap;
import java.util.Map;
import org.gridwatch.ingest.device.Device;
import org.gridwatch.ingest.rule.DeviceState;
import org.gridwatch.ingest.rule.SafetyEvents;
import org.gridwatch.ingest.rule.Silence;
import org.gridwatch.ingest.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A registered device, its series, and what it is doing. The registry's part is replaced as a
 * whole; the rest is guarded by {@link KnownDevices}' lock.
 */
final class KnownDevice {
  private static final int MOST_OPEN_EVENTS = 100;

  final int id;
  volatile Device registered;

  /** By quantity; replaced as a whole, so that it may be read without the lock. */
  volatile Map<String, KnownSeries> series = Map.of();

  Verdict verdict = Verdict.NORMAL;
  long sinceMs;
  long heardMs;
  @Nullable Boolean online;
  boolean silent;
  boolean touched; // in the list of the live publisher
  boolean toFlush;

  /** As the database has it; null: not written yet. */
  @Nullable Verdict written;

  private final Map<String, OpenEvent> open = new HashMap<>(0);

  private record OpenEvent(Verdict verdict, long untilMs) {}

  KnownDevice(Device registered, long nowMs) {
    this.id = registered.id();
    this.registered = registered;
    this.sinceMs = nowMs;
  }

  void addSeries(KnownSeries fresh) {
    var more = new HashMap<>(series);
    more.putIfAbsent(fresh.quantity, fresh);
    series = more;
  }

  /** A start or an update; the end may have come before it. */
  void see(String event, Verdict danger, long untilMs) {
    OpenEvent before = open.get(event);
    boolean over = before != null && before.verdict().equals(Verdict.NORMAL);
    if (danger.state() != DeviceState.NORMAL && !over && open.size() < MOST_OPEN_EVENTS) {
      open.put(event, new OpenEvent(danger, untilMs));
    }
  }

  void end(String event, long untilMs) {
    if (open.containsKey(event) || open.size() < MOST_OPEN_EVENTS) {
      open.put(event, new OpenEvent(Verdict.NORMAL, untilMs));
    }
  }

  void hear(long atMs) {
    heardMs = Math.max(heardMs, atMs);
    silent = false;
    toFlush = true;
  }

  /** Whether its events or its silence changed what it is doing. */
  boolean watch(long nowMs, long sightedSinceMs) {
    boolean changed = open.values().removeIf(event -> event.untilMs() < nowMs);
    boolean quiet =
        Silence.silent(
            nowMs,
            Math.max(heardMs, registered.registeredAt().toEpochMilli()),
            registered.details().expectedIntervalSeconds(),
            sightedSinceMs);
    if (quiet && !silent && !registered.retired()) {
      silent = true;
      changed = true;
    }
    return changed && settle(nowMs);
  }

  /** Draws the verdict anew. Returns whether it is another one. */
  boolean settle(long nowMs) {
    Verdict now = silent ? Verdict.SILENT : Verdict.NORMAL;
    for (OpenEvent event : open.values()) {
      now = now.or(event.verdict());
    }
    for (KnownSeries one : series.values()) {
      if (one.level != DeviceState.NORMAL) {
        now = now.or(new Verdict(one.level, one.quantity));
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

  static long quietUntil(long updatedMs) {
    return updatedMs + SafetyEvents.QUIET.toMillis();
  }
}
