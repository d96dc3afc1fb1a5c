package org.gridwatch.map.notify.escalate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.outbox.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Escalations as the database has them; call it within a transaction. */
@Component
class EscalationRows {
  private static final int MOST_AT_ONCE = 200;

  /** Whom an alert was told to, and how. */
  record Heard(int personId, Wanted.Address way) {}

  private final JdbcClient db;

  EscalationRows(JdbcClient db) {
    this.db = db;
  }

  JdbcClient db() {
    return db;
  }

  // ---- what changed

  /** Up to which change alerts were looked at; null: another process is looking. */
  @Nullable Long lockCursor() {
    return db.sql("select revision from escalation_cursor for update skip locked")
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  void moveCursor(long revision) {
    db.sql("update escalation_cursor set revision = ?").param(revision).update();
  }

  /** True once in each period, for one process of all. */
  boolean takeSweep(Duration period, Instant now) {
    return db.sql(
                """
                update escalation_cursor set swept_at = ? where one in (
                  select one from escalation_cursor where swept_at <= ? for update skip locked)
                """)
            .params(Timestamp.from(now), Timestamp.from(now.minus(period)))
            .update()
        == 1;
  }

  List<Alert> changedAfter(long revision) {
    return db.sql(AlertRows.SELECT + " where a.revision > ? order by a.revision limit ?")
        .params(revision, MOST_AT_ONCE)
        .query(AlertRows::read)
        .list();
  }

  Map<Long, Alert> alerts(Collection<Long> ids) {
    return db
        .sql(AlertRows.SELECT + " where a.id = any(?)")
        .param(ids.toArray(Long[]::new))
        .query(AlertRows::read)
        .list()
        .stream()
        .collect(Collectors.toMap(Alert::id, Function.identity()));
  }

  // ---- how far it has come

  Map<Long, Escalation> lock(Collection<Long> alerts) {
    return db
        .sql("select * from escalation where alert_id = any(?) order by alert_id for update")
        .param(alerts.toArray(Long[]::new))
        .query(EscalationRows::read)
        .list()
        .stream()
        .collect(Collectors.toMap(Escalation::alertId, Function.identity()));
  }

  Optional<Escalation> one(long alert) {
    return db.sql("select * from escalation where alert_id = ?")
        .param(alert)
        .query(EscalationRows::read)
        .optional();
  }

  /** What another process has in hand is left to it. */
  List<Escalation> lockDue(Instant now) {
    return db.sql(
            """
            select * from escalation where next_at <= ? order by next_at limit ?
               for update skip locked
            """)
        .params(Timestamp.from(now), MOST_AT_ONCE)
        .query(EscalationRows::read)
        .list();
  }

  /** Those that nobody has answered so far. */
  List<Escalation> lockRunning() {
    return db.sql("select * from escalation where state = 'running' for update skip locked")
        .query(EscalationRows::read)
        .list();
  }

  void write(Escalation one, int steps, @Nullable Instant nextAt) {
    db.sql(
            """
            insert into escalation (alert_id, severity, occasion, state, round, since, calls, steps, next_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (alert_id) do update set
              severity = excluded.severity, occasion = excluded.occasion, state = excluded.state,
              round = excluded.round, since = excluded.since, calls = excluded.calls,
              steps = excluded.steps, next_at = excluded.next_at
            """)
        .param(one.alertId())
        .param(one.severity().label())
        .param(one.occasion().label())
        .param(one.state().name().toLowerCase(Locale.ROOT))
        .param(one.round())
        .param(Timestamp.from(one.since()))
        .param(one.calls())
        .param(steps)
        .param(nextAt == null ? null : Timestamp.from(nextAt))
        .update();
  }

  private static Escalation read(ResultSet row, int number) throws SQLException {
    return new Escalation(
        row.getLong("alert_id"),
        Severity.parse(row.getString("severity")).orElseThrow(),
        Occasion.of(row.getString("occasion")),
        Escalation.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("round"),
        row.getTimestamp("since").toInstant(),
        row.getInt("calls"));
  }

  // ---- who was told

  /** In this round, or waits to be. */
  Set<Integer> toldIn(long alert, int round) {
    return new HashSet<>(
        db.sql(
                """
                select distinct n.person_id from notice n left join notice c on c.id = n.folded_into
                 where n.alert_id = ? and n.round = ? and n.person_id is not null
                   and coalesce(c.state, n.state) <> 'failed'
                """)
            .params(alert, round)
            .query(Integer.class)
            .list());
  }

  /** The control room counts as well. */
  boolean anybodyToldIn(long alert, int round) {
    return db.sql(
            """
            select exists (select 1 from notice n left join notice c on c.id = n.folded_into
                            where n.alert_id = ? and n.round = ? and coalesce(c.state, n.state) <> 'failed')
            """)
        .params(alert, round)
        .query(Boolean.class)
        .single();
  }

  /** Everybody whom a message about it reached, or may have; each by the way it did. */
  List<Heard> heard(long alert) {
    return db.sql(
            """
            select distinct on (n.person_id) n.person_id, n.means, n.address
              from notice n left join notice c on c.id = n.folded_into
             where n.alert_id = ? and n.person_id is not null
               and coalesce(c.state, n.state) in ('sent', 'unknown', 'sending')
             order by n.person_id, n.id desc
            """)
        .param(alert)
        .query(
            (row, _) ->
                new Heard(
                    row.getInt("person_id"),
                    new Wanted.Address(row.getString("means"), row.getString("address"))))
        .list();
  }
}
