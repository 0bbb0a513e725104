-- name: put_version
-- One version of a record.
-- rows: bigint text bigint text text text text text text bigint bigint text text text
insert into ix_version (from_index, to_index, record, number, kind, also, unit, state, first_day, last_day, counts, timing,
  title, batch, first_entered)
values ($1, 9223372036854775807, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: newest_version
-- What the next version of a record needs to know of the one before.
select v.from_index, v.number, v.kind, v.also, v.unit, v.first_day, v.counts, v.timing, v.batch, v.first_entered, v.state
from entry l join ix_version v on v.from_index = l.idx where l.object = $1 and v.to_index = 9223372036854775807

-- name: end_version
-- A version ends where the next begins.
update ix_version set to_index = $1 where from_index = $2

-- name: put_under
-- A version stands under a kind.
-- rows: text text text bigint bigint bigint bigint text bigint
insert into ix_under (kind, unit, first_day, from_index, to_index, own, counts, timing, state, look)
values ($1, $2, $3, $4, 9223372036854775807, $5, $6, $7, $8, $9)

-- name: end_under
-- It stands there until the next version.
update ix_under set to_index = $1 where kind = $2 and unit = $3 and first_day = $4 and from_index = $5

-- name: put_value
-- One value of a version.
-- rows: bigint text bigint bigint text
insert into ix_value (from_index, field, ord, num, text) values ($1, $2, $3, $4, $5)

-- name: add_to_tally
-- A month or year, kind and unit have so many more in one state ('' = all that count).
-- rows: bigint text text text bigint bigint bigint
insert into ix_tally as t (month, kind, unit, state, n, late, taken_over) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (month, kind, unit, state) do update
set n = t.n + excluded.n, late = t.late + excluded.late, taken_over = t.taken_over + excluded.taken_over

-- name: drop_empty_tally
-- A month in which nothing is any more leaves no row.
delete from ix_tally where month = $1 and kind = $2 and unit = $3 and state = $4 and n = 0

-- name: add_to_sum
-- A number's sum in a month, kind and unit ('' = all units) grows.
-- rows: text text bigint text bigint bigint bigint bigint bigint bigint bigint
insert into ix_sum as s (kind, field, month, unit, n, late, taken_over, total, least, greatest, large)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (kind, field, month, unit) do update
set n = s.n + excluded.n, late = s.late + excluded.late, taken_over = s.taken_over + excluded.taken_over,
  total = s.total + excluded.total, large = s.large + excluded.large,
  least = case when excluded.least < s.least then excluded.least else s.least end,
  greatest = case when excluded.greatest > s.greatest then excluded.greatest else s.greatest end

-- name: drop_empty_sum
-- Where the number is filled nowhere any more, no row is left.
delete from ix_sum where kind = $1 and field = $2 and month = $3 and unit = $4 and n = 0

-- name: renew_bounds_of_unit
-- After a value went, the least and greatest are looked for again.
update ix_sum set (least, greatest) = (
  select coalesce(min(x.num), 0), coalesce(max(x.num), 0) from ix_under u
  join ix_value x on x.from_index = u.from_index and x.field = $2 and x.ord = 0 and x.num is not null
  where u.kind = $1 and u.unit = $4 and u.first_day >= $5 and u.first_day <= $6 and u.counts = 1
    and u.to_index = 9223372036854775807)
where kind = $1 and field = $2 and month = $3 and unit = $4

-- name: renew_bounds_of_all
-- The same over all units.
update ix_sum set (least, greatest) = (
  select coalesce(min(s.least), 0), coalesce(max(s.greatest), 0) from ix_sum s
  where s.kind = $1 and s.field = $2 and s.month = $3 and s.unit > '')
where kind = $1 and field = $2 and month = $3 and unit = ''

-- name: numbers_of_version
-- The numbers of a version that sums are made of.
select field, num from ix_value where from_index = $1 and ord = 0 and num is not null

-- name: put_evidence
-- A file attached to a record.
-- rows: bigint text text text text text bigint
insert into ix_evidence (from_index, to_index, record, digest, name, media_type, role, size)
values ($1, 9223372036854775807, $2, $3, $4, $5, $6, $7)

-- name: end_evidence
-- A better file stands for it from here on; the first that does so counts.
update ix_evidence set to_index = $1 where from_index = $2 and to_index = 9223372036854775807

-- name: erase_evidence_name
-- The file's name was erased.
update ix_evidence set name = '' where from_index = $1

-- name: erase_evidence_digest
-- The file was erased.
update ix_evidence set digest = '' where from_index = $1

-- name: erase_title
-- The version's open content was erased.
update ix_version set title = '' where from_index = $1

-- name: erase_values
-- The version's open content was erased.
delete from ix_value where from_index = $1

-- name: erase_look
-- The version's open content was erased: it looks like any other without a title.
update ix_under set look = $1 where kind = $2 and unit = $3 and first_day = $4 and from_index = $5

-- name: place_of_version
-- Where a version stands.
select record, kind, also, unit, coalesce(first_day, ''), counts, timing, to_index from ix_version where from_index = $1

-- name: digest_of_evidence
-- The file an entry attached, and its record.
select digest, record from ix_evidence where from_index = $1

-- name: version_as_of
-- The version of a record that held at a log size (columns as in row_reading.h).
-- rows: bigint text
select v.record, v.number, v.from_index, v.kind, v.unit, v.state, v.first_day, v.last_day, v.title, v.counts, v.timing,
  v.first_entered, v.batch,
  (select count(*) from ix_evidence e where e.record = v.record and e.from_index < $1 and e.to_index >= $1)
from entry l join ix_version v on v.from_index = l.idx where l.object = $2 and l.idx < $1 and v.to_index >= $1

-- name: evidence_of_record
-- Files of a record in the order they came, with the digest of the better file if there is one.
select e.record, e.from_index, e.digest, e.name, e.media_type, e.role, e.size, better.digest
from ix_evidence e left join ix_evidence better on better.from_index = e.to_index
where e.record = $1 order by e.from_index

-- name: files_of_record_with_digest
-- How often a record carries a file.
select count(*) from ix_evidence where record = $1 and digest = $2

-- name: records_of_digest
-- Records that carry a file.
select distinct record from ix_evidence where digest = $1 order by record

-- name: looks_the_same
-- Current records of one kind, unit and day whose folded title has the same hash.
-- rows: text text text bigint
select v.record, v.title, coalesce(v.last_day, '') from ix_under u join ix_version v on v.from_index = u.from_index
where u.kind = $1 and u.unit = $2 and u.first_day = $3 and u.own = 1 and u.to_index = 9223372036854775807 and u.look = $4
order by v.record

-- name: looks_under
-- Days and hashed titles of the current records of a kind and unit.
select first_day, look from ix_under
where kind = $1 and unit = $2 and own = 1 and to_index = 9223372036854775807 limit $3

-- name: next_kind
-- The first kind after this one under which anything stands.
select min(kind) from ix_under where kind > $1

-- name: next_unit
-- The first unit after this one that has anything under a kind.
select min(unit) from ix_under where kind = $1 and unit > $2

-- name: drop_versions
-- For a rebuild.
delete from ix_version
-- name: drop_under
-- For a rebuild.
delete from ix_under
-- name: drop_values
-- For a rebuild.
delete from ix_value
-- name: drop_tallies
-- For a rebuild.
delete from ix_tally
-- name: drop_sums
-- For a rebuild.
delete from ix_sum
-- name: drop_evidence
-- For a rebuild.
delete from ix_evidence

-- name: search_cursor
-- How far search has followed.
select next, rules, changed, to_tidy from ix_search_cursor where id = 1

-- name: move_search_cursor
-- Search has followed the log up to here.
update ix_search_cursor set next = $1, rules = $2, to_tidy = $3 where id = 1

-- name: texts_changed
-- Texts were changed outside the follower; what it is about to write may be out of date.
update ix_search_cursor set changed = changed + 1, to_tidy = case when $1 = 1 then 1 else to_tidy end where id = 1

-- name: versions_not_searchable
-- Versions that search has not yet followed; mostly none, and then nothing is counted.
select case when (select max(from_index) from ix_version) >= $1 then (select count(*) from ix_version where from_index >= $1)
  else 0 end

-- name: docs_of_record
-- Texts of a record.
select doc, unit, source, text from ix_search_doc where record = $1 order by doc

-- name: docs_after
-- Texts in the order of their numbers, to index them anew.
select doc, unit, text from ix_search_doc where doc > $1 order by doc limit $2

-- name: last_doc_between
-- The last number given out in a stretch.
-- rows: bigint bigint
select doc from ix_search_doc where doc >= $1 and doc < $2 order by doc desc limit 1

-- name: put_doc
-- A text that search finds.
-- rows: bigint text text text text
insert into ix_search_doc (doc, record, unit, source, text) values ($1, $2, $3, $4, $5)

-- name: new_source
-- The same text now stands in a later version.
update ix_search_doc set source = $1 where doc = $2

-- name: drop_doc
-- A text that search no longer finds.
delete from ix_search_doc where doc = $1

-- name: put_words @sqlite
-- The words of a text.
insert into ix_search_words (rowid, words) values ($1, $2)
-- name: put_words @postgres
-- rows: bigint text
insert into ix_search_words (doc, words) values ($1, array_to_tsvector(string_to_array($2, ' ')
  || array['¶a' || ($1 >> 22), '¶b' || ($1 >> 25), '¶c' || ($1 >> 28)]))

-- name: drop_words @sqlite
-- FTS5 keeps no text, so it has to be told the words again to forget them.
insert into ix_search_words (ix_search_words, rowid, words) values ('delete', $1, $2)
-- name: drop_words @postgres
delete from ix_search_words where doc = $1 and cast($2 as text) is not null

-- name: tidy_words @sqlite
-- Merges the index so that words of erased texts are gone from the file.
insert into ix_search_words (ix_search_words) values ('optimize')
-- name: tidy_words @postgres
select gin_clean_pending_list('ix_search_words_words')

-- name: statistics_are_old @sqlite
-- SQLite chooses the same way with and without.
select 0
-- name: statistics_are_old @postgres
-- Whether much was written since the server last looked at what the tables hold: it would do so again in a minute or so.
select case when pg_relation_size(oid) > 2 * 8192 * (relpages + 16.0) then 1 else 0 end from pg_class where oid = cast('ix_under' as regclass)

-- name: new_statistics @sqlite
select 0
-- name: new_statistics @postgres
-- Until it looks, it chooses its ways by what it knew before.
analyze ix_version, ix_under, ix_value, ix_tally, ix_sum

-- name: drop_all_words @sqlite
-- For a rebuild.
insert into ix_search_words (ix_search_words) values ('delete-all')
-- name: drop_all_words @postgres
delete from ix_search_words

-- name: drop_docs
-- For a rebuild.
delete from ix_search_doc

-- name: docs_with_words @sqlite
-- Newest texts before one that hold all the words.
select d.doc, d.record, d.unit, d.text from ix_search_words w cross join ix_search_doc d on d.doc = w.rowid
where w.ix_search_words match $1 and w.rowid < $2 order by w.rowid desc limit $3
-- name: docs_with_words @postgres
with w as materialized (select doc from ix_search_words where words @@ cast($1 as tsquery) and doc + 0 < $2)
select d.doc, d.record, d.unit, d.text from (select doc from w order by doc desc limit $3) n
join ix_search_doc d on d.doc = n.doc order by d.doc desc

-- name: docs_before
-- Newest texts before one, whatever they hold.
select doc, record, unit, text from ix_search_doc where doc < $1 order by doc desc limit $2

-- name: numbers_before
-- The newest text before one, the one so many further on, and the oldest that has a day.
select (select doc from ix_search_doc where doc < $1 order by doc desc limit 1),
  (select doc from ix_search_doc where doc < $1 order by doc desc limit 1 offset $2), (select min(doc) from ix_search_doc where doc >= 0)

-- name: later_docs_of_record
-- Texts of the same record that stand before this one in an answer.
-- rows: text bigint
select text from ix_search_doc where record = $1 and doc + 0 > $2

-- name: stored_versions
-- Versions of a stretch of the log, as they stand, to be compared with it.
select from_index, to_index, record, number, kind, also, unit, state, coalesce(first_day, ''), coalesce(last_day, ''), counts,
  timing, title, coalesce(batch, ''), first_entered
from ix_version where from_index >= $1 and from_index < $2

-- name: stored_version_of_record
-- One version of a record by its number, as it stands.
select v.from_index, v.to_index, v.record, v.number, v.kind, v.also, v.unit, v.state, coalesce(v.first_day, ''), coalesce(v.last_day, ''),
  v.counts, v.timing, v.title, coalesce(v.batch, ''), v.first_entered
from entry l join ix_version v on v.from_index = l.idx where l.object = $1 and v.number = $2

-- name: stored_values
-- Values of a stretch of the log, as they stand.
select from_index, field, ord, num, text from ix_value where from_index >= $1 and from_index < $2 order by from_index, field, ord

-- name: stored_evidence
-- Files of a stretch of the log, as they stand.
select from_index, to_index, record, digest, name, media_type, role, size
from ix_evidence where from_index >= $1 and from_index < $2

-- name: stored_under
-- What stands under one kind, as it stands.
select to_index, own, counts, timing, state, look from ix_under
where kind = $1 and unit = $2 and first_day = $3 and from_index = $4

-- name: under_count
-- How many rows there are.
select count(*) from ix_under

-- name: all_under
-- Every row, with the version it belongs to.
select u.kind, u.unit, u.first_day, u.from_index, u.own, v.kind, v.also, v.unit, coalesce(v.first_day, '')
from ix_under u left join ix_version v on v.from_index = u.from_index

-- name: stored_tallies
-- Every tally, as it stands.
select month, kind, unit, state, n, late, taken_over from ix_tally

-- name: wrong_sums
-- Sums that are not those of the rows they stand on: stored = 1 is what stands there, 0 what should.
with months as (
  select u.kind as kind, x.field as field, cast(substr(u.first_day, 1, 4) || substr(u.first_day, 6, 2) as bigint) as month,
    u.unit as unit, count(*) as n, sum(case when u.timing = 1 then 1 else 0 end) as late,
    sum(case when u.timing = 2 then 1 else 0 end) as taken_over,
    cast(sum(case when x.num between -1099511627776 and 1099511627776 then x.num else 0 end) as bigint) as total,
    min(x.num) as least, max(x.num) as greatest,
    sum(case when x.num between -1099511627776 and 1099511627776 then 0 else 1 end) as large
  from ix_under u join ix_value x on x.from_index = u.from_index and x.ord = 0 and x.num is not null
  where u.to_index = 9223372036854775807 and u.counts = 1 and u.first_day > '' group by 1, 2, 3, 4),
wanted as (
  select * from months
  union all
  select kind, field, month, '', cast(sum(n) as bigint), cast(sum(late) as bigint), cast(sum(taken_over) as bigint),
    cast(sum(total) as bigint), min(least), max(greatest), cast(sum(large) as bigint)
  from months group by kind, field, month)
select kind, field, month, unit, max(stored), count(*),
  coalesce(max(case when stored = 1 then cast(n as text) || '/' || cast(total as text) || '/' || cast(least as text) || '/' || cast(greatest as text) end), ''),
  coalesce(max(case when stored = 0 then cast(n as text) || '/' || cast(total as text) || '/' || cast(least as text) || '/' || cast(greatest as text) end), '')
from (
  select 1 as stored, kind, field, month, unit, n, late, taken_over, total, least, greatest, large from ix_sum
  union all
  select 0, kind, field, month, unit, n, late, taken_over, total, least, greatest, large from wanted) both_sides
group by kind, field, month, unit
having count(*) <> 2 or min(n) <> max(n) or min(late) <> max(late) or min(taken_over) <> max(taken_over)
  or min(total) <> max(total) or min(least) <> max(least) or min(greatest) <> max(greatest) or min(large) <> max(large)
order by 1, 2, 3, 4

-- name: version_texts_count
-- How many texts of versions search knows.
select count(*) from ix_search_doc where source not like 'e%'

-- name: stray_texts
-- Texts of versions that did not hold where search stands.
select d.doc from ix_search_doc d
where d.source not like 'e%' and not exists (select 1 from entry l join ix_version v on v.from_index = l.idx
  where l.object = d.record and l.idx < $1 and v.to_index >= $1 and d.source = cast(l.idx as text))

-- name: first_month
-- The earliest month (yyyymm) of the tallies; rows of whole years are below 10000.
select min(month) from ix_tally where month > 9999

-- name: put_clock
-- A clock runs over a record.
-- rows: text text text text text bigint text
insert into ix_clock (record, clock, kind, unit, day, of_field, pack) values ($1, $2, $3, $4, $5, $6, $7)

-- name: stop_clocks
-- The next version starts its own.
delete from ix_clock where record = $1

-- name: stop_clocks_of_fields
-- The values they stand on were erased.
delete from ix_clock where record = $1 and of_field = 1

-- name: step_clock
-- Since when a record waits in its state.
select day from ix_clock where record = $1 and clock like 'step:%' limit 1

-- name: states_of_record
-- Every state a record was in.
select distinct v.state from entry l join ix_version v on v.from_index = l.idx where l.object = $1

-- name: records_of_kind
-- Records of a kind as they stand, with their state.
select v.record, u.state from ix_under u join ix_version v on v.from_index = u.from_index
where u.kind = $1 and u.own = 1 and u.to_index = 9223372036854775807

-- name: clock_rules
-- By which rules the clocks were filled; '' when not yet.
select rules from ix_clock_filled where id = 1

-- name: clocks_filled
-- They are.
insert into ix_clock_filled (id, rules) values (1, $1) on conflict (id) do update set rules = excluded.rules

-- name: stored_clocks
-- Clocks of one record.
select clock, kind, unit, day, of_field, pack from ix_clock where record = $1

-- name: clock_count
-- How many run.
select count(*) from ix_clock

-- name: all_clocks
-- All of them.
select record, clock from ix_clock order by record, clock

-- name: drop_clocks
-- Before a rebuild.
delete from ix_clock

-- name: put_signoff
-- A report was signed.
insert into ix_signoff (from_index, report, unit, number, signed_at, title) values ($1, $2, $3, $4, $5, $6)
on conflict (from_index) do nothing

-- name: erase_signoff_title
-- Its open content was erased.
update ix_signoff set title = '' where from_index = $1

-- name: stored_signoff
-- One signature.
select report, unit, number, signed_at, title from ix_signoff where from_index = $1

-- name: signoff_count
-- How many there are.
select count(*) from ix_signoff

-- name: all_signoffs
-- All of them.
select from_index from ix_signoff order by from_index

-- name: newest_signoffs
-- Signatures before one, newest first.
select from_index, report, unit, number, signed_at, title from ix_signoff where from_index < $1 order by from_index desc limit $2

-- name: drop_signoffs
-- Before a rebuild.
delete from ix_signoff
