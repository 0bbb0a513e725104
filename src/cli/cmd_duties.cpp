// SPDX-License-Identifier: Apache-2.0
// Statements about whole stretches of time, and posts that change hands: `youju zero`, `youju explain`, `youju handover`.
#include "app/handover.h"
#include "app/people.h"
#include "app/statements.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

// --kind, --period and --unit of a statement.
struct About {
  const kinds::Kind* kind = nullptr;
  Period period{};
  std::string period_text;
  UnitId unit;
};
Result<About> read_about(const Call& call, app::Office& office) {
  About about;
  const auto name = call.get("--kind"), period = call.get("--period");
  if (!name) return fail(Code::invalid, "cli.option_needed", {{"option", "--kind"}});
  if (!period) return fail(Code::invalid, "cli.option_needed", {{"option", "--period"}});
  about.kind = office.catalogue().find_by_name(*name);
  if (about.kind == nullptr) return fail(Code::invalid, "app.no_kind", {{"kind", *name}});
  TRY(about.period, app::period_said(office, *about.kind, *period));
  about.period_text = app::period_in_words(about.period);
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    about.unit = tree.all().front().id;
    if (const auto unit = call.get("--unit")) {
      const auto* found = tree.find(UnitId{*unit});
      if (found == nullptr) found = tree.by_name(*unit);
      if (found == nullptr) return fail(Code::invalid, "app.no_unit", {{"unit", *unit}});
      about.unit = found->id;
    }
    return {};
  }));
  return about;
}

Result<int> finish(const Call& call, app::Office& office, const std::variant<app::Saved, app::Refused>& done, std::string_view word) {
  if (const auto* refused = std::get_if<app::Refused>(&done)) {
    for (const auto& problem : refused->problems) call.note(problem.field + ": " + words::say(call.lang, problem.message));
    return exit_code(Code::invalid);
  }
  TRY_OK(settle(call, office));
  const auto& saved = std::get<app::Saved>(done);
  if (call.json) call.print_json(Json{{"id", saved.record.text}, {"state", saved.state}, {"title", saved.title}, {"entry", saved.entry}});
  else call.print(call.say(word, {{"record", saved.record.text}, {"title", saved.title}}));
  return 0;
}

Result<int> state_zero(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto about, read_about(call, *opened.office));
  TRY(const auto done, app::state_zero(*opened.office, opened.who, {about.unit, about.kind->id, about.period, about.period_text}));
  return finish(call, *opened.office, done, "cli.zero_stated");
}

Result<int> explain(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto about, read_about(call, *opened.office));
  const auto reason = call.get("--reason").value_or(""), basis = call.get("--exempt").value_or("");
  if (reason.empty()) return fail(Code::invalid, "cli.option_needed", {{"option", "--reason"}});
  TRY(const auto done, app::note_cadence(*opened.office, opened.who, {about.unit, about.kind->id, about.period, call.get("--rule").value_or(""), reason, basis}));
  return finish(call, *opened.office, done, basis.empty() ? "cli.explained" : "cli.exemption_asked");
}

Json item_json(const Call& call, const app::HeldItem& item) {
  using What = app::HeldItem::What;
  static const std::map<What, std::string> kNames{{What::duty, "duty"}, {What::task, "task"}, {What::draft, "draft"}, {What::right, "right"}, {What::delegation, "delegation"}};
  Json out{{"what", kNames.at(item.what)}, {"text", app::item_text(item, lang_of(call))}};
  if (item.row) out["record"] = item.row->record.text, out["kind"] = item.row->kind.text;
  if (!item.field.empty()) out["field"] = item.field;
  if (item.grant) out["role"] = item.grant->role, out["account"] = item.grant->account.text;
  return out;
}

void show_held(const Call& call, const std::vector<app::Held>& all) {
  Json out = Json::array();
  for (const auto& held : all) {
    Json items = Json::array();
    for (const auto& item : held.items) items.push_back(item_json(call, item));
    out.push_back(Json{{"person", held.person.id.text}, {"name", held.person.name}, {"items", std::move(items)}});
    if (call.json) continue;
    call.print(call.say("cli.held_head", {{"name", held.person.name}, {"n", std::to_string(held.items.size())}}));
    for (const auto& item : held.items) call.print("  " + app::item_text(item, lang_of(call)));
  }
  if (call.json) call.print_json(Json{{"held", std::move(out)}});
  else if (all.empty()) call.print(call.say("cli.held_none"));
}

Result<people::Person> person_named(app::Office& office, std::string_view name) {
  people::Person person;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(person, app::find_person(session, name));
    return {};
  }));
  return person;
}

Result<int> hand_over(const Call& call) {
  const auto to_name = call.get("--to");
  TRY(const auto opened, open_office(call, call.rest[0], to_name ? app::Office::Access::write : app::Office::Access::read));
  auto& office = *opened.office;
  if (call.rest.size() == 1) {
    TRY(const auto left, app::left_holding(office, opened.who, office.today()));
    show_held(call, left);
    return 0;
  }
  TRY(const auto from, person_named(office, call.rest[1]));
  if (!to_name) {
    TRY(const auto held, app::held_by(office, opened.who, from.id));
    show_held(call, {held});
    return 0;
  }
  TRY(const auto to, person_named(office, *to_name));
  auto day = std::optional(office.today());
  if (const auto text = call.get("--on")) day = Date::parse(*text);
  if (!day) return fail(Code::invalid, "cli.bad_date", {{"date", *call.get("--on")}});
  const auto post = call.get("--post");
  if (!post) return fail(Code::invalid, "cli.option_needed", {{"option", "--post"}});
  TRY(const auto done, app::write_handover(office, opened.who, {from.id, to.id, *post, *day}, lang_of(call)));
  return finish(call, office, done, "cli.handover_written");
}

Result<int> carry_out(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  auto& office = *opened.office;
  TRY(const auto done, app::carry_out(office, opened.who, RecordId{call.rest[1]}));
  TRY_OK(settle(call, office));
  Json changed = Json::array(), refused = Json::array(), left = Json::array();
  for (const auto& id : done.changed) changed.push_back(id.text);
  for (const auto& [id, problems] : done.refused) {
    refused.push_back(id.text);
    for (const auto& problem : problems) call.note(id.text + " " + problem.field + ": " + words::say(call.lang, problem.message));
  }
  for (const auto& item : done.left) left.push_back(item_json(call, item));
  if (call.json) {
    call.print_json(Json{{"changed", changed}, {"refused", refused}, {"left", left}});
  } else {
    call.print(call.say("cli.handover_done", {{"n", std::to_string(done.changed.size())}, {"refused", std::to_string(done.refused.size())}}));
    if (!done.left.empty()) call.print(call.say("cli.handover_rights_left"));
    for (const auto& item : done.left) call.print("  " + app::item_text(item, lang_of(call)));
  }
  return done.refused.empty() ? 0 : 1;
}

Result<int> leave(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto person, person_named(*opened.office, call.rest[1]));
  const auto day = Date::parse(call.get("--on").value_or(""));
  if (!day) return fail(Code::invalid, "cli.bad_date", {{"date", call.get("--on").value_or("—")}});
  TRY_OK(app::leave_roster(*opened.office, opened.who, person.id, *day));
  TRY_OK(settle(call, *opened.office));
  if (!call.json) call.print(call.say("cli.person_leaves", {{"name", person.name}, {"day", day->iso()}}));
  return 0;
}

Result<int> tie(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto account, app::find_account(*opened.office, call.rest[1]));
  TRY(const auto person, person_named(*opened.office, call.rest[2]));
  TRY_OK(app::tie_account(*opened.office, opened.who, account, person.id));
  TRY_OK(settle(call, *opened.office));
  if (!call.json) call.print(call.say("cli.account_tied", {{"login", call.rest[1]}, {"name", person.name}}));
  return 0;
}
}  // namespace

Commands duty_commands() {
  const Option kind{"--kind", "K", "cli.option_kind"}, period{"--period", "P", "cli.option_period"}, unit{"--unit", "U", "cli.option_unit"};
  return {
      {"zero", "DIR --kind K --period P [--unit U]", "cli.help_zero", {kind, period, unit}, 1, 1, state_zero},
      {"explain", "DIR --kind K --period P --reason TEXT [--rule R] [--exempt GROUND] [--unit U]", "cli.help_explain",
       {kind, period, {"--reason", "TEXT", "cli.option_reason"}, {"--rule", "R", "cli.option_rule"}, {"--exempt", "GROUND", "cli.option_exempt"}, unit}, 1, 1, explain},
      {"handover", "DIR [NAME [--to NAME --post TEXT [--on DATE]]]", "cli.help_handover",
       {{"--to", "NAME", "cli.option_handover_to"}, {"--post", "TEXT", "cli.option_post"}, {"--on", "DATE", "cli.option_handover_on"}}, 1, 2, hand_over},
      {"handover finish", "DIR RECORD", "cli.help_handover_finish", {}, 2, 2, carry_out},
      {"person leave", "DIR NAME --on DATE", "cli.help_person_leave", {{"--on", "DATE", "cli.option_last_day"}}, 2, 2, leave},
      {"user person", "DIR LOGIN NAME", "cli.help_user_person", {}, 3, 3, tie},
  };
}
}  // namespace youju::cli
