-- How people are reached, and who is on duty when. Owner: map-server/notify. People and their parts are of V300.

alter table person add column retired_at timestamptz;

create table person_way (
  id          int generated always as identity primary key,
  person_id   int not null references person (id),
  rank        smallint not null,                      -- the order in which they are tried
  means       text not null check (means in ('sms', 'voice', 'email', 'wecom', 'dingtalk', 'feishu', 'push', 'webhook')),
  address     text not null,
  verified_at timestamptz,
  quiet_from  time,
  quiet_to    time,
  unique (person_id, means, address),
  check ((quiet_from is null) = (quiet_to is null))
);

create table person_leave (
  id        int generated always as identity primary key,
  person_id int not null references person (id),
  from_at   timestamptz not null,
  to_at     timestamptz not null,
  reason    text not null default '',
  check (from_at < to_at)
);
create index person_leave_person on person_leave (person_id);

-- A person's turn, week by week, by the clock on the wall; a night belongs to the day it begins on.
create table duty_shift (
  id        int generated always as identity primary key,
  grid_id   int not null references grid (id),
  person_id int not null references person (id),
  from_time time not null,
  to_time   time not null,
  days      smallint[] not null,                      -- 1 Monday to 7 Sunday; empty: every day
  holidays  text not null check (holidays in ('also', 'not', 'only')),
  from_day  date not null,
  to_day    date check (to_day >= from_day)
);
create index duty_shift_grid on duty_shift (grid_id);

-- Somebody takes over for a while; a later one wins over an earlier one.
create table duty_swap (
  id         int generated always as identity primary key,
  grid_id    int not null references grid (id),
  person_id  int not null references person (id),
  instead_of int references person (id),              -- null: of everybody
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  reason     text not null default '',
  made_by    text not null,
  made_at    timestamptz not null default now(),
  check (from_at < to_at)
);
create index duty_swap_grid on duty_swap (grid_id);
