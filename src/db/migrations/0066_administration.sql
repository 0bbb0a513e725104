-- A unit's last day in service (rebuildable: follows the `unit` entries of the log).
alter table ix_unit add column closed text;
-- Changes of packs that wait for a second person, and what came of them (working; what was adopted stands in the log). `files` is a list
-- of [path, bytes]; `base` the packs in force when it was judged; `editors` the accounts that had a hand in it.
create table op_pack_change (
  id text primary key,
  pack text not null,
  version text not null,
  files text not null,
  digest text not null,
  base text not null,
  state text not null,
  note text not null,
  editors text not null,
  changed_by text not null,
  changed_at text not null,
  decided_by text not null,
  decided_at text not null,
  decision text not null,
  entry bigint not null
);
create index op_pack_change_at on op_pack_change (changed_at);
-- Back-ups, rehearsals and nightly rounds: when, by whom, what came of them (working).
create table op_keeping (
  id text primary key,
  what text not null,
  started_by text not null,
  started_at text not null,
  ended_at text not null,
  good bigint not null,
  archive text not null,
  result text not null
);
create index op_keeping_at on op_keeping (started_at);
-- Orders of erasure waiting for a second person, and what came of them (working; the erasure itself stands in the log).
create table op_erase_order (
  id text primary key,
  object text not null,
  unit text not null,
  order_no text not null,
  basis text not null,
  open_too bigint not null,
  asked_by text not null,
  asked_at text not null,
  state text not null,
  decided_by text not null,
  decided_at text not null,
  entry bigint not null,
  result text not null
);
create index op_erase_order_at on op_erase_order (asked_at);
-- Looks into what one person did, for a named incident and with a second person's consent (working).
create table op_inquiry (
  id text primary key,
  account text not null,
  incident text not null,
  reason text not null,
  from_day text not null,
  to_day text not null,
  asked_by text not null,
  asked_at text not null,
  state text not null,
  decided_by text not null,
  decided_at text not null
);
create index op_inquiry_at on op_inquiry (asked_at);
