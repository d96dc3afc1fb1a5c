-- What a chattering alert and an acknowledged one have to remember. Owner: ingest/alert.

-- A chattering alert that is calm by its rule since then, and not cleared yet.
alter table alert add column calm_since timestamptz;
-- How bad it was when somebody took it on: worse since then is said on the board.
alter table alert add column acknowledged_severity text
  check (acknowledged_severity in ('blue', 'yellow', 'orange', 'red'));

-- All alerts of a rule on one subject: whether it chatters over several of them, and its history.
create index alert_of_rule on alert (rule_id, subject, raised_at desc);
create index alert_event_at on alert_event (at);
