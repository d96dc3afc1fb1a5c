-- A note is only ever added, so that an append never waits for the roll-up that makes the same hour
-- again; the roll-up takes notes away and does not mind one said twice.
alter table reading_late drop constraint reading_late_pkey;
