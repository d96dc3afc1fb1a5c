package org.gridwatch.map.notify.escalate;

import io.swagger.v3.oas.annotations.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.route.Plan;
import org.gridwatch.map.notify.route.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who was told of an alert, how that went, and who is next. */
@RestController
@RequestMapping("/api/v1/alerts/{id}/notices")
class NoticeController {
  /**
   * One message to one person by one way, or what stands for it.
   *
   * @param who empty: the control room, or nobody was there
   * @param state queued, sending, sent, unknown, failed or dropped
   * @param deliveredAt when it was known to have arrived, where the provider or the browser tells
   * @param seenAt when the page behind the message's own link was touched
   * @param together it went out as part of a message about several alerts
   */
  record Row(
      long id,
      String occasion,
      String target,
      String who,
      String means,
      String channel,
      String state,
      Instant queuedAt,
      @Nullable Instant dueAt,
      @Nullable Instant endedAt,
      @Nullable Instant deliveredAt,
      @Nullable Instant seenAt,
      int tries,
      String why,
      boolean together) {}

  /** {@code who}: as policies have it. */
  record Next(Instant at, String who) {}

  /**
   * @param state none, running, quiet, answered or over
   */
  record Telling(String state, @Nullable Next next, List<Row> notices) {}

  private final JdbcClient db;
  private final Policies policies;
  private final EscalationRows rows;

  NoticeController(JdbcClient db, Policies policies, EscalationRows rows) {
    this.db = db;
    this.policies = policies;
    this.rows = rows;
  }

  @Operation(summary = "Who was told of an alert, how it went, and who is next")
  @GetMapping
  Telling of(Rights rights, @PathVariable long id) {
    boolean seen =
        db.sql("select coalesce(leaf_grid_id, 0) from alert where id = ?")
            .param(id)
            .query(Integer.class)
            .optional()
            .filter(rights::sees)
            .isPresent();
    if (!seen) {
      throw new NotFound("alert", id);
    }
    return new Telling(state(id), next(id), notices(id));
  }

  private String state(long alert) {
    return db.sql("select state from escalation where alert_id = ?")
        .param(alert)
        .query(String.class)
        .optional()
        .orElse("none");
  }

  private @Nullable Next next(long alert) {
    var due =
        db.sql("select next_at from escalation where alert_id = ? and next_at is not null")
            .param(alert)
            .query((row, _) -> row.getTimestamp(1).toInstant())
            .optional();
    var one = rows.one(alert);
    if (due.isEmpty() || one.isEmpty()) {
      return null;
    }
    var policy = policies.of(one.get().severity(), kind(alert));
    var who = Plan.nth(policy, one.get().calls()).map(turn -> turn.step().who().label());
    return new Next(due.get(), who.orElse("digest"));
  }

  private String kind(long alert) {
    return db.sql("select kind from alert where id = ?").param(alert).query(String.class).single();
  }

  private List<Row> notices(long alert) {
    return db.sql(
            """
            select n.id, n.occasion, n.target, coalesce(p.name, '') as who, n.means,
                   coalesce(c.name, '') as channel, coalesce(t.state, n.state) as state, n.queued_at,
                   coalesce(t.due_at, n.due_at) as due_at, coalesce(t.ended_at, n.ended_at) as ended_at,
                   coalesce(t.tries, n.tries) as tries, coalesce(t.why, n.why) as why,
                   coalesce(t.delivered_at, n.delivered_at) as delivered_at, n.seen_at, n.folded_into is not null as together
              from notice n
              left join person p on p.id = n.person_id
              left join channel c on c.id = n.channel_id
              left join notice t on t.id = n.folded_into
             where n.alert_id = ? order by n.id
            """)
        .param(alert)
        .query(NoticeController::row)
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String state = row.getString("state");
    var due = row.getTimestamp("due_at");
    var ended = row.getTimestamp("ended_at");
    var seen = row.getTimestamp("seen_at");
    var delivered = row.getTimestamp("delivered_at");
    return new Row(
        row.getLong("id"),
        row.getString("occasion"),
        row.getString("target"),
        row.getString("who"),
        row.getString("means"),
        row.getString("channel"),
        state,
        row.getTimestamp("queued_at").toInstant(),
        state.equals("queued") && due != null ? due.toInstant() : null,
        ended == null ? null : ended.toInstant(),
        delivered == null ? null : delivered.toInstant(),
        seen == null ? null : seen.toInstant(),
        row.getInt("tries"),
        row.getString("why"),
        row.getBoolean("together"));
  }
}
