package org.gridwatch.map.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest values of the devices somebody is looking at; of the others nothing is kept. A viewer
 * asks for what came after the number it has seen, so here too nothing queues.
 */
final class WatchedValues {
  private static final class Watched {
    int viewers;
    final TreeMap<Integer, Value> bySeries = new TreeMap<>();
  }

  private record Value(long number, long takenAtMs, double value, int quality) {}

  private final Map<Integer, Watched> devices = new HashMap<>();
  private long number;

  synchronized long last() {
    return number;
  }

  synchronized void watch(int deviceId) {
    devices.computeIfAbsent(deviceId, _ -> new Watched()).viewers++;
  }

  synchronized void unwatch(int deviceId) {
    devices.computeIfPresent(deviceId, (_, watched) -> --watched.viewers == 0 ? null : watched);
  }

  synchronized boolean watching(int deviceId) {
    return devices.containsKey(deviceId);
  }

  synchronized void heard(int deviceId, int seriesId, long takenAtMs, double value, int quality) {
    Watched watched = devices.get(deviceId);
    if (watched != null) {
      watched.bySeries.put(seriesId, new Value(++number, takenAtMs, value, quality));
    }
  }

  /** The values of a watched device that came after {@code seen}, as one frame. */
  synchronized Optional<String> since(long seen, int deviceId, String deviceName) {
    Watched watched = devices.get(deviceId);
    if (watched == null || watched.bySeries.values().stream().allMatch(v -> v.number() <= seen)) {
      return Optional.empty();
    }
    var json = new StringBuilder("event: values\ndata: {\"device\":\"").append(deviceName);
    json.append("\",\"values\":[");
    int empty = json.length();
    watched.bySeries.forEach(
        (series, value) -> {
          if (value.number() > seen) {
            json.append(json.length() == empty ? "[" : ",[").append(series).append(',');
            json.append(value.takenAtMs()).append(',').append(value.value()).append(',');
            json.append(value.quality()).append(']');
          }
        });
    return Optional.of(json.append("]}\n\n").toString());
  }
}
