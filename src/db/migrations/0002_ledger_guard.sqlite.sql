-- Nothing of the log is ever changed or removed; a payload may only lose what it holds.
create trigger entry_no_update before update on entry begin
  select raise(abort, 'entry is append-only');
end;
create trigger entry_no_delete before delete on entry begin
  select raise(abort, 'entry is append-only');
end;
create trigger checkpoint_no_update before update on checkpoint begin
  select raise(abort, 'checkpoint is append-only');
end;
create trigger checkpoint_no_delete before delete on checkpoint begin
  select raise(abort, 'checkpoint is append-only');
end;
create trigger private_payload_no_delete before delete on private_payload begin
  select raise(abort, 'private_payload is only erased');
end;
create trigger private_payload_only_erased before update on private_payload
  when not (new.idx = old.idx
    and (new.open_salt is null or new.open_salt is old.open_salt)
    and (new.open_bytes is null or new.open_bytes is old.open_bytes)
    and (new.personal_salt is null or new.personal_salt is old.personal_salt)
    and (new.personal_bytes is null or new.personal_bytes is old.personal_bytes))
begin
  select raise(abort, 'private_payload is only erased');
end;
