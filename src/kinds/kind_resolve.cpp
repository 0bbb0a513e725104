// SPDX-License-Identifier: Apache-2.0
// Fills in what a kind takes over from a pattern ("like") and what every kind has without saying so.
#include <algorithm>

#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
constexpr int kDeepest = 6;  // patterns of patterns; more than this is a circle or nobody can follow it

void problem(PackProblems& problems, const Spot& spot, std::string_view word, Args args) {
  problems.push_back({spot.file, spot.line, {std::string(word), std::move(args)}});
}

template <class T>
T* with_id(std::vector<T>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// A field that repeats the id of a taken-over one: the keys given replace, words are added, the type stays.
void overlay_field(FieldText& base, const FieldText& own, const std::string& kind, PackProblems& problems) {
  Field& to = base.field;
  const Field& from = own.field;
  const auto given = [&](const char* key) { return own.given.count(key) > 0; };
  if (given("type") && from.type != to.type) {
    problem(problems, own.spot, "kinds.type_changed",
            {{"field", to.id}, {"was", std::string(field_type_name(to.type))}, {"kind", kind}});
  }
  if (given("names")) to.names = from.names;
  to.synonyms.insert(to.synonyms.end(), from.synonyms.begin(), from.synonyms.end());
  if (given("required")) to.required = from.required;
  if (given("required_when")) to.required_when = from.required_when;
  if (given("choices")) to.choices = from.choices;
  if (given("measure")) to.measure = from.measure;
  if (given("minimum")) to.minimum = from.minimum;
  if (given("maximum")) to.maximum = from.maximum;
  if (given("max_length")) to.max_length = from.max_length;
  if (given("role")) to.role = from.role;
  if (given("personal")) to.personal = from.personal;
  if (given("in_figures")) to.in_figures = from.in_figures;
  if (given("fills_from")) to.fills_from = from.fills_from;
  base.given.insert(own.given.begin(), own.given.end());
  base.spot = own.spot;
}

void overlay_fields(KindText& to, const KindText& own, PackProblems& problems) {
  for (const FieldText& field : own.fields) {
    const auto same = std::find_if(to.fields.begin(), to.fields.end(),
                                   [&](const FieldText& f) { return f.field.id == field.field.id; });
    if (same == to.fields.end()) {
      to.fields.push_back(field);
    } else {
      overlay_field(*same, field, own.kind.id.text, problems);
    }
  }
}

template <class T>
void overlay_by_id(std::vector<T>& to, const std::vector<T>& own) {
  for (const T& one : own) {
    if (T* same = with_id(to, one.id)) {
      *same = one;
    } else {
      to.push_back(one);
    }
  }
}

KindText overlay(KindText base, const KindText& own, PackProblems& problems) {
  const auto given = [&](const char* key) { return own.given.count(key) > 0; };
  const Kind& from = own.kind;
  Kind& to = base.kind;
  to.id = from.id;
  to.names = from.names;
  to.synonyms = from.synonyms;
  to.description = from.description;
  // What a kind counts as and how often it is due are its own affair, never its pattern's.
  to.also_counts = from.also_counts;
  to.cadences = from.cadences;
  to.exemptions = from.exemptions;
  to.exemption_reasons = from.exemption_reasons;
  if (given("title")) to.title_field = from.title_field;
  if (given("happened")) {
    to.happened_names = from.happened_names;
    to.happened_synonyms = from.happened_synonyms;
  }
  if (given("period")) to.has_period = from.has_period;
  if (given("ahead")) to.ahead = from.ahead;
  if (given("late_after")) to.late_after = from.late_after;
  if (given("keep_years")) to.keep_years = from.keep_years;
  if (given("measures")) to.measures = from.measures;
  if (given("zero_statement")) to.zero_statement = from.zero_statement;
  if (given("no_content")) {
    if (to.no_content && !from.no_content)
      problem(problems, own.spot, "kinds.no_content_loosened", {{"kind", from.id.text}});
    to.no_content = to.no_content || from.no_content;
  }
  if (given("state")) {
    to.states = from.states;
    to.transitions.clear();
    to.import_state.clear();
  }
  if (given("import_state")) to.import_state = from.import_state;
  overlay_by_id(to.transitions, from.transitions);
  overlay_by_id(to.deadlines, from.deadlines);
  overlay_by_id(to.checks, from.checks);
  overlay_fields(base, own, problems);
  for (const auto& [part, spot] : own.spots) base.spots[part] = spot;
  base.pattern = own.pattern;
  base.given.insert(own.given.begin(), own.given.end());
  base.spot = own.spot;
  base.pack_id = own.pack_id;
  return base;
}

std::optional<KindText> taken_over(const KindText& text, const KnownTexts& known, int depth,
                                   PackProblems& problems) {
  if (text.like.empty()) return text;
  const auto base = known.find(text.like);
  if (base == known.end()) {
    std::vector<std::string> ids;
    for (const auto& [id, unused] : known) ids.push_back(id);
    const std::string near = nearest_of(text.like, ids);
    if (near.empty()) {
      problem(problems, text.spot, "kinds.like_unknown", {{"read", text.like}});
    } else {
      problem(problems, text.spot, "kinds.like_unknown_near", {{"read", text.like}, {"near", near}});
    }
    return std::nullopt;
  }
  if (depth > kDeepest || base->second == &text) {
    problem(problems, text.spot, "kinds.like_circle", {{"read", text.like}});
    return std::nullopt;
  }
  const auto whole = taken_over(*base->second, known, depth + 1, problems);
  if (!whole) return std::nullopt;
  return overlay(*whole, text, problems);
}

void give_states(Kind& kind) {
  if (kind.states.empty()) {
    kind.states = {{"draft", {{"zh", "草稿"}, {"en", "Draft"}}, false, true, false, "draft", Says::nothing},
                   {"recorded", {{"zh", "已记录"}, {"en", "Recorded"}}, true, false, false, "", Says::nothing}};
    Transition record{
        "record",    {{"zh", "记录"}, {"en", "Record"}}, {"draft"}, "recorded", "submit", false, false, 1,
        std::nullopt, std::nullopt, ""};
    kind.transitions.insert(kind.transitions.begin(), std::move(record));
  }
  if (with_id(kind.states, "void")) return;
  Transition away{"void",      {{"zh", "作废"}, {"en", "Void"}}, {}, "void", "void_records", false, true, 1,
                  std::nullopt, std::nullopt, ""};
  for (const State& state : kind.states) away.from.push_back(state.id);
  kind.states.push_back({"void", {{"zh", "作废"}, {"en", "Void"}}, false, false, true, "void", Says::nothing});
  if (!with_id(kind.transitions, "void")) kind.transitions.push_back(std::move(away));
}

void give_defaults(Kind& kind) {
  give_states(kind);
  if (kind.import_state.empty()) {
    for (const State& state : kind.states)
      if (state.counts && kind.import_state.empty()) kind.import_state = state.id;
  }
  if (kind.happened_names.empty()) {
    kind.happened_names = {{"zh", "日期"}, {"en", "Date"}};
    kind.happened_synonyms = {"时间", "time"};
  }
  if (kind.measures.empty()) kind.measures = {{"件", "records"}};
}
}  // namespace

std::optional<KindText> resolve_kind(const KindText& text, const KnownTexts& known, PackProblems& problems) {
  const std::size_t before = problems.size();
  auto whole = taken_over(text, known, 0, problems);
  if (!whole) return std::nullopt;
  for (const FieldText& field : whole->fields) {
    if (!field.given.count("type"))
      problem(problems, field.spot, "kinds.field_no_type", {{"field", field.field.id}});
    if (!field.given.count("names")) problem(problems, field.spot, "kinds.names_missing", {{"key", "names"}});
  }
  if (problems.size() != before) return std::nullopt;
  if (!whole->pattern) give_defaults(whole->kind);
  whole->kind.fields.clear();
  for (const FieldText& field : whole->fields) whole->kind.fields.push_back(field.field);
  return whole;
}
}  // namespace youju::kinds
