-- Listeners sign in beside our own processes; both are looked up by name.
alter table service_credential
  add column part text not null default 'service' check (part in ('service', 'listener')),
  add column last_used_at timestamptz not null default now();
