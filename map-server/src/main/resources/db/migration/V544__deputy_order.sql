-- In which order deputies are asked. Owner: map-server/notify.
alter table grid_person add column rank smallint not null default 0;
