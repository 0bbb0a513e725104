-- Derived from the log (room index): may be dropped and rebuilt at any time. What each table is for and why it is cut
-- this way: docs/life-of-a-record.md and docs/decisions/0050-what-a-count-reads.md.
-- from_index is the entry that made a row true, to_index the entry that ended it; 9223372036854775807 while it holds.
-- As of a log of size S hold the rows with from_index < S and to_index >= S.

-- One row per version of a record. `also`: kinds it also counts under, parted by one space.
create table ix_version (
--@sqlite   from_index integer primary key,
--@postgres   from_index bigint primary key,
  to_index bigint not null,
  record text not null,
  number bigint not null,
  kind text not null,
  also text not null,
  unit text not null,
  state text not null,
  first_day text,
  last_day text,
  counts bigint not null,
  timing bigint not null,
  title text not null,
  batch text,
  first_entered text not null
);
create index ix_version_record on ix_version (record);
create index ix_version_batch on ix_version (batch) where batch is not null;

-- What a count reads, and nothing else: one row per version under its own kind (own = 1) and under each kind it also
-- counts under (own = 0). first_day is '' when unknown. look: hash of the folded title, for "looks the same".
create table ix_under (
  kind text not null,
  unit text not null,
  first_day text not null,
  from_index bigint not null,
  to_index bigint not null,
  own bigint not null,
  counts bigint not null,
  timing bigint not null,
  state text not null,
  look bigint not null,
--@sqlite   primary key (kind, unit, first_day, from_index)
--@postgres   primary key (kind, unit, first_day, from_index) include (to_index, own, counts, timing, state, look)
--@sqlite ) without rowid;
--@postgres );

-- Values of the fields that figures may use. num is scaled by 10,000 (money in yuan); persons and several choices take
-- one row each, numbered by ord from 0.
create table ix_value (
  from_index bigint not null,
  field text not null,
  ord bigint not null,
  num bigint,
  text text,
  primary key (from_index, field, ord)
--@sqlite ) without rowid;
--@postgres );

-- How many rows of ix_under count now, per month (yyyymm, 0 = no day known). Kept in the write that changes them.
create table ix_tally (
  month bigint not null,
  kind text not null,
  unit text not null,
  n bigint not null,
  late bigint not null,
  taken_over bigint not null,
  primary key (month, kind, unit)
--@sqlite ) without rowid;
--@postgres );

-- One row per file attached. to_index: the entry of the better file that stands for it.
create table ix_evidence (
--@sqlite   from_index integer primary key,
--@postgres   from_index bigint primary key,
  to_index bigint not null,
  record text not null,
  digest text not null,
  name text not null,
  media_type text not null,
  role text not null,
  size bigint not null
);
create index ix_evidence_record on ix_evidence (record);
create index ix_evidence_digest on ix_evidence (digest);

-- Texts that search finds, as typed, fields parted by U+001F. doc orders them by the record's first day, then by the
-- order in which they came. source: index of the version the text stands in, or 'e' and the digest of a file.
create table ix_search_doc (
--@sqlite   doc integer primary key,
--@postgres   doc bigint primary key,
  record text not null,
  unit text not null,
  source text not null,
  text text not null
);
create index ix_search_doc_record on ix_search_doc (record);
--@sqlite create virtual table ix_search_words using fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
--@postgres create table ix_search_words (doc bigint primary key, words tsvector not null);
--@postgres create index ix_search_words_words on ix_search_words using gin (words);

-- How far search has followed the log. rules: how texts become words; other rules mean: index anew. changed counts every
-- change of texts made outside the follower. to_tidy: erased words still lie in the index until it is merged.
create table ix_search_cursor (
--@sqlite   id integer primary key,
--@postgres   id bigint primary key,
  next bigint not null,
  rules text not null,
  changed bigint not null,
  to_tidy bigint not null
);
insert into ix_search_cursor (id, next, rules, changed, to_tidy) values (1, 0, '', 0, 0);
