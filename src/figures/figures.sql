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

-- name: tallies_of_months
-- The roll-up: what counts per month, kind and unit.
select unit, kind, month, n, late, taken_over from ix_tally
where month >= $1 and month <= $2
order by month, kind, unit
