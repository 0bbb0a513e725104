-- Nothing of the log is ever changed or removed; a payload may only lose what it holds.
create function append_only() returns trigger language plpgsql as $body$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$body$;
create function only_erased() returns trigger language plpgsql as $body$
begin
  if tg_op = 'UPDATE' then
    if new.idx = old.idx
      and (new.open_salt is null or new.open_salt is not distinct from old.open_salt)
      and (new.open_bytes is null or new.open_bytes is not distinct from old.open_bytes)
      and (new.personal_salt is null or new.personal_salt is not distinct from old.personal_salt)
      and (new.personal_bytes is null or new.personal_bytes is not distinct from old.personal_bytes)
    then
      return new;
    end if;
  end if;
  raise exception 'private_payload is only erased' using errcode = 'restrict_violation';
end
$body$;
create trigger entry_no_change before update or delete on entry for each row execute function append_only();
create trigger entry_no_truncate before truncate on entry for each statement execute function append_only();
create trigger checkpoint_no_change before update or delete on checkpoint for each row execute function append_only();
create trigger checkpoint_no_truncate before truncate on checkpoint for each statement execute function append_only();
create trigger private_payload_only_erased before update or delete on private_payload
  for each row execute function only_erased();
create trigger private_payload_no_truncate before truncate on private_payload
  for each statement execute function append_only();
