-- name: units_with_kind
-- Units that have anything under a kind, by skipping from one to the next.
with recursive found(unit) as (
  select min(unit) from ix_under where kind = $1
  union all
  select (select min(u.unit) from ix_under u where u.kind = $1 and u.unit > found.unit) from found where found.unit is not null
)
select unit from found where unit is not null

-- name: had_kind_at
-- Whether a unit had anything under a kind at a log size.
select 1 from ix_under where kind = $1 and unit = $2 and from_index < $3 limit 1

-- name: days_of_kind
-- First days of what counts under a kind in one unit, with how it was entered.
select first_day, timing from ix_under
where kind = $1 and unit = $2 and first_day >= $3 and first_day <= $4 and counts = 1 and from_index < $5 and to_index >= $5
order by first_day

-- name: units_spoken_of
-- Units in which a record of one kind speaks of another kind.
select distinct u.unit from ix_under u
join ix_value a on a.from_index = u.from_index and a.field = $2 and a.ord = 0
where u.kind = $1 and u.own = 1 and u.counts = 1 and a.text = $3 and u.from_index < $4 and u.to_index >= $4

-- name: notes_of_unit
-- Records of one kind and unit that speak of other kinds and count, with the rule they mean and the kind: fields 'rule' and $3.
select v.record, v.first_day, v.last_day, u.state, coalesce(r.text, ''), a.text from ix_under u
join ix_version v on v.from_index = u.from_index
join ix_value a on a.from_index = u.from_index and a.field = $3 and a.ord = 0
left join ix_value r on r.from_index = u.from_index and r.field = 'rule' and r.ord = 0
where u.kind = $1 and u.unit = $2 and u.own = 1 and u.counts = 1 and u.from_index < $4 and u.to_index >= $4
order by v.first_day, v.record

-- name: tallies_of_months
-- The roll-up: what counts per month, kind and unit.
select unit, kind, month, n, late, taken_over from ix_tally
where month >= $1 and month <= $2 and state = ''
order by month, kind, unit

-- name: tallies_of_one
-- What counts per kind and unit in one month or year, in the order it lies in.
select kind, unit, n, late, taken_over from ix_tally where month = $1 and state = ''

-- name: choices_in_unit
-- How often each choice of a field stands among what counts now under a kind in one unit, between two days, per year.
-- rows: text text text text text
select x.text, cast(substr(u.first_day, 1, 4) as bigint), count(*) from ix_under u join ix_value x on x.from_index = u.from_index and x.field = $2
where u.kind = $1 and u.unit = $3 and u.first_day >= $4 and u.first_day <= $5 and u.counts = 1 and u.to_index = 9223372036854775807 and x.text is not null
group by 1, 2
