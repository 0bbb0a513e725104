-- One row per approval given. The two unique keys are the four-eyes rule: one person counts once for one version of one
-- thing, and one step is taken once, whatever order or speed requests come in.
create table ix_approval (
  object text not null,
  for_version bigint not null,
  transition text not null,
  step bigint not null,
  approver text not null,
  shown text not null,
  outcome text not null,
  entry bigint not null,
  constraint ix_approval_person unique (object, for_version, transition, shown, approver),
  constraint ix_approval_step unique (object, for_version, transition, shown, step)
);
