package org.gridwatch.ingest.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A silence that has a cause is held back under it: the gateway that does not speak either, or the
 * power that is lost in the building or the area.
 */
final class Causes {
  /** A cause that is found out later takes those with it that fell silent before, so long. */
  private static final Duration BEFORE = Duration.ofMinutes(15);

  /** Below this a phase is dead: a tenth of the nominal voltage. */
  static final double DEAD_VOLTS = 22;

  private Causes() {}

  /** A silence and what it is held back by. */
  record Held(long alertId, long cause) {}

  private static final String SILENT =
      """
      h.phase = 'active' and h.quantity = 'silence' and h.held_back_by is null
         and (h.id = any(?) or (c.id = any(?) and h.raised_at > ?))
      """;

  /** Power first: a gateway without power is held back by it, and its devices by the gateway. */
  private static final String WITHOUT_POWER_IN_BUILDING =
      """
      select h.id, c.id as cause from alert h
        join alert c on c.building_id = h.building_id and c.kind = 'power' and c.phase = 'active'
         and ((c.quantity like 'voltage%' and abs(c.newest_value) <= ?)
              or (c.quantity = 'phase_loss' and c.newest_value >= 1))
       where
      """;

  private static final String WITHOUT_POWER_IN_AREA =
      """
      select h.id, c.id as cause from alert h
        cross join lateral unnest(h.grid_codes) as code
        join alert c on c.subject = 'grid:' || code and c.kind = 'power' and c.phase = 'active'
        join rule r on r.id = c.rule_id and r.definition -> 'condition' ->> 'type' = 'spread'
       where
      """;

  private static final String BEHIND_A_SILENT_GATEWAY =
      """
      select h.id, c.id as cause from alert h
        join device d on d.id = h.device_id
        join alert c on c.device_id = d.gateway_id and c.quantity = 'silence'
         and c.phase = 'active' and c.id <> h.id
       where
      """;

  /**
   * Holds back those of these alerts that have a cause, and those whose cause is one of these.
   * Returns what it held back, causes of causes first.
   */
  static List<Held> holdBack(Desk desk, Long[] ids) {
    var held = new ArrayList<Held>();
    if (ids.length > 0) {
      held.addAll(hold(desk, WITHOUT_POWER_IN_AREA, ids));
      held.addAll(hold(desk, WITHOUT_POWER_IN_BUILDING, ids, DEAD_VOLTS));
      held.addAll(hold(desk, BEHIND_A_SILENT_GATEWAY, ids));
    }
    return held;
  }

  private static List<Held> hold(Desk desk, String sql, Long[] ids, Object... first) {
    var query = desk.db.sql(sql + SILENT + " order by h.id, c.id");
    for (Object value : first) {
      query = query.param(value);
    }
    var found =
        query
            .param(ids)
            .param(ids)
            .param(desk.at(desk.now.minus(BEFORE)))
            .query((row, n) -> new Held(row.getLong("id"), row.getLong("cause")))
            .list();
    desk.take(found.stream().map(Held::alertId).toList());
    return found.stream()
        .filter(
            one ->
                desk.happen(one.alertId(), new Happening.HoldBack(one.cause()))
                    instanceof Outcome.Changed)
        .toList();
  }

  /**
   * Lets those go whose cause is over for as long as the device takes to speak again, and which
   * still are silent.
   */
  static List<Long> release(Desk desk) {
    var free =
        desk.take(
            """
            a.held_back_by is not null and a.phase = 'active' and exists (
              select 1 from alert c, device own
               where c.id = a.held_back_by and own.id = a.device_id and c.phase <> 'active'
                 and c.cleared_at + make_interval(secs => own.expected_interval_s) <= ?)
            """,
            desk.at(desk.now));
    free.forEach(alert -> desk.happen(alert.id(), new Happening.Release()));
    return free.stream().map(Alert::id).toList();
  }
}
