-- Who is told of alerts, where it differs from the default. Owner: map-server/notify.
create table route_policy (
  severity text not null check (severity in ('red', 'orange', 'yellow', 'blue')),
  kind     text not null check (kind in ('any', 'gas', 'water', 'power', 'camera', 'other')),
  policy   jsonb not null,
  primary key (severity, kind)
);
