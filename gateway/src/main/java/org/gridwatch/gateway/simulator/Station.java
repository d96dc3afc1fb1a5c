package org.gridwatch.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.life.Life;
import org.gridwatch.gateway.simulator.life.Sample;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;

/**
 * A device that has its own connection, and those that speak through it: what it has to say, and
 * when. Threads: one at a time.
 */
public final class Station {
  static final Duration URGENT = Duration.ofSeconds(5);

  /** A gateway remembers this much for each of its devices while it cannot be heard. */
  private static final int MEMORY = 60;

  private static final Duration ROUND = Duration.ofSeconds(15);

  /** One message, ready to be published. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to the wire, never compared
  public record Speech(String topic, byte[] payload) {}

  private final Device device;
  private final List<Device> wards;
  private final Life life;
  private final long phaseMillis;
  private Instant told;

  public Station(Device device, List<Device> wards, Life life, Instant now) {
    this.device = device;
    this.wards = wards;
    this.life = life;
    this.phaseMillis = Math.floorMod(device.name().hashCode() * 0x9E3779B1L, 3_600_000L);
    this.told = now;
  }

  Device device() {
    return device;
  }

  String topic(Topic.Kind kind) {
    return Topic.of(new DeviceName(device.name()), kind).toString();
  }

  public boolean away(Instant now) {
    return life.away(device, now);
  }

  /** When it wants to speak next: by its own rhythm, sooner while a story touches it. */
  public Instant next(Instant now) {
    var usual = device.isGateway() ? ROUND : Duration.ofSeconds(device.expectedIntervalSeconds());
    return after(now, urgent(now) ? URGENT : usual, phaseMillis);
  }

  private boolean urgent(Instant now) {
    return life.urgent(device, now) || wards.stream().anyMatch(w -> life.urgent(w, now));
  }

  private static Instant after(Instant now, Duration interval, long phase) {
    long step = interval.toMillis();
    long offset = phase % step;
    return Instant.ofEpochMilli(
        (Math.floorDiv(now.toEpochMilli() - offset, step) + 1) * step + offset);
  }

  /** All that is due at this time; what a gateway owes from before comes with it. */
  public List<Speech> speak(Instant now) {
    var speeches = new ArrayList<Speech>();
    if (!device.isGateway() || due(device, now)) {
      var out = new StringBuilder(200);
      life.sample(device, now).json(out);
      speeches.add(speech(Topic.Kind.TELEMETRY, out));
    }
    if (!wards.isEmpty()) {
      var out = new StringBuilder(1_000);
      batch(now, out);
      if (!out.isEmpty()) {
        speeches.add(speech(Topic.Kind.BATCH, out.append('}')));
      }
    }
    told = now;
    return speeches;
  }

  private boolean due(Device of, Instant now) {
    return !after(told, Duration.ofSeconds(of.expectedIntervalSeconds()), phaseMillis).isAfter(now);
  }

  private void batch(Instant now, StringBuilder out) {
    for (var ward : wards) {
      var samples = owed(ward, now);
      if (samples.isEmpty()) {
        continue;
      }
      out.append(out.isEmpty() ? "{\"" : ",\"").append(ward.name()).append("\":[");
      for (int i = 0; i < samples.size(); i++) {
        out.append(i == 0 ? "" : ",");
        samples.get(i).json(out);
      }
      out.append(']');
    }
  }

  /** What the ward measured since the last report, newest last. */
  private List<Sample> owed(Device ward, Instant now) {
    var interval = Duration.ofSeconds(ward.expectedIntervalSeconds());
    long phase = Math.floorMod(ward.name().hashCode() * 0x9E3779B1L, 3_600_000L);
    var earliest = now.minus(interval.multipliedBy(MEMORY));
    var from = told.isAfter(earliest) ? told : earliest;
    var samples = new ArrayList<Sample>();
    for (var at = after(from, interval, phase); !at.isAfter(now); at = at.plus(interval)) {
      samples.add(life.sample(ward, at));
    }
    if (samples.isEmpty() && life.urgent(ward, now)) {
      samples.add(life.sample(ward, now));
    }
    return samples;
  }

  private Speech speech(Topic.Kind kind, StringBuilder json) {
    return new Speech(topic(kind), json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
