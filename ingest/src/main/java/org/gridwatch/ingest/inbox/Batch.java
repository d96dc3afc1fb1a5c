package org.gridwatch.ingest.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Snapshot;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Newcomers.Newcomer;
import org.gridwatch.ingest.device.Rejects.Reject;
import org.gridwatch.ingest.store.ReadingRows;

/** What a drained inbox says, sorted by where it goes. Threads: the lane's. */
final class Batch {
  record Seen(KnownDevice device, DeviceEvent event) {}

  record Picture(KnownDevice device, Snapshot snapshot, Instant arrivedAt) {}

  record There(KnownDevice device, boolean online) {}

  final ReadingRows rows;
  private KnownDevice[] owners = new KnownDevice[64];
  private KnownSeries[] series = new KnownSeries[64];
  private long[] arrivedMicros = new long[64];

  final List<Seen> events = new ArrayList<>(0);
  final List<Picture> pictures = new ArrayList<>(0);
  final List<There> presences = new ArrayList<>(0);
  final Map<KnownDevice, Long> heard = new HashMap<>();
  final Map<String, Newcomer> newcomers = new HashMap<>(0);
  final List<Reject> rejects = new ArrayList<>(0);
  final SortedMap<String, Long> rejectCounts = new TreeMap<>();

  Batch(int messages) {
    rows = new ReadingRows(messages * 4);
  }

  void add(Reading reading, KnownDevice device, KnownSeries one, Instant arrivedAt) {
    int row = rows.size();
    if (row == owners.length) {
      owners = Arrays.copyOf(owners, row * 2);
      series = Arrays.copyOf(series, row * 2);
      arrivedMicros = Arrays.copyOf(arrivedMicros, row * 2);
    }
    owners[row] = device;
    series[row] = one;
    arrivedMicros[row] = micros(arrivedAt);
    long taken = micros(reading.takenAt());
    rows.add(
        one.id,
        taken,
        reading.value(),
        reading.quality().code(),
        (arrivedMicros[row] - taken) / 1_000_000,
        reading.clocked(),
        device.registered.details().originalTime());
  }

  KnownDevice owner(int row) {
    return owners[row];
  }

  KnownSeries series(int row) {
    return series[row];
  }

  long arrivedMicros(int row) {
    return arrivedMicros[row];
  }

  void heard(KnownDevice device, Instant at) {
    heard.merge(device, at.toEpochMilli(), Math::max);
  }

  void newcomer(String name, String gateway, Delivery delivery) {
    byte[] payload = delivery.payload();
    byte[] kept =
        payload.length <= Newcomers.PAYLOAD_BYTES
            ? payload
            : Arrays.copyOf(payload, Newcomers.PAYLOAD_BYTES);
    Newcomer before = newcomers.get(name);
    newcomers.put(
        name,
        new Newcomer(
            name,
            before == null ? delivery.arrivedAt() : before.firstHeard(),
            delivery.arrivedAt(),
            before == null ? 1 : before.messages() + 1,
            delivery.topic(),
            kept,
            gateway));
  }

  void reject(Rejection rejection, Delivery delivery) {
    rejectCounts.merge(rejection.reason().label(), 1L, Long::sum);
    rejects.add(
        Reject.of(
            delivery.arrivedAt(),
            rejection.reason().label(),
            rejection.detail(),
            delivery.topic(),
            delivery.payload()));
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
