-- Drafts of new boundaries and what becomes of them. Owner: map-server/planner.

create table plan (
  id            int generated always as identity primary key,
  name          text not null,
  note          text not null default '',
  state         text not null default 'draft'
                check (state in ('draft', 'submitted', 'approved', 'in-force', 'refused', 'discarded')),
  shared        boolean not null default true,        -- false: its owner alone sees it
  version       int not null default 0,               -- counts every edit, undo and redo
  head          int not null default 0,               -- the step that the grids below stand at
  owner         text not null,
  base_at       timestamptz not null,                 -- when it was copied from what was in force
  base_revision bigint not null,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  reason        text not null default '',             -- why it should come into force
  effective_at  timestamptz,                          -- and when
  submitted_by  text,
  submitted_at  timestamptz,
  reviewed_by   text,
  reviewed_at   timestamptz,
  review_note   text not null default '',
  in_force_at   timestamptz,
  trouble       text not null default ''              -- why it could not come into force
);

-- What was in force when the plan began: compared again at the instant it takes effect.
create table plan_base (
  plan_id    int not null references plan (id) on delete cascade,
  grid_id    int not null references grid (id),
  code       text not null,
  parent     text not null,
  name       text not null,
  version_id int not null,                            -- boundary version of a leaf; 0: a parent
  primary key (plan_id, grid_id)
);

-- The grids of the plan as they are now, at its head.
create table plan_grid (
  plan_id  int not null references plan (id) on delete cascade,
  key      text not null,                             -- code of an existing grid; +1, +2 .. of a new one
  level    smallint not null check (level between 1 and 3),
  parent   text not null,
  name     text not null,
  locked   boolean not null default false,
  boundary bytea,                                     -- WKB of a leaf; null: a parent
  primary key (plan_id, key)
);

-- Every edit, with what it changed, so that it can be taken back and made again exactly.
create table plan_step (
  plan_id int not null references plan (id) on delete cascade,
  n       int not null,
  edit    jsonb not null,
  change  jsonb not null,                             -- before and after by key, boundaries as WKB in hex
  who     text not null,
  at      timestamptz not null,
  primary key (plan_id, n)
);

create table plan_comment (
  id          int generated always as identity primary key,
  plan_id     int not null references plan (id) on delete cascade,
  lon         double precision not null,
  lat         double precision not null,
  words       text not null,
  who         text not null,
  at          timestamptz not null,
  settled_by  text,
  settled_at  timestamptz
);
create index plan_comment_plan on plan_comment (plan_id);

-- What planners decide about open alerts, by the key of the grid they leave.
create table plan_handover (
  plan_id  int not null references plan (id) on delete cascade,
  alert_id bigint not null,
  moves    boolean not null,                          -- true: to the new grid's leader; false: stays
  primary key (plan_id, alert_id)
);
