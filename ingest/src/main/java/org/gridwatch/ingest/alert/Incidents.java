package org.gridwatch.ingest.alert;

import java.util.List;

/** The rows of incidents: opened for a cause, as bad as their worst alert, closed with the last. */
final class Incidents {
  private Incidents() {}

  /** What is held back and what holds it back share one. */
  static void group(Desk desk, List<Causes.Held> held) {
    desk.take(held.stream().map(Causes.Held::cause).distinct().toList());
    for (Causes.Held one : held) {
      Alert cause = desk.alert(one.cause());
      boolean silent = cause.origin().quantity().equals("silence");
      String subject =
          cause.origin().quantity().startsWith("voltage")
                  || cause.origin().quantity().equals("phase_loss")
              ? "building:" + cause.place().buildingId()
              : cause.origin().subject();
      long incident = of(desk, cause, silent ? "gateway-silent" : "power-loss", subject);
      desk.happen(one.alertId(), new Happening.Join(incident));
    }
  }

  /**
   * An alert over several devices and those that it is about. What was put together of them already
   * is this incident from now on: the alert knows its cause.
   */
  static void under(Desk desk, Alert alert, String cause, List<Alert> members) {
    members.stream()
        .map(member -> member.quiet().incidentId())
        .filter(incident -> incident != 0)
        .findFirst()
        .filter(incident -> explain(desk, incident, alert, cause))
        .ifPresent(incident -> desk.happen(alert.id(), new Happening.Join(incident)));
    long incident = of(desk, desk.alert(alert.id()), cause, alert.origin().subject());
    for (Alert member : members) {
      if (member.quiet().incidentId() == 0) {
        desk.happen(member.id(), new Happening.Join(incident));
      }
    }
  }

  /** Returns false when this cause has an incident of its own at this place. */
  private static boolean explain(Desk desk, long incident, Alert alert, String cause) {
    return desk.db
            .sql(
                """
                update incident set cause = :cause, kind = :kind, subject = :subject,
                                    words_zh = :zh, words_en = :en
                 where id = :id and not exists (
                   select 1 from incident where cause = :cause and kind = :kind
                      and subject = :subject and closed_at is null)
                """)
            .param("id", incident)
            .param("cause", cause)
            .param("kind", alert.origin().kind())
            .param("subject", alert.origin().subject())
            .param("zh", alert.texts().title().zh())
            .param("en", alert.texts().title().en())
            .update()
        > 0;
  }

  /** The incident of this alert, opened if it has none. */
  static long of(Desk desk, Alert alert, String cause, String subject) {
    if (alert.quiet().incidentId() != 0) {
      return alert.quiet().incidentId();
    }
    long id =
        desk.db
            .sql(
                """
                insert into incident (cause, kind, subject, opened_at, severity, words_zh, words_en)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (cause, kind, subject) where closed_at is null
                   do update set cause = excluded.cause
                returning id
                """)
            .params(
                cause,
                alert.origin().kind(),
                subject,
                desk.at(alert.standing().raisedAt()),
                alert.standing().worst().label(),
                alert.texts().title().zh(),
                alert.texts().title().en())
            .query(Long.class)
            .single();
    desk.happen(alert.id(), new Happening.Join(id));
    return id;
  }

  /** One that came back may have been in an incident that is over: it is looked at anew. */
  static void leaveThoseThatAreOver(Desk desk, List<Alert> risen) {
    var before =
        risen.stream().map(alert -> alert.quiet().incidentId()).filter(id -> id != 0).toList();
    if (before.isEmpty()) {
      return;
    }
    var over =
        desk.db
            .sql("select id from incident where id = any(?) and closed_at is not null")
            .param(before.toArray(Long[]::new))
            .query(Long.class)
            .list();
    risen.stream()
        .filter(alert -> over.contains(alert.quiet().incidentId()))
        .forEach(alert -> desk.happen(alert.id(), new Happening.Leave()));
  }

  /** When the alerts are written. */
  static void refresh(Desk desk) {
    var touched =
        desk.changed().stream()
            .map(alert -> alert.quiet().incidentId())
            .filter(id -> id != 0)
            .distinct()
            .toArray(Long[]::new);
    if (touched.length > 0) {
      desk.db
          .sql(
              """
              update incident i
                 set severity = m.worst, closed_at = case when m.active then null else ? end
                from (select incident_id, bool_or(phase = 'active') as active,
                             (array['blue', 'yellow', 'orange', 'red'])[max(array_position(
                               array['blue', 'yellow', 'orange', 'red'], worst))] as worst
                        from alert where incident_id = any(?) group by incident_id) m
               where i.id = m.incident_id and i.closed_at is null
                 and (i.severity <> m.worst or not m.active)
              """)
          .params(desk.at(desk.now), touched)
          .update();
    }
  }
}
