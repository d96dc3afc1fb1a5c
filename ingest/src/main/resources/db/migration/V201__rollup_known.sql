-- Where appends begin to count as late: moved on before the roll-up is made, fresh_until after it.
alter table reading_rollup add column known_until timestamptz;
