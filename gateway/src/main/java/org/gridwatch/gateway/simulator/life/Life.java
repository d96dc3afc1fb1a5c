package org.gridwatch.gateway.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.life.Story.Plot;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.gateway.wire.Quality.Grade;
import org.gridwatch.gateway.wire.Quality.Reason;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Unit;

/**
 * The community's life: what each device measures at any time, and when it cannot be heard. A pure
 * function of the community's seed, the script, the device and the time. Threads: any.
 */
public final class Life {
  private static final Quality PREHEAT = new Quality(Grade.SUSPECT, Reason.PREHEAT);
  private static final Quality MAINTENANCE = new Quality(Grade.SUSPECT, Reason.MAINTENANCE);
  private static final long SPELL_SECONDS = 1_800;
  private static final double OUTAGE = 0.006;
  private static final Duration PREHEATING = Duration.ofSeconds(90);
  private static final long TWO_DAYS_SECONDS = 172_800;

  private final Script script;
  private final Habits habits;
  private final Chance chance;

  public Life(Community community, Script script) {
    this.script = script;
    this.chance = new Chance(community.seed());
    this.habits = new Habits(community, chance);
  }

  public Sample sample(Device device, Instant at) {
    var values = habits.of(device, at);
    for (var story : script.around(at)) {
      Effects.bend(story, device, at, values);
    }
    return new Sample(at, rounded(values), quality(device, at));
  }

  /** Whether the device cannot be heard: out of order for minutes, or dead in a story. */
  public boolean away(Device device, Instant at) {
    return out(device, at)
        || script.around(at).stream()
            .anyMatch(s -> s.plot() == Plot.GATEWAY_DIES && s.touches(device.name(), at));
  }

  /** Whether a story makes it worth reporting more often than usual. */
  public boolean urgent(Device device, Instant at) {
    return script.around(at).stream()
        .anyMatch(s -> s.plot() != Plot.GATEWAY_DIES && s.touches(device.name(), at));
  }

  /** In some half hours some devices that speak for themselves are gone for a few minutes. */
  private boolean out(Device device, Instant at) {
    if (!device.speaksForItself() || device.isGateway()) {
      return false;
    }
    long spell = Math.floorDiv(at.getEpochSecond(), SPELL_SECONDS);
    if (chance.of(device.name() + "out", spell) >= OUTAGE) {
      return false;
    }
    double into = at.toEpochMilli() / 1000.0 - spell * SPELL_SECONDS;
    double from = 1_200 * chance.of(device.name() + "from", spell);
    double lasts = 150 + 350 * chance.of(device.name() + "lasts", spell);
    return into >= from && into < from + lasts;
  }

  private Quality quality(Device device, Instant at) {
    if (device.model().equals("detector") && out(device, at.minus(PREHEATING))) {
      return PREHEAT; // it came back a moment ago and its cell is still cold
    }
    boolean serviced =
        device.model().equals("quality")
            && Math.floorMod(at.getEpochSecond() + 28_800, TWO_DAYS_SECONDS)
                < 900 + 900 * chance.of(device.name(), 1);
    return serviced ? MAINTENANCE : Quality.GOOD;
  }

  private static SortedMap<String, Double> rounded(SortedMap<String, Double> values) {
    var rounded = new TreeMap<String, Double>();
    values.forEach(
        (quantity, value) -> {
          double scale = StrictMath.pow(10, Unit.of(new Quantity(quantity)).decimals());
          rounded.put(quantity, StrictMath.rint(value * scale) / scale + 0.0);
        });
    return Collections.unmodifiableSortedMap(rounded);
  }

  /**
   * What a device would have said on ordinary past days, for charts that begin before the demo.
   * Times are whole steps since the epoch, {@code from} included and {@code to} not.
   */
  public static Stream<Reading> history(
      Community community, Device device, Instant from, Instant to, Duration step) {
    var life = new Life(community, Script.quiet(community));
    var name = new DeviceName(device.name());
    long millis = step.toMillis();
    long first = Math.ceilDiv(from.toEpochMilli(), millis);
    return Stream.iterate(first, n -> n * millis < to.toEpochMilli(), n -> n + 1)
        .map(n -> life.sample(device, Instant.ofEpochMilli(n * millis)))
        .flatMap(sample -> readings(name, sample));
  }

  private static Stream<Reading> readings(DeviceName name, Sample sample) {
    return sample.values().entrySet().stream()
        .map(
            value ->
                new Reading(
                    name,
                    new Quantity(value.getKey()),
                    value.getValue(),
                    sample.quality(),
                    sample.at(),
                    true));
  }
}
