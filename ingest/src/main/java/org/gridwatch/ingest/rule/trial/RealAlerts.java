package org.gridwatch.ingest.rule.trial;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts that a rule did raise in a span, and what people marked them. */
final class RealAlerts {
  /**
   * @param judged {@code real}, {@code false}, or empty: nobody said
   */
  record Real(long id, String subject, long raisedMs, long clearedMs, String judged) {}

  private final Map<String, List<Real>> bySubject = new HashMap<>();
  private final Set<Long> met = new HashSet<>();

  static RealAlerts of(DataSource dataSource, String ruleCode, Span span) {
    var alerts = new RealAlerts();
    JdbcClient.create(dataSource)
        .sql(
            """
            select id, subject, date_part('epoch', raised_at) as since, coalesce(judged, '') as judged,
                   coalesce(date_part('epoch', coalesce(cleared_at, closed_at)), 'infinity') as until
              from alert
             where rule_code = ? and raised_at < ?
               and coalesce(cleared_at, closed_at, 'infinity') >= ?
             order by raised_at limit %d
            """
                .formatted(Findings.MOST))
        .param(ruleCode)
        .param(span.to().atOffset(ZoneOffset.UTC))
        .param(span.from().atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              double until = row.getDouble("until") * 1e3;
              alerts.add(
                  new Real(
                      row.getLong("id"),
                      row.getString("subject"),
                      Math.round(row.getDouble("since") * 1e3),
                      Double.isInfinite(until) ? Raised.STANDS : Math.round(until),
                      row.getString("judged")));
            });
    return alerts;
  }

  private void add(Real real) {
    bySubject.computeIfAbsent(real.subject(), s -> new ArrayList<>()).add(real);
  }

  /** The real one of the same subject that it overlaps in time; best one that somebody marked. */
  Optional<Real> metBy(Raised raised) {
    var overlapping =
        bySubject.getOrDefault(raised.subject(), List.of()).stream()
            .filter(real -> raised.overlaps(real.raisedMs(), real.clearedMs()))
            .toList();
    overlapping.forEach(real -> met.add(real.id()));
    return overlapping.stream().min(Comparator.comparing(real -> real.judged().isEmpty()));
  }

  /** Those that nothing so far has overlapped. */
  List<Real> notMet() {
    return bySubject.values().stream()
        .flatMap(List::stream)
        .filter(real -> !met.contains(real.id()))
        .toList();
  }
}
