-- Devices, their series and credentials, and where each device is. Owner: ingest/device.

-- One row, locked by whoever changes the registry: so revisions become visible in their own order,
-- and "everything after revision n" never misses a change that committed late.
create table registry_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null default 0
);
insert into registry_revision default values;

create table device (
  id                  int generated always as identity primary key,
  name                text not null unique check (name ~ '^[A-Za-z0-9._-]{1,64}$'), -- on the wire
  kind                text not null check (kind in ('gas', 'water', 'power', 'camera')),
  model               text not null default '',       -- detector, regulator, meter, pump-room, cabinet, ...
  label               text not null default '',       -- what people call it
  expected_interval_s int not null check (expected_interval_s between 1 and 2678400),
  lon                 double precision,
  lat                 double precision,
  address             text not null default '',
  gateway_id          int references device (id),     -- the gateway it speaks behind, if any
  token_sha256        bytea,                          -- null: may not connect to our broker by itself
  live_url            text not null default '',       -- camera: where its picture can be watched
  tags                text[] not null default '{}',
  original_time       boolean not null default false, -- exempt from retention: replayed history
  registered_at       timestamptz not null default now(),
  retired_at          timestamptz,
  revision            bigint not null default 0,
  check ((lon is null) = (lat is null)),
  check (lon between -180 and 180 and lat between -90 and 90)
);
create index device_revision on device (revision);
create index device_gateway on device (gateway_id) where gateway_id is not null;

-- A broken device replaced by another keeps its row, its place and its series; only its name on the wire changes.
create table device_name_history (
  device_id  int not null references device (id),
  name       text not null,
  until      timestamptz not null default now(),
  reason     text not null default ''
);
create index device_name_history_device on device_name_history (device_id);

-- Where a device was, from when to when; written by map-server, which alone knows geometry.
create table device_place (
  device_id           int not null references device (id),
  valid_from          timestamptz not null,
  valid_to            timestamptz,
  building_id         int,
  leaf_grid_id        int,                            -- null: unassigned
  boundary_version_id int,
  primary key (device_id, valid_from)
);
create unique index device_place_now on device_place (device_id) where valid_to is null;

create table series (
  id        int generated always as identity primary key,
  device_id int not null references device (id),
  quantity  text not null check (quantity ~ '^[a-z][a-z0-9_]{0,39}$'),
  unique (device_id, quantity)
);

-- The newest value of each series, written at most once per series every few seconds.
create table latest (
  series_id  int primary key,
  taken_at   timestamptz not null,
  value      double precision not null,
  quality    smallint not null
) with (fillfactor = 70);

-- What a device is doing now. state: normal, warning, alarm, silent.
create table device_state (
  device_id     int primary key references device (id),
  state         text not null default 'normal' check (state in ('normal', 'warning', 'alarm', 'silent')),
  since         timestamptz not null default now(),
  last_heard_at timestamptz,
  online        boolean,                              -- its own word (status topic); null: never said
  reason        text not null default ''              -- what made the state: a quantity, an event type, silence
) with (fillfactor = 70);

-- Something a device saw.
create table device_event (
  id          bigint generated always as identity primary key,
  device_id   int not null references device (id),
  event       text not null,                          -- the device's own id of it
  type        text not null,
  score       double precision,
  started_at  timestamptz not null,
  updated_at  timestamptz not null,
  ended_at    timestamptz,
  unique (device_id, event)
);
create index device_event_newest on device_event (device_id, started_at desc);

create table device_snapshot (
  device_id  int not null references device (id),
  event      text not null,
  taken_at   timestamptz not null default now(),
  jpeg       bytea not null,
  primary key (device_id, event)
);
create index device_snapshot_age on device_snapshot (taken_at);
alter table device_snapshot alter column jpeg set storage external;

-- Who speaks and is not registered. Nothing of it is stored as a reading before it is adopted.
create table newcomer (
  name         text primary key,
  first_heard  timestamptz not null,
  last_heard   timestamptz not null,
  messages     bigint not null,
  last_topic   text not null,
  last_payload bytea not null,
  gateway      text                                   -- the gateway that spoke for it, if any
);

-- What could not be taken, newest kept; the counts stay for ever.
create table reject (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  reason      text not null,
  detail      text not null default '',
  topic       text not null,
  first_bytes bytea not null
);
create index reject_reason on reject (reason, id desc);

create table reject_count (
  day    date not null,
  reason text not null,
  count  bigint not null,
  primary key (day, reason)
);

-- Bands of a quantity: outside the warning band a device is in warning, outside the alarm band in alarm.
-- A device's own row wins over the quantity's. Null: no limit on that side.
create table quantity_band (
  quantity   text not null,
  device_id  int references device (id),
  warn_low   double precision,
  warn_high  double precision,
  alarm_low  double precision,
  alarm_high double precision,
  source     text not null default 'verify locally'
);
create unique index quantity_band_of on quantity_band (quantity, coalesce(device_id, 0));

-- Installation-wide settings and secrets that every process of the installation shares.
create table setting (
  name  text primary key,
  value jsonb not null
);

-- What our own processes sign in to the broker with; each makes its own at start.
create table service_credential (
  name       text primary key,
  sha256     bytea not null,
  created_at timestamptz not null default now()
);
