package org.gridwatch.gateway.simulator.life;

import java.time.Instant;
import java.util.SortedMap;
import org.gridwatch.gateway.simulator.community.Community.Device;

/** How a story bends what a device would otherwise measure. */
final class Effects {
  private Effects() {}

  static void bend(Story story, Device device, Instant at, SortedMap<String, Double> values) {
    var part = story.cast().get(device.name());
    if (part == null || !story.running(at)) {
      return;
    }
    switch (story.plot()) {
      case GAS_LEAK -> leak(story, part, at, values);
      case BURST_PIPE -> burst(story, part, at, values);
      case LOST_PHASE -> phase(story, part, at, values);
      case OVERLOAD -> overload(story, part, at, values);
      case CAMERA_COVERED, SMOKE, GATEWAY_DIES, CROWD -> {} // in events and silence, not in values
    }
  }

  /** Past 10, 25 and 50 %LEL at the focus in two minutes; aired out once the valve is shut. */
  private static void leak(
      Story story, Story.Part part, Instant at, SortedMap<String, Double> values) {
    double up = story.ramp(at, part.delay(), 8, 135);
    double down = story.ramp(at, java.time.Duration.ZERO, 230, 320);
    double level = 62 * part.strength() * up * up * (3 - 2 * up) * (1 - down);
    values.computeIfPresent("ch4_lel", (quantity, usual) -> usual + level);
  }

  private static void burst(
      Story story, Story.Part part, Instant at, SortedMap<String, Double> values) {
    double hit = story.ramp(at, part.delay(), 0, 20) - story.ramp(at, part.delay(), 235, 285);
    values.computeIfPresent(
        "pressure", (quantity, usual) -> usual * (1 - 0.88 * part.strength() * hit));
    if (part.strength() > 0.99) {
      values.computeIfPresent("flow", (quantity, usual) -> usual + 34 * hit);
    }
  }

  private static void phase(
      Story story, Story.Part part, Instant at, SortedMap<String, Double> values) {
    if (story.ramp(at, part.delay(), 0, 0.1) < 1) {
      return;
    }
    values.replace("voltage_b", 1.6);
    values.replace("current_b", 0.0);
    values.computeIfPresent("voltage_a", (quantity, usual) -> usual + 3);
    values.computeIfPresent("power", (quantity, usual) -> usual * 0.68);
  }

  private static void overload(
      Story story, Story.Part part, Instant at, SortedMap<String, Double> values) {
    double push = story.ramp(at, part.delay(), 0, 110) - story.ramp(at, part.delay(), 220, 290);
    double strength = push * part.strength();
    values.computeIfPresent("load_rate", (quantity, usual) -> usual + (112 - usual) * strength);
    values.computeIfPresent(
        "temp", (quantity, usual) -> usual + (93 - usual) * strength * strength);
    values.computeIfPresent("power", (quantity, usual) -> usual * (1 + 0.9 * strength));
    for (String phase : new String[] {"a", "b", "c"}) {
      values.computeIfPresent(
          "current_" + phase, (quantity, usual) -> usual * (1 + 0.9 * strength));
      values.computeIfPresent("voltage_" + phase, (quantity, usual) -> usual - 27 * strength);
    }
  }
}
