package org.gridwatch.map.alert;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gridwatch.ingest.alert.AlertJson;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Alerts found by what they are, where and how they stand, a page at a time. */
@Component
class AlertList {
  /**
   * What to look for; null: anything.
   *
   * @param phase open, active, cleared, closed or all
   * @param severities empty: all
   * @param grid code of a grid of any level
   * @param q words that must all occur in what is said of it
   * @param quiet no, only or all: shelved, held back and silenced ones
   */
  record Filter(
      String phase,
      List<String> severities,
      @Nullable String kind,
      @Nullable String grid,
      @Nullable String device,
      @Nullable String rule,
      @Nullable String q,
      String quiet,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /**
   * @param counts open alerts by severity, those that are quiet apart; of what was looked for, but
   *     of any severity and however they stand
   */
  record Page(
      long total,
      int page,
      int size,
      Map<String, Long> counts,
      @ArraySchema(schema = @Schema(implementation = AlertRow.class)) List<ObjectNode> alerts) {}

  private static final List<String> SEVERITIES = List.of("red", "orange", "yellow", "blue");

  private static final String ABOUT =
      """
      where (:all or a.leaf_grid_id = any(:leaves))
        and (:kind::text is null or a.kind = :kind)
        and (:grid::text is null or :grid = any(a.grid_codes))
        and (:device::text is null or d.name = :device)
        and (:rule::text is null or a.rule_code = :rule)
        and (:from::timestamptz is null or a.raised_at >= :from)
        and (:to::timestamptz is null or a.raised_at < :to)
        and not exists (
          select 1 from unnest(string_to_array(lower(:q), ' ')) as word
           where position(word in lower(concat_ws(chr(10), a.id, a.title_zh, a.title_en, d.name,
                   d.label, a.address, a.rule_code, a.assigned_to, a.shelf_reason,
                   a.explanation_zh, a.explanation_en))) = 0)
      """;

  private static final String QUIET =
      """
      (a.silenced_by is not null or a.held_back_by is not null
         or coalesce(a.shelved_until > :now, false))
      """;

  private static final String STANDING =
      " and case :phase when 'all' then true when 'open' then a.phase <> 'closed'"
          + " else a.phase = :phase end"
          + " and (cardinality(:severities::text[]) = 0 or a.severity = any(:severities))"
          + " and case :quiet when 'all' then true when 'only' then "
          + QUIET
          + " else not "
          + QUIET
          + " end";

  private static final Map<String, String> ORDERS =
      Map.of(
          "severity",
          "array_position(array['red', 'orange', 'yellow', 'blue'], a.severity), a.raised_at, a.id",
          "age",
          "a.raised_at, a.id",
          "newest",
          "a.raised_at desc, a.id desc",
          "id",
          "a.id");

  private final SeenAlerts seen;
  private final InstantSource clock;

  AlertList(SeenAlerts seen, InstantSource clock) {
    this.seen = seen;
    this.clock = clock;
  }

  static List<String> orders() {
    return List.of("severity", "age", "newest", "id");
  }

  /**
   * A page of what was found.
   *
   * @param after only alerts with a higher id: in the order of ids, whoever reads on after the last
   *     one has misses none and gets none twice, whatever is closed meanwhile
   */
  Page find(Rights rights, Filter filter, String sort, long after, int page, int size) {
    var found =
        bound(
                rights,
                filter,
                AlertRows.SELECT
                    + ABOUT
                    + STANDING
                    + " and a.id > :after order by "
                    + Objects.requireNonNull(ORDERS.get(sort))
                    + " limit :size offset :offset")
            .param("after", after)
            .param("size", size)
            .param("offset", (long) page * size)
            .query(AlertRows::read)
            .list();
    return new Page(
        total(rights, filter),
        page,
        size,
        counts(rights, filter),
        found.stream().map(AlertJson::row).toList());
  }

  private long total(Rights rights, Filter filter) {
    return bound(
            rights,
            filter,
            "select count(*) from alert a left join device d on d.id = a.device_id "
                + ABOUT
                + STANDING)
        .query(Long.class)
        .single();
  }

  private Map<String, Long> counts(Rights rights, Filter filter) {
    var counts = new TreeMap<String, Long>();
    SEVERITIES.forEach(severity -> counts.put(severity, 0L));
    counts.put("quiet", 0L);
    bound(
            rights,
            filter,
            "select case when "
                + QUIET
                + " then 'quiet' else a.severity end as name, count(*) as n"
                + " from alert a left join device d on d.id = a.device_id "
                + ABOUT
                + " and a.phase <> 'closed' group by 1")
        .query(
            row -> {
              counts.put(row.getString("name"), row.getLong("n"));
            });
    return counts;
  }

  private JdbcClient.StatementSpec bound(Rights rights, Filter filter, String sql) {
    return seen.query(rights, sql)
        .param("phase", filter.phase)
        .param("severities", filter.severities.toArray(String[]::new))
        .param("kind", filter.kind)
        .param("grid", filter.grid)
        .param("device", filter.device)
        .param("rule", filter.rule)
        .param("q", filter.q)
        .param("quiet", filter.quiet)
        .param("from", filter.from == null ? null : filter.from.atOffset(ZoneOffset.UTC))
        .param("to", filter.to == null ? null : filter.to.atOffset(ZoneOffset.UTC))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC));
  }
}
