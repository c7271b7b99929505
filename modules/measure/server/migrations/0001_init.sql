create schema measure;

-- Raw touches, kept for a bounded time, without any person. One line stands for `calls` equal calls.
create table measure.touch (
  seq     bigint generated always as identity primary key,
  at      timestamptz not null,
  sort    text not null,
  service text not null,
  version int,
  role    text not null,
  need    text not null,
  channel text not null,
  kind    text not null,
  outcome text not null,
  started boolean not null,
  calls   int not null,
  session text
);
create index touch_at on measure.touch (at);

-- Sums by hour (`2026-03-09T14`) and by day (`2026-03-09`) of the region's clock. Boards read these alone.
create table measure.roll_up (
  grain    text not null,
  bucket   text not null,
  sort     text not null,
  service  text not null,
  role     text not null,
  need     text not null,
  channel  text not null,
  kind     text not null,
  outcome  text not null,
  touches  bigint not null,
  started  bigint not null,
  finished bigint not null,
  primary key (grain, bucket, sort, service, role, need, channel, kind, outcome)
);

-- The secret of a month. Lies alone and is destroyed when the month ends: without it no mark can be
-- brought back to a person.
create table measure.salt (
  month text primary key,
  salt  bytea not null
);

-- "This person was already counted in this cell": a keyed hash of both, so that two marks of one person
-- have nothing in common. Destroyed with the salt.
create table measure.mark (
  hash  bytea primary key,
  month text not null
);

-- Different people of a day or a month, by cell. These counts stay.
create table measure.people_count (
  bucket    text not null,
  dimension text not null,
  value     text not null,
  people    bigint not null,
  primary key (bucket, dimension, value)
);

-- Accounts of staff, as people tells: their touches are counted apart.
create table measure.staff (
  person_id text primary key
);
