package org.gridwatch.map.notify.escalate;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.route.Plan;
import org.gridwatch.map.notify.route.Policies;
import org.gridwatch.map.notify.route.Policy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told next, and when, of the alerts that nobody has acknowledged. */
@RestController
@RequestMapping("/api/v1/alerts/waiting")
class WaitingController {
  private static final int MOST = 500;

  /** {@code who}: as policies have it. */
  record Next(long alert, Instant at, String who) {}

  private record Waiting(long alert, Instant at, Severity severity, String kind, int calls) {}

  private final JdbcClient db;
  private final Policies policies;

  WaitingController(JdbcClient db, Policies policies) {
    this.db = db;
    this.policies = policies;
  }

  /** The soonest first. */
  @Operation(summary = "Who is told next of alerts that nobody has acknowledged")
  @GetMapping
  List<Next> all(Rights rights) {
    Map<String, Policy> known = new HashMap<>();
    return waiting(rights).stream()
        .map(
            one -> {
              var policy =
                  known.computeIfAbsent(
                      one.severity + " " + one.kind, _ -> policies.of(one.severity, one.kind));
              var turn = Plan.nth(policy, one.calls);
              return new Next(
                  one.alert, one.at, turn.map(next -> next.step().who().label()).orElse("digest"));
            })
        .toList();
  }

  /** What waits for the daily digest is not counted down. */
  private List<Waiting> waiting(Rights rights) {
    return db.sql(
            """
            select e.alert_id, e.next_at, e.severity, a.kind, e.calls
              from escalation e join alert a on a.id = e.alert_id
             where e.state = 'running' and e.occasion <> 'digest' and e.next_at is not null
               and (:all or a.leaf_grid_id = any(:leaves))
             order by e.next_at limit :most
            """)
        .param("all", rights.allLeaves())
        .param("leaves", rights.leafArray())
        .param("most", MOST)
        .query(
            (row, _) ->
                new Waiting(
                    row.getLong("alert_id"),
                    row.getTimestamp("next_at").toInstant(),
                    Severity.parse(row.getString("severity")).orElseThrow(),
                    row.getString("kind"),
                    row.getInt("calls")))
        .list();
  }
}
