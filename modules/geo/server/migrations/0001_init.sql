create schema geo;

create table geo.district (
  id      text primary key,
  name    jsonb not null,
  short   jsonb not null,
  lat     double precision not null,
  lon     double precision not null,
  outline jsonb not null
);

create table geo.municipality (
  id       text primary key,
  district text not null references geo.district deferrable initially deferred,
  name     jsonb not null,
  kind     text not null,
  lat      double precision not null,
  lon      double precision not null
);
create index municipality_district on geo.municipality (district);

-- A house on a street. `low` and `high` are its numbers: 28 and 30 for «28-30». `spot` is metres on a
-- flat map of the region, so that the nearest by the index is the nearest on the ground.
create table geo.building (
  id           text primary key,
  street       text not null,
  house        text not null,
  low          int not null,
  high         int not null,
  district     text not null,
  municipality text,
  lat          double precision not null,
  lon          double precision not null,
  postcode     text,
  spot         point not null
);
create index building_street on geo.building (street, low);
create index building_spot on geo.building using gist (spot);

-- Which file of addresses beside the pack was loaded.
create table geo.loaded (
  id     boolean primary key default true check (id),
  mirror text not null
);
