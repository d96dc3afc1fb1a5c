package org.gridwatch.map.notify.readiness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Happening;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.grid.Grid;
import org.gridwatch.map.grid.Grids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts drills and ends them; in between their alerts go the way of all alerts. Threads: any. */
@Component
class Drills {
  /** Of the timeline: the page has words for it. */
  private static final String NOBODY = "drill_over";

  private static final int MOST_LISTED = 200;

  private static final String SELECT =
      """
      select d.*, g.code as grid, g.name as grid_name, a.acknowledged_by, a.acknowledged_at,
             (select count(distinct n.person_id) from notice n where n.alert_id = d.alert_id) as told,
             (select count(distinct n.person_id) from notice n left join notice c on c.id = n.folded_into
               where n.alert_id = d.alert_id and coalesce(c.state, n.state) = 'sent') as reached
        from drill d join grid g on g.id = d.grid_id left join alert a on a.id = d.alert_id
      """;

  /** What is tried out, and for how long at most. */
  record Wish(Grid grid, Severity severity, String kind, Duration lasts) {}

  private final JdbcClient db;
  private final Alerts alerts;
  private final Grids grids;

  Drills(JdbcClient db, Alerts alerts, Grids grids) {
    this.db = db;
    this.alerts = alerts;
    this.grids = grids;
  }

  /** Newest first. */
  List<Drill> newest() {
    return db.sql(SELECT + " order by d.id desc limit ?")
        .param(MOST_LISTED)
        .query(Drills::read)
        .list();
  }

  Optional<Drill> one(int id) {
    return db.sql(SELECT + " where d.id = ?").param(id).query(Drills::read).optional();
  }

  /** Empty: there is one in this grid already. */
  Optional<Drill> start(Wish wish, String who, Instant now) {
    return claim(wish, who, now)
        .flatMap(
            id -> {
              var told = alerts.raise(alertOf(wish, who), who, now);
              db.sql("update drill set alert_id = ? where id = ?")
                  .params(told.alert().id(), id)
                  .update();
              return one(id);
            });
  }

  private Optional<Integer> claim(Wish wish, String who, Instant now) {
    return db.sql(
            """
            insert into drill (grid_id, severity, kind, started_by, started_at, until)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing returning id
            """)
        .params(
            wish.grid.id(),
            wish.severity.label(),
            wish.kind,
            who,
            Timestamp.from(now),
            Timestamp.from(now.plus(wish.lasts)))
        .query(Integer.class)
        .optional();
  }

  private Alerts.Own alertOf(Wish wish, String who) {
    var grid = wish.grid;
    String name = grid.name().isEmpty() ? grid.code() : grid.name();
    var texts =
        new Alert.Texts(
            new Words("演练", "Drill"),
            new Words(
                who + " 发起，检验“" + name + "”的通知链路。",
                "Started by " + who + " to see who is told in " + name + "."),
            new Words("没有险情，确认收到即可。", "Nothing is wrong: just say that you have it."));
    return new Alerts.Own(
        Alert.Origin.ofDrill(grid.code(), wish.kind), wish.severity, texts, Spot.in(grid, grids));
  }

  /** By hand; one that is over stays as it is. */
  void end(Drill drill, String who, Instant now) {
    if (drill.overAt() == null) {
      over(drill, who, "", now);
    }
  }

  /** Those that were answered, or whose time is up. */
  void endThoseThatAreOver(Instant now) {
    for (Drill drill : db.sql(SELECT + " where d.over_at is null").query(Drills::read).list()) {
      if (drill.answeredAt() != null || !drill.until().isAfter(now)) {
        over(drill, "", NOBODY, now);
      }
    }
  }

  private void over(Drill drill, String who, String words, Instant now) {
    if (drill.answeredAt() == null) {
      alerts.act(openAlertsOf(drill), new Happening.ClearByHand(who, words), now);
    }
    var end = drill.answeredAt() == null ? now : drill.answeredAt();
    db.sql("update drill set over_at = ? where id = ? and over_at is null")
        .params(Timestamp.from(end), drill.id())
        .update();
  }

  /** Found by what they are about: the process that raised one may have died before it said so. */
  private List<Long> openAlertsOf(Drill drill) {
    return db.sql("select id from alert where subject = 'drill:' || ? and phase <> 'closed'")
        .param(drill.grid())
        .query(Long.class)
        .list();
  }

  private static Drill read(ResultSet row, int number) throws SQLException {
    return new Drill(
        row.getInt("id"),
        row.getLong("alert_id"),
        row.getInt("grid_id"),
        row.getString("grid"),
        row.getString("grid_name"),
        row.getString("severity"),
        row.getString("kind"),
        row.getString("started_by"),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("until").toInstant(),
        instant(row, "over_at"),
        row.getString("acknowledged_by"),
        instant(row, "acknowledged_at"),
        row.getInt("told"),
        row.getInt("reached"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
