-- Links of messages, and what people send from the spot. Owner: map-server/notify.

-- What signs the links: made once per installation by whoever needs it first. Without the row all links are void.
create table link_secret (
  only_one boolean primary key default true check (only_one),
  secret   bytea not null check (length(secret) = 32),
  made_at  timestamptz not null default now()
);

create table spot_photo (
  alert_id bigint not null references alert (id),
  n        smallint not null check (n between 1 and 12),
  at       timestamptz not null,
  who      text not null,
  sha256   bytea not null,                            -- of the bytes that were sent: the same photo comes once
  jpeg     bytea not null,
  primary key (alert_id, n),
  unique (alert_id, sha256)
);
