-- Who may sign in, with what rights, and what they did. Owner: map-server/account.

create table account (
  id              int generated always as identity primary key,
  name            text not null unique check (name ~ '^[A-Za-z0-9._@-]{1,64}$'),
  display_name    text not null default '',
  password_hash   text not null,
  role            text not null check (role in ('viewer', 'officer', 'leader', 'planner', 'operator')),
  language        text not null default 'zh' check (language in ('zh', 'en')),
  disabled        boolean not null default false,
  failed_sign_ins int not null default 0,
  locked_until    timestamptz,
  rights_version  int not null default 0,             -- raised with every change: running sessions notice
  created_at      timestamptz not null default now()
);

-- The grids an account is limited to (with everything below them). No row: the whole community,
-- except for a leader, who without a grid sees nothing.
create table account_grid (
  account_id int not null references account (id) on delete cascade,
  grid_id    int not null references grid (id),
  primary key (account_id, grid_id)
);

create table api_token (
  id         int generated always as identity primary key,
  account_id int not null references account (id) on delete cascade,
  name       text not null,
  sha256     bytea not null unique,
  scopes     text[] not null,                         -- read, registry, operate
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used  timestamptz,
  revoked_at timestamptz
);

create table audit_log (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  who     text not null,
  address text not null default '',
  action  text not null,                              -- sign-in, device.create, grid.import, ...
  subject text not null default '',
  detail  jsonb not null default '{}'
);

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function audit_log_is_append_only();
