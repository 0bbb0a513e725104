-- The enduring tables: entries and checkpoints are written once. `object` repeats what the bytes say, so that an index can be had.
create table entry (
--@sqlite   idx integer primary key,
--@postgres   idx bigint primary key,
  object text not null,
  bytes text not null,
  mac text not null
);
create index entry_object on entry (object, idx);
create table checkpoint (
--@sqlite   size integer primary key,
--@postgres   size bigint primary key,
  note text not null
);
-- Payloads under salted commitments: may be dropped by the erase command, never changed.
create table private_payload (
--@sqlite   idx integer primary key,
--@postgres   idx bigint primary key,
  open_salt text,
  open_bytes text,
  personal_salt text,
  personal_bytes text
);
-- One row: the end of the log. On PostgreSQL its lock orders the writers.
create table op_head (
--@sqlite   one integer primary key check (one = 1),
--@postgres   one bigint primary key check (one = 1),
  size bigint not null,
  sealed bigint not null,
  last_at bigint not null,
  frontier text not null
);
insert into op_head (one, size, sealed, last_at, frontier) values (1, 0, 0, 0, '0');
-- Derived: hashes of the tree in C2SP tiles; the last tile of a level may be partial.
create table ix_tile (
  level bigint not null,
  n bigint not null,
  width bigint not null,
  hashes text not null,
  primary key (level, n)
);
