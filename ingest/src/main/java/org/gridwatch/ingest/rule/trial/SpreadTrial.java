package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Company;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several devices close by, from the alerts that their rules did raise then. */
final class SpreadTrial {
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
    var open = new ArrayList<Alarm>();
    int next = 0;
    for (long at : instants) {
      while (next < alarms.size() && alarms.get(next).sinceMs() <= at) {
        open.add(alarms.get(next++));
      }
      open.removeIf(alarm -> alarm.untilMs() <= at);
      var now = gathered(open, standing.keySet());
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

  /** How many stand together, by where they are told of. */
  private Map<String, Integer> gathered(List<Alarm> open, Set<String> standing) {
    var first = new HashMap<Integer, Alarm>();
    for (Alarm alarm : open) {
      first.merge(
          alarm.device().device().id(), alarm, (a, b) -> a.sinceMs() <= b.sinceMs() ? a : b);
    }
    var members =
        first.values().stream()
            .map(
                alarm ->
                    new Company.Member(
                        alarm.device().device().id(),
                        alarm.device().place().gridCodes().stream().findFirst().orElse(""),
                        alarm.device().device().details().position(),
                        alarm.sinceMs()))
            .toList();
    var found = new HashMap<String, Integer>();
    Company.of(condition, members, grid -> standing.contains("grid:" + grid))
        .forEach(company -> found.put("grid:" + company.grid(), company.size()));
    return found;
  }
}
