-- Whether a message has arrived, where that can be known. Owner: map-server/notify.
alter table notice add column delivered_at timestamptz;
alter table notice add column ask_at timestamptz;            -- when its provider is asked (again); null: it is not
alter table notice add column asked int not null default 0;
create index notice_ask on notice (ask_at) where ask_at is not null;
