-- The office's own documents and the way of its reports. Derived: ix_layout, ix_route (made again from the log by rebuild).
-- Working: op_layout, documents whose places are being bound and are not yet in force; op_report.marks, how a report was written.
create table ix_layout (
  object text not null,
  version bigint not null,
  form text not null,
  entry bigint not null,
  primary key (object, version)
);
-- Where each report is now: whose turn it is, until when.
create table ix_route (
  report text primary key,
  state text not null,
  holder text not null,
  due text not null,
  entry bigint not null
);
create index ix_route_holder on ix_route (holder);
create table op_layout (
  id text primary key,
  owner text not null,
  base text not null,
  form text not null,
  name text not null,
  digest text not null,
  facts text not null,
  made_at text not null
);
alter table op_report add column marks text not null default '';
