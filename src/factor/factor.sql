-- name: factor
-- The second factor of an account.
select sealed, confirmed, set_at, last_step, reset_by, reset_at from op_factor where account = $1

-- name: factors
-- Accounts whose second factor is set.
select account, set_at from op_factor where confirmed = 1

-- name: begin
-- A new secret, not yet shown to be held; one that counts already stays.
insert into op_factor (account, sealed, confirmed, set_at, last_step, reset_by, reset_at) values ($1, $2, 0, $3, 0, '', '')
on conflict (account) do update set sealed = excluded.sealed, set_at = excluded.set_at, last_step = 0 where op_factor.confirmed = 0

-- name: confirm
-- A first code was right: from here on it counts.
update op_factor set confirmed = 1, set_at = $2, last_step = $3, reset_by = '', reset_at = '' where account = $1 and confirmed = 0 and last_step < $3

-- name: use_step
-- A code is used once; of those who come with it at the same time one changes the row.
update op_factor set last_step = $2 where account = $1 and confirmed = 1 and last_step < $2

-- name: hold
-- Guesses of one account are counted one after the other.
update op_factor set last_step = last_step where account = $1

-- name: remove
-- No second factor any more.
delete from op_factor where account = $1

-- name: reset
-- Taken away by two others; the person is told.
update op_factor set sealed = '', confirmed = 0, last_step = 0, reset_by = $2, reset_at = $3 where account = $1 and confirmed = 1

-- name: told
-- The person knows of it.
update op_factor set reset_by = '', reset_at = '' where account = $1

-- name: put_recovery
-- One recovery code.
insert into op_recovery_code (account, digest) values ($1, $2)

-- name: use_recovery
-- A recovery code is used once.
delete from op_recovery_code where account = $1 and digest = $2

-- name: clear_recovery
-- Those of before are void.
delete from op_recovery_code where account = $1

-- name: recovery_left
-- How many are unused.
select count(*) from op_recovery_code where account = $1

-- name: put_guess
-- A code is about to be tried.
insert into op_factor_guess (id, account, door, guessed_ms) values ($1, $2, $3, $4)

-- name: guesses
-- Tried and not right, since then; and the oldest of them.
select count(*), min(guessed_ms) from op_factor_guess where account = $1 and door = $2 and guessed_ms > $3

-- name: forget_guesses
-- A right code forgets wrong ones.
delete from op_factor_guess where account = $1 and door = $2

-- name: sweep_guesses
-- Those that no longer count.
delete from op_factor_guess where guessed_ms <= $1

-- name: put_trusted
-- A browser is trusted by its person.
insert into op_trusted (token, account, device, address, opened_at, ends_at) values ($1, $2, $3, $4, $5, $6)
on conflict (token, account) do update set device = excluded.device, address = excluded.address, opened_at = excluded.opened_at, ends_at = excluded.ends_at

-- name: trusted
-- Until when a browser is trusted with an account.
select ends_at from op_trusted where token = $1 and account = $2

-- name: trusted_token
-- With how many accounts a browser is trusted.
select count(*) from op_trusted where token = $1

-- name: trusted_of
-- The browsers an account trusts, newest first.
select token, device, address, opened_at, ends_at from op_trusted where account = $1 order by opened_at desc

-- name: distrust
-- One no longer.
delete from op_trusted where token = $1 and account = $2

-- name: distrust_all
-- None any more.
delete from op_trusted where account = $1

-- name: sweep_trusted
-- Those whose time is over.
delete from op_trusted where ends_at < $1

-- name: put_at_door
-- Somebody whose password was right, and who is asked for a code.
insert into op_at_door (token, account, ends_at) values ($1, $2, $3)

-- name: at_door
-- Who that is.
select account, ends_at from op_at_door where token = $1

-- name: leave_door
-- In, or away.
delete from op_at_door where token = $1

-- name: sweep_door
-- Those who went away.
delete from op_at_door where ends_at < $1
