-- What retention has dropped so far. Keeping readings longer from some day on does not bring these
-- back, so no roll-up may be made again from what is left of them.
create table reading_dropped (
  step        text primary key check (step in ('raw', '1m')),
  until       timestamptz not null
);
