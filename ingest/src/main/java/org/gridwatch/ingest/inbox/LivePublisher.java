package org.gridwatch.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.gridwatch.gateway.wire.DeviceEvent;

/**
 * Tells on {@code gridwatch/live} what is new: at most ten times a second, the newest value of each
 * changed series. It may be lost, and whoever listens sees that by the count and reads the
 * database.
 *
 * <p>Threads: one ticks; lanes tell events.
 */
final class LivePublisher {
  static final String READINGS = "gridwatch/live/readings";
  static final String EVENT = "gridwatch/live/event";
  private static final int MESSAGE_CHARACTERS = 400_000;

  private final String epoch = UUID.randomUUID().toString();
  private final KnownDevices devices;
  private final BiConsumer<String, byte[]> tell;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final StringBuilder text = new StringBuilder(1 << 16);
  private long seq;

  LivePublisher(
      KnownDevices devices,
      BiConsumer<String, byte[]> tell,
      IngestMetrics metrics,
      InstantSource clock) {
    this.devices = devices;
    this.tell = tell;
    this.metrics = metrics;
    this.clock = clock;
  }

  void tick() {
    for (byte[] message : messages()) {
      tell.accept(READINGS, message);
      metrics.told();
    }
  }

  /** What has changed, as it is now; large pictures in parts. */
  private List<byte[]> messages() {
    var messages = new ArrayList<byte[]>(1);
    devices.lock.lock();
    try {
      text.setLength(0);
      long now = clock.millis();
      for (KnownDevice device : devices.takeUntold()) {
        text.append(text.isEmpty() ? head(now) : ",");
        append(device, now);
        if (text.length() > MESSAGE_CHARACTERS) {
          messages.add(ended());
        }
      }
      if (!text.isEmpty()) {
        messages.add(ended());
      }
      return messages;
    } finally {
      devices.lock.unlock();
    }
  }

  private String head(long now) {
    return "{\"epoch\":\"" + epoch + "\",\"seq\":" + ++seq + ",\"at\":" + now + ",\"devices\":[";
  }

  private byte[] ended() {
    byte[] message = text.append("]}").toString().getBytes(StandardCharsets.ISO_8859_1);
    text.setLength(0);
    return message;
  }

  /** Times are told as milliseconds before now: a third of the digits. */
  private void append(KnownDevice device, long now) {
    text.append('[')
        .append(device.id)
        .append(',')
        .append(device.verdict.state().code())
        .append(',')
        .append(now - device.heardMs)
        .append(",[");
    boolean first = true;
    for (KnownSeries series : device.series.values()) {
      if (series.toTell) {
        series.toTell = false;
        text.append(first ? "[" : ",[").append(series.id);
        text.append(',').append(now - Math.floorDiv(series.takenAtMicros, 1_000)).append(',');
        appendValue(series.value);
        if (series.quality != 0) {
          text.append(',').append(series.quality);
        }
        text.append(']');
        first = false;
      }
    }
    text.append("]]");
  }

  /** Whole numbers, which many are, without the cost of a double's shortest form. */
  private void appendValue(double value) {
    long whole = (long) value;
    if (whole == value && Math.abs(whole) < 1L << 50) {
      text.append(whole);
    } else {
      text.append(value);
    }
  }

  void tellEvents(List<Batch.Seen> events) {
    for (Batch.Seen seen : events) {
      DeviceEvent event = seen.event();
      // names, ids and types hold no character that JSON would escape
      String json =
          "{\"deviceId\":%d,\"device\":\"%s\",\"event\":\"%s\",\"type\":\"%s\",\"phase\":\"%s\",\"at\":%d}"
              .formatted(
                  seen.device().id,
                  event.device(),
                  event.id(),
                  event.type(),
                  event.phase().name().toLowerCase(Locale.ROOT),
                  event.at().toEpochMilli());
      tell.accept(EVENT, json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
