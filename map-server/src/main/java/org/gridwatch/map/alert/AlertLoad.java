package org.gridwatch.map.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How much alerts ask of the people on duty: EEMUA 191 counts them per person and ten minutes.
 * Pure.
 *
 * @param perTenMinutes on the mean; likewise per hour and per day
 * @param mostInTenMinutes in the worst slot; likewise in the worst hour
 * @param floods when ten or more came to each person within ten minutes
 * @param floodShare of the time
 * @param slots ten minutes each, those in which something was raised
 */
record AlertLoad(
    double perTenMinutes,
    double perHour,
    double perDay,
    double mostInTenMinutes,
    double mostInAnHour,
    List<Flood> floods,
    double floodShare,
    List<Slot> slots) {
  static final Duration SLOT = Duration.ofMinutes(10);

  /** So many to one person within a slot are a flood. */
  static final int FLOOD = 10;

  record Slot(Instant from, double alerts) {}

  record Flood(Instant from, Instant to, double alerts) {}

  /**
   * @param raised when alerts were raised, in any order
   * @param officers on duty; at least one
   */
  static AlertLoad of(List<Instant> raised, Instant from, Instant to, int officers) {
    double share = 1.0 / Math.max(1, officers);
    var slots = slots(raised, SLOT, share);
    var floods = floods(slots);
    double slotCount =
        Math.max(1, (double) Duration.between(from, to).toMillis() / SLOT.toMillis());
    double each = raised.size() * share;
    double flooded =
        floods.stream().mapToLong(f -> Duration.between(f.from(), f.to()).toMillis()).sum();
    return new AlertLoad(
        each / slotCount,
        each / slotCount * 6,
        each / slotCount * 144,
        most(slots),
        most(slots(raised, Duration.ofHours(1), share)),
        floods,
        Math.min(1, flooded / (slotCount * SLOT.toMillis())),
        slots);
  }

  private static double most(List<Slot> slots) {
    return slots.stream().mapToDouble(Slot::alerts).max().orElse(0);
  }

  private static List<Slot> slots(List<Instant> raised, Duration length, double share) {
    var counts = new TreeMap<Long, Integer>();
    for (Instant at : raised) {
      counts.merge(Math.floorDiv(at.toEpochMilli(), length.toMillis()), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(
            slot ->
                new Slot(
                    Instant.ofEpochMilli(slot.getKey() * length.toMillis()),
                    slot.getValue() * share))
        .toList();
  }

  /** Slots of a flood that touch are one. */
  private static List<Flood> floods(List<Slot> slots) {
    var floods = new ArrayList<Flood>();
    for (Slot slot : slots) {
      if (slot.alerts() >= FLOOD) {
        Instant end = slot.from().plus(SLOT);
        boolean goesOn = !floods.isEmpty() && floods.getLast().to().equals(slot.from());
        floods.add(
            goesOn
                ? new Flood(
                    floods.getLast().from(), end, floods.removeLast().alerts() + slot.alerts())
                : new Flood(slot.from(), end, slot.alerts()));
      }
    }
    return floods;
  }
}
