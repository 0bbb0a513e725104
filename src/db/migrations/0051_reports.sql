-- Reports made and not yet signed: how to make the same bytes again. What is signed is in the log.
create table op_report (
  id text primary key,
  template text not null,
  template_digest text not null,
  unit text not null,
  year bigint not null,
  quarter bigint not null,
  lang text not null,
  log_size bigint not null,
  made_day text not null,
  made_by text not null,
  made_at text not null,
  title text not null,
  files text not null,
  shown text not null,
  adopted text not null
);
