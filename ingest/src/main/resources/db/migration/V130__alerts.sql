-- Alerts, what happened to each, and incidents. Owner: ingest/alert.

-- Alerts that share one cause.
create table incident (
  id           bigint generated always as identity primary key,
  cause        text not null,                         -- power-loss, gateway-silent, spread, nearby, blind
  kind         text not null check (kind in ('gas', 'water', 'power', 'camera', 'other')),
  subject      text not null,                         -- building:7, grid:<code>, device:12, installation
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  severity     text not null check (severity in ('blue', 'yellow', 'orange', 'red')),
  outline      bytea,                                 -- WKB, WGS 84: hull of its members
  words_zh     text not null default '',
  words_en     text not null default ''
);
create unique index incident_one_open on incident (cause, kind, subject) where closed_at is null;

create table alert (
  id              bigint generated always as identity primary key,
  rule_id         int references rule (id),           -- null: raised by hand
  rule_version    int,
  rule_code       text not null default '',
  subject         text not null,                      -- device:12, building:7, grid:<code>, place
  kind            text not null check (kind in ('gas', 'water', 'power', 'camera', 'other')),
  device_id       int references device (id),
  quantity        text not null default '',           -- or an event's type, or silence
  severity        text not null check (severity in ('blue', 'yellow', 'orange', 'red')),
  worst           text not null check (worst in ('blue', 'yellow', 'orange', 'red')),
  phase           text not null check (phase in ('active', 'cleared', 'closed')),
  raised_at       timestamptz not null,               -- when we said so
  taken_at        timestamptz not null,               -- when the device saw it
  value           double precision,
  limit_value     double precision,
  held_s          double precision not null default 0,
  newest_value    double precision,                   -- of its last transition
  cleared_at      timestamptz,
  closed_at       timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  assigned_to     text,
  shelved_until   timestamptz,
  shelved_by      text,
  shelf_reason    text,
  judged          text check (judged in ('real', 'false')),
  judged_by       text,
  judge_reason    text,
  reopened        int not null default 0,
  repeats         int not null default 0,             -- of an event, without raising again
  chattering      boolean not null default false,
  silenced_by     int references planned_work (id),
  held_back_by    bigint references alert (id),
  incident_id     bigint references incident (id),
  building_id     int,
  leaf_grid_id    int,
  boundary_version_id int,
  grid_codes      text[] not null default '{}',
  lon             double precision,
  lat             double precision,
  address         text not null default '',
  title_zh        text not null,
  title_en        text not null,
  explanation_zh  text not null default '',
  explanation_en  text not null default '',
  action_zh       text not null default '',
  action_en       text not null default '',
  revision        bigint not null default 0           -- of its last change, for those who follow
);
create unique index alert_one_open on alert (rule_id, subject) where phase <> 'closed' and rule_id is not null;
create index alert_open on alert (severity, raised_at) where phase <> 'closed';
create index alert_raised on alert (raised_at desc);
create index alert_device on alert (device_id, raised_at desc);
create index alert_revision on alert (revision);
create index alert_incident on alert (incident_id) where incident_id is not null;
create index alert_cause on alert (held_back_by) where held_back_by is not null;
create sequence alert_change;                         -- what revision counts

-- Everything that happened to an alert; only ever added to.
create table alert_event (
  id          bigint generated always as identity primary key,
  alert_id    bigint not null references alert (id),
  at          timestamptz not null,
  what        text not null,                          -- raised, stepped, cleared, reopened, acknowledged, ...
  severity    text,
  quantity    text,
  value       double precision,
  limit_value double precision,
  taken_at    timestamptz,                            -- the reading's own time
  who         text not null default '',               -- empty: the rule
  words       text not null default ''
);
create index alert_event_alert on alert_event (alert_id, id);
create function alert_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what happened to an alert is not changed afterwards';
end $$;
create trigger alert_event_append_only before update or delete on alert_event
  for each row execute function alert_event_is_append_only();
