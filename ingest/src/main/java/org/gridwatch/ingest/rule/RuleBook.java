package org.gridwatch.ingest.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that is in force now: rules, and the days by which their hours go.
 *
 * @param revision of all of it; another one: read it again
 */
public record RuleBook(long revision, List<Rule> rules, Set<LocalDate> holidays, ZoneId zone) {
  public RuleBook {
    rules = List.copyOf(rules);
    holidays = Set.copyOf(holidays);
  }

  public static RuleBook empty(ZoneId zone) {
    return new RuleBook(-1, List.of(), Set.of(), zone);
  }

  /** The revision is read first: what changes meanwhile is read again the next time. */
  public static RuleBook read(DataSource dataSource, ZoneId zone) {
    var rules = new Rules(dataSource);
    long revision = rules.revision();
    var inForce = rules.all().stream().map(Rules.Stored::rule).filter(Rule::enabled).toList();
    var holidays =
        new HashSet<>(
            JdbcClient.create(dataSource)
                .sql("select day from holiday")
                .query(LocalDate.class)
                .list());
    return new RuleBook(revision, inForce, holidays, zone);
  }

  /** Whether it is one of the rule's hours. */
  public boolean covers(Rule rule, Instant at) {
    return rule.schedule().covers(at, zone, holidays::contains);
  }
}
