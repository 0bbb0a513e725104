-- Working: filters of the ledger's list that a person keeps under a name, for themselves or for all who read the unit.
create table op_view (
  id text primary key,
  account text not null,
  unit text not null,
  name text not null,
  query text not null,      -- as in the address: kind=theme_day&state=...
  shared bigint not null,   -- 1: all who may read the unit see it
  made_at text not null
);
create unique index op_view_name on op_view (account, unit, name);
