-- The outline of an incident is worked out from its alerts; nothing ever read or wrote worked weekends.
alter table incident drop column outline;
delete from holiday where working;
alter table holiday drop column working;
