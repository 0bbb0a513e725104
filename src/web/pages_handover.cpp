// SPDX-License-Identifier: Apache-2.0
// When a post changes hands: what is open, the sheet both sign, the change afterwards; and roles handed on for some days.
#include <algorithm>

#include "app/handover.h"
#include "app/people.h"
#include "view/admin_handover.h"
#include "web/handlers_admin.h"
#include "web/handlers_office.h"

namespace youju::web {
namespace {
using people::Right;
constexpr int kSoonDays = 60, kMostSheets = 20;

// Everybody on the roster now, for a choice.
Result<std::vector<people::Person>> persons_now(Ask& ask, Right right) {
  std::vector<people::Person> out;
  std::vector<UnitId> units;
  for (const auto& unit : ask.units->all())
    if (ask.may(right, unit.id)) units.push_back(unit.id);
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(auto roster, people::read_roster(session, units));
    for (auto& person : roster)
      if (!person.name.empty()) out.push_back(std::move(person));
    return {};
  }));
  return out;
}

std::string left_text(const Ask& ask, const people::Person& person) {
  return person.to ? ask.here.say("handover.until", {{"date", ask.here.day(person.to->iso())}}) : ask.here.say("handover.disabled");
}

view::AdminHandovers::Line handover_line(const Ask& ask, const app::Held& held) {
  const auto open = app::to_hand_over(held);
  return {held.person.id.text, held.person.name, ask.unit_name(held.person.unit), left_text(ask, held.person), open, static_cast<std::int64_t>(held.items.size()) - open};
}

view::AdminHandover::Item shown_item(const Ask& ask, const app::HeldItem& item) {
  using What = app::HeldItem::What;
  const auto lang = ask.lang_id();
  const auto* field = item.field.empty() ? nullptr : item.kind->field(item.field);
  const char* what = item.what == What::duty ? "handover.duty" : item.what == What::task ? "handover.task" : "handover.draft";
  return {ask.here.say(what), app::name_in(item.kind->names, lang), item.row->happened ? ask.here.days(item.row->happened->from.iso(), item.row->happened->to.iso()) : "—", item.row->title.empty() ? item.row->record.text : item.row->title,
          field == nullptr ? "" : app::name_in(field->names, lang), "/records/" + item.row->record.text};
}

// Sheets of this person: records of the kind that two named persons sign.
Result<void> put_sheets(Ask& ask, view::AdminHandover& content) {
  TRY(const auto sheets, app::handovers_of(ask.office, ask.who, PersonId{content.person}));
  for (const auto& one : sheets) {
    if (content.sheets.size() >= kMostSheets) break;
    const auto* state = one.kind->state(one.row.state);
    content.sheets.push_back({"/records/" + one.row.record.text, one.row.title, one.to_name, state == nullptr ? one.row.state : app::name_in(state->names, ask.lang_id()), one.row.record.text, one.row.counts});
  }
  return {};
}

Result<Reply> handover_page(Ask& ask, view::AdminHandover content, int status) {
  const PersonId id{ask.part()};
  TRY(const auto held, app::held_by(ask.office, ask.who, id));
  content.person = id.text, content.name = held.person.name, content.unit = ask.unit_name(held.person.unit);
  content.left = held.person.to ? left_text(ask, held.person) : "";
  content.may_act = ask.may(Right::manage_people, held.person.unit);
  for (const auto& item : held.items) {
    if (!item.grant) {
      content.items.push_back(shown_item(ask, item));
      continue;
    }
    const auto& grant = *item.grant;
    const bool may = ask.may(Right::manage_people, grant.unit) && grant.account != ask.who.account;
    content.roles.push_back({grant.account.text, grant.role, role_named(ask, grant.role) + (grant.delegated_by.empty() ? "" : " · " + ask.here.say("handover.delegated")), grant.unit.text, ask.unit_name(grant.unit), dates_of(ask, grant.from, grant.to), may});
  }
  TRY(const auto persons, persons_now(ask, Right::read));
  for (const auto& person : persons)
    if (person.id != id && !person.to) content.persons.emplace_back(person.id.text, person.name + (ask.here.chinese() ? "，" : ", ") + ask.unit_name(person.unit));
  if (content.day.empty()) content.day = held.person.to ? held.person.to->iso() : ask.here.today;
  TRY_OK(put_sheets(ask, content));
  TRY(auto frame, admin_frame(ask, "/admin/handover", ask.here.say("handover.of", {{"name", held.person.name}})));
  frame.path = {{ask.may(Right::manage_people) ? "/admin/handover" : "/account", ask.here.say("admin.handover")}};
  return html(view::page(frame, view::admin_handover(frame, content)), status);
}

std::string what_of(const people::Grant& grant) { return grant.role + "/" + grant.unit.text; }

Result<Reply> delegations(Ask& ask, view::Delegations content, int status) {
  TRY(const auto names, names_of_accounts(ask));
  const auto name_of = [&](const AccountId& id) { return names.contains(id.text) ? names.at(id.text) : id.text; };
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto grants, people::read_grants(session));
    for (const auto& g : grants) {
      const bool given = !g.delegated_by.empty() && g.delegated_by == ask.who.account, received = !g.delegated_by.empty() && g.account == ask.who.account;
      if (!given && !received && g.account == ask.who.account) content.roles.emplace_back(what_of(g), role_named(ask, g.role) + (ask.here.chinese() ? "，" : ", ") + ask.unit_name(g.unit));
      if (!given && !received) continue;
      view::Delegations::Line line{role_named(ask, g.role), ask.unit_name(g.unit), name_of(given ? g.account : g.delegated_by), dates_of(ask, g.from, g.to), g.account.text, g.role, g.unit.text, g.from ? g.from->iso() : "", g.to ? g.to->iso() : "", g.to && *g.to < ask.office.today()};
      (given ? content.given : content.received).push_back(std::move(line));
    }
    return {};
  }));
  if (content.from.empty()) content.from = ask.here.today;
  TRY(const auto frame, admin_frame(ask, "/delegations", ask.here.say("admin.delegations")));
  return html(view::page(frame, view::delegations_page(frame, content)), status);
}
}  // namespace

Result<Reply> show_handovers(Ask& ask) {
  if (const auto person = ask.query.get("person"); !person.empty()) return see_other(ask.here.to("/admin/handover/" + view::percent_encoded(person)));
  view::AdminHandovers content;
  TRY(const auto gone, app::left_holding(ask.office, ask.who, ask.office.today()));
  TRY(const auto soon, app::left_holding(ask.office, ask.who, ask.office.today().plus_days(kSoonDays)));
  std::vector<PersonId> told;
  for (const auto& held : gone) content.left.push_back(handover_line(ask, held)), told.push_back(held.person.id);
  for (const auto& held : soon)
    if (std::find(told.begin(), told.end(), held.person.id) == told.end()) content.leaving.push_back(handover_line(ask, held)), told.push_back(held.person.id);
  TRY(const auto persons, persons_now(ask, Right::manage_people));
  for (const auto& person : persons)
    if (std::find(told.begin(), told.end(), person.id) == told.end()) content.persons.emplace_back(person.id.text, person.name + (ask.here.chinese() ? "，" : ", ") + ask.unit_name(person.unit));
  TRY(const auto frame, admin_frame(ask, "/admin/handover", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_handovers(frame, content)));
}

Result<Reply> show_handover(Ask& ask) { return handover_page(ask, {}, 200); }

Result<Reply> write_handover_asked(Ask& ask) {
  view::AdminHandover content;
  content.to = std::string(ask.form.get("to")), content.post = std::string(ask.form.get("post")), content.day = std::string(ask.form.get("day"));
  const auto day = day_sent(ask, "day", content.wrong);
  if (content.post.empty()) content.wrong.push_back({"post", ask.here.say("handover.post_missing")});
  if (content.day.empty()) content.wrong.push_back({"day", ask.here.say("handover.day_missing")});
  if (!content.wrong.empty() || !day) return handover_page(ask, std::move(content), 422);
  auto written = app::write_handover(ask.office, ask.who, {PersonId{ask.part()}, PersonId{content.to}, content.post, *day}, ask.lang_id());
  if (!written) {
    if (!can_be_told(written.error())) return fail(std::move(written).error());
    content.wrong.push_back({"to", ask.here.say(written.error().message)});
    return handover_page(ask, std::move(content), 422);
  }
  if (const auto* refused = std::get_if<app::Refused>(&*written)) {
    for (const auto& one : wrong_of(ask, refused->problems)) content.wrong.push_back({one.field == "happened" ? "day" : "post", one.text});
    return handover_page(ask, std::move(content), 422);
  }
  return see_other(ask.here.to("/records/" + std::get<app::Saved>(*written).record.text));
}

Result<Reply> carry_out_asked(Ask& ask) {
  view::AdminHandover content;
  auto done = app::carry_out(ask.office, ask.who, RecordId{std::string(ask.form.get("sheet"))});
  if (!done) {
    if (!can_be_told(done.error())) return fail(std::move(done).error());
    content.wrong.push_back({"", ask.here.say(done.error().message)});
    return handover_page(ask, std::move(content), 422);
  }
  content.done.emplace();
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    const auto title = [&](const RecordId& id) -> Result<std::string> {
      TRY(const auto row, index::current(session, id));
      return row && !row->title.empty() ? row->title : id.text;
    };
    for (const auto& id : done->changed) {
      TRY(auto text, title(id));
      content.done->changed.push_back(std::move(text));
    }
    for (const auto& [id, problems] : done->refused) {
      TRY(auto text, title(id));
      content.done->refused.emplace_back(std::move(text), problems.empty() ? "" : ask.here.say(problems.front().message));
    }
    return {};
  }));
  return handover_page(ask, std::move(content), 200);
}

Result<Reply> show_delegations(Ask& ask) { return delegations(ask, {}, 200); }

namespace {
Result<Reply> change_delegation(Ask& ask, view::Delegations content, const app::Grant& grant, const char* field) {
  auto done = app::change_right(ask.office, ask.who, grant);
  note_event(ask, "account_changed", grant.withdrawn ? "web delegation ended" : "web user delegate", grant.account.text, result_of(done));
  if (done) return see_other(ask.here.to("/delegations"));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  content.wrong.push_back({done.error().message.word == "app.delegate_dates" ? "to" : field, ask.here.say(done.error().message)});
  return delegations(ask, std::move(content), 422);
}
}  // namespace

Result<Reply> delegate_asked(Ask& ask) {
  view::Delegations content;
  content.what = std::string(ask.form.get("what")), content.login = std::string(ask.form.get("login"));
  content.from = std::string(ask.form.get("from")), content.to = std::string(ask.form.get("to"));
  const auto from = day_sent(ask, "from", content.wrong), to = day_sent(ask, "to", content.wrong);
  const auto slash = content.what.find('/');
  auto account = app::find_account(ask.office, content.login);
  if (!account && !can_be_told(account.error())) return fail(std::move(account).error());
  if (!account) content.wrong.push_back({"login", ask.here.say(account.error().message)});
  if (slash == std::string::npos) content.wrong.push_back({"what", ask.here.say("handover.no_own_role")});
  if (!content.wrong.empty()) return delegations(ask, std::move(content), 422);
  const app::Grant grant{*account, content.what.substr(0, slash), UnitId{content.what.substr(slash + 1)}, from, to, false, true};
  return change_delegation(ask, std::move(content), grant, "login");
}

Result<Reply> end_delegation_asked(Ask& ask) {
  const app::Grant grant{AccountId{std::string(ask.form.get("account"))}, std::string(ask.form.get("role")), UnitId{std::string(ask.form.get("in"))}, Date::parse(ask.form.get("from")), Date::parse(ask.form.get("to")), true, true};
  return change_delegation(ask, {}, grant, "");
}
}  // namespace youju::web
