-- name: units
-- Every unit, oldest first.
select id, parent, name, place, closed from ix_unit order by entry

-- name: put_unit
-- A unit as its newest entry says.
insert into ix_unit (id, parent, name, place, closed, entry) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set parent = excluded.parent, name = excluded.name, place = excluded.place, closed = excluded.closed

-- name: unit_by_id
-- One unit.
select id, parent, name, place, closed from ix_unit where id = $1

-- name: units_above
-- A unit and those above it, from it upwards.
with recursive above (id, parent, name, place, closed, depth) as (
  select id, parent, name, place, closed, cast(0 as bigint) from ix_unit where id = $1
  union all select u.id, u.parent, u.name, u.place, u.closed, a.depth + 1 from above a join ix_unit u on u.id = a.parent where a.depth < 32)
select id, parent, name, place, closed from above order by depth

-- name: roster_of_unit
-- Persons of one unit in roster order.
select id, unit, name, first_day, last_day from ix_person where unit = $1 order by entry

-- name: persons_by_name
-- Everybody whose folded name is this, or whose id.
select id, unit, name, first_day, last_day from ix_person where folded = $1 or id = $2 order by entry

-- name: put_person
-- A person as the newest entry says.
insert into ix_person (id, unit, name, folded, first_day, last_day, entry) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update set unit = excluded.unit, name = excluded.name, folded = excluded.folded,
  first_day = excluded.first_day, last_day = excluded.last_day

-- name: accounts
-- Every account, oldest first.
select id, login, name, person, os_user, disabled from ix_account order by entry

-- name: account_of_os_user
-- The account mapped to a user of the operating system.
select id, login, name, person, os_user, disabled from ix_account where os_user = $1

-- name: account_of_login
-- The account that signs in under this name.
select id, login, name, person, os_user, disabled from ix_account where login = $1

-- name: put_account
-- An account as its newest entry says.
insert into ix_account (id, login, name, person, os_user, disabled, entry) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update set login = excluded.login, name = excluded.name, person = excluded.person,
  os_user = excluded.os_user, disabled = excluded.disabled

-- name: account_disabled
-- 1 when the account is disabled; no row when there is no such account.
select disabled from ix_account where id = $1

-- name: rights
-- Every right in force or to come.
select account, role, unit, first_day, last_day, delegated_by from ix_right order by entry

-- name: rights_of_account
-- Rights of one account. What was handed on counts only while the one who handed it on still has it.
select account, role, unit, first_day, last_day, delegated_by, entry from ix_right r where account = $1 and (delegated_by = ''
  or exists (select 1 from ix_right o join ix_account a on a.id = o.account
             where o.account = r.delegated_by and o.role = r.role and o.delegated_by = '' and a.disabled = 0))

-- name: put_right
-- A right as its newest entry says.
insert into ix_right (account, role, unit, first_day, last_day, delegated_by, entry) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (account, role, unit) do update set first_day = excluded.first_day, last_day = excluded.last_day,
  delegated_by = excluded.delegated_by

-- name: remove_right
-- A right withdrawn.
delete from ix_right where account = $1 and role = $2 and unit = $3

-- name: clear_units
-- Before a rebuild.
delete from ix_unit

-- name: clear_persons
-- Before a rebuild.
delete from ix_person

-- name: clear_accounts
-- Before a rebuild.
delete from ix_account

-- name: clear_rights
-- Before a rebuild.
delete from ix_right

-- name: credential
-- Password and one-time code (hashes) of an account.
select password, code, code_expires, failures from op_credential where account = $1

-- name: put_code
-- A new one-time code; the password stays.
insert into op_credential (account, password, code, code_expires, failures, changed_at) values ($1, null, $2, $3, 0, $4)
on conflict (account) do update set code = excluded.code, code_expires = excluded.code_expires, failures = 0

-- name: put_password
-- A new password ends the one-time code.
update op_credential set password = $2, code = null, code_expires = null, failures = 0, changed_at = $3 where account = $1

-- name: count_failure
-- One more failed sign-in.
update op_credential set failures = failures + 1 where account = $1

-- name: clear_failures
-- A good sign-in forgets failures.
update op_credential set failures = 0 where account = $1

-- name: put_session
-- A browser signs in.
insert into op_session (token, account, device, address, opened_at, seen_at, ends_at, csrf, lang) values ($1, $2, $3, $4, $5, $5, $6, $7, '')

-- name: session_of
-- The session of a token, with its account.
select s.token, s.account, s.device, s.address, s.opened_at, s.seen_at, s.ends_at, s.csrf, a.login, a.name, a.person, a.os_user, a.disabled
from op_session s join ix_account a on a.id = s.account where s.token = $1

-- name: sessions_of
-- The browsers an account is signed in at, newest first.
select s.token, s.account, s.device, s.address, s.opened_at, s.seen_at, s.ends_at, s.csrf, '', '', '', '', 0
from op_session s where s.account = $1 order by s.opened_at desc

-- name: see_session
-- It was used.
update op_session set seen_at = $2 where token = $1

-- name: end_session
-- One browser is signed out.
delete from op_session where token = $1 and account = $2

-- name: end_sessions
-- All browsers of an account but one are signed out.
delete from op_session where account = $1 and token <> $2

-- name: end_old_sessions
-- Those whose time is over.
delete from op_session where ends_at < $1 or seen_at < $2

-- name: account_of_id
-- An account by its id.
select id, login, name, person, os_user, disabled from ix_account where id = $1
