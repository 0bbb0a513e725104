-- Derived from the log (room index): tallies with a row for the whole year and for each state that does not count, and
-- sums of numbers. Why: docs/decisions/0112-sums-beside-the-tallies.md. What an older program left is made anew here
-- from the rows they stand on.

-- How many records hold now per month, kind and unit. month: yyyymm, yyyy for the whole year, 0 where no day is known.
-- state: '' for all that count, else the state that does not.
drop table ix_tally;
create table ix_tally (
  month bigint not null,
  kind text not null,
  unit text not null,
  state text not null,
  n bigint not null,
  late bigint not null,
  taken_over bigint not null,
  primary key (month, kind, unit, state)
--@sqlite ) without rowid;
--@postgres );

-- What a number adds up to among the records that count now, per month (yyyymm), kind and unit; unit '' for all of them
-- together. n, late, taken_over: records in which it is filled. total, least, greatest are scaled by 10,000. Values
-- beyond 2^40 are not in total; while large > 0 the records themselves are added up instead.
create table ix_sum (
  kind text not null,
  field text not null,
  month bigint not null,
  unit text not null,
  n bigint not null,
  late bigint not null,
  taken_over bigint not null,
  total bigint not null,
  least bigint not null,
  greatest bigint not null,
  large bigint not null,
  primary key (kind, field, month, unit)
--@sqlite ) without rowid;
--@postgres );

insert into ix_tally (month, kind, unit, state, n, late, taken_over)
select case when first_day = '' then 0 else cast(substr(first_day, 1, 4) || substr(first_day, 6, 2) as bigint) end, kind, unit,
  case when counts = 1 then '' else state end, count(*), sum(case when timing = 1 and counts = 1 then 1 else 0 end),
  sum(case when timing = 2 and counts = 1 then 1 else 0 end)
from ix_under where to_index = 9223372036854775807 group by 1, 2, 3, 4;

insert into ix_tally (month, kind, unit, state, n, late, taken_over)
select month / 100, kind, unit, state, cast(sum(n) as bigint), cast(sum(late) as bigint), cast(sum(taken_over) as bigint)
from ix_tally where month > 9999 group by 1, 2, 3, 4;

insert into ix_sum (kind, field, month, unit, n, late, taken_over, total, least, greatest, large)
select u.kind, x.field, cast(substr(u.first_day, 1, 4) || substr(u.first_day, 6, 2) as bigint), u.unit, count(*),
  sum(case when u.timing = 1 then 1 else 0 end), sum(case when u.timing = 2 then 1 else 0 end),
  cast(sum(case when x.num between -1099511627776 and 1099511627776 then x.num else 0 end) as bigint), min(x.num), max(x.num),
  sum(case when x.num between -1099511627776 and 1099511627776 then 0 else 1 end)
from ix_under u join ix_value x on x.from_index = u.from_index and x.ord = 0 and x.num is not null
where u.to_index = 9223372036854775807 and u.counts = 1 and u.first_day <> '' group by 1, 2, 3, 4;

insert into ix_sum (kind, field, month, unit, n, late, taken_over, total, least, greatest, large)
select kind, field, month, '', cast(sum(n) as bigint), cast(sum(late) as bigint), cast(sum(taken_over) as bigint),
  cast(sum(total) as bigint), min(least), max(greatest), cast(sum(large) as bigint)
from ix_sum group by 1, 2, 3;
