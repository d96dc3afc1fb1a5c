-- The morning on which it was last looked whether people can be reached. Owner: map-server/notify.
create table chain_watch (
  one       boolean primary key default true check (one),
  looked_on date not null
);
-- A new installation has a day to name its people.
insert into chain_watch (looked_on) values (current_date);
