create schema catalogue;
create extension if not exists pg_trgm;

create table catalogue.role (
  id       text primary key,
  place    int not null,
  title    jsonb not null,
  icon     text not null,
  note     jsonb not null,
  audience jsonb not null,
  -- Channels its people use; null means any.
  channels text[]
);

create table catalogue.need (
  id    text primary key,
  place int not null,
  title jsonb not null,
  -- How often each role has it: [{role, perYear, share, source}].
  roles jsonb not null
);

create table catalogue.service (
  id        text primary key,
  place     int not null,
  flow      text not null,
  title     jsonb not null,
  summary   jsonb not null,
  owner     jsonb not null,
  cost      jsonb not null,
  icon      text not null,
  roles     text[] not null,
  needs     text[] not null,
  channels  text[] not null,
  -- Empty: the whole region.
  districts text[] not null
);
create index service_flow on catalogue.service (flow);

create table catalogue.coverage (
  service    text not null references catalogue.service on delete cascade,
  need       text not null references catalogue.need on delete cascade,
  degree     text not null,
  part       double precision not null,
  why        jsonb not null,
  assured_on date not null,
  primary key (service, need)
);

-- Everything a service can be found by, one line a phrase, so that a hit can say why.
create table catalogue.phrase (
  service text not null references catalogue.service on delete cascade,
  source  text not null,
  words   text not null,
  vector  tsvector not null
);
create index phrase_vector on catalogue.phrase using gin (vector);
create index phrase_service on catalogue.phrase (service);

-- Words of all phrases, for slips of the hand.
create table catalogue.term (
  word text primary key
);
create index term_similar on catalogue.term using gin (word gin_trgm_ops);
