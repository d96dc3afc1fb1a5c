package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When we ourselves heard nothing: one incident that says so, instead of an alert for every device
 * that spoke to nobody. Survives the process: when it last heard is in the database. Threads: the
 * chores'.
 */
final class Blindness {
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);
  private static final Duration NOTE_EVERY = Duration.ofSeconds(10);

  private final JdbcClient db;
  private Instant noted = Instant.MIN;
  private boolean wasSighted;

  Blindness(DataSource dataSource) {
    this.db = JdbcClient.create(dataSource);
  }

  void look(Instant now, boolean sighted) {
    if (sighted && !wasSighted) {
      lastSighted()
          .filter(last -> last.plus(WORTH_TELLING).isBefore(now))
          .ifPresent(last -> tell(last, now));
    }
    wasSighted = sighted;
    if (sighted && !noted.plus(NOTE_EVERY).isAfter(now)) {
      note(now);
      noted = now;
    }
  }

  private Optional<Instant> lastSighted() {
    return db.sql("select (value ->> 'at')::bigint from setting where name = 'ingest.sighted'")
        .query(Long.class)
        .optional()
        .map(Instant::ofEpochMilli);
  }

  private void note(Instant now) {
    db.sql(
            """
            insert into setting (name, value)
            values ('ingest.sighted', jsonb_build_object('at', ?::bigint))
            on conflict (name) do update set value = excluded.value
            """)
        .param(now.toEpochMilli())
        .update();
  }

  private void tell(Instant from, Instant to) {
    long minutes = Math.max(1, Duration.between(from, to).toMinutes());
    db.sql(
            """
            insert into incident (cause, kind, subject, opened_at, closed_at, severity, words_zh, words_en)
            values ('blind', 'other', 'installation', ?, ?, 'yellow', ?, ?)
            """)
        .params(
            from.atOffset(ZoneOffset.UTC),
            to.atOffset(ZoneOffset.UTC),
            "平台有 " + minutes + " 分钟没有接收数据;期间的数据已补收,设备沉默从现在起重新计时。",
            "GridWatch itself heard nothing for "
                + minutes
                + " minutes; what was said meanwhile has been taken in, and silence counts anew.")
        .update();
  }
}
