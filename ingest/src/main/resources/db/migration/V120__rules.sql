-- Safety rules, what they know between two readings, and when nobody shall be told. Owner: ingest/rule.

-- As the API says a rule, see docs/rules.md. A change makes a new version and keeps the old one.
create table rule (
  id         int generated always as identity primary key,
  code       text not null unique check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  version    int not null default 1,
  enabled    boolean not null default true,
  definition jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by text not null default '',
  ended_at   timestamptz                              -- deleted: judges nothing, its alerts keep their name
);

create table rule_version (
  rule_id    int not null references rule (id),
  version    int not null,
  enabled    boolean not null,
  definition jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (rule_id, version)
);

-- Counts every change of rules, planned work and holidays, so that whoever judges sees it within seconds.
create table rule_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null default 0
);
insert into rule_revision default values;

-- What a rule knows of a device that is not calm: steps that stand, holds that run. Written in the transaction of the
-- readings that changed it, so that a restart goes on in the middle of a hold.
create table rule_state (
  rule_id   int not null references rule (id),
  device_id int not null references device (id),
  part      smallint not null default 0,              -- of a rule that puts several together: 1, 2, ...
  state     jsonb not null,
  primary key (rule_id, device_id, part)
) with (fillfactor = 70);

create table holiday (
  day     date primary key,
  name    text not null default '',
  working boolean not null default false              -- true: a weekend day that is worked
);

-- Announced work: alerts of what it touches are kept quiet, with a trace, and it ends by itself.
create table planned_work (
  id         int generated always as identity primary key,
  place      text not null check (place in ('device', 'building', 'grid')),
  place_ref  text not null,                           -- device name, building id, grid code
  kinds      text[] not null default '{}',            -- empty: all
  from_at    timestamptz not null,
  to_at      timestamptz not null check (to_at > from_at),
  reason     text not null,
  made_by    text not null,
  made_at    timestamptz not null default now(),
  ended_at   timestamptz,                             -- before its time
  ended_by   text
);
create index planned_work_to on planned_work (to_at);

-- The codes of the leaf a device stands in and of all above it, so that rules can name any of them.
alter table device_place add column grid_codes text[] not null default '{}';
