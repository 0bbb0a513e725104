-- Working table: what programs show instead of a person's password. The secret itself is never kept, only its SHA-256.
-- Scopes are words with a space between them; used_at is '' until it is first used.
create table op_token (
  secret text primary key,
  id text not null,
  account text not null,
  name text not null,
  scopes text not null,
  made_at text not null,
  ends_at text not null,
  used_at text not null,
  used_from text not null
);
create unique index op_token_id on op_token (id);
create index op_token_account on op_token (account, made_at);
