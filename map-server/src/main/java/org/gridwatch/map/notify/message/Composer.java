package org.gridwatch.map.notify.message;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.channel.Text;
import org.gridwatch.map.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts alerts into words. */
@Component
public class Composer {
  /** So many are named in one message; the others are counted. */
  static final int MOST_NAMED = 10;

  private final Templates templates;
  private final Grids grids;
  private final Settings settings;

  Composer(Templates templates, Grids grids, Settings settings) {
    this.templates = templates;
    this.grids = grids;
    this.settings = settings;
  }

  public Text one(Alert alert, Occasion occasion, @Nullable URI link, Instant now) {
    var language = templates.language();
    return one(templates.of(Templates.Use.of(occasion), language), language, alert, link, now);
  }

  Text one(Template template, Language language, Alert alert, @Nullable URI link, Instant now) {
    var values = facts(alert, language, zone(), now).values();
    var filled = template.fill(values);
    return new Text(
        filled.title(),
        filled.lines(),
        filled.closing(),
        link,
        Facts.slots(filled.title(), values, link));
  }

  /** The worst first, by name; what they have in common; and how many there are. */
  public Text together(List<Alert> alerts, boolean digest, @Nullable URI link, Instant now) {
    var use = digest ? Templates.Use.DIGEST : Templates.Use.TOGETHER;
    var language = templates.language();
    return together(templates.of(use, language), language, alerts, link, now);
  }

  Text together(
      Template template, Language language, List<Alert> alerts, @Nullable URI link, Instant now) {
    var zone = zone();
    var sorted = alerts.stream().sorted(Facts::byUrgency).toList();
    var values = new LinkedHashMap<>(facts(sorted.getFirst(), language, zone, now).values());
    values.put("count", Integer.toString(alerts.size()));
    values.put("worst", language.of(Facts.worst(alerts)));
    values.put("cause", cause(sorted, language, zone, now));
    var filled = template.fill(values);
    var lines = new ArrayList<>(filled.lines());
    for (Alert alert : sorted.subList(0, Math.min(MOST_NAMED, sorted.size()))) {
      lines.add(line(facts(alert, language, zone, now).values()));
    }
    int more = sorted.size() - MOST_NAMED;
    if (more > 0) {
      lines.add(new Text.Line("", language.of("还有 " + more + " 条", "and " + more + " more")));
    }
    return new Text(
        filled.title(), lines, filled.closing(), link, Facts.slots(filled.title(), values, link));
  }

  private static Text.Line line(Map<String, String> values) {
    String where = (values.get("grid") + " " + values.get("address")).strip();
    return new Text.Line(
        values.get("severity") + " " + values.get("since"),
        (values.get("title") + " " + values.get("value")).strip()
            + (where.isEmpty() ? "" : ", " + where));
  }

  /** Empty when they have nothing in common. */
  private String cause(List<Alert> alerts, Language language, ZoneId zone, Instant now) {
    var first = alerts.getFirst();
    boolean sameTitle =
        alerts.stream().allMatch(one -> title(one, language).equals(title(first, language)));
    var shared =
        first.place().gridCodes().stream()
            .filter(code -> alerts.stream().allMatch(one -> one.place().gridCodes().contains(code)))
            .findFirst()
            .flatMap(grids::byCode)
            .map(grid -> grid.name())
            .orElse("");
    return List.of(sameTitle ? title(first, language) : "", shared).stream()
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String title(Alert alert, Language language) {
    return language.of(alert.texts().title());
  }

  private Facts facts(Alert alert, Language language, ZoneId zone, Instant now) {
    return new Facts(alert, gridName(alert), zone, language, now);
  }

  private String gridName(Alert alert) {
    return alert.place().gridCodes().stream()
        .findFirst()
        .map(
            code ->
                grids.byCode(code).map(grid -> grid.name()).filter(n -> !n.isEmpty()).orElse(code))
        .orElse("");
  }

  private ZoneId zone() {
    return ZoneId.of(settings.place().timeZone());
  }
}
