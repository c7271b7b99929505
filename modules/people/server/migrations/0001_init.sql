create schema people;

-- One account. Homes and roles are the person's own choice and are read as a whole.
create table people.person (
  id         text primary key,
  email      text not null unique,
  lang       text not null,
  homes      jsonb not null default '[]',
  roles      text[] not null default '{}',
  created_at timestamptz not null
);

-- Links of letters. Only the hash of a token is kept: a stolen copy of the table signs nobody in.
create table people.link (
  token_hash bytea primary key,
  email      text not null,
  next       text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index link_email on people.link (email);
create index link_expiry on people.link (expires_at);

create table people.session (
  token_hash bytea primary key,
  person_id  text not null references people.person on delete cascade,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on people.session (person_id);
create index session_expiry on people.session (expires_at);

-- Roles of staff by address, so that they can be given before the first sign-in. A row that was revoked
-- stays as history until the person erases the account.
create table people.staff (
  id         text primary key,
  email      text not null,
  role       text not null,
  granted_by text,
  granted_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz
);
create unique index staff_once on people.staff (email, role) where revoked_at is null;

-- One row for each staff act; the outcome is written over `started`.
create table people.audit (
  seq        bigint generated always as identity primary key,
  request_id text not null unique,
  person_id  text not null,
  permission text not null,
  endpoint   text not null,
  subject    jsonb not null,
  outcome    text not null,
  at         timestamptz not null,
  ended_at   timestamptz
);
create index audit_person on people.audit (person_id, seq);

-- Letters that wait for the mail server, or, without one, for a reader of the outbox page.
create table people.mail (
  id         text primary key,
  recipient  text not null,
  subject    text not null,
  text       text not null,
  html       text not null,
  created_at timestamptz not null
);
create index mail_recipient on people.mail (recipient);
