-- Who is signed in at a browser. The token itself is never kept, only its SHA-256.
create table op_session (
  token text primary key,
  account text not null,
  device text not null,
  address text not null,
  opened_at text not null,
  seen_at text not null,
  ends_at text not null,
  csrf text not null,
  lang text not null
);
create index op_session_account on op_session (account, opened_at);
