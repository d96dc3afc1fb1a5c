package org.gridwatch.ingest.inbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says of devices whose names begin alike. */
final class Ledger {
  private final JdbcClient db;

  Ledger(JdbcClient db) {
    this.db = db;
  }

  int stored(String device) {
    return db.sql(
            """
            select count(*) from reading r join series s on s.id = r.series_id
              join device d on d.id = s.device_id where d.name = ?
            """)
        .param(device)
        .query(Integer.class)
        .single();
  }

  /** What happened to the alerts of a device. */
  List<String> turns(String device) {
    return db.sql(
            """
            select e.what || ' ' || e.value
              from alert_event e join alert a on a.id = e.alert_id join device d on d.id = a.device_id
             where d.name = ? order by e.id
            """)
        .param(device)
        .query(String.class)
        .list();
  }

  int chattering() {
    return db.sql("select count(*) from alert where chattering").query(Integer.class).single();
  }

  /**
   * Each alert and all that rules and the clock made of it, device by device, rule by rule; times
   * are the device's.
   */
  List<String> alerts(String prefix) {
    return db.sql(
            """
            select substr(d.name, length(:prefix) + 1) || ' ' || a.rule_code || ' ' || a.quantity || ' '
                   || a.severity || ' ' || a.worst || ' ' || a.phase || ' reopened ' || a.reopened
                   || ' held ' || a.held_s || ' newest ' || a.newest_value || ': '
                   || (select string_agg(
                                concat_ws(' ', e.what, e.severity, e.quantity, e.value, e.limit_value,
                                  (extract(epoch from e.taken_at) * 1000)::bigint),
                                ', ' order by e.id)
                         from alert_event e where e.alert_id = a.id)
              from alert a join device d on d.id = a.device_id
             where starts_with(d.name, :prefix)
             order by d.name, a.rule_code, a.id
            """)
        .param("prefix", prefix)
        .query(String.class)
        .list();
  }

  /**
   * What rules remember of each device; but not when in our time it began, nor what they passed
   * over.
   */
  List<String> states(String prefix) {
    return db.sql(
            """
            select substr(d.name, length(:prefix) + 1) || ' ' || r.code || ' ' || s.part || ' ' || (s.state - 'since' #- '{tracks,pressure,passed_over}')
              from rule_state s join rule r on r.id = s.rule_id join device d on d.id = s.device_id
             where starts_with(d.name, :prefix)
             order by d.name, r.code, s.part
            """)
        .param("prefix", prefix)
        .query(String.class)
        .list();
  }

  /**
   * Alerts whose timeline is none: it is raised once, first of all; every calm follows a breach and
   * every breach that is counted a calm; and what it counts is what happened.
   */
  List<String> brokenLives() {
    return db.sql(
            """
            with turn as (
              select alert_id, string_agg(
                       case what when 'raised' then 'R' when 'reopened' then 'O' when 'recurred' then 'A'
                                 when 'cleared' then 'C' when 'damped' then 'D' when 'stepped' then 'S' end,
                       '' order by id) as turns
                from alert_event group by alert_id)
            select a.rule_code || ' ' || a.phase || ' reopened ' || a.reopened || ' ' || t.turns
              from alert a join turn t on t.alert_id = a.id
             where t.turns !~ '^RS*((D?CO|DA)S*)*(D?C|D)?$'
                or a.reopened <> length(t.turns) - length(replace(t.turns, 'O', ''))
                or (a.phase = 'active') <> (t.turns ~ '[^C]$')
            """)
        .query(String.class)
        .list();
  }
}
