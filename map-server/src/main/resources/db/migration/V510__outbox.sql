-- Channels, what people are told through them, and how far the telling of each alert has come. Owner: map-server/notify.

create table channel (
  id           int generated always as identity primary key,
  name         text not null,
  settings     jsonb not null,                        -- with its secrets
  grid_code    text,                                  -- only for alerts in this grid; null: for all
  control_room text,                                  -- whom to reach in the control room; null: not for it
  enabled      boolean not null default true,
  removed_at   timestamptz,
  failures     int not null default 0,                -- in a row
  open_until   timestamptz,                           -- it is down: nothing goes out before
  trial_until  timestamptz                            -- one message is finding out whether it is up again
);
create unique index channel_name on channel (name) where removed_at is null;

-- One message to one person by one way; what it says is worked out when it goes.
create table notice (
  id          bigint generated always as identity primary key,
  key         text not null unique,                   -- the same at every try
  alert_id    bigint references alert (id),           -- null: it carries several, which are folded into it
  occasion    text not null check (occasion in
                ('raised', 'worse', 'reminder', 'handed-over', 'cleared', 'digest', 'drill', 'help')),
  severity    text not null check (severity in ('blue', 'yellow', 'orange', 'red')),
  round       int not null,                           -- of the alert's escalation
  target      text not null,                          -- which step of the policy; empty: none
  person_id   int references person (id),             -- null: the control room
  means       text not null,
  address     text not null,
  rest        jsonb not null default '[]',            -- ways that are tried if this one fails
  channel_id  int references channel (id),            -- null: there is none for it
  state       text not null check (state in
                ('queued', 'sending', 'sent', 'unknown', 'failed', 'folded', 'dropped')),
  queued_at   timestamptz not null,
  due_at      timestamptz not null,
  lease_until timestamptz,                            -- whoever sends it has died if it is past
  tries       int not null default 0,
  ended_at    timestamptz,
  why         text not null default '',
  provider_id text not null default '',
  folded_into bigint references notice (id)
);
create index notice_waiting on notice (channel_id, due_at) where state in ('queued', 'sending');
create index notice_alert on notice (alert_id, id);
create index notice_folded on notice (folded_into) where folded_into is not null;

-- Each attempt; one without an end was under way when its process died.
create table notice_try (
  notice_id  bigint not null references notice (id),
  n          int not null,
  channel_id int not null references channel (id),
  receiver   text not null,                           -- whose allowance it used up
  began_at   timestamptz not null,
  ended_at   timestamptz,
  receipt    text,                                    -- taken, refused, later, unknown
  why        text not null default '',
  primary key (notice_id, n)
);
create index notice_try_channel on notice_try (channel_id, began_at);

-- How far the telling of an alert has come.
create table escalation (
  alert_id bigint primary key references alert (id),
  severity text not null check (severity in ('blue', 'yellow', 'orange', 'red')),
  occasion text not null,
  state    text not null check (state in ('running', 'quiet', 'answered', 'over')),
  round    int not null,                              -- how often it began
  since    timestamptz not null,                      -- what the steps count from
  calls    int not null,                              -- made in this round
  steps    int not null,                              -- of its policy; calls after them are repeats
  next_at  timestamptz                                -- null: nothing more by itself
);
create index escalation_due on escalation (next_at) where next_at is not null;

-- Up to which change of alerts they have been looked at, and when last at those that wait.
create table escalation_cursor (
  one      boolean primary key default true check (one),
  revision bigint not null,
  swept_at timestamptz not null default 'epoch'
);
insert into escalation_cursor (revision) select coalesce(max(revision), 0) from alert;

-- Words of messages, where somebody has written others than the usual ones.
create table message_template (
  use      text not null,
  language text not null check (language in ('zh', 'en')),
  words    text not null,
  primary key (use, language)
);
