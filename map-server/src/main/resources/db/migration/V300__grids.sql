-- Grids, the versions of their boundaries, people, buildings. Owner: map-server/grid.

create table person (
  id    int generated always as identity primary key,
  name  text not null,
  phone text not null default '',
  note  text not null default ''
);

create table grid (
  id         int generated always as identity primary key,
  code       text not null unique,                    -- 12-digit area code + sequence
  level      smallint not null check (level between 1 and 3),
  parent_id  int references grid (id),
  name       text not null,
  created_at timestamptz not null default now(),
  ended_at   timestamptz,
  check ((level = 1) = (parent_id is null))
);
create index grid_parent on grid (parent_id);

-- Only leaves have a stored boundary (WKB, WGS 84, 1 cm); parents are the union of their children.
create table boundary_version (
  id         int generated always as identity primary key,
  grid_id    int not null references grid (id),
  valid_from timestamptz not null,
  valid_to   timestamptz,
  boundary   bytea not null,
  reason     text not null default ''
);
create unique index boundary_version_now on boundary_version (grid_id) where valid_to is null;

create table grid_person (
  grid_id    int not null references grid (id),
  person_id  int not null references person (id),
  part       text not null check (part in ('leader', 'deputy')),
  valid_from timestamptz not null default now(),
  valid_to   timestamptz,
  primary key (grid_id, person_id, part, valid_from)
);
create unique index grid_one_leader on grid_person (grid_id) where part = 'leader' and valid_to is null;

create table building (
  id         int generated always as identity primary key,
  address    text not null default '',
  name       text not null default '',
  households int not null default 0,
  residents  int not null default 0,
  floors     int not null default 0,
  outline    bytea not null,                          -- WKB, WGS 84
  centre_lon double precision not null,
  centre_lat double precision not null,
  source     text not null                            -- demo, osm, import
);

-- What is drawn behind everything: streets, water, green. Owner: map-server/basemap.
create table basemap_feature (
  id     int generated always as identity primary key,
  layer  text not null check (layer in ('street', 'water', 'green', 'rail', 'area')),
  class  text not null default '',                    -- street: primary, secondary, residential, footway
  name   text not null default '',
  shape  bytea not null,                              -- WKB, WGS 84
  source text not null
);
