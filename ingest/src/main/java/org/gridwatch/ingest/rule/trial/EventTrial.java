package org.gridwatch.ingest.rule.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Transition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What devices saw: one after the other becomes one alert as long as it was not quiet between. */
final class EventTrial {
  /** One that nobody ended is over when nothing was said about it for so long. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Rule rule;
  private final Condition.Seen condition;
  private final RuleBook book;
  private final Span span;
  private final Findings findings;
  private @Nullable Raised standing;

  private record Seen(int deviceId, String type, double score, long fromMs, long untilMs) {}

  EventTrial(Rule rule, Condition.Seen condition, RuleBook book, Span span, Findings findings) {
    this.rule = rule;
    this.condition = condition;
    this.book = book;
    this.span = span;
    this.findings = findings;
  }

  /** How many events were looked at. */
  long run(List<Watched> watched, DataSource dataSource) {
    List<Seen> all = read(watched, dataSource);
    all.forEach(this::see);
    finish();
    return all.size();
  }

  private List<Seen> read(List<Watched> watched, DataSource dataSource) {
    double quiet = condition.quiet().toMillis() / 1e3;
    double forgotten = Math.max(quiet, (double) FORGOTTEN.toSeconds());
    return JdbcClient.create(dataSource)
        .sql(
            """
            select * from (
              select device_id, type, score, started_at, date_part('epoch', started_at) as begun,
                     coalesce(date_part('epoch', ended_at) + ?, date_part('epoch', updated_at) + ?) as until
                from device_event
               where device_id = any(?) and type = any(?) and started_at < ?
                 and (score is null or score >= ?)) as seen
             where until >= ? order by device_id, started_at
            """)
        .param(quiet)
        .param(forgotten)
        .param(watched.stream().map(one -> one.device().id()).toArray(Integer[]::new))
        .param(condition.types().toArray(String[]::new))
        .param(span.to().atOffset(ZoneOffset.UTC))
        .param(condition.leastScore())
        .param(span.from().toEpochMilli() / 1e3)
        .query(
            (row, number) -> {
              double score = row.getDouble("score");
              return new Seen(
                  row.getInt("device_id"),
                  row.getString("type"),
                  row.wasNull() ? Double.NaN : score,
                  Math.round(row.getDouble("begun") * 1e3),
                  Math.round(row.getDouble("until") * 1e3));
            })
        .list();
  }

  private void see(Seen seen) {
    Raised was = standing;
    if (was != null && was.deviceId() == seen.deviceId() && seen.fromMs() <= was.clearedMs()) {
      double score = Double.isNaN(was.value()) ? seen.score() : Math.max(was.value(), seen.score());
      standing =
          new Raised(
              was.subject(),
              was.deviceId(),
              was.what(),
              was.raisedMs(),
              Math.max(was.clearedMs(), seen.untilMs()),
              was.worst(),
              score,
              was.repeats() + 1);
      return;
    }
    finish();
    long at = Math.max(seen.fromMs(), span.from().toEpochMilli());
    if (book.covers(rule, Instant.ofEpochMilli(at))) {
      String subject = Transition.subjectOf(seen.deviceId());
      standing =
          new Raised(
              subject,
              seen.deviceId(),
              seen.type(),
              at,
              seen.untilMs(),
              condition.severity(),
              seen.score(),
              0);
    }
  }

  private void finish() {
    if (standing != null) {
      boolean stands = standing.clearedMs() >= span.to().toEpochMilli();
      findings.accept(stands ? standing.clearedAt(Raised.STANDS) : standing);
      standing = null;
    }
  }
}
