-- Current versions by day, so that the newest of many kinds and units are read in their order (docs/decisions/0245-newest-first.md).
-- The number is that of an open end: src/index/index.h.
create index ix_version_newest on ix_version (coalesce(first_day, '') desc, record) where to_index = 9223372036854775807;
