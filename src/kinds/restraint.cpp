// SPDX-License-Identifier: Apache-2.0
// Restraint rules 1–3 of docs/not-built.md on a finished kind: first by structure, then by the closed list of
// meanings.
#include <algorithm>
#include <array>

#include "kinds/pack_source.h"
#include "kinds/refused_meanings.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {

// Somebody who merely attends or is listed, as against somebody who acts for the office in this matter.
bool is_attendance(PersonRole role) {
  switch (role) {
    case PersonRole::present:
    case PersonRole::excused:
    case PersonRole::exempt:
    case PersonRole::due:
    case PersonRole::volunteer:
    case PersonRole::participant:
      return true;
    default:
      return false;
  }
}

// A list that holds one person at most is one person.
bool is_single(const Field& field) {
  return field.type == FieldType::person ||
         (field.type == FieldType::persons && field.maximum && *field.maximum <= Decimal::of(1));
}

// Measures of gatherings and things. 分 (points) and % are not among them: beside persons they would be
// marks.
bool is_measure_of_things(const std::string& measure) {
  static constexpr std::array<std::string_view, 28> kMeasures = {
      "人", "人次", "名",   "户",   "次",   "场", "件", "条",   "篇",   "份", "本", "册", "期", "个",
      "项", "学时", "课时", "小时", "分钟", "天", "元", "万元", "公里", "家", "批", "台", "部", "张"};
  return std::find(kMeasures.begin(), kMeasures.end(), measure) != kMeasures.end();
}

class RestraintChecker {
 public:
  RestraintChecker(const KindText& text, PackProblems& problems)
      : text_(text), kind_(text.kind), problems_(problems) {}

  void run() {
    check_persons();
    if (kind_.no_content) check_no_content();
    check_meanings();
  }

 private:
  void problem(const Spot& spot, std::string_view word, Args args = {}) {
    args["kind"] = kind_.names.count("zh") ? kind_.names.at("zh") : kind_.id.text;
    problems_.push_back({spot.file, spot.line, {std::string(word), std::move(args)}});
  }

  // Rule 1 and the part of rule 2 a pack can touch.
  void check_persons() {
    bool any_person = false;
    const Field* about_one = nullptr;
    for (const FieldText& text : text_.fields) {
      const Field& field = text.field;
      if (!is_person(field.type)) continue;
      any_person = true;
      if (!text.given.count("role")) {
        problem(text.spot, "kinds.person_no_role",
                {{"field", field.id}, {"list", joined(person_role_names())}});
      } else if (is_attendance(field.role) && is_single(field)) {
        about_one = &field;
      }
      if (text.given.count("in_figures") && field.in_figures)
        problem(text.spot, "kinds.person_in_figures", {{"field", field.id}});
    }
    for (const FieldText& text : text_.fields) {
      const Field& field = text.field;
      if (about_one && !may_stand_beside_one(field.type)) {
        problem(text.spot, "kinds.value_on_person", {{"field", field.id}, {"person", about_one->id}});
      } else if (any_person && field.type == FieldType::number && !is_measure_of_things(field.measure)) {
        problem(text.spot, "kinds.number_beside_persons", {{"field", field.id}, {"measure", field.measure}});
      }
    }
  }

  static bool may_stand_beside_one(FieldType type) {
    return type == FieldType::date || is_person(type) ||
           type == FieldType::unit || type == FieldType::record || type == FieldType::kind;
  }

  // Rule 3.
  void check_no_content() {
    for (const FieldText& text : text_.fields) {
      const FieldType type = text.field.type;
      const bool plain = type == FieldType::date || is_person(type) ||
                         type == FieldType::unit;
      if (!plain)
        problem(text.spot, "kinds.no_content_field",
                {{"field", text.field.id}, {"type", std::string(field_type_name(type))}});
    }
    for (const Check& check : kind_.checks)
      if (check.rule == "needs_evidence" || check.rule == "evidence_not_before" || check.rule == "file_once")
        problem(text_.spot_of("check:" + check.id), "kinds.no_content_file", {{"check", check.id}});
    if (kind_.zero_statement) problem(text_.spot, "kinds.no_content_zero");
  }

  void check_meanings() {
    check_name(text_.spot, kind_.id.text, kind_.names, kind_.synonyms);
    check_name(text_.spot, "", kind_.happened_names, kind_.happened_synonyms);
    for (const Measure& measure : kind_.measures) check_word(text_.spot, measure.word);
    for (const Choice& reason : kind_.exemption_reasons)
      check_name(text_.spot, reason.id, reason.names, reason.synonyms);
    for (const FieldText& field : text_.fields) {
      check_name(field.spot, field.field.id, field.field.names, field.field.synonyms);
      for (const Choice& choice : field.field.choices) check_choice(field.spot, choice);
    }
    for (const State& state : kind_.states)
      check_name(text_.spot_of("state:" + state.id), state.id, state.names, {});
    for (const Transition& t : kind_.transitions)
      check_name(text_.spot_of("transition:" + t.id), t.id, t.names, {});
  }

  void check_choice(const Spot& spot, const Choice& choice) {
    check_name(spot, choice.id, choice.names, choice.synonyms);
    std::vector<std::string> words = choice.synonyms;
    words.push_back(choice.id);
    for (const auto& [lang, name] : choice.names) words.push_back(name);
    for (const std::string& word : words)
      if (is_polarity(word)) return problem(spot, "kinds.refused_polarity", {{"read", word}});
  }

  void check_name(const Spot& spot, const std::string& id, const Names& names,
                  const std::vector<std::string>& synonyms) {
    if (!id.empty() && check_word(spot, id)) return;
    for (const auto& [lang, name] : names)
      if (check_word(spot, name)) return;
    for (const auto& word : synonyms)
      if (check_word(spot, word)) return;
  }

  // One message per name is enough.
  bool check_word(const Spot& spot, const std::string& word) {
    const auto meaning = refused_meaning(word);
    if (!meaning) return false;
    if (meaning->consequence == Consequence::only_without_content) {
      if (kind_.no_content) return false;
      problem(spot, "kinds.refused_talk", {{"read", word}, {"word", meaning->found}});
      return true;
    }
    problem(
        spot, "kinds.refused_purpose",
        {{"read", word}, {"word", meaning->found}, {"why", "@kinds.refused_" + std::string(meaning->id)}});
    return true;
  }

  const KindText& text_;
  const Kind& kind_;
  PackProblems& problems_;
};
}  // namespace

void check_restraint(const KindText& text, PackProblems& problems) {
  RestraintChecker(text, problems).run();
}
}  // namespace youju::kinds
