// SPDX-License-Identifier: Apache-2.0
#include "view/inbox.h"

namespace youju::view {
namespace {
Html inbox_line(const Here& here, const InboxLine& line) {
  const auto mark = post_form(here, "/inbox/read", cls("inbox-mark no-print"), input(attr("type", "hidden"), attr("name", "item"), attr("value", line.name)),
                              when(line.is_read, [] { return input(attr("type", "hidden"), attr("name", "again"), attr("value", "1")); }),
                              button(cls("quiet"), attr("type", "submit"), attr("aria-label", here.say(line.is_read ? "inbox.mark_new_of" : "inbox.mark_read_of", {{"title", line.title}})), here.say(line.is_read ? "inbox.mark_new" : "inbox.mark_read")));
  return li(cls(line.is_read ? "seen" : "new"), div(cls("inbox-what"), a(href(line.address), line.act.empty() ? line.title : line.act), when(!line.act.empty() && !line.title.empty(), [&] { return span(cls("inbox-title"), line.title); }),
                                                    when(!line.standing.empty(), [&] { return span(cls(line.overdue ? "standing over" : "standing soon"), line.standing); })),
            div(cls("soft small"), when(!line.kind.empty(), [&] { return span(line.kind); }), when(!line.unit.empty(), [&] { return span(line.unit); }), when(!line.when.empty(), [&] { return span(line.when); }), when(!line.note.empty(), [&] { return span(cls("inbox-note"), line.note); })),
            mark);
}
}  // namespace

Html inbox(const Here& here, const InboxPage& page) {
  const auto switch_link = a(href(here.to("/inbox", {{"all", page.show_all ? "" : "1"}})), here.say(page.show_all ? "inbox.only_new" : "inbox.show_all"));
  const auto all_read = when(page.unread > 0, [&] { return post_form(here, "/inbox/read", cls("inbox-all"), input(attr("type", "hidden"), attr("name", "all"), attr("value", "1")), submit_button(here.say("inbox.all_read"), false)); });
  const auto head = div(cls("inbox-head no-print"), p(page.unread == 0 ? here.say("inbox.nothing_new") : here.say("inbox.new_n", {{"n", std::to_string(page.unread)}})), switch_link, a(href(here.to("/reminders")), here.say("inbox.to_reminders")), a(href(here.to("/account/mail")), here.say("mail.own")), all_read);
  if (page.parts.empty()) return row_of(head, div(cls("sheet"), empty_state(here.say("inbox.empty"), here.say("inbox.empty_text"), button_link(here.to("/calendar"), here.say("inbox.to_calendar")))));
  return row_of(head, each(page.parts, [&](const InboxPart& part) {
                  return section(cls("sheet"), attr("id", part.id), header(h2(part.title), span(cls("soft"), std::to_string(part.lines.size()))),
                                 ul(cls("list inbox"), attr("data-rows", ""), each(part.lines, [&](const InboxLine& line) { return inbox_line(here, line); })),
                                 when(!part.more.empty(), [&] { return p(cls("pager"), a(href(part.more_address), part.more)); }));
                }));
}

namespace {
Html reminder_line(const Here& here, const ReminderLine& line) {
  const auto id = "text-" + line.name;
  return li(div(cls("inbox-what"), a(href(line.address), line.kind), span(cls("inbox-title"), line.which.empty() ? line.what : line.which), span(cls(line.overdue ? "standing over" : "standing soon"), line.standing)),
            div(cls("soft small"), span(line.unit), span(here.say("reminders.due_start", {{"due", line.due}, {"start", line.start_by}, {"lead", line.lead}})), when(!line.rule.empty(), [&] { return span(line.rule); })),
            details(cls("reminder-text"), summary(here.say("reminders.text_title")), label(cls("unseen"), attr("for", id), here.say("reminders.text_title")), textarea(attr("id", id), attr("rows", "3"), flag("readonly"), "\n" + line.text),
                    button(attr("type", "button"), attr("data-copy", line.text), attr("data-copied", here.say("reminders.copied")), flag("hidden"), here.say("reminders.copy"))));
}

Html lead_line(const Here& here, const RemindersPage& page, const LeadLine& line) {
  const bool wrong = page.wrong_kind == line.kind && !page.wrong.empty();
  const auto id = "days-" + (line.kind.empty() ? "all" : line.kind);
  const auto form_of = [&] {
    return post_form(here, "/reminders/lead", cls("lead-form"), input(attr("type", "hidden"), attr("name", "unit"), attr("value", page.unit_id)), input(attr("type", "hidden"), attr("name", "kind"), attr("value", line.kind)),
                     input(attr("id", id), attr("name", "days"), attr("inputmode", "numeric"), attr("maxlength", "3"), attr("aria-label", here.say("reminders.days_of", {{"kind", line.name}})), attr_if("aria-invalid", wrong ? "true" : ""),
                           attr_if("aria-describedby", wrong ? id + "-problem" : ""), attr("value", wrong ? page.typed : line.own)),
                     submit_button(here.say("reminders.keep"), false), when(wrong, [&] { return p(cls("problem"), attr("id", id + "-problem"), page.wrong.front().text); }));
  };
  return tr(th(attr("scope", "row"), line.name), td(cls("n"), line.usual), td(page.may_set ? form_of() : words_of(line.own.empty() ? "—" : line.own)));
}
}  // namespace

Html reminders(const Here& here, const RemindersPage& page) {
  const auto lines = page.lines.empty() ? empty_state(here.say("reminders.none"), here.say("reminders.none_text")) : ul(cls("list inbox"), attr("data-rows", ""), each(page.lines, [&](const ReminderLine& line) { return reminder_line(here, line); }));
  return row_of(section(cls("sheet"), header(h2(here.say("reminders.now")), span(cls("soft"), page.unit)), p(cls("hint"), here.say("reminders.now_hint")), lines,
                        when(page.left > 0, [&] { return p(cls("pager"), a(href(here.to("/calendar")), here.say("today.due_left", {{"n", std::to_string(page.left)}}))); })),
                section(cls("sheet"), attr("id", "leads"), header(h2(here.say("reminders.leads")), span(cls("soft"), page.unit)), p(cls("hint"), here.say(page.may_set ? "reminders.leads_hint" : "reminders.leads_read")),
                        scrolled(here.say("reminders.leads"), table(cls("rows leads"), thead(tr(th(here.say("reminders.of_kind")), th(cls("n"), here.say("reminders.by_rule")), th(here.say("reminders.own")))), tbody(each(page.leads, [&](const LeadLine& line) { return lead_line(here, page, line); }))))));
}
}  // namespace youju::view
