-- Which account is whose, and browsers as ways to reach people. Owner: map-server/notify.

-- Whoever signs in with it is this person, and may switch on notifications for them.
alter table person add column account_id int unique references account (id) on delete set null;

-- Since then the way leads nowhere: it is shown, and nothing is sent there.
alter table person_way add column ended_at timestamptz;
-- What the last test message to a browser was called; whoever repeats it has received that message.
alter table person_way add column proof text;
