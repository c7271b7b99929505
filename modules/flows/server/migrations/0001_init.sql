create schema flows;

-- Frozen, content-addressed copies of flows. A session keeps the version it began with.
create table flows.version (
  hash       text primary key,
  flow       text not null,
  number     int not null,
  body       jsonb not null,
  created_at timestamptz not null,
  unique (flow, number)
);

-- `live` is what new sessions take. Rolling back moves the alias.
create table flows.alias (
  flow text not null,
  name text not null,
  hash text not null references flows.version,
  primary key (flow, name)
);

-- One talk. `state` is the fold of its events, kept for speed; sealed, because it holds what people said.
create table flows.session (
  id          text primary key,
  flow        text not null,
  version     text not null references flows.version,
  channel     text not null,
  person_key  text not null,
  person_kind text not null,
  status      text not null,
  inputs      bytea not null,
  state       bytea not null,
  events      int not null,
  started_at  timestamptz not null,
  last_at     timestamptz not null
);
create index session_last on flows.session (last_at);
create index session_person on flows.session (person_key);

-- The journal: everything that may have influenced a talk, in order.
create table flows.event (
  session text not null references flows.session on delete cascade,
  n       int not null,
  at      timestamptz not null,
  body    bytea not null,
  primary key (session, n)
);

-- Events of platforms that were answered: a repeated one gets the same answer and has no effect.
create table flows.turn (
  channel  text not null,
  event_id text not null,
  session  text,
  answer   bytea not null,
  at       timestamptz not null,
  primary key (channel, event_id)
);
create index turn_at on flows.turn (at);

-- Where a person of a messenger or of a voice assistant stands.
create table flows.lane (
  id        text primary key,
  session   text,
  is_open   boolean not null default true,
  at        timestamptz not null
);

-- What a person without an account has told of themselves on a platform.
create table flows.person (
  key  text primary key,
  body bytea not null,
  at   timestamptz not null
);

-- Acts, under their idempotency keys: begun before the service is called, done after it has answered.
create table flows.effect (
  key     text primary key,
  session text not null,
  service text not null,
  state   text not null,
  result  bytea,
  at      timestamptz not null
);

-- Events of platforms that are answered before they are worked on.
create table flows.inbox (
  id         bigint generated always as identity primary key,
  channel    text not null,
  event_id   text not null,
  lane       text not null,
  body       bytea not null,
  state      text not null default 'waiting',
  attempts   int not null default 0,
  at         timestamptz not null,
  unique (channel, event_id)
);
create index inbox_waiting on flows.inbox (lane, id) where state = 'waiting';
create index inbox_at on flows.inbox (at);

-- Messages on their way out: waiting → sending → sent | unknown | failed.
create table flows.outbox_message (
  id          bigint generated always as identity primary key,
  channel     text not null,
  chat        text not null,
  session     text,
  body        bytea not null,
  state       text not null default 'waiting',
  due_at      timestamptz not null,
  attempts    int not null default 0,
  platform_id text,
  reason      text,
  sent_at     timestamptz,
  at          timestamptz not null
);
create index outbox_message_lane on flows.outbox_message (channel, chat, id) where state in ('waiting', 'sending');
create index outbox_message_at on flows.outbox_message (at);

-- Lists and choices of several pages, so that a press can turn them.
create table flows.shown (
  chat text not null,
  key  text not null,
  body bytea not null,
  at   timestamptz not null,
  primary key (chat, key)
);
create index shown_at on flows.shown (at);

-- One-time codes and links that carry a talk to another channel.
create table flows.continuation (
  token_hash bytea primary key,
  code_hash  bytea not null,
  session    text not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index continuation_code on flows.continuation (code_hash);

create table flows.wrong_code (
  device text primary key,
  count  int not null,
  until  timestamptz not null
);

-- How far a bot has read its updates by polling.
create table flows.cursor (
  name     text primary key,
  position bigint not null
);
