-- Queries of the ledger room. Format: docs/format/sql.md.

-- name: lock_head
-- The end of the log, held until the write ends (SQLite has one writer, so reading is holding).
select size, sealed, last_at, frontier from op_head where one = 1 for update
-- name: lock_head @sqlite
select size, sealed, last_at, frontier from op_head where one = 1

-- name: head
-- The end of the log, for readers.
select size, sealed, last_at, frontier from op_head where one = 1

-- name: move_head
-- The log has grown.
update op_head set size = $1, last_at = $2, frontier = $3 where one = 1

-- name: move_sealed
-- A checkpoint was signed.
update op_head set sealed = $1 where one = 1

-- name: add_entry
-- One entry, written once.
-- rows: bigint text text text
insert into entry (idx, object, bytes, mac) values ($1, $2, $3, $4)

-- name: add_payload
-- The payloads an entry commits to.
-- rows: bigint text text text text
insert into private_payload (idx, open_salt, open_bytes, personal_salt, personal_bytes) values ($1, $2, $3, $4, $5)

-- name: entry_at
-- One entry without its payloads.
select idx, bytes from entry where idx = $1

-- name: entry_with_payload
-- One entry with its payloads.
select e.idx, e.bytes, p.open_salt, p.open_bytes, p.personal_salt, p.personal_bytes
from entry e left join private_payload p on p.idx = e.idx where e.idx = $1

-- name: entries
-- Entries from one index to before another.
select idx, bytes from entry where idx >= $1 and idx < $2 order by idx

-- name: entries_with_payload
-- Entries with payloads, from one index to before another.
select e.idx, e.bytes, p.open_salt, p.open_bytes, p.personal_salt, p.personal_bytes
from entry e left join private_payload p on p.idx = e.idx where e.idx >= $1 and e.idx < $2 order by e.idx

-- name: entries_of_object
-- Every entry about one object, oldest first.
select idx, bytes from entry where object = $1 order by idx

-- name: entries_of_object_with_payload
-- Every entry about one object with payloads, oldest first.
select e.idx, e.bytes, p.open_salt, p.open_bytes, p.personal_salt, p.personal_bytes
from entry e left join private_payload p on p.idx = e.idx where e.object = $1 order by e.idx

-- name: stored_rows
-- Everything stored of a stretch of entries, for checking; at most $3 rows.
select e.idx, e.bytes, p.open_salt, p.open_bytes, p.personal_salt, p.personal_bytes, e.mac, e.object
from entry e left join private_payload p on p.idx = e.idx where e.idx >= $1 and e.idx < $2 order by e.idx limit $3

-- name: leaves
-- Bytes and authenticators of a stretch of entries, for sealing.
select idx, bytes, mac from entry where idx >= $1 and idx < $2 order by idx

-- name: stray_payloads
-- Payloads that belong to no entry.
select p.idx from private_payload p where not exists (select 1 from entry e where e.idx = p.idx) order by p.idx limit $1

-- name: erase_personal
-- Drops the personal payload of an entry.
update private_payload set personal_salt = null, personal_bytes = null where idx = $1

-- name: erase_both
-- Drops both payloads of an entry.
update private_payload set open_salt = null, open_bytes = null, personal_salt = null, personal_bytes = null where idx = $1

-- name: add_checkpoint
-- A signed checkpoint, written once.
insert into checkpoint (size, note) values ($1, $2)

-- name: newest_checkpoint
-- The largest checkpoint.
select note from checkpoint order by size desc limit 1

-- name: newest_size
-- Size of the largest checkpoint.
select max(size) from checkpoint

-- name: checkpoint_of_size
-- The checkpoint of one size.
select note from checkpoint where size = $1

-- name: checkpoints_after
-- Checkpoints above a size, smallest first.
select size, note from checkpoint where size > $1 order by size limit $2

-- name: checkpoint_count
-- How many checkpoints there are.
select count(*) from checkpoint

-- name: tile
-- The stored hashes of one tile.
select width, hashes from ix_tile where level = $1 and n = $2

-- name: put_tile
-- Writes a tile, or widens the partial one.
insert into ix_tile (level, n, width, hashes) values ($1, $2, $3, $4)
on conflict (level, n) do update set width = excluded.width, hashes = excluded.hashes

-- name: last_tile
-- How far the tiles of leaves reach.
select n, width from ix_tile where level = 0 order by n desc limit 1

-- name: tiles_of_level
-- Which tiles of a level there are.
select n, width from ix_tile where level = $1 order by n

-- name: drop_tiles
-- Forgets all tiles; sealing makes them again from the entries.
delete from ix_tile where level >= 0

-- name: tile_count
-- How many tiles are stored.
select count(*) from ix_tile

-- name: schema_text
-- Everything that is defined in the database, one line each.
-- The columns in the words of information_schema.columns, which looks at every schema of the server before it keeps one.
select 'column ' || c.relname || ' ' || a.attname || ' ' || case when t.typelem <> 0 and t.typlen = -1 then 'ARRAY'
    when t.typnamespace = 'pg_catalog'::regnamespace then format_type(a.atttypid, null) else 'USER-DEFINED' end
  || ' ' || case when a.attnotnull then 'NO' else 'YES' end
  || ' ' || case when a.attgenerated = '' then coalesce(pg_get_expr(d.adbin, d.adrelid), '') else '' end
  || ' ' || case when a.attgenerated = 's' then coalesce(pg_get_expr(d.adbin, d.adrelid), '') else '' end as line
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v', 'f', 'p')
union all select 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text from pg_trigger t
  join pg_class c on c.oid = t.tgrelid where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal
union all select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
  where p.pronamespace = current_schema()::regnamespace and p.prokind in ('f', 'p')
union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = current_schema()
union all select 'rule ' || rulename || ' ' || definition from pg_rules where schemaname = current_schema()
union all select 'index ' || indexdef from pg_indexes where schemaname = current_schema()
union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
  where connamespace = current_schema()::regnamespace
order by line
-- name: schema_text @sqlite
select type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') from sqlite_schema
where name not like 'sqlite!_%' escape '!' order by type, name
