-- name: has_version_table
-- 1 when the table of migrations exists.
select count(*) from sqlite_schema where type = 'table' and name = 'op_version'
-- name: has_version_table @postgres
select count(*) from pg_tables where schemaname = current_schema() and tablename = 'op_version'

-- name: applied_versions
-- Every migration that was applied, and the oldest program that may open the database since.
select number, name, oldest from op_version order by number

-- name: add_version
-- Writes down that a migration was applied.
insert into op_version (number, name, program, oldest) values ($1, $2, $3, $4)
