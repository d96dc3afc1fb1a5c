package org.gridwatch.map.notify.message;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Unit;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of alerts, by the names of the gaps in a {@link Template}. Pure.
 *
 * @param grid its name, with those above it
 * @param zone of the clock on the wall
 * @param now what is of another day than this is said with its date
 */
record Facts(Alert alert, String grid, ZoneId zone, Language language, Instant now) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  /** What can be said of one alert; of several it is said of the most urgent one. */
  private static final List<String> OF_ONE =
      List.of(
          "severity",
          "title",
          "device",
          "grid",
          "address",
          "value",
          "limit",
          "takenAt",
          "since",
          "explanation",
          "action",
          "acknowledgedBy");

  private static final List<String> OF_SEVERAL = List.of("count", "worst", "cause");

  /** The gaps that are filled in such a message. */
  static Set<String> gaps(boolean several) {
    var gaps = new LinkedHashSet<String>();
    if (several) {
      gaps.addAll(OF_SEVERAL);
    }
    gaps.addAll(OF_ONE);
    return gaps;
  }

  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    var origin = alert.origin();
    var measured = alert.measured();
    String label = origin.deviceLabel().isEmpty() ? origin.device() : origin.deviceLabel();
    values.put("severity", language.of(alert.severity()));
    values.put("title", language.of(alert.texts().title()));
    values.put("device", label.isEmpty() ? "" : label + " " + nameUnlessLabel(origin, label));
    values.put("grid", grid);
    values.put("address", alert.place().address());
    values.put("value", number(alert.active() ? measured.value() : measured.newest()));
    values.put("limit", number(measured.limit()));
    values.put("takenAt", time(measured.takenAt()));
    values.put("since", time(alert.standing().raisedAt()));
    values.put("explanation", language.of(alert.texts().explanation()));
    values.put("action", language.of(alert.texts().action()));
    var taken = alert.care().acknowledged();
    values.put("acknowledgedBy", taken == null ? "" : taken.by());
    values.replaceAll((_, value) -> value.strip());
    return values;
  }

  private static String nameUnlessLabel(Alert.Origin origin, String label) {
    return label.equals(origin.device()) ? "" : origin.device();
  }

  private String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    String unit =
        Quantity.parse(alert.origin().quantity()).map(name -> Unit.of(name).symbol()).orElse("");
    String digits = Math.abs(value) >= 100 ? "%.0f" : "%.1f";
    String text = digits.formatted(value).replaceFirst("\\.0$", "");
    return (text + " " + unit).strip();
  }

  private String time(Instant at) {
    var local = at.atZone(zone);
    boolean today = local.toLocalDate().equals(LocalDate.ofInstant(now, zone));
    return (today ? TIME : DAY_AND_TIME).format(local);
  }

  /** Short ones, for templates that SMS and voice providers approve beforehand. */
  static Map<String, String> slots(String what, Map<String, String> values, @Nullable URI link) {
    var slots = new LinkedHashMap<String, String>();
    List.of(
            "severity",
            "title",
            "device",
            "grid",
            "address",
            "value",
            "limit",
            "count",
            "worst",
            "cause")
        .forEach(name -> slots.put(name, values.getOrDefault(name, "")));
    slots.put("what", what);
    slots.put("time", values.getOrDefault("takenAt", ""));
    slots.put("place", (slots.get("grid") + " " + slots.get("address")).strip());
    slots.put("link", link == null ? "" : link.toString());
    return slots;
  }

  /** Worst first, then the oldest. */
  static int byUrgency(Alert one, Alert other) {
    int worse = other.severity().compareTo(one.severity());
    return worse != 0 ? worse : one.standing().raisedAt().compareTo(other.standing().raisedAt());
  }

  static Severity worst(List<Alert> alerts) {
    return alerts.stream().map(Alert::severity).reduce(Severity.BLUE, Severity::worse);
  }
}
