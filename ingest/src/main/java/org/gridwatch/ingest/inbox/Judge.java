package org.gridwatch.ingest.inbox;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.ingest.rule.SafetyEvents;
import org.gridwatch.ingest.rule.Verdict;

/**
 * What a batch makes of the devices' states. Judging the same batch twice comes to the same: only
 * what is newest counts, and a state is written until the database has it.
 */
final class Judge {
  private final KnownDevices devices;
  private final InstantSource clock;

  Judge(KnownDevices devices, InstantSource clock) {
    this.devices = devices;
    this.clock = clock;
  }

  /** The states that the batch's transaction has to write. */
  StateRows judge(Batch batch) {
    devices.lock.lock();
    try {
      long now = clock.millis();
      var touched = new HashSet<KnownDevice>();
      hear(batch, touched);
      see(batch, touched, now);
      var changed = new StateRows();
      for (KnownDevice device : touched) {
        device.settle(now);
        if (!device.verdict.equals(device.written)) {
          changed.add(device);
        }
      }
      return changed;
    } finally {
      devices.lock.unlock();
    }
  }

  private static void hear(Batch batch, Set<KnownDevice> touched) {
    batch.heard.forEach(
        (device, at) -> {
          if (device.silent) {
            touched.add(device);
          }
          device.hear(at);
        });
    for (Batch.There there : batch.presences) {
      there.device().online = there.online();
      there.device().toFlush = true;
    }
    for (int row = 0; row < batch.rows.size(); row++) {
      boolean changed =
          batch
              .series(row)
              .hear(
                  batch.rows.takenAtMicros(row),
                  batch.arrivedMicros(row),
                  batch.rows.value(row),
                  batch.rows.quality(row));
      KnownDevice device = batch.owner(row);
      if (changed || !device.verdict.equals(device.written)) {
        touched.add(device);
      }
    }
  }

  private static void see(Batch batch, Set<KnownDevice> touched, long now) {
    batch.events.stream()
        .sorted(Comparator.comparing((Batch.Seen seen) -> seen.event().at()))
        .forEach(
            seen -> {
              DeviceEvent event = seen.event();
              long until = KnownDevice.quietUntil(Math.min(now, event.at().toEpochMilli()));
              if (event.phase() == DeviceEvent.Phase.END) {
                seen.device().end(event.id(), until);
              } else {
                var danger = SafetyEvents.judge(event.type(), event.score());
                seen.device().see(event.id(), new Verdict(danger, event.type()), until);
              }
              touched.add(seen.device());
            });
  }

  /** After the commit: the states are in the database, and the live stream may know. */
  void settled(Batch batch, StateRows states) {
    devices.lock.lock();
    try {
      states.written();
      batch.heard.keySet().forEach(devices::tell);
      batch.presences.forEach(there -> devices.tell(there.device()));
      batch.events.forEach(seen -> devices.tell(seen.device()));
    } finally {
      devices.lock.unlock();
    }
  }
}
