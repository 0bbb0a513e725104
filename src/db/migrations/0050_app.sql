create table op_answer (
  account text not null,
  request text not null,
  answered_at text not null,
  answer text not null,
  primary key (account, request)
);
create index op_answer_at on op_answer (answered_at);
