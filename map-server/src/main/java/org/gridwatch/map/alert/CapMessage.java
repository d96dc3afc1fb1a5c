package org.gridwatch.map.alert;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * An alert as a CAP 1.2 message. It is for the community's own staff: only government may warn the
 * public, so its scope is always restricted. Pure.
 *
 * @param number how many entries its timeline has: later messages of an alert have higher ones
 * @param changedAt of its newest entry
 * @param leaf the boundary it was raised in; null: unknown
 */
record CapMessage(
    Alert alert,
    int number,
    Instant changedAt,
    @Nullable Geometry leaf,
    String place,
    URI publicUrl,
    ZoneId zone) {
  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
  private static final String RESTRICTION = "For the staff of this community; not a public warning";

  /** CAP asks that an exercise names itself. */
  private static final String EXERCISE = "演练，没有险情 / A drill, nothing is wrong";

  /** CAP wants an offset, never Z, and no fractions. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  /** How far around a place that lies in no known grid, in kilometres. */
  private static final String AROUND_KM = "0.1";

  private enum Language {
    ZH("zh-CN"),
    EN("en-US");

    private final String code;

    Language(String code) {
      this.code = code;
    }

    String of(Words words) {
      return this == ZH ? words.zhOrEn() : words.enOrZh();
    }
  }

  String xml() {
    var xml = new Xml("alert", NAMESPACE);
    xml.put("identifier", identifier())
        .put("sender", sender())
        .put("sent", time(first() ? alert.standing().raisedAt() : changedAt))
        .put("status", alert.origin().drill() ? "Exercise" : "Actual")
        .put("msgType", type())
        .put("scope", "Restricted")
        .put("restriction", RESTRICTION);
    if (alert.origin().drill()) {
      xml.put("note", EXERCISE);
    }
    if (!first()) {
      xml.put("references", sender() + "," + original() + "," + time(alert.standing().raisedAt()));
    }
    if (alert.quiet().incidentId() != 0) {
      xml.put("incidents", "incident-" + alert.quiet().incidentId());
    }
    for (Language language : Language.values()) {
      info(xml, language);
    }
    return xml.close().end();
  }

  /** The message that raised it; what happened in the same moment belongs to it. */
  private boolean first() {
    return !changedAt.isAfter(alert.standing().raisedAt());
  }

  private String original() {
    return "gridwatch-alert-" + alert.id() + "-1";
  }

  String identifier() {
    return first() ? original() : "gridwatch-alert-" + alert.id() + "-" + number;
  }

  private String sender() {
    return "gridwatch@" + (publicUrl.getHost() == null ? "localhost" : publicUrl.getHost());
  }

  private String type() {
    return first() ? "Alert" : alert.phase() == Phase.CLOSED ? "Cancel" : "Update";
  }

  private void info(Xml xml, Language language) {
    xml.open("info").put("language", language.code).put("category", category());
    xml.put("event", language.of(alert.texts().title()));
    xml.put("urgency", alert.active() ? "Immediate" : "Past")
        .put("severity", severity(alert.severity()))
        .put("certainty", judgedFalse() ? "Unlikely" : "Observed")
        .put("onset", time(alert.measured().takenAt()))
        .put("senderName", place)
        .put("headline", headline(language))
        .maybe("description", language.of(alert.texts().explanation()))
        .maybe("instruction", language.of(alert.texts().action()))
        .put("web", publicUrl + "/#alert/" + alert.id());
    parameter(xml, "device", alert.origin().device());
    parameter(xml, "quantity", alert.origin().quantity());
    parameter(xml, "value", number(alert.measured().value()));
    parameter(xml, "limit", number(alert.measured().limit()));
    parameter(xml, "phase", alert.phase().label());
    area(xml);
    xml.close();
  }

  private static void parameter(Xml xml, String name, String value) {
    if (!value.isEmpty()) {
      xml.open("parameter").put("valueName", "gridwatch:" + name).put("value", value).close();
    }
  }

  private void area(Xml xml) {
    xml.open("area").put("areaDesc", areaWords());
    if (leaf != null && !leaf.isEmpty()) {
      for (int i = 0; i < leaf.getNumGeometries(); i++) {
        if (leaf.getGeometryN(i) instanceof Polygon polygon) {
          xml.put("polygon", ring(polygon));
        }
      }
    } else if (alert.place().lon() instanceof Double lon
        && alert.place().lat() instanceof Double lat) {
      xml.put("circle", latLon(lat, lon) + " " + AROUND_KM);
    }
    for (String code : alert.place().gridCodes()) {
      xml.open("geocode").put("valueName", "gridwatch:grid").put("value", code).close();
    }
    xml.close();
  }

  private String areaWords() {
    return List.of(
            alert.place().address(),
            alert.origin().deviceLabel(),
            alert.origin().device(),
            String.join(" ", alert.place().gridCodes()),
            place)
        .stream()
        .filter(words -> !words.isBlank())
        .findFirst()
        .orElse("-");
  }

  /** Closed, and counter-clockwise or not: CAP does not say. */
  private static String ring(Polygon polygon) {
    return List.of(polygon.getExteriorRing().getCoordinates()).stream()
        .map((Coordinate corner) -> latLon(corner.y, corner.x))
        .collect(Collectors.joining(" "));
  }

  private static String latLon(double lat, double lon) {
    return String.format(Locale.ROOT, "%.6f,%.6f", lat, lon);
  }

  private String headline(Language language) {
    String colour =
        language == Language.ZH
            ? switch (alert.severity()) {
              case RED -> "红色";
              case ORANGE -> "橙色";
              case YELLOW -> "黄色";
              case BLUE -> "蓝色";
            }
            : alert.severity().label();
    return "[" + colour + "] " + language.of(alert.texts().title()) + " · " + areaWords();
  }

  private String category() {
    return switch (alert.origin().quantity()) {
      case "fire", "smoke" -> "Fire";
      case "intrusion", "crowd", "loiter", "loitering", "tamper" -> "Security";
      default ->
          switch (alert.origin().kind()) {
            case "gas" -> "Safety";
            case "water", "power", "camera" -> "Infra";
            default -> "Other";
          };
    };
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case RED -> "Extreme";
      case ORANGE -> "Severe";
      case YELLOW -> "Moderate";
      case BLUE -> "Minor";
    };
  }

  private boolean judgedFalse() {
    return alert.care().judged() instanceof Alert.Judged judged && !judged.real();
  }

  private String time(Instant at) {
    return TIME.format(OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), zone));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
