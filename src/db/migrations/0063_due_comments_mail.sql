-- What an office is told of: what is due, what was said about a thing, what was read, what is mailed.

-- Derived (room index): clocks that run over records as they stand, so that what is due is found without reading records that
-- nothing waits for. clock: 'plan' (a day planned), 'deadline:<id>', 'step:<id>', 'check:<id>' of the kind. day: the day it is
-- reckoned from; how long it runs is the pack's. of_field: 1 when the day comes from a field (which may be erased). pack: whose
-- rules hold. Made anew by `rebuild`; filled once when an office of an older program is opened.
create table ix_clock (
  record text not null,
  clock text not null,
  kind text not null,
  unit text not null,
  day text not null,
  of_field bigint not null,
  pack text not null,
  primary key (record, clock)
--@sqlite ) without rowid;
--@postgres );
create index ix_clock_of_kind on ix_clock (kind, unit, clock, day);
create table ix_clock_filled (
--@sqlite   id integer primary key,
--@postgres   id bigint primary key,
  rules text not null
);
insert into ix_clock_filled (id, rules) values (1, '');

-- Derived (room index): which reports were signed, newest last, so that a list of them reads no histories.
create table ix_signoff (
--@sqlite   from_index integer primary key,
--@postgres   from_index bigint primary key,
  report text not null,
  unit text not null,
  number bigint not null,
  signed_at text not null,
  title text not null
);
create index ix_signoff_report on ix_signoff (report);

-- Enduring, outside the log: what people said about a record, a report (or a paragraph or figure of it), a finding of a check.
-- Text only; never changed; its author may withdraw it, then it stays as withdrawn. Emptied when the thing it stands on is erased.
create table op_comment (
  id text primary key,
  about text not null,      -- record, report, check
  object text not null,     -- id of the record, report or checked draft
  part text not null,       -- '' or which paragraph, figure or finding
  quote text not null,      -- what it stands on, as shown then
  unit text not null,       -- whose rights hold
  author text not null,
  said_at text not null,
  said text not null,
  withdrawn_at text
);
create index op_comment_object on op_comment (about, object, said_at);
create table op_mention (
  account text not null,
  comment text not null,
  said_at text not null,
  primary key (account, comment)
);

-- Working: which of the things in the inbox a person has looked at. An item that comes anew has another name.
create table op_inbox_read (
  account text not null,
  item text not null,
  read_at text not null,
  primary key (account, item)
);

-- Working: how many working days ahead a unit wants to be reminded of a kind ('' = of everything), where not as the pack says.
create table op_lead (
  unit text not null,
  kind text not null,
  days bigint not null,
  set_by text not null,
  set_at text not null,
  primary key (unit, kind)
);

-- Working: the secret address of a person's calendar. Only its SHA-256 is kept.
create table op_feed (
  account text primary key,
  secret text not null,
  lang text not null,
  made_at text not null,
  read_at text
);
create unique index op_feed_secret on op_feed (secret);

-- Working: how the office sends mail (one row), to whom, and what waits to be sent. password: sealed with a key of DIR/keys.
create table op_mail_way (
--@sqlite   id integer primary key,
--@postgres   id bigint primary key,
  settings text not null,
  password text not null,
  set_by text not null,
  set_at text not null
);
create table op_mail_person (
  account text primary key,
  address text not null,
  digest bigint not null,   -- 1: wants the daily digest
  lang text not null,
  set_at text not null
);
create table op_mail (
  id text primary key,
  account text not null,
  name text not null,       -- 'digest 2023-06-20': one of a name to a person
  address text not null,
  made_at text not null,
  message text not null,
  tries bigint not null,
  next_at text not null,
  sent_at text,
  given_up_at text,
  last_error text not null
);
create unique index op_mail_name on op_mail (account, name);
create index op_mail_waiting on op_mail (next_at) where sent_at is null and given_up_at is null;
