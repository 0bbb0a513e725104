-- The second factor of accounts: working data, like passwords; nothing of it is in the log, and none can be rebuilt. Secrets are sealed
-- under a key outside the database, everything else is kept as a digest.
create table op_factor (
  account text primary key,
  sealed text not null,
  confirmed bigint not null,
  set_at text not null,
  last_step bigint not null,
  reset_by text not null,
  reset_at text not null
);
create table op_recovery_code (
  account text not null,
  digest text not null,
  primary key (account, digest)
);
create table op_factor_guess (
  id text primary key,
  account text not null,
  door bigint not null,
  guessed_ms bigint not null
);
create index op_factor_guess_account on op_factor_guess (account, door, guessed_ms);
create table op_trusted (
  token text not null,
  account text not null,
  device text not null,
  address text not null,
  opened_at text not null,
  ends_at text not null,
  primary key (token, account)
);
create index op_trusted_account on op_trusted (account);
create table op_at_door (
  token text primary key,
  account text not null,
  ends_at text not null
);
-- Which signed reports anybody may see who has their code, and how much of them; who allowed it stands in the log.
create table op_public (
  report text primary key,
  code text not null,
  level bigint not null,
  number bigint not null,
  changed_at text not null
);
create index op_public_code on op_public (code);
-- Checkpoints that were handed to somebody outside: what an anchor is, and how old the newest.
create table op_anchor (
  id text primary key,
  log_size bigint not null,
  root text not null,
  kind text not null,
  holder text not null,
  account text not null,
  handed_at text not null
);
create index op_anchor_at on op_anchor (handed_at);
