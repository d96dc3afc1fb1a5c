package org.gridwatch.ingest.alert;

/**
 * Announced work keeps alerts quiet that are raised where and while it is done. What was dangerous
 * before it began stays loud.
 */
final class PlannedWork {
  private PlannedWork() {}

  private record Touched(long alertId, int work, String reason) {}

  private static final String TOUCHED =
      """
      select a.id, w.id as work, w.reason
        from planned_work w join alert a on a.phase = 'active'
         and a.raised_at >= w.from_at and a.silenced_by is null and a.rule_id is not null
         and (cardinality(w.kinds) = 0 or a.kind = any(w.kinds))
         and case w.place
               when 'device' then a.device_id = (select id from device where name = w.place_ref)
               when 'building' then a.building_id::text = w.place_ref
               else w.place_ref = any(a.grid_codes) end
       where w.from_at <= ? and w.to_at > ? and w.ended_at is null
      """;

  /** Of these alerts. */
  static void silence(Desk desk, Long[] ids) {
    silence(desk, " and a.id = any(?)", (Object) ids);
  }

  /** Of all alerts: work may be announced after it began. */
  static void silenceAll(Desk desk) {
    silence(desk, "");
  }

  private static void silence(Desk desk, String condition, Object... values) {
    var now = desk.at(desk.now);
    var query = desk.db.sql(TOUCHED + condition + " order by a.id, w.id").param(now).param(now);
    for (Object value : values) {
      query = query.param(value);
    }
    var touched =
        query
            .query(
                (row, n) ->
                    new Touched(row.getLong("id"), row.getInt("work"), row.getString("reason")))
            .list();
    desk.take(touched.stream().map(Touched::alertId).toList());
    touched.forEach(
        one -> desk.happen(one.alertId(), new Happening.Silence(one.work(), one.reason())));
  }

  /** What was silenced by work that is over is loud again. */
  static void speakAgain(Desk desk) {
    var now = desk.at(desk.now);
    var over =
        desk.take(
            """
            a.phase <> 'closed' and a.silenced_by in
              (select id from planned_work where to_at <= ? or ended_at is not null)
            """,
            now);
    over.forEach(alert -> desk.happen(alert.id(), new Happening.SilenceOver()));
  }
}
