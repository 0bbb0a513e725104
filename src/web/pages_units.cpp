// SPDX-License-Identifier: Apache-2.0
// The tree of units, one unit, and what a change of it would do, told before it is done.
#include <algorithm>

#include "app/people.h"
#include "app/units.h"
#include "view/admin_units.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using people::Right;
using UnitWhat = app::UnitWish::What;

Result<Reply> units_page(Ask& ask, view::AdminUnits content, int status) {
  const auto managed = [&](const UnitId& id) { return ask.may(Right::manage_units, id); };
  const auto& all = ask.units->all();
  for (const auto& unit : all) {
    // Above what is managed stands only what leads there.
    const bool mine = managed(unit.id);
    const bool leads = std::any_of(all.begin(), all.end(), [&](const people::Unit& below) { return managed(below.id) && ask.units->is_within(below.id, unit.id); });
    if (!leads) continue;
    content.units.push_back({unit.id.text, unit.name, unit.closed ? ask.here.say("units.closed_since", {{"date", ask.here.day(unit.closed->iso())}}) : "", unit_depth(*ask.units, unit), mine});
  }
  content.parents = units_with(ask, Right::manage_units);
  TRY(const auto frame, admin_frame(ask, "/admin/units", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_units(frame, content)), status);
}

Result<void> put_past(Ask& ask, view::AdminUnit& content) {
  TRY(const auto past, app::past_of(ask.office, ask.who, UnitId{content.id}));
  TRY(const auto names, names_of_accounts(ask));
  for (const auto& one : past) {
    const auto by = names.find(one.by.text);
    content.past.push_back({ask.here.moment(one.at.iso()), one.name, one.parent.empty() ? "—" : ask.unit_name(one.parent), one.closed ? ask.here.say("units.closed_since", {{"date", ask.here.day(one.closed->iso())}}) : ask.here.say("units.in_service"),
                            by == names.end() ? ask.here.say("units.by_program") : by->second});
  }
  return {};
}

Result<void> put_facts(Ask& ask, const people::Unit& unit, view::AdminUnit& content) {
  std::int64_t persons = 0, roles = 0;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto roster, people::read_roster(session, {unit.id}));
    TRY(const auto grants, people::read_grants(session));
    persons = std::count_if(roster.begin(), roster.end(), [&](const people::Person& one) { return !one.to || *one.to >= ask.office.today(); });
    roles = std::count_if(grants.begin(), grants.end(), [&](const people::Grant& one) { return one.unit == unit.id; });
    return {};
  }));
  const auto below = std::count_if(ask.units->all().begin(), ask.units->all().end(), [&](const people::Unit& one) { return one.parent == unit.id; });
  content.facts = {{ask.here.say("units.id"), unit.id.text},
                   {ask.here.say("admin.parent"), unit.parent.empty() ? "—" : ask.unit_name(unit.parent)},
                   {ask.here.say("admin.state"), unit.closed ? ask.here.say("units.closed_since", {{"date", ask.here.day(unit.closed->iso())}}) : ask.here.say("units.in_service")},
                   {ask.here.say("units.below"), view::grouped(below)},
                   {ask.here.say("admin.roster"), view::grouped(persons)},
                   {ask.here.say("admin.roles"), view::grouped(roles)}};
  return {};
}

Result<Reply> unit_page(Ask& ask, view::AdminUnit content, int status) {
  const auto* unit = ask.units->find(UnitId{ask.part()});
  if (unit == nullptr || !ask.may(Right::manage_units, unit->id)) return fail(Code::absent, "app.no_unit", {{"unit", ask.part()}});
  content.id = unit->id.text, content.name = unit->name;
  content.root = unit->parent.empty(), content.is_closed = unit->closed.has_value();
  if (content.new_name.empty()) content.new_name = unit->name;
  for (const auto& [id, name] : units_with(ask, Right::manage_units))
    if (!ask.units->is_within(UnitId{id}, unit->id) && UnitId{id} != unit->parent) content.parents.emplace_back(id, name);
  TRY_OK(put_past(ask, content));
  TRY_OK(put_facts(ask, *unit, content));
  TRY(auto frame, admin_frame(ask, "/admin/units", unit->name));
  frame.path = {{"/admin/units", ask.here.say("admin.units")}};
  return html(view::page(frame, view::admin_unit(frame, content)), status);
}

std::optional<UnitWhat> what_asked(std::string_view text) {
  if (text == "rename") return UnitWhat::rename;
  if (text == "move") return UnitWhat::move;
  if (text == "close") return UnitWhat::close;
  if (text == "reopen") return UnitWhat::reopen;
  return {};
}
const char* unit_field_of(UnitWhat what) { return what == UnitWhat::rename ? "name" : what == UnitWhat::move ? "parent" : "last_day"; }

// What a change would do, in words and figures.
view::AdminUnit::Asked asked_of(const Ask& ask, const app::UnitWish& wish, const app::UnitEffect& effect) {
  view::AdminUnit::Asked out;
  const auto& here = ask.here;
  const auto name = ask.unit_name(wish.unit);
  out.what = wish.what == UnitWhat::move ? "move" : wish.what == UnitWhat::close ? "close" : "reopen";
  out.title = here.say("units.asked_" + out.what, {{"unit", name}, {"parent", ask.unit_name(wish.parent)}, {"date", wish.last_day ? here.day(wish.last_day->iso()) : ""}});
  out.hint = here.say("units.asked_hint_" + out.what);
  if (wish.what == UnitWhat::move) out.fields.emplace_back("parent", wish.parent.text);
  if (wish.what == UnitWhat::close) out.fields.emplace_back("last_day", wish.last_day ? wish.last_day->iso() : "");
  for (const auto& line : effect.lines) {
    const auto year = std::to_string(line.year);
    const auto expr = std::string(line.required ? "required(" : "count(") + line.kind.text + "; unit=" + line.unit.text + "; " + year + ")";
    out.lines.push_back({ask.unit_name(line.unit), kind_name(ask, line.kind), year, view::grouped(line.before), view::grouped(line.after), expr, line.required});
  }
  const auto tell = [&](std::int64_t n, const char* word, bool blocks) {
    if (n == 0) return;
    out.left.push_back(here.say(word, {{"n", view::grouped(n)}}));
    if (blocks) out.possible = false;
  };
  tell(static_cast<std::int64_t>(effect.below.size()), "units.close_below", true);
  tell(effect.on_roster, "units.close_roster", true);
  tell(effect.unfinished, "units.close_unfinished", true);
  if (wish.what == UnitWhat::close) tell(effect.roles, "units.close_roles", false);
  return out;
}
}  // namespace

Result<Reply> show_units_tree(Ask& ask) { return units_page(ask, {}, 200); }

Result<Reply> add_unit_asked(Ask& ask) {
  view::AdminUnits content;
  content.name = std::string(ask.form.get("name")), content.parent = std::string(ask.form.get("parent"));
  auto made = app::add_unit(ask.office, ask.who, UnitId{content.parent}, content.name);
  if (made) {
    ask.site.forget_units();
    return see_other(ask.here.to("/admin/units/" + view::percent_encoded(made->text)));
  }
  if (!can_be_told(made.error())) return fail(std::move(made).error());
  content.wrong.push_back({"name", ask.here.say(made.error().message)});
  return units_page(ask, std::move(content), 422);
}

Result<Reply> show_one_unit(Ask& ask) { return unit_page(ask, {}, 200); }

// Renaming changes no figure and is done at once; the others are looked at first and done with `sure`.
Result<Reply> change_unit_asked(Ask& ask) {
  const auto what = what_asked(ask.form.get("what"));
  if (!what) return fail(Code::invalid, "units.unknown_wish");
  view::AdminUnit content;
  content.new_name = *what == UnitWhat::rename ? std::string(ask.form.get("name")) : "";
  content.parent = std::string(ask.form.get("parent")), content.last_day = std::string(ask.form.get("last_day"));
  app::UnitWish wish{UnitId{ask.part()}, *what, content.new_name, UnitId{content.parent}, day_sent(ask, "last_day", content.wrong)};
  if (!content.wrong.empty()) return unit_page(ask, std::move(content), 422);
  const auto told = [&](const Error& error) {
    content.wrong.push_back({unit_field_of(*what), ask.here.say(error.message)});
    return unit_page(ask, std::move(content), http_status(error.code) == 403 ? 403 : 422);
  };
  if (*what != UnitWhat::rename && ask.form.get("sure") != "1") {
    auto effect = app::effect_of(ask.office, ask.who, wish);
    if (!effect && !can_be_told(effect.error())) return fail(std::move(effect).error());
    if (!effect) return told(effect.error());
    content.asked = asked_of(ask, wish, *effect);
    return unit_page(ask, std::move(content), 200);
  }
  auto done = app::change_unit(ask.office, ask.who, wish);
  if (done) {
    ask.site.forget_units();
    return see_other(ask.here.to("/admin/units/" + view::percent_encoded(ask.part())));
  }
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return told(done.error());
}

Result<Reply> choose_unit(Ask& ask) {
  std::vector<view::UnitChoice> units;
  for (const auto& id : ask.readable)
    if (const auto* unit = ask.units->find(id)) units.push_back({id.text, unit->name, unit_depth(*ask.units, *unit)});
  TRY(const auto frame, frame_of(ask, "", ask.here.say("admin.choose_unit")));
  return html(view::page(frame, view::unit_choice(frame, units)));
}
}  // namespace youju::web
