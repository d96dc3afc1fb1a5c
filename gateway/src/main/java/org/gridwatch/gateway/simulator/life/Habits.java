package org.gridwatch.gateway.simulator.life;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;

/** What a device measures on an ordinary day. All of it stays within the usual bands. */
final class Habits {
  private static final double KILOWATTS_PER_HOUSEHOLD = 0.42;
  private static final double WATER_PER_HOUSEHOLD = 0.0145; // m³/h
  private static final double GAS_PER_HOUSEHOLD = 0.022; // m³/h
  private static final int COMPOUND_HOUSEHOLDS = 210;

  private final Community community;
  private final Chance chance;

  Habits(Community community, Chance chance) {
    this.community = community;
    this.chance = chance;
  }

  SortedMap<String, Double> of(Device device, Instant at) {
    var values = new TreeMap<String, Double>();
    switch (device.model()) {
      case "detector" -> detector(device, at, values);
      case "regulator" -> regulator(device, at, values);
      case "inlet", "pump-room" -> supply(device, at, values);
      case "quality" -> quality(device, at, values);
      case "meter" -> meter(device, at, values);
      case "cabinet" -> cabinet(device, at, values);
      case "transformer" -> transformer(device, at, values);
      case "gateway" -> gateway(device, at, values);
      default -> camera(values);
    }
    return values;
  }

  private void detector(Device device, Instant at, TreeMap<String, Double> values) {
    double cooking = Rhythm.GAS.at(at) / 3;
    values.put("ch4_lel", Math.max(0, 0.25 + 0.3 * cooking + 0.4 * quick(device, "ch4", at)));
    values.put("co_ppm", Math.max(0, 1.5 + 2 * cooking + quick(device, "co", at)));
  }

  private void regulator(Device device, Instant at, TreeMap<String, Double> values) {
    double use = Rhythm.GAS.at(at);
    values.put("gas_pressure", 2.18 - 0.09 * use + 0.04 * area(device, "gas", at));
    values.put(
        "gas_flow", COMPOUND_HOUSEHOLDS * GAS_PER_HOUSEHOLD * use * (1 + 0.15 * slow(device, at)));
    values.put("temperature", Rhythm.outdoors(at, chance));
  }

  private void supply(Device device, Instant at, TreeMap<String, Double> values) {
    boolean pumped = device.model().equals("pump-room");
    double use = Rhythm.WATER.at(at);
    double dip = (pumped ? 0.018 : 0.045) * (use - 0.5);
    double pressure = (pumped ? 0.37 : 0.315) - dip + 0.012 * area(device, "water", at);
    values.put("pressure", pressure + 0.003 * quick(device, "pressure", at));
    double mean = COMPOUND_HOUSEHOLDS * WATER_PER_HOUSEHOLD * (0.8 + 0.5 * own(device));
    values.put("flow", mean * use * (1 + 0.12 * quick(device, "flow", at)));
    values.put("volume", 20_000 * own(device) + mean * Rhythm.WATER.total(at));
    if (pumped) {
      values.put("tank_level", 2.1 - 0.25 * use + 0.3 * slow(device, at));
    }
  }

  private void quality(Device device, Instant at, TreeMap<String, Double> values) {
    values.put("residual_chlorine", 0.38 + 0.08 * area(device, "chlorine", at));
    values.put("turbidity", 0.28 + 0.1 * slow(device, at) + 0.02 * quick(device, "ntu", at));
    values.put("ph", 7.42 + 0.14 * area(device, "ph", at));
    values.put("temperature", 6 + 0.6 * Rhythm.outdoors(at, chance));
  }

  private void meter(Device device, Instant at, TreeMap<String, Double> values) {
    double mean = households(device) * WATER_PER_HOUSEHOLD;
    double noise = 1 + 0.35 * quick(device, "flow", at);
    values.put("flow", mean * Rhythm.WATER.at(at) * noise);
    values.put("volume", 4_000 * own(device) + mean * Rhythm.WATER.total(at));
    double days = Math.floorMod(at.getEpochSecond() / 86_400 + (long) (900 * own(device)), 1_500L);
    values.put("battery_pct", 100 - days / 25);
  }

  private void cabinet(Device device, Instant at, TreeMap<String, Double> values) {
    double mean = (4 + households(device)) * KILOWATTS_PER_HOUSEHOLD;
    double load = Rhythm.POWER.at(at) * (1 + 0.12 * quick(device, "load", at));
    double power = mean * load;
    voltages(device, at, values);
    for (String phase : new String[] {"a", "b", "c"}) {
      double share = 1 + 0.12 * chance.wander(device.name() + phase, at, 7_200);
      values.put("current_" + phase, power * 1000 / 3 / 222 / 0.95 * share);
    }
    values.put("power", power);
    values.put("energy", 90_000 * own(device) + mean * Rhythm.POWER.total(at));
    values.put("residual_current", 40 + 70 * own(device) + 9 * quick(device, "leak", at));
    values.put("temp", warmth(at) + 11 * load + 2 * slow(device, at));
  }

  private void transformer(Device device, Instant at, TreeMap<String, Double> values) {
    double load = Rhythm.POWER.at(at) * (1 + 0.05 * quick(device, "load", at));
    voltages(device, at, values);
    values.put("load_rate", 42 * load * (0.85 + 0.2 * own(device)));
    values.put("power", COMPOUND_HOUSEHOLDS * KILOWATTS_PER_HOUSEHOLD * load);
    values.put("temp", 16 + warmth(at) + 13 * load + 1.5 * slow(device, at));
  }

  /** Sags where many draw at once; neighbours see the same mains. */
  private void voltages(Device device, Instant at, TreeMap<String, Double> values) {
    double mains = 227 - 4.5 * Rhythm.POWER.at(at) + 1.6 * area(device, "mains", at);
    for (String phase : new String[] {"a", "b", "c"}) {
      String quantity = "voltage_" + phase;
      values.put(quantity, mains + 0.8 * quick(device, quantity, at));
    }
  }

  private void gateway(Device device, Instant at, TreeMap<String, Double> values) {
    values.put("rssi", -66 - 10 * own(device) + 5 * slow(device, at));
    values.put("temperature", warmth(at) + 6 + slow(device, at));
  }

  private static void camera(TreeMap<String, Double> values) {
    values.put("online", 1.0);
    values.put("fault", 0.0);
  }

  /** Indoors and in cabinets summer and winter differ less than outside. */
  private double warmth(Instant at) {
    return 9 + 0.6 * Rhythm.outdoors(at, chance);
  }

  private int households(Device device) {
    return device.building() < 0 ? 40 : community.buildings().get(device.building()).households();
  }

  private double own(Device device) {
    return chance.of(device.name(), 0);
  }

  private double quick(Device device, String what, Instant at) {
    return chance.wander(device.name() + what, at, 40);
  }

  private double slow(Device device, Instant at) {
    return chance.wander(device.name(), at, 5_400);
  }

  private double area(Device device, String what, Instant at) {
    return chance.around(what, device.lon(), device.lat(), at, 1_800);
  }
}
