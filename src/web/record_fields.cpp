// SPDX-License-Identifier: Apache-2.0
// The fields of a kind as controls of a form, and what came back from them as texts. Nothing here knows any kind.
#include <algorithm>

#include "base/text.h"
#include "web/handlers_records.h"
#include "words/measure.h"

namespace youju::web {
namespace {
using kinds::FieldType;
constexpr std::size_t kMostTicks = 80;  // a roster longer than this is typed, not ticked
constexpr int kMostLinked = 200;        // records of a register to choose from

bool is_day(std::string_view text) { return Date::parse(text).has_value(); }

std::string field_hint(Ask& ask, const kinds::Kind& kind, const kinds::Field& field) {
  const auto lang = ask.lang_id();
  std::string hint;
  if (field.type == FieldType::time_range) hint = ask.here.say("records.hint_time");
  if (field.type == FieldType::persons) hint = ask.here.say("records.names_hint");
  if (!field.fills_from.empty()) {
    if (const auto* from = kind.field(field.fills_from)) hint = ask.here.say("records.hint_fills", {{"from", app::name_in(from->names, lang)}});
  }
  if (!field.required_when || field.required) return hint;
  const auto& when = *field.required_when;
  const auto* other = kind.field(when.field);
  std::string values;
  for (const auto& value : when.values) {
    auto name = value;
    if (other != nullptr && other->type == FieldType::yes_no) name = ask.here.say(value == "yes" ? "records.yes" : "records.no");
    if (const auto* state = other == nullptr ? kind.state(value) : nullptr) name = app::name_in(state->names, lang);
    if (other != nullptr)
      for (const auto& choice : other->choices)
        if (choice.id == value) name = app::name_in(choice.names, lang);
    values += (values.empty() ? "" : ask.here.chinese() ? "、" : ", ") + name;
  }
  const auto needed = ask.here.say("records.hint_needed_when",
                                   {{"field", other == nullptr ? ask.here.say("records.state") : app::name_in(other->names, lang)}, {"values", values}});
  return hint.empty() ? needed : hint + (ask.here.chinese() ? "" : " ") + needed;
}

// A choice as kept or as typed → its id.
std::string choice_id(const kinds::Field& field, const std::string& text) {
  const auto key = fold(text);
  for (const auto& choice : field.choices) {
    if (choice.id == text) return choice.id;
    for (const auto& [lang, name] : choice.names)
      if (fold(name) == key) return choice.id;
    for (const auto& word : choice.synonyms)
      if (fold(word) == key) return choice.id;
  }
  return text;
}

void offer_choices(Ask& ask, const kinds::Field& field, view::Field& control) {
  const auto lang = ask.lang_id();
  control.options.emplace_back("", "—");
  if (field.type == FieldType::yes_no) {
    control.options.emplace_back("是", ask.here.say("records.yes"));
    control.options.emplace_back("否", ask.here.say("records.no"));
  }
  for (const auto& choice : field.choices) control.options.emplace_back(choice.id, app::name_in(choice.names, lang));
  if (field.type == FieldType::choice) control.value = choice_id(field, control.value);
  if (field.type == FieldType::kind)
    for (const auto& kind : ask.office.catalogue().kinds()) control.options.emplace_back(kind.id.text, app::name_in(kind.names, lang));
  if (field.type == FieldType::unit)
    for (const auto& unit : ask.units->all()) control.options.emplace_back(unit.name, unit.name);
  if (const auto* unit = field.type == FieldType::unit ? ask.units->find(UnitId(control.value)) : nullptr) control.value = unit->name;
  const auto known = std::any_of(control.options.begin(), control.options.end(), [&](const auto& one) { return one.first == control.value; });
  if (!known) control.options.emplace_back(control.value, control.value);  // as typed: nothing a person wrote is lost
}

// Records of the kind it links to, by title; more than can be chosen from are typed.
Result<void> offer_records(Ask& ask, const kinds::Field& field, view::Field& control) {
  index::Filter filter;
  filter.units = ask.readable;
  if (filter.units.empty()) return {};  // none named would mean all
  filter.kinds = {field.link};
  std::vector<index::RecordRow> rows;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(rows, index::list(session, filter, kMostLinked + 1));
    return {};
  }));
  if (rows.size() > kMostLinked) return {};
  control.options.emplace_back("", "—");
  bool known = control.value.empty();
  for (const auto& row : rows) {
    if (row.state == "void" && row.record.text != control.value) continue;
    if (control.value == row.title) control.value = row.record.text;
    known = known || row.record.text == control.value;
    control.options.emplace_back(row.record.text, row.happened ? row.title + " · " + ask.here.day(row.happened->from.iso()) : row.title);
  }
  if (!known) control.options.emplace_back(control.value, control.value);
  return {};
}

void people_of(const RosterNames& roster, const std::string& text, view::RecordControl& control) {
  control.as = view::RecordControl::As::people;
  std::set<std::string> ticked;
  std::string others;
  const bool ticks = roster.persons.size() <= kMostTicks;
  for (const auto& one : split_any(text, U"、，,；;\n")) {
    std::string id;
    for (const auto& person : roster.persons)
      if (person.id.text == one || (person.name == one && roster.is_only(one))) id = person.id.text;
    const auto name = roster.name_of(one);
    if (ticks && !id.empty()) ticked.insert(id);
    else others += (others.empty() ? "" : "、") + (!name.empty() && roster.is_only(name) ? name : one);
  }
  control.field.value = others;
  if (!ticks) return;
  for (const auto& person : roster.persons)
    if (!person.name.empty()) control.people.push_back({person.id.text, person.name, ticked.count(person.id.text) > 0});
}

Result<view::RecordControl> control_of(Ask& ask, const kinds::Kind& kind, const kinds::Field& field, const std::string& text, const RosterNames& roster) {
  view::RecordControl control;
  auto& shown = control.field;
  shown.name = control_name(field.id);
  shown.label = app::name_in(field.names, ask.lang_id());
  shown.value = text;
  shown.required = field.required;
  shown.hint = field_hint(ask, kind, field);
  switch (field.type) {
    case FieldType::long_text: shown.type = "area"; break;
    case FieldType::date:
      if (text.empty() || is_day(text)) shown.type = "date";
      break;
    case FieldType::number:
    case FieldType::money: {
      const auto measure = field.type == FieldType::money ? ask.here.say("records.yuan") : words::say_measure(ask.here.lang, field.measure);
      if (!measure.empty()) shown.label += ask.here.chinese() ? "（" + measure + "）" : " (" + measure + ")";
      shown.input_mode = "decimal";
      break;
    }
    case FieldType::choice:
    case FieldType::yes_no:
    case FieldType::unit:
    case FieldType::kind: offer_choices(ask, field, shown); break;
    case FieldType::record: {
      TRY_OK(offer_records(ask, field, shown));
      break;
    }
    case FieldType::person:
      shown.list = "roster";
      if (const auto name = roster.name_of(text); !name.empty() && roster.is_only(name)) shown.value = name;
      break;
    case FieldType::persons: people_of(roster, text, control); break;
    case FieldType::url: shown.input_mode = "url"; break;
    case FieldType::file:
      control.as = view::RecordControl::As::files;
      shown.type = "file", shown.multiple = true, shown.value.clear();
      shown.name = "file-" + field.id;
      shown.required = false;
      break;
    default: break;
  }
  return control;
}

view::RecordControl happened_control(Ask& ask, const kinds::Kind& kind, const std::string& text) {
  view::RecordControl control;
  control.field.name = control_name("happened");
  control.field.label = app::name_in(kind.happened_names, ask.lang_id());
  control.field.required = std::any_of(kind.states.begin(), kind.states.end(), [](const auto& state) { return state.counts; });
  control.field.value = text;
  constexpr std::string_view kTo = "至";
  const auto to = text.find(kTo);
  const auto from = text.substr(0, to), until = to == text.npos ? std::string{} : text.substr(to + kTo.size());
  const bool plain = text.empty() || (is_day(from) && (until.empty() || is_day(until)));
  if (plain) control.field.type = "date";
  else control.field.hint = ask.here.say("records.hint_day");
  if (kind.has_period && plain) {
    control.as = view::RecordControl::As::days;
    control.field.value = from;
    control.until = until;
  }
  return control;
}
}  // namespace

std::string RosterNames::name_of(const std::string& id) const {
  for (const auto& person : persons)
    if (person.id.text == id) return person.name;
  return {};
}
bool RosterNames::is_only(const std::string& name) const {
  return std::count_if(persons.begin(), persons.end(), [&](const auto& person) { return person.name == name; }) == 1;
}

Result<RosterNames> roster_around(Ask& ask, const UnitId& unit) {
  std::vector<UnitId> around;
  for (const auto& one : ask.units->all())
    if (ask.units->is_within(one.id, unit) || ask.units->is_within(unit, one.id)) around.push_back(one.id);
  RosterNames out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(out.persons, people::read_roster(session, around));
    return {};
  }));
  return out;
}

Result<std::vector<view::RecordControl>> controls_of(Ask& ask, const kinds::Kind& kind, const FieldTexts& texts, const RosterNames& roster,
                                                     const std::vector<view::Wrong>& wrong) {
  const auto text_at = [&](const std::string& id) {
    const auto found = texts.find(id);
    return found == texts.end() ? std::string{} : found->second;
  };
  std::vector<view::RecordControl> out{happened_control(ask, kind, text_at("happened"))};
  std::vector<view::RecordControl> behind;
  for (const auto& field : kind.fields) {
    TRY(auto control, control_of(ask, kind, field, text_at(field.id), roster));
    // Its title comes first after the day, files at the end.
    if (control.as == view::RecordControl::As::files) behind.push_back(std::move(control));
    else if (field.id == kind.title_field) out.insert(out.begin() + 1, std::move(control));
    else out.push_back(std::move(control));
  }
  for (auto& control : behind) out.push_back(std::move(control));
  for (auto& control : out) control.field.problem = problem_at(wrong, control.field.name);
  return out;
}

FieldTexts texts_sent(const Form& form, const kinds::Kind& kind) {
  FieldTexts out;
  const auto happened = control_name("happened");
  if (form.has(happened)) {
    out["happened"] = std::string(form.get(happened));
    const auto until = form.get(happened + "-until");
    if (!until.empty() && until != out["happened"]) out["happened"] += "至" + std::string(until);
  }
  for (const auto& field : kind.fields) {
    if (field.type == FieldType::file) continue;
    const auto name = control_name(field.id);
    if (!form.has(name)) continue;
    auto& text = out[field.id];
    for (const auto& one : form.all(name))
      if (!one.empty()) text += (text.empty() ? "" : "、") + one;
  }
  return out;
}

std::vector<view::Wrong> wrong_controls(const Ask& ask, const kinds::Kind& kind, const Problems& problems) {
  auto out = wrong_of(ask, problems);
  for (auto& one : out) {
    if (one.field == "happened" || kind.field(one.field) != nullptr) one.field = control_name(one.field);
  }
  return out;
}
}  // namespace youju::web
