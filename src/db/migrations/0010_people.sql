create table ix_unit (
  id text primary key,
  parent text not null,
  name text not null,
  place bigint not null,
  entry bigint not null
);
create table ix_person (
  id text primary key,
  unit text not null,
  name text not null,
  folded text not null,
  first_day text,
  last_day text,
  entry bigint not null
);
create index ix_person_folded on ix_person (folded);
create index ix_person_unit on ix_person (unit, entry);
create table ix_account (
  id text primary key,
  login text not null,
  name text not null,
  person text not null,
  os_user text not null,
  disabled bigint not null,
  entry bigint not null
);
create unique index ix_account_login on ix_account (login);
create unique index ix_account_os_user on ix_account (os_user) where os_user <> '';
create table ix_right (
  account text not null,
  role text not null,
  unit text not null,
  first_day text,
  last_day text,
  delegated_by text not null,
  entry bigint not null,
  primary key (account, role, unit)
);
create table op_credential (
  account text primary key,
  password text,
  code text,
  code_expires text,
  failures bigint not null,
  changed_at text not null
);
