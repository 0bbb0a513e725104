-- name: approvals_of
-- Approvals of one version of one thing for one transition.
select approver, shown, step, entry from ix_approval
where object = $1 and for_version = $2 and transition = $3 and outcome = 'approved' order by step, entry

-- name: put_approval
-- One approval; the unique keys refuse a second one by the same person or for the same step.
insert into ix_approval (object, for_version, transition, step, approver, shown, outcome, entry) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: clear_approvals
-- Before a rebuild.
delete from ix_approval
