-- name: answer_of_request
-- The stored answer to a request already carried out by this account.
select answer from op_answer where account = $1 and request = $2

-- name: keep_answer
-- Keeps the answer for thirty days; the key is unique, so a raced repeat fails and is undone.
insert into op_answer (account, request, answered_at, answer) values ($1, $2, $3, $4)

-- name: forget_answers
-- Answers older than their term.
delete from op_answer where answered_at < $1
