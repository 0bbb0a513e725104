-- The versions of a record are found by the log's own index of entries (docs/decisions/0253-versions-by-entry.md).
drop index ix_version_record;
