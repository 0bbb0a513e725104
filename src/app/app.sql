-- name: answer_of_request
-- The stored answer to a request already carried out by this account.
-- rows: text text
select answer from op_answer where account = $1 and request = $2

-- name: keep_answer
-- Keeps the answer for thirty days; the key is unique, so a raced repeat fails and is undone.
-- rows: text text text text
insert into op_answer (account, request, answered_at, answer) values ($1, $2, $3, $4)

-- name: forget_answers
-- Answers older than their term.
delete from op_answer where answered_at < $1

-- name: put_report
-- A report made.
insert into op_report (id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: report_by_id
-- How a report was made.
select id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted
from op_report where id = $1

-- name: reports
-- Every report made, newest first.
select id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted
from op_report order by made_at desc, id

-- name: files_of_reports
-- Files that reports not yet signed name: DOCX that came back edited.
select adopted, files from op_report
