package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Position;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several devices close by, from the alerts that their rules did raise then. */
final class SpreadTrial {
  private static final double METRES_PER_DEGREE = 111_320;

  private final Rule rule;
  private final Condition.Spread condition;
  private final RuleBook book;
  private final Span span;
  private final Findings findings;

  private record Alarm(Watched device, long sinceMs, long untilMs) {}

  SpreadTrial(Rule rule, Condition.Spread condition, RuleBook book, Span span, Findings findings) {
    this.rule = rule;
    this.condition = condition;
    this.book = book;
    this.span = span;
    this.findings = findings;
  }

  /** How many alerts were looked at. */
  long run(List<Watched> watched, DataSource dataSource) {
    var devices = new HashMap<Integer, Watched>();
    watched.stream()
        .filter(one -> one.device().details().kind() == condition.kind())
        .forEach(one -> devices.put(one.device().id(), one));
    List<Alarm> alarms = read(devices, dataSource);
    along(alarms);
    return alarms.size();
  }

  private List<Alarm> read(Map<Integer, Watched> devices, DataSource dataSource) {
    var alarms = new ArrayList<Alarm>();
    JdbcClient.create(dataSource)
        .sql(
            """
            select device_id, worst, quantity, date_part('epoch', raised_at) as since,
                   coalesce(date_part('epoch', coalesce(cleared_at, closed_at)), 'infinity') as until
              from alert
             where rule_id is not null and device_id = any(?) and raised_at < ?
               and coalesce(cleared_at, closed_at, 'infinity') >= ?
             order by raised_at limit %d
            """
                .formatted(Findings.MOST))
        .param(devices.keySet().toArray(Integer[]::new))
        .param(span.to().atOffset(ZoneOffset.UTC))
        .param(span.from().minus(condition.window()).atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              Severity worst = Severity.parse(row.getString("worst")).orElseThrow();
              Watched device = devices.get(row.getInt("device_id"));
              if (device != null
                  && !condition.least().worseThan(worst)
                  && condition.counts(row.getString("quantity"))) {
                double until = row.getDouble("until") * 1e3;
                alarms.add(
                    new Alarm(
                        device,
                        Math.round(row.getDouble("since") * 1e3),
                        Double.isInfinite(until) ? Raised.STANDS : Math.round(until)));
              }
            });
    return alarms;
  }

  private void along(List<Alarm> alarms) {
    var instants = new TreeSet<Long>();
    for (Alarm alarm : alarms) {
      instants.add(alarm.sinceMs());
      instants.add(alarm.untilMs());
    }
    var standing = new HashMap<String, Raised>();
    for (long at : instants) {
      var now = at == Raised.STANDS ? Map.<String, Integer>of() : gathered(alarms, at);
      List.copyOf(standing.keySet()).stream()
          .filter(subject -> at != Raised.STANDS && !now.containsKey(subject))
          .forEach(subject -> end(standing.remove(subject), at));
      now.forEach((subject, count) -> stand(standing, subject, count, at));
    }
    standing.values().forEach(one -> end(one, Raised.STANDS));
  }

  private void stand(Map<String, Raised> standing, String subject, int count, long at) {
    Raised was = standing.get(subject);
    if (was == null && !book.covers(rule, Instant.ofEpochMilli(at))) {
      return;
    }
    long since = was == null ? at : was.raisedMs();
    double most = was == null ? count : Math.max(count, was.value());
    standing.put(
        subject,
        new Raised(subject, 0, "spread", since, Raised.STANDS, condition.severity(), most, 0));
  }

  private void end(@Nullable Raised one, long at) {
    if (one != null && at >= span.from().toEpochMilli()) {
      boolean stands = at >= span.to().toEpochMilli();
      findings.accept(one.clearedAt(stands ? Raised.STANDS : at));
    }
  }

  /** The most devices that stand around one, by grid. */
  private Map<String, Integer> gathered(List<Alarm> all, long at) {
    var first = new HashMap<Integer, Alarm>();
    for (Alarm alarm : all) {
      if (alarm.sinceMs() <= at && at < alarm.untilMs()) {
        first.merge(
            alarm.device().device().id(), alarm, (a, b) -> a.sinceMs() <= b.sinceMs() ? a : b);
      }
    }
    var found = new HashMap<String, Integer>();
    for (Alarm one : first.values()) {
      int count = (int) first.values().stream().filter(other -> together(one, other)).count();
      String subject = Gathering.subject(one.device(), Condition.Around.GRID);
      if (count >= condition.atLeast() && !subject.isEmpty()) {
        found.merge(subject, count, Math::max);
      }
    }
    return found;
  }

  private boolean together(Alarm one, Alarm other) {
    return Math.abs(one.sinceMs() - other.sinceMs()) <= condition.window().toMillis()
        && close(one.device(), other.device());
  }

  private boolean close(Watched one, Watched other) {
    if (condition.radiusM() == 0) {
      String grid = Gathering.subject(one, Condition.Around.GRID);
      return !grid.isEmpty() && grid.equals(Gathering.subject(other, Condition.Around.GRID));
    }
    Position here = one.device().details().position();
    Position there = other.device().details().position();
    if (here == null || there == null) {
      return one == other;
    }
    double north = (there.lat() - here.lat()) * METRES_PER_DEGREE;
    double east =
        (there.lon() - here.lon()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(here.lat()));
    return Math.hypot(north, east) <= condition.radiusM();
  }
}
