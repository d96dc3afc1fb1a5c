-- When the page behind a message's own link was touched. Owner: map-server/notify.
alter table notice add column seen_at timestamptz;
