-- What the store keeps beside the readings. The readings' own tables depend on whether there is
-- TimescaleDB; the store makes them at every start. Owner: ingest/store.

-- Every series that ever had a reading: what the roll-ups walk along.
create table reading_series (
  series_id int primary key
);

-- How far each roll-up is complete; what is younger is answered from finer steps.
create table reading_rollup (
  step        text primary key check (step in ('1m', '1h', '1d')),
  fresh_until timestamptz not null,
  zone        text not null default ''               -- of the days; a change makes them anew
);

-- Hours whose readings came after they were rolled up: to be done again. (Plain PostgreSQL only.)
create table reading_late (
  series_id int not null,
  hour      timestamptz not null,
  kept      boolean not null,
  primary key (series_id, hour, kept)
);
