-- Trying out who is told in a grid. Owner: map-server/notify.
create table drill (
  id         int generated always as identity primary key,
  grid_id    int not null references grid (id),
  severity   text not null check (severity in ('yellow', 'orange', 'red')),
  kind       text not null,
  started_by text not null,
  started_at timestamptz not null,
  until      timestamptz not null,                    -- it is over then, answered or not
  alert_id   bigint references alert (id),            -- null: it is about to be raised
  over_at    timestamptz
);
create unique index drill_running on drill (grid_id) where over_at is null;
create index drill_alert on drill (alert_id);
