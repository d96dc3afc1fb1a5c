package org.gridwatch.map.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What alerts asked of people in a time, and how well they were served. */
@Component
class AlertReport {
  /**
   * What was asked.
   *
   * @param grid code of a grid of any level; null: all that the asker sees
   * @param officers on duty; 0: as many as did something
   */
  record Asked(Instant from, Instant to, @Nullable String grid, int officers) {}

  /**
   * All figures of a time.
   *
   * @param raised alerts that disturbed: raised or reopened, and neither held back nor silenced
   * @param shares of the severities among them
   * @param standing open for more than a day
   */
  record Figures(
      Instant from,
      Instant to,
      @Nullable String grid,
      int officers,
      int raised,
      Map<String, Integer> severities,
      Map<String, Double> shares,
      AlertLoad load,
      List<Talker> talkers,
      List<ObjectNode> standing,
      List<ObjectNode> chattering,
      Judged judged,
      Spans acknowledge,
      Spans clear,
      Targets targets) {}

  /** Who rings most. */
  record Talker(
      String rule,
      String titleZh,
      String titleEn,
      @Nullable String device,
      String subject,
      int alerts,
      double share) {}

  /**
   * @param falseShare of those judged; null: none was
   */
  record Judged(int real, int falseAlarms, @Nullable Double falseShare) {}

  /** Seconds from the raise; null: it never happened. */
  record Spans(int count, @Nullable Double p50S, @Nullable Double p90S) {}

  /** What EEMUA 191 and its neighbours aim at, drawn beside the figures. */
  record Targets(
      double perTenMinutes,
      double floodInTenMinutes,
      double perHour,
      double perDay,
      double peakPerHour,
      double floodShare,
      int standing,
      Map<String, Double> shares) {
    static final Targets USUAL =
        new Targets(
            1,
            AlertLoad.FLOOD,
            5,
            120,
            15,
            0.01,
            10,
            Map.of("red", 0.05, "orange", 0.15, "yellow", 0.8, "blue", 0.8));
  }

  private static final int MOST_TALKERS = 20;
  private static final int MOST_LISTED = 200;
  private static final Duration STANDING = Duration.ofDays(1);

  /** Drills disturb on purpose. */
  private static final String MINE =
      SeenAlerts.IN_AREA
          + " and not starts_with(a.subject, 'drill:')"
          + " and (:grid::text is null or :grid = any(a.grid_codes)) ";

  /** Raises that rang: what is held back or silenced in the same moment disturbed nobody. */
  private static final String RANG =
      """
      from alert_event e join alert a on a.id = e.alert_id left join device d on d.id = a.device_id
      where e.what in ('raised', 'reopened') and e.at >= :from and e.at < :to
        and not exists (select 1 from alert_event q where q.alert_id = e.alert_id
                         and q.at = e.at and q.what in ('held-back', 'silenced')) and
      """
          + MINE;

  private final SeenAlerts seen;

  AlertReport(SeenAlerts seen) {
    this.seen = seen;
  }

  Figures of(Rights rights, Asked asked, Instant now) {
    var raised = instants(rights, asked);
    var severities = severities(rights, asked);
    int officers = asked.officers == 0 ? acting(rights, asked) : asked.officers;
    var shares = new LinkedHashMap<String, Double>();
    severities.forEach(
        (name, n) -> shares.put(name, raised.isEmpty() ? 0 : (double) n / raised.size()));
    return new Figures(
        asked.from,
        asked.to,
        asked.grid,
        officers,
        raised.size(),
        severities,
        shares,
        AlertLoad.of(raised, asked.from, asked.to, officers),
        talkers(rights, asked, raised.size()),
        standing(rights, asked, now),
        chattering(rights, asked),
        judged(rights, asked),
        spans(rights, asked, "acknowledged"),
        spans(rights, asked, "cleared"),
        Targets.USUAL);
  }

  private JdbcClient.StatementSpec ask(Rights rights, Asked asked, String sql) {
    return seen.query(rights, sql)
        .param("grid", asked.grid)
        .param("from", asked.from.atOffset(ZoneOffset.UTC))
        .param("to", asked.to.atOffset(ZoneOffset.UTC));
  }

  private List<Instant> instants(Rights rights, Asked asked) {
    return ask(rights, asked, "select e.at " + RANG + " order by e.at")
        .query(
            (row, n) ->
                Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant())
        .list();
  }

  private Map<String, Integer> severities(Rights rights, Asked asked) {
    var counts = new LinkedHashMap<String, Integer>();
    List.of("red", "orange", "yellow", "blue").forEach(name -> counts.put(name, 0));
    ask(rights, asked, "select e.severity, count(*) as n " + RANG + " group by e.severity")
        .query(
            row -> {
              counts.put(row.getString("severity"), row.getInt("n"));
            });
    return counts;
  }

  /** How many people did something about alerts in that time. */
  private int acting(Rights rights, Asked asked) {
    int people =
        ask(
                rights,
                asked,
                "select count(distinct e.who) from alert_event e join alert a on a.id = e.alert_id"
                    + " where e.who <> '' and e.at >= :from and e.at < :to and "
                    + MINE)
            .query(Integer.class)
            .single();
    return Math.max(1, people);
  }

  private List<Talker> talkers(Rights rights, Asked asked, int all) {
    return ask(
            rights,
            asked,
            """
            select a.rule_code, a.subject, d.name, max(a.title_zh) as zh, max(a.title_en) as en,
                   count(*) as n
            """
                + RANG
                + " group by a.rule_code, a.subject, d.name"
                + " order by n desc, a.rule_code, a.subject limit :most")
        .param("most", MOST_TALKERS)
        .query(
            (row, i) ->
                new Talker(
                    row.getString("rule_code"),
                    row.getString("zh"),
                    row.getString("en"),
                    row.getString("name"),
                    row.getString("subject"),
                    row.getInt("n"),
                    (double) row.getInt("n") / all))
        .list();
  }

  private List<ObjectNode> standing(Rights rights, Asked asked, Instant now) {
    return rows(
        ask(
                rights,
                asked,
                AlertRows.SELECT
                    + " where a.phase = 'active' and a.raised_at < :day and "
                    + MINE
                    + " order by a.raised_at limit :most")
            .param("day", now.minus(STANDING).atOffset(ZoneOffset.UTC)));
  }

  private List<ObjectNode> chattering(Rights rights, Asked asked) {
    return rows(
        ask(
            rights,
            asked,
            AlertRows.SELECT
                + " where exists (select 1 from alert_event e where e.alert_id = a.id"
                + " and e.what = 'chattering' and e.at >= :from and e.at < :to) and "
                + MINE
                + " order by a.raised_at desc limit :most"));
  }

  private static List<ObjectNode> rows(JdbcClient.StatementSpec query) {
    return query.param("most", MOST_LISTED).query(AlertRows::read).list().stream()
        .map(AlertJson::row)
        .toList();
  }

  /** Of the alerts raised in that time, whenever they were judged. */
  private Judged judged(Rights rights, Asked asked) {
    var counts = new LinkedHashMap<String, Integer>();
    ask(
            rights,
            asked,
            "select a.judged, count(*) as n from alert a where a.judged is not null"
                + " and a.raised_at >= :from and a.raised_at < :to and "
                + MINE
                + " group by a.judged")
        .query(
            row -> {
              counts.put(row.getString("judged"), row.getInt("n"));
            });
    int real = counts.getOrDefault("real", 0);
    int wrong = counts.getOrDefault("false", 0);
    return new Judged(real, wrong, real + wrong == 0 ? null : (double) wrong / (real + wrong));
  }

  /** From a raise that rang to the first time that this happened. */
  private Spans spans(Rights rights, Asked asked, String what) {
    return ask(
            rights,
            asked,
            """
            select count(s) as n, percentile_cont(0.5) within group (order by s) as p50,
                   percentile_cont(0.9) within group (order by s) as p90
              from (select extract(epoch from min(h.at) - min(e.at)) as s
            """
                + RANG.replace(
                    "left join device d on d.id = a.device_id",
                    "join alert_event h on h.alert_id = a.id and h.what = :what and h.at >= e.at")
                + " and e.what = 'raised' group by a.id) spans")
        .param("what", what)
        .query(
            (row, n) ->
                new Spans(
                    row.getInt("n"),
                    row.getObject("p50", Double.class),
                    row.getObject("p90", Double.class)))
        .single();
  }
}
