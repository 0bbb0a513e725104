// SPDX-License-Identifier: Apache-2.0
// The roster: who belongs to which unit from when until when; one person of it.
#include "app/handover.h"
#include "app/people.h"
#include "app/units.h"
#include "base/text.h"
#include "view/admin_units.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using people::Right;

Result<Reply> roster_page(Ask& ask, view::AdminRoster content, int status) {
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto roster, people::read_roster(session, ask.readable));
    for (const auto& one : roster)
      if (!one.name.empty()) content.persons.push_back({one.id.text, one.name, ask.unit_name(one.unit), one.from ? one.from->iso() : "", one.to ? one.to->iso() : "", ask.may(Right::write, one.unit)});
    return {};
  }));
  content.units = units_with(ask, Right::write);
  if (content.unit.empty()) content.unit = ask.here.unit;
  TRY(const auto frame, admin_frame(ask, "/roster", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_roster(frame, content)), status);
}

Result<people::Person> person_asked(Ask& ask) {
  std::optional<people::Person> found;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto person, app::find_person(session, ask.part()));
    if (person.id.text == ask.part() && ask.may(Right::write, person.unit)) found = person;
    return {};
  }));
  if (!found) return fail(Code::absent, "app.no_person", {{"name", ask.part()}});
  return *found;
}

Result<Reply> person_page(Ask& ask, const people::Person& person, view::AdminPerson content, int status) {
  content.id = person.id.text;
  content.units = units_with(ask, Right::write);
  if (const auto* unit = ask.units->find(person.unit); unit != nullptr && unit->closed) content.units.emplace_back(unit->id.text, unit->name);
  const auto held = app::held_by(ask.office, ask.who, person.id);
  content.may_hand_over = held.has_value();
  if (held) content.open = app::to_hand_over(*held);
  TRY(auto frame, admin_frame(ask, "/roster", person.name));
  frame.path = {{"/roster", ask.here.say("admin.roster")}};
  return html(view::page(frame, view::admin_person(frame, content)), status);
}
}  // namespace

Result<Reply> show_roster(Ask& ask) { return roster_page(ask, {}, 200); }

Result<Reply> add_to_roster(Ask& ask) {
  view::AdminRoster content;
  content.names = std::string(ask.form.get("names")), content.unit = std::string(ask.form.get("in"));
  std::vector<app::RosterLine> lines;
  std::string_view rest = content.names;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (const auto name = trim(rest.substr(0, end)); !name.empty()) lines.push_back({std::string(name), {}, {}});
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  if (lines.empty()) {
    content.wrong.push_back({"names", ask.here.say("admin.names_missing")});
    return roster_page(ask, std::move(content), 422);
  }
  auto added = app::add_persons(ask.office, ask.who, UnitId{content.unit}, lines);
  if (added) return see_other(ask.here.to("/roster"));
  if (!can_be_told(added.error())) return fail(std::move(added).error());
  content.wrong.push_back({"names", ask.here.say(added.error().message)});
  return roster_page(ask, std::move(content), 422);
}

Result<Reply> show_person(Ask& ask) {
  TRY(const auto person, person_asked(ask));
  view::AdminPerson content;
  content.name = person.name, content.unit = person.unit.text;
  content.from = person.from ? person.from->iso() : "", content.to = person.to ? person.to->iso() : "";
  return person_page(ask, person, std::move(content), 200);
}

Result<Reply> change_person_asked(Ask& ask) {
  TRY(const auto person, person_asked(ask));
  view::AdminPerson content;
  content.name = std::string(ask.form.get("name")), content.unit = std::string(ask.form.get("in"));
  content.from = std::string(ask.form.get("from")), content.to = std::string(ask.form.get("to"));
  const app::PersonWish wish{person.id, content.name, UnitId{content.unit}, day_sent(ask, "from", content.wrong), day_sent(ask, "to", content.wrong)};
  if (!content.wrong.empty()) return person_page(ask, person, std::move(content), 422);
  auto done = app::change_person(ask.office, ask.who, wish);
  if (!done) {
    if (!can_be_told(done.error())) return fail(std::move(done).error());
    content.wrong.push_back({done.error().message.word == "app.leaves_before_coming" ? "to" : done.error().message.word == "app.bad_name" ? "name" : "in", ask.here.say(done.error().message)});
    return person_page(ask, person, std::move(content), 422);
  }
  // Who leaves hands over: the page of what they hold comes next, while there is something.
  const auto held = wish.to ? app::held_by(ask.office, ask.who, person.id) : Result<app::Held>(app::Held{});
  if (held && app::to_hand_over(*held) > 0) return see_other(ask.here.to("/admin/handover/" + view::percent_encoded(person.id.text)));
  return see_other(ask.here.to("/roster"));
}
}  // namespace youju::web
