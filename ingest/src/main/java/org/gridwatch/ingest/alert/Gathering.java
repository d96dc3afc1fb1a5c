package org.gridwatch.ingest.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.ingest.alert.Alert.Place;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Condition.Spread;
import org.gridwatch.ingest.rule.Condition.Together;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Transition;

/** Which of the alerts that were just raised share an incident, and with whom. */
final class Gathering {
  /** Alerts of one kind that begin within this, and so close, have one cause. */
  static final Duration SOON = Duration.ofMinutes(10);

  static final double NEARBY_M = 200;
  private static final double METRES_PER_DEGREE = 111_195;

  private Gathering() {}

  static void gather(Desk desk, List<Transition> transitions) {
    var risen = desk.risen();
    if (risen.isEmpty()) {
      return;
    }
    Incidents.leaveThoseThatAreOver(desk, risen);
    var rules = new HashMap<Integer, Rule>();
    transitions.forEach(one -> rules.put(one.rule().id(), one.rule()));
    for (Alert alert : risen) {
      Rule rule = rules.get(alert.origin().ruleId());
      if (rule != null) {
        gather(desk, alert, rule.condition());
      }
    }
    gatherNearby(desk, risen);
  }

  // ---- rules over several devices

  private static void gather(Desk desk, Alert alert, Condition condition) {
    switch (condition) {
      case Spread spread -> gatherSpread(desk, alert, spread);
      case Together together -> gatherTogether(desk, alert, together);
      default -> {} // a condition of one device says nothing of others
    }
  }

  private static void gatherSpread(Desk desk, Alert alert, Spread spread) {
    var candidates =
        since(desk, spread.window()).stream()
            .filter(member -> !spread.least().worseThan(member.standing().worst()))
            .filter(member -> member.origin().kind().equals(spread.kind().label()))
            .filter(member -> spread.counts(member.origin().quantity()))
            .toList();
    var members = new ArrayList<>(candidates.stream().filter(one -> sameLeaf(alert, one)).toList());
    for (int i = 0; i < members.size(); i++) { // and from each on to whoever is close to it
      Alert member = members.get(i);
      candidates.stream()
          .filter(one -> distanceM(member.place(), one.place()) <= spread.radiusM())
          .filter(one -> !members.contains(one))
          .forEach(members::add);
    }
    Incidents.under(desk, alert, "spread", members);
  }

  private static void gatherTogether(Desk desk, Alert alert, Together together) {
    var seen = new HashSet<String>();
    together.parts().forEach(part -> seen.addAll(quantities(part)));
    var members = new ArrayList<Alert>();
    for (Alert member : since(desk, together.window())) {
      boolean there =
          switch (together.around()) {
            case DEVICE -> member.origin().deviceId() == alert.origin().deviceId();
            case BUILDING ->
                alert.place().buildingId() != 0
                    && member.place().buildingId() == alert.place().buildingId();
            case GRID -> sameLeaf(alert, member);
          };
      if (there && seen.contains(member.origin().quantity())) {
        members.add(member);
      }
    }
    Incidents.under(desk, alert, "together", members);
  }

  private static Set<String> quantities(Condition part) {
    return switch (part) {
      case Condition.Measured measured -> measured.quantities();
      case Condition.NightFlow night -> night.quantities();
      case Condition.Seen seen -> seen.types();
      case Condition.Silent silent -> Set.of("silence");
      case Condition.ClockAhead ahead -> Set.of();
      case Together together -> Set.of();
      case Spread spread -> Set.of();
    };
  }

  /**
   * Active alerts of single devices that began within the window, or a little before; they may have
   * been put together already for nothing but being close.
   */
  private static List<Alert> since(Desk desk, Duration window) {
    var span = window.compareTo(SOON) > 0 ? window : SOON;
    return desk.take(
        "a.phase = 'active' and a.device_id is not null and a.rule_id is not null"
            + " and (a.incident_id is null or a.incident_id in ("
            + "select id from incident where cause = 'nearby' and closed_at is null))"
            + " and a.raised_at > ?",
        desk.at(desk.now.minus(span)));
  }

  private static boolean sameLeaf(Alert one, Alert other) {
    String subject = one.origin().subject();
    return subject.startsWith("grid:")
        ? other.place().gridCodes().contains(subject.substring("grid:".length()))
        : one.place().leafGridId() != 0 && one.place().leafGridId() == other.place().leafGridId();
  }

  // ---- close by, at the same time

  /** Readings of one kind with each other, silences with silences; a low battery is alone. */
  private static String family(Alert alert) {
    String kind = alert.origin().kind();
    return switch (alert.origin().quantity()) {
      case "silence" -> kind + " silence";
      case "clock", "battery_pct", "fault" -> "alert " + alert.id();
      default -> kind;
    };
  }

  /** In a flood only those in the neighbourhood are looked at, not all that is open. */
  private static final String AROUND =
      """
      a.phase = 'active' and a.raised_at > ? and a.held_back_by is null and a.rule_id is not null
        and exists (select 1 from unnest(?::text[], ?::float8[], ?::float8[]) as r (kind, lon, lat)
                     where a.kind = r.kind and abs(a.lat - r.lat) < ?
                       and abs(a.lon - r.lon) * cosd(a.lat) < ?)
      """;

  private static void gatherNearby(Desk desk, List<Alert> risen) {
    var placed = risen.stream().filter(alert -> alert.place().lon() != null).toList();
    if (placed.isEmpty()) {
      return;
    }
    double reach = NEARBY_M / METRES_PER_DEGREE;
    var around = new HashMap<String, List<Alert>>();
    for (Alert alert :
        desk.take(
            AROUND,
            desk.at(desk.now.minus(SOON)),
            placed.stream().map(alert -> alert.origin().kind()).toArray(String[]::new),
            placed.stream().map(alert -> alert.place().lon()).toArray(Double[]::new),
            placed.stream().map(alert -> alert.place().lat()).toArray(Double[]::new),
            reach,
            reach)) {
      around.computeIfAbsent(family(alert), family -> new ArrayList<>()).add(alert);
    }
    placed.forEach(alert -> joinNearest(desk, alert.id(), around));
  }

  /** With one that is in an incident already, or else with the first that is close enough. */
  private static void joinNearest(Desk desk, long id, Map<String, List<Alert>> around) {
    Alert alert = desk.alert(id);
    if (alert.quiet().incidentId() != 0 || alert.quiet().heldBackBy() != 0) {
      return;
    }
    around.getOrDefault(family(alert), List.of()).stream()
        .filter(other -> other.id() != id)
        .filter(other -> distanceM(alert.place(), other.place()) <= NEARBY_M)
        .map(other -> desk.alert(other.id()))
        .min(
            Comparator.comparing((Alert other) -> other.quiet().incidentId() == 0)
                .thenComparing(Alert::id))
        .ifPresent(
            other -> {
              String first = "alert:" + Math.min(id, other.id());
              long incident = Incidents.of(desk, other, "nearby", first);
              desk.happen(id, new Happening.Join(incident));
            });
  }

  /** On the flat, good enough for a few hundred metres. Infinite: one of them is nowhere. */
  static double distanceM(Place one, Place other) {
    if (one.lon() instanceof Double lon
        && one.lat() instanceof Double lat
        && other.lon() instanceof Double otherLon
        && other.lat() instanceof Double otherLat) {
      double x = (lon - otherLon) * Math.cos(Math.toRadians(lat));
      return Math.hypot(x, lat - otherLat) * METRES_PER_DEGREE;
    }
    return Double.POSITIVE_INFINITY;
  }
}
