create schema bus;
create extension if not exists pg_trgm;

-- Great-circle metres, the same formula and radius as kernel/contract/geo.ts.
create function bus.metres(lat1 float8, lon1 float8, lat2 float8, lon2 float8) returns float8
language sql immutable parallel safe as $$
  select 2 * 6371008.8 * asin(least(1.0, sqrt(
    power(sin(radians(lat2 - lat1) / 2), 2)
    + cos(radians(lat1)) * cos(radians(lat2)) * power(sin(radians(lon2 - lon1) / 2), 2))))
$$;

-- What readers see of a dataset. `version` is the seq of the last line of its log.
create table bus.dataset (
  id           text primary key,
  version      bigint not null default 0,
  rows         int not null default 0,
  origin       text,
  -- When the rows were last found good, changed or not.
  as_of        timestamptz,
  published_at timestamptz,
  run_id       text
);

-- The current rows. A row names the run that brought it; the run names the bytes it read.
create table bus.row (
  dataset     text not null,
  key         text collate "C" not null,
  hash        text not null,
  body        jsonb not null,
  lat         float8,
  lon         float8,
  place       point generated always as (case when lat is null or lon is null then null else point(lon, lat) end) stored,
  title_words text not null,
  words       text not null,
  found_by    tsvector generated always as (
    setweight(to_tsvector('russian', title_words), 'A') || setweight(to_tsvector('russian', words), 'B')) stored,
  run_id      text not null,
  primary key (dataset, key)
);
create index row_place on bus.row using gist (place);
create index row_found_by on bus.row using gin (found_by);
create index row_words on bus.row using gin (words gin_trgm_ops);
create index row_body on bus.row using gin (body jsonb_path_ops);

-- Real changes only: running a source again writes nothing here.
create table bus.log (
  seq         bigint generated always as identity primary key,
  dataset     text not null,
  key         text collate "C" not null,
  op          text not null check (op in ('put', 'delete')),
  before_hash text,
  hash        text,
  body        jsonb,
  run_id      text not null,
  at          timestamptz not null
);
create index log_dataset on bus.log (dataset, seq);

create table bus.source (
  id          text primary key,
  next_due_at timestamptz not null,
  failures    int not null default 0,
  -- ETag and the like of the last good reading, by origin.
  validators  jsonb not null default '{}'
);

create table bus.run (
  id              text primary key,
  source          text not null,
  dataset         text not null,
  origin          text not null,
  state           text not null check (state in ('waiting', 'running', 'published', 'unchanged', 'failed', 'cancelled')),
  phase           text not null default 'reading' check (phase in ('reading', 'publishing', 'over')),
  forced          boolean not null default false,
  -- Who works on it: a later worker takes over, and the earlier one finds its batch refused.
  worker          text,
  -- Where to go on: whole reads, and rows of the read under way.
  reads_done      int not null default 0,
  rows_done       int not null default 0,
  read            int not null default 0,
  kept            int not null default 0,
  rejected        int not null default 0,
  bytes           bigint not null default 0,
  reasons         jsonb not null default '{}',
  created_at      timestamptz not null,
  started_at      timestamptz,
  beat_at         timestamptz not null,
  finished_at     timestamptz,
  problem_code    text,
  problem_details jsonb,
  version         bigint,
  added           int,
  changed         int,
  removed         int
);
create unique index run_one_at_a_time on bus.run (source) where state in ('waiting', 'running');
create index run_newest on bus.run (source, created_at desc, id desc);

-- The bytes a run has read, kept in the file store under their hash.
create table bus.run_read (
  run_id   text not null references bus.run on delete cascade,
  n        int not null,
  address  text not null,
  hash     text not null,
  size     bigint not null,
  headers  jsonb not null,
  read_at  timestamptz not null,
  primary key (run_id, n)
);

-- Rows of a run that is not over. Readers never look here.
create table bus.staged (
  run_id      text not null,
  key         text collate "C" not null,
  hash        text not null,
  body        jsonb not null,
  lat         float8,
  lon         float8,
  title_words text not null,
  words       text not null,
  primary key (run_id, key)
);

-- Quarantine: rows a source gave that the dataset cannot hold.
create table bus.reject (
  source        text not null,
  id            text not null,
  code          text not null,
  field         text,
  message       text not null,
  raw           jsonb not null,
  run_id        text not null,
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (source, id)
);

create table bus.app (
  id         text primary key,
  owner_id   text not null,
  name       text not null,
  purpose    text,
  created_at timestamptz not null
);
create index app_owner on bus.app (owner_id, created_at);

-- Only the hash of a key is kept.
create table bus.key (
  id           text primary key,
  app_id       text not null references bus.app on delete cascade,
  kind         text not null check (kind in ('sec', 'pub')),
  hash         text not null,
  origins      text[] not null,
  created_at   timestamptz not null,
  ends_at      timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
create index key_app on bus.key (app_id, created_at);

-- A minute of use is one line for each app, dataset, operation and class of status. Never a line for each call.
create table bus.usage (
  minute       timestamptz not null,
  app          text not null,
  dataset      text not null,
  operation    text not null,
  status_class text not null,
  calls        bigint not null,
  bytes        bigint not null,
  latency_ms   float8 not null,
  primary key (app, minute, dataset, operation, status_class)
);
