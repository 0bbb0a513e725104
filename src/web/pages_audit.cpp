// SPDX-License-Identifier: Apache-2.0
// The security log on screen. Looking is noted; who did what is shown of oneself, or within an inquiry that a second person agreed to.
#include <algorithm>

#include "app/audit.h"
#include "app/people.h"
#include "view/admin_keeping.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using InquiryState = app::Inquiry::State;

bool sees_all(const Ask& ask) { return may_whole(ask, people::Right::inspect) || may_whole(ask, people::Right::manage_people); }

std::string query_text(const Ask& ask, const char* name) { return std::string(ask.query.get(name)); }
std::optional<Date> query_day(const Ask& ask, const char* name, std::vector<view::Wrong>& wrong) {
  const auto text = ask.query.get(name);
  const auto read = Date::parse(text);
  if (!read && !text.empty()) wrong.push_back({name, ask.here.say("admin.bad_day", {{"read", std::string(text)}})});
  return read;
}

app::AuditFilter filter_of(const Ask& ask, std::vector<view::Wrong>& wrong) {
  app::AuditFilter out;
  out.account = sees_all(ask) ? AccountId{query_text(ask, "account")} : ask.who.account;
  out.event = query_text(ask, "event"), out.object = query_text(ask, "object");
  out.from = query_day(ask, "from", wrong), out.to = query_day(ask, "to", wrong);
  const auto before = ask.query.get("before");
  std::int64_t n = 0;
  if (!before.empty() && std::from_chars(before.data(), before.data() + before.size(), n).ec == std::errc{}) out.before = n;
  return out;
}
view::Query address_of(const app::AuditFilter& f) {
  return {{"account", f.account.text}, {"event", f.event}, {"object", f.object}, {"from", f.from ? f.from->iso() : ""}, {"to", f.to ? f.to->iso() : ""}};
}

// Of whom one may ask: oneself and those an inquiry is open about.
std::vector<std::pair<std::string, std::string>> who_options(const Ask& ask, const std::vector<app::Inquiry>& all, const std::map<std::string, std::string>& names) {
  std::vector<std::pair<std::string, std::string>> out{{ask.who.account.text, ask.here.say("audit.yourself")}};
  if (!sees_all(ask)) return out;
  out.insert(out.begin(), {"", ask.here.say("audit.anybody")});
  for (const auto& one : all)
    if (one.state == InquiryState::open && !one.over && std::none_of(out.begin(), out.end(), [&](const auto& o) { return o.first == one.account.text; })) out.emplace_back(one.account.text, names.contains(one.account.text) ? names.at(one.account.text) : one.account.text);
  return out;
}

void put_fields(const Ask& ask, const app::AuditFilter& filter, const std::vector<app::Inquiry>& all, const std::map<std::string, std::string>& names, view::AuditPageShown& content) {
  const auto field = [&](const char* name, const char* word, std::string value, const char* type = "text") { return view::Field{.name = name, .label = ask.here.say(word), .value = std::move(value), .type = type, .problem = problem_at(content.wrong, name)}; };
  auto who = field("account", "audit.who", filter.account.text);
  who.options = who_options(ask, all, names);
  auto event = field("event", "audit.event", filter.event);
  event.options = {{"", ask.here.say("audit.any_event")}};
  for (const auto& one : ledger::security_events()) event.options.emplace_back(one, ask.here.say("audit.event_" + one));
  content.filters = {std::move(who), std::move(event), field("object", "audit.object", filter.object), field("from", "admin.from", filter.from ? filter.from->iso() : "", "date"), field("to", "admin.to", filter.to ? filter.to->iso() : "", "date")};
  const auto sent = [&](const char* name, const char* word, const char* hint, const char* type = "text") {
    return view::Field{.name = name, .label = ask.here.say(word), .value = std::string(ask.form.get(name)), .type = type, .hint = hint == nullptr ? "" : ask.here.say(hint), .problem = problem_at(content.wrong, name), .required = true, .id = std::string("ask-") + name};
  };
  content.ask = {sent("login", "audit.whom", "audit.whom_hint"), sent("incident", "audit.incident", "audit.incident_hint"), sent("reason", "audit.reason", nullptr, "area"), sent("from", "admin.from", nullptr, "date"), sent("to", "admin.to", nullptr, "date")};
}

Result<Reply> audit(Ask& ask, view::AuditPageShown content, int status) {
  auto filter = filter_of(ask, content.wrong);
  TRY(const auto all, app::inquiries(ask.office, ask.who));
  TRY(const auto names, names_of_accounts(ask));
  const auto name_of = [&](const std::string& id) { return names.contains(id) ? names.at(id) : id; };
  auto page = app::read_audit(ask.office, ask.who, filter);
  if (!page && page.error().message.word == "audit.inquiry_needed") {
    content.wrong.push_back({"account", ask.here.say(page.error().message)});
    status = 403;
  } else if (!page) {
    return fail(std::move(page).error());
  } else {
    for (const auto& line : page->lines) {
      const auto& e = line.entry.event;
      const auto who = !e.actor.empty() ? name_of(e.actor) : !e.login.empty() ? e.login : e.os_user;
      content.lines.push_back({ask.here.moment(line.entry.at.iso()), ask.here.say("audit.event_" + e.event), who, e.action, name_of(e.object), e.result, line.closed});
    }
    auto next = address_of(filter);
    content.csv = ask.here.to("/admin/audit/csv", next);
    next.emplace_back("before", page->next ? std::to_string(*page->next) : "");
    if (page->next) content.next = ask.here.to("/admin/audit", next);
  }
  put_fields(ask, filter, all, names, content);
  content.may_ask = sees_all(ask);
  for (const auto& one : all) {
    const auto state = one.state == InquiryState::waiting ? "packs.state_waiting" : one.state == InquiryState::declined ? "packs.state_declined" : one.over ? "audit.state_over" : "audit.state_open";
    content.inquiries.push_back({one.id, name_of(one.account.text), one.incident, one.reason, ask.here.days(one.from.iso(), one.to.iso()), ask.here.say(state), name_of(one.asked_by.text) + " · " + ask.here.moment(one.asked_at.iso()), one.state == InquiryState::waiting, one.asked_by == ask.who.account});
  }
  TRY(const auto frame, admin_frame(ask, "/admin/audit", ask.here.say("admin.title")));
  return html(view::page(frame, view::audit_page(frame, content)), status);
}
}  // namespace

Result<Reply> show_audit(Ask& ask) { return audit(ask, {}, 200); }

Result<Reply> audit_copy(Ask& ask) {
  std::vector<view::Wrong> wrong;
  TRY(auto text, app::audit_csv(ask.office, ask.who, filter_of(ask, wrong)));
  return download(std::move(text), "text/csv; charset=utf-8", "security-" + ask.here.today + ".csv");
}

Result<Reply> ask_inquiry_asked(Ask& ask) {
  view::AuditPageShown content;
  const auto from = day_sent(ask, "from", content.wrong), to = day_sent(ask, "to", content.wrong);
  auto account = app::find_account(ask.office, ask.form.get("login"));
  if (!account) content.wrong.push_back({"login", ask.here.say(account.error().message)});
  if (!from || !to) content.wrong.push_back({"from", ask.here.say("audit.days_needed")});
  if (!content.wrong.empty()) return audit(ask, std::move(content), 422);
  auto asked = app::ask_inquiry(ask.office, ask.who, *account, std::string(ask.form.get("incident")), std::string(ask.form.get("reason")), *from, *to);
  if (asked) return see_other(ask.here.to("/admin/audit"));
  if (!can_be_told(asked.error())) return fail(std::move(asked).error());
  const auto& word = asked.error().message.word;
  content.wrong.push_back({word == "audit.incident_needed" ? "incident" : word == "audit.reason_needed" ? "reason" : "from", ask.here.say(asked.error().message)});
  return audit(ask, std::move(content), 422);
}

Result<Reply> decide_inquiry_asked(Ask& ask) {
  const bool consent = ask.form.get("consent") == "1";
  auto done = app::decide_inquiry(ask.office, ask.who, ask.part(), consent);
  note_event(ask, "audit_read", consent ? "web inquiry consent" : "web inquiry declined", ask.part(), result_of(done));
  if (done) return see_other(ask.here.to("/admin/audit"));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  view::AuditPageShown content;
  content.wrong.push_back({"", ask.here.say(done.error().message)});
  return audit(ask, std::move(content), http_status(done.error().code));
}
}  // namespace youju::web
