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

-- name: put_public
-- A report that those with its code may see something of.
insert into op_public (report, code, level, number, changed_at) values ($1, $2, $3, $4, $5)
on conflict (report) do update set code = excluded.code, level = excluded.level, number = excluded.number, changed_at = excluded.changed_at

-- name: hide_report
-- One that nobody may see any more.
delete from op_public where report = $1

-- name: public_of
-- How much of a report may be seen, and of which of its signatures.
select level, number from op_public where report = $1

-- name: public_by_code
-- What a code opens.
select report, level, number from op_public where code = $1 order by changed_at desc, report

-- name: put_anchor
-- A checkpoint was handed to somebody outside.
insert into op_anchor (id, log_size, root, kind, holder, account, handed_at) values ($1, $2, $3, $4, $5, $6, $7)

-- name: anchors
-- Those handed out, newest first.
select id, log_size, root, kind, holder, account, handed_at from op_anchor order by handed_at desc, id limit 50

-- name: put_report
-- A report made.
insert into op_report (id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted, marks)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)

-- name: report_by_id
-- How a report was made.
select id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted, marks
from op_report where id = $1

-- name: reports
-- Every report made, newest first.
select id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted, marks
from op_report order by made_at desc, id

-- name: files_of_reports
-- Files that reports not yet signed name: DOCX that came back edited.
select adopted, files from op_report

-- name: token_by_secret
-- A token by the hash of its secret.
select id, account, name, scopes, made_at, ends_at, used_at, used_from from op_token where secret = $1

-- name: tokens_of_account
-- The tokens of an account, newest first.
select id, account, name, scopes, made_at, ends_at, used_at, used_from from op_token where account = $1 order by made_at desc, id

-- name: put_token
-- A token made.
insert into op_token (secret, id, account, name, scopes, made_at, ends_at, used_at, used_from) values ($1, $2, $3, $4, $5, $6, $7, '', '')

-- name: see_token
-- A token used.
update op_token set used_at = $2, used_from = $3 where id = $1

-- name: remove_token
-- A token withdrawn by its owner.
delete from op_token where id = $1 and account = $2

-- name: remove_ended_tokens
-- Tokens of an account whose time has been over for long.
delete from op_token where account = $1 and ends_at < $2

-- name: put_layout
-- A version of a document of the office.
insert into ix_layout (object, version, form, entry) values ($1, $2, $3, $4)

-- name: clear_layouts
-- Before a rebuild.
delete from ix_layout

-- name: layouts
-- Every version, newest first.
select object, version, form, entry from ix_layout order by object, version desc

-- name: route_by_report
-- Where a report is.
select state, holder, due, entry from ix_route where report = $1

-- name: drop_route
-- Before it is written anew.
delete from ix_route where report = $1

-- name: put_route
-- Where a report is now.
insert into ix_route (report, state, holder, due, entry) values ($1, $2, $3, $4, $5)

-- name: routes_held
-- Reports that wait for somebody.
select report, state, holder, due, entry from ix_route where holder = $1 order by due, report

-- name: routes_all
-- Where every report is that was ever sent round.
select report, state, holder, due, entry from ix_route order by report

-- name: clear_routes
-- Before a rebuild.
delete from ix_route

-- name: put_layout_draft
-- A document whose places are being bound.
insert into op_layout (id, owner, base, form, name, digest, facts, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: layout_draft
-- One, of its owner alone.
select id, owner, base, form, name, digest, facts, made_at from op_layout where id = $1 and owner = $2

-- name: layout_drafts
-- What somebody began and has not finished, newest first.
select id, owner, base, form, name, digest, facts, made_at from op_layout where owner = $1 order by made_at desc, id

-- name: change_layout_draft
-- Places bound.
update op_layout set facts = $2 where id = $1

-- name: drop_layout_draft
-- In force now, or given up.
delete from op_layout where id = $1

-- name: files_of_layout_drafts
-- Files that are named by nothing else yet.
select digest from op_layout

-- name: unit_of_report
-- Where a report belongs.
select unit from op_report where id = $1

-- name: put_comment
-- Somebody said something about a thing.
insert into op_comment (id, about, object, part, quote, unit, author, said_at, said) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: put_mention
-- And named an account in it.
insert into op_mention (account, comment, said_at) values ($1, $2, $3)

-- name: comment_by_id
-- One comment.
select id, about, object, part, quote, unit, author, said_at, said, withdrawn_at from op_comment where id = $1

-- name: comments_on
-- What was said about a thing, in order.
select id, about, object, part, quote, unit, author, said_at, said, withdrawn_at
from op_comment where about = $1 and object = $2 order by said_at, id

-- name: accounts_mentioned
-- Whom a comment names.
select account from op_mention where comment = $1 order by account

-- name: comments_that_mention
-- Comments that name an account and stand, newest first.
select c.id, c.about, c.object, c.part, c.quote, c.unit, c.author, c.said_at, c.said, c.withdrawn_at
from op_mention m join op_comment c on c.id = m.comment
where m.account = $1 and c.withdrawn_at is null order by m.said_at desc, m.comment limit $2

-- name: withdraw_comment
-- By its author.
update op_comment set withdrawn_at = $1 where id = $2 and author = $3 and withdrawn_at is null

-- name: empty_comments
-- The thing was erased.
update op_comment set said = '', quote = '' where object = $1 and said_at <= $2

-- name: ids_of_reports
-- Every report made.
select id from op_report order by id

-- name: leads
-- What units set.
select unit, kind, days from op_lead

-- name: drop_lead
-- As the rules give it again.
delete from op_lead where unit = $1 and kind = $2

-- name: put_lead
-- A unit's own word.
insert into op_lead (unit, kind, days, set_by, set_at) values ($1, $2, $3, $4, $5)

-- name: inbox_read
-- What of the inbox an account has looked at.
select item from op_inbox_read where account = $1

-- name: put_inbox_read
-- It looked at one.
insert into op_inbox_read (account, item, read_at) values ($1, $2, $3) on conflict (account, item) do nothing

-- name: drop_inbox_read
-- Or wants to see it as new again.
delete from op_inbox_read where account = $1 and item = $2

-- name: forget_inbox_read
-- Marks of things long past.
delete from op_inbox_read where read_at < $1

-- name: reports_not_signed
-- Reports made since a moment under which nobody signed, newest first.
select r.id, r.title, r.unit, r.made_by, r.made_at, r.template, r.year, r.quarter from op_report r
where r.made_at >= $1 and not exists (select 1 from ix_signoff s where s.report = r.id)
order by r.made_at desc, r.id desc limit $2

-- name: views_shown
-- Saved views of a unit that an account sees: its own and the shared ones.
select id, account, name, query, shared from op_view where unit = $1 and (account = $2 or shared = 1) order by name, id

-- name: put_view
-- Keeps a view; one of the same name of the same person is replaced.
insert into op_view (id, account, unit, name, query, shared, made_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (account, unit, name) do update set query = excluded.query, shared = excluded.shared, made_at = excluded.made_at

-- name: drop_own_view
-- One's own view is given up.
-- One of one's own.
delete from op_view where id = $1 and account = $2

-- name: drop_shared_view
-- A shared view of a unit is given up.
-- A shared one, by whoever may.
delete from op_view where id = $1 and unit = $2 and shared = 1

-- name: put_feed
-- A person's calendar under a new secret.
insert into op_feed (account, secret, lang, made_at) values ($1, $2, $3, $4)
on conflict (account) do update set secret = excluded.secret, lang = excluded.lang, made_at = excluded.made_at, read_at = null

-- name: drop_feed
-- It is closed.
delete from op_feed where account = $1

-- name: feed_of_account
-- Since when it stands, and when it was read last.
select made_at, read_at from op_feed where account = $1

-- name: feed_of_secret
-- Whose calendar a secret opens.
select account, lang, read_at from op_feed where secret = $1

-- name: see_feed
-- It was read.
update op_feed set read_at = $1 where secret = $2

-- name: pack_changes
-- Changes of packs, newest first.
select id, pack, version, files, digest, base, state, note, editors, changed_by, changed_at, decided_by, decided_at, decision, entry
from op_pack_change order by changed_at desc, id desc limit $1

-- name: pack_change_by_id
-- One change of a pack.
select id, pack, version, files, digest, base, state, note, editors, changed_by, changed_at, decided_by, decided_at, decision, entry
from op_pack_change where id = $1

-- name: adopted_packs
-- Changes that the log adopted, in its order.
select id, pack, version, files, digest, base, state, note, editors, changed_by, changed_at, decided_by, decided_at, decision, entry
from op_pack_change where state = 'adopted' order by entry

-- name: put_pack_change
-- A change of a pack as it stands.
insert into op_pack_change (id, pack, version, files, digest, base, state, note, editors, changed_by, changed_at, decided_by, decided_at, decision, entry)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict (id) do update set version = excluded.version, files = excluded.files, digest = excluded.digest, base = excluded.base,
  state = excluded.state, note = excluded.note, editors = excluded.editors, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
  decided_by = excluded.decided_by, decided_at = excluded.decided_at, decision = excluded.decision, entry = excluded.entry

-- name: put_keeping
-- A back-up, rehearsal or night as it stands.
insert into op_keeping (id, what, started_by, started_at, ended_at, good, archive, result) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update set ended_at = excluded.ended_at, good = excluded.good, archive = excluded.archive, result = excluded.result

-- name: keepings
-- The newest of them.
select id, what, started_by, started_at, ended_at, good, archive, result from op_keeping order by started_at desc, id desc limit $1

-- name: put_erase_order
-- An order of erasure as it stands.
insert into op_erase_order (id, object, unit, order_no, basis, open_too, asked_by, asked_at, state, decided_by, decided_at, entry, result)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (id) do update set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
  entry = excluded.entry, result = excluded.result

-- name: erase_orders
-- Orders of erasure, newest first.
select id, object, unit, order_no, basis, open_too, asked_by, asked_at, state, decided_by, decided_at, entry, result
from op_erase_order order by asked_at desc, id desc limit $1

-- name: erase_order_by_id
-- One order of erasure.
select id, object, unit, order_no, basis, open_too, asked_by, asked_at, state, decided_by, decided_at, entry, result
from op_erase_order where id = $1

-- name: put_inquiry
-- A look into what one person did, as it stands.
insert into op_inquiry (id, account, incident, reason, from_day, to_day, asked_by, asked_at, state, decided_by, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (id) do update set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at

-- name: inquiries
-- Looks into what one person did, newest first.
select id, account, incident, reason, from_day, to_day, asked_by, asked_at, state, decided_by, decided_at
from op_inquiry order by asked_at desc, id desc limit $1

-- name: mail_way
-- How the office sends mail.
select settings, password, set_by, set_at from op_mail_way where id = 1

-- name: mail_password
-- The sealed password alone.
select password from op_mail_way where id = 1

-- name: put_mail_way
-- New settings.
insert into op_mail_way (id, settings, password, set_by, set_at) values (1, $1, $2, $3, $4)
on conflict (id) do update set settings = excluded.settings, password = excluded.password, set_by = excluded.set_by, set_at = excluded.set_at

-- name: mail_person
-- Where a person wants mail.
select address, digest from op_mail_person where account = $1

-- name: mail_persons
-- Who wants the digest.
select account, address, lang from op_mail_person where digest = 1 and address <> '' order by account

-- name: put_mail_person
-- As the person says.
insert into op_mail_person (account, address, digest, lang, set_at) values ($1, $2, $3, $4, $5)
on conflict (account) do update set address = excluded.address, digest = excluded.digest, lang = excluded.lang, set_at = excluded.set_at

-- name: drop_waiting_of
-- Mail not yet sent to somebody who wants none.
delete from op_mail where account = $1 and sent_at is null

-- name: mail_waiting_count
-- How many messages wait.
select count(*) from op_mail where sent_at is null and given_up_at is null

-- name: put_mail
-- One message of a name to a person; a second one of it is not kept.
insert into op_mail (id, account, name, address, made_at, message, tries, next_at, last_error) values ($1, $2, $3, $4, $5, $6, 0, $5, '')
on conflict (account, name) do nothing

-- name: mail_of_name
-- Whether a person has a message of a name.
select id from op_mail where account = $1 and name = $2

-- name: mail_due
-- What is to be sent by now, oldest first.
select id, address, message, tries from op_mail where sent_at is null and given_up_at is null and next_at <= $1 order by next_at, id limit $2

-- name: mail_sent
-- It went out; its text is not kept.
update op_mail set sent_at = $1, tries = tries + 1, message = '', last_error = '' where id = $2

-- name: mail_failed
-- It did not.
update op_mail set tries = $1, next_at = $2, last_error = $3, given_up_at = $4 where id = $5

-- name: forget_mail
-- What was sent or given up long ago.
delete from op_mail where made_at < $1 and (sent_at is not null or given_up_at is not null)

-- name: mail_counts
-- How it stands.
select sum(case when sent_at is null and given_up_at is null then 1 else 0 end), sum(case when given_up_at is not null then 1 else 0 end),
  sum(case when sent_at >= $1 then 1 else 0 end), max(sent_at) from op_mail where account <> ''

-- name: mail_last_error
-- What stood in the way last.
select last_error, next_at from op_mail where last_error <> '' order by made_at desc, id desc limit 1

-- name: digest_done
-- Whether the digests of a day were put into the queue.
select id from op_mail where account = '' and name = $1

-- name: put_digest_done
-- They were.
insert into op_mail (id, account, name, address, made_at, message, tries, next_at, sent_at, last_error) values ($1, '', $2, '', $3, '', 0, $3, $3, '')
on conflict (account, name) do nothing

-- name: mail_waiting_now
-- How much mail waits to be sent.
select count(*) from op_mail where sent_at is null and given_up_at is null

-- name: mail_given_up
-- How much mail could not be sent.
select count(*) from op_mail where given_up_at is not null
