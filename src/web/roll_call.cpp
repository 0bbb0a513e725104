// SPDX-License-Identifier: Apache-2.0
#include "web/roll_call.h"

#include <algorithm>

#include "base/text.h"

namespace youju::web {
namespace {
using kinds::FieldType;
using kinds::PersonRole;
constexpr std::size_t kMostOnRoll = 150;

const kinds::Field* roll_field(const kinds::Kind& kind, PersonRole role) {
  for (const auto& field : kind.fields)
    if (field.type == FieldType::persons && field.role == role) return &field;
  return nullptr;
}

// The day the form names; today while it names none.
Date roll_day(const Ask& ask, const FieldTexts& texts) {
  const auto found = texts.find("happened");
  const auto day = found == texts.end() ? std::nullopt : Date::parse(found->second.substr(0, found->second.find("至")));
  return day.value_or(ask.office.today());
}

// Those on the roster of the unit that day; of a unit without a roster of its own, those of the units below it.
std::vector<people::Person> on_roll(const Ask& ask, const RosterNames& roster, const UnitId& unit, Date day) {
  std::vector<people::Person> out;
  for (const bool below : {false, true}) {
    for (const auto& person : roster.persons) {
      const bool here = person.unit == unit || (below && ask.units->is_within(person.unit, unit));
      const bool then = (!person.from || *person.from <= day) && (!person.to || *person.to >= day);
      if (here && then && !person.name.empty()) out.push_back(person);
    }
    if (!out.empty()) break;
  }
  return out;
}

std::string joined_ids(const std::vector<std::string>& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : "、") + id;
  return out;
}

std::string roll_control(const people::Person& person) { return "p-" + person.id.text; }
}  // namespace

bool has_roll(const kinds::Kind& kind) {
  return roll_field(kind, PersonRole::present) != nullptr &&
         (roll_field(kind, PersonRole::due) != nullptr || roll_field(kind, PersonRole::excused) != nullptr || roll_field(kind, PersonRole::exempt) != nullptr);
}

Result<view::RollCall> roll_of(Ask& ask, const kinds::Kind& kind, const UnitId& unit, const FieldTexts& texts) {
  view::RollCall out;
  TRY(const auto roster, roster_around(ask, unit));
  const auto day = roll_day(ask, texts);
  const auto people = on_roll(ask, roster, unit, day);
  out.day = words::say_date(ask.here.lang, day.iso());
  out.marks.emplace_back("present", ask.here.say("rollcall.present"));
  static constexpr std::pair<PersonRole, const char*> kAway[] = {{PersonRole::excused, "excused"}, {PersonRole::exempt, "exempt"}};
  std::map<std::string, std::string> said;  // person → mark, from the texts
  for (const auto& [role, mark] : kAway) {
    const auto* field = roll_field(kind, role);
    if (field == nullptr) continue;
    out.marks.emplace_back(mark, app::name_in(field->names, ask.lang_id()));
    const auto text = texts.find(field->id);
    if (text == texts.end()) continue;
    for (const auto& one : split_any(text->second, U"、，,；;\n"))
      for (const auto& person : people)
        if (person.id.text == one || person.name == one) said[person.id.text] = mark;
  }
  if (roll_field(kind, PersonRole::due) != nullptr) out.marks.emplace_back("absent", ask.here.say("rollcall.absent"));
  out.too_many = people.size() > kMostOnRoll;
  if (out.too_many) return out;
  for (const auto& person : people) {
    auto mark = said.count(person.id.text) > 0 ? said[person.id.text] : std::string("present");
    if (const auto sent = ask.form.get(roll_control(person)); !sent.empty()) mark = std::string(sent);
    out.people.push_back({roll_control(person), person.name, mark});
  }
  return out;
}

Result<bool> take_roll(Ask& ask, const kinds::Kind& kind, const UnitId& unit, FieldTexts& texts) {
  TRY(const auto roster, roster_around(ask, unit));
  const auto people = on_roll(ask, roster, unit, roll_day(ask, texts));
  std::set<std::string> shown;
  for (const auto& [name, value] : ask.form.fields)
    if (name.starts_with("p-")) shown.insert(name);
  std::map<std::string, std::vector<std::string>> by_mark;
  std::vector<std::string> due;
  for (const auto& person : people) {
    if (shown.erase(roll_control(person)) == 0) return false;  // joined since, or was there that day
    const std::string mark(ask.form.get(roll_control(person)));
    by_mark[mark].push_back(person.id.text);
    if (mark != "exempt") due.push_back(person.id.text);
  }
  if (!shown.empty()) return false;
  const auto put = [&](PersonRole role, std::vector<std::string> ids) {
    const auto* field = roll_field(kind, role);
    if (field == nullptr) return;
    auto& text = texts[field->id];
    for (const auto& one : split_any(text, U"、，,；;\n"))  // those of other units, typed
      if (std::find(ids.begin(), ids.end(), one) == ids.end()) ids.push_back(one);
    text = joined_ids(ids);
  };
  put(PersonRole::present, by_mark["present"]);
  put(PersonRole::excused, by_mark["excused"]);
  put(PersonRole::exempt, by_mark["exempt"]);
  put(PersonRole::due, due);
  return true;
}
}  // namespace youju::web
