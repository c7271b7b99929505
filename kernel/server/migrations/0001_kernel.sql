create schema if not exists kernel;

-- Facts as they were recorded, in the transaction of the act that caused them.
create table kernel.outbox (
  seq         bigint generated always as identity primary key,
  name        text not null,
  payload     jsonb not null,
  recorded_at timestamptz not null default now()
);

-- One line for each subscriber of a fact. The handler's writes and the removal of the line commit
-- together: a fact is delivered at least once and handled once.
create table kernel.delivery (
  id         bigint generated always as identity primary key,
  seq        bigint not null references kernel.outbox on delete cascade,
  subscriber text not null,
  attempts   int not null default 0,
  due_at     timestamptz not null default now(),
  last_error text
);
create index delivery_due on kernel.delivery (subscriber, due_at, id);
create index delivery_fact on kernel.delivery (seq);

-- Signs of life of job workers: a job locked by a silent worker is given to another.
create table kernel.worker (
  id      text primary key,
  seen_at timestamptz not null default now()
);

-- What of the region pack each module has already loaded.
create table kernel.pack_part (
  module    text primary key,
  hash      text not null,
  loaded_at timestamptz not null default now()
);

-- Counters of quotas: a worker leases units ahead and hands them out from memory.
create table kernel.counter (
  name       text primary key,
  used       bigint not null default 0,
  expires_at timestamptz not null
);
