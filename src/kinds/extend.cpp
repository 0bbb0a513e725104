// SPDX-License-Identifier: Apache-2.0
// Lays a later pack's additions over a kind. It may add and tighten; nothing here can take away or loosen.
#include <algorithm>

#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {

class Extender {
 public:
  Extender(KindText& text, const ExtensionText& extension, PackProblems& problems)
      : text_(text), kind_(text.kind), extension_(extension), problems_(problems) {}

  void run() {
    kind_.synonyms.insert(kind_.synonyms.end(), extension_.synonyms.begin(), extension_.synonyms.end());
    tighten_terms();
    for (const FieldText& field : extension_.fields) add_field(field);
    for (const FieldWords& words : extension_.words) add_words(words);
    for (const std::string& id : extension_.require) require(id);
    for (const StricterTransition& t : extension_.transitions) tighten(t);
    for (const Cadence& cadence : extension_.cadences) add_cadence(cadence);
    for (const Check& check : extension_.checks) add_check(check);
    kind_.fields.clear();
    for (const FieldText& field : text_.fields) kind_.fields.push_back(field.field);
  }

 private:
  void problem(const Spot& spot, std::string_view word, Args args) {
    args["kind"] = kind_.id.text;
    problems_.push_back({spot.file, spot.line, {std::string(word), std::move(args)}});
  }
  Spot spot_of(const std::string& part) const {
    const auto found = extension_.spots.find(part);
    return found == extension_.spots.end() ? extension_.spot : found->second;
  }
  FieldText* field_of(const std::string& id) {
    const auto found = std::find_if(text_.fields.begin(), text_.fields.end(),
                                    [&](const FieldText& f) { return f.field.id == id; });
    return found == text_.fields.end() ? nullptr : &*found;
  }
  void unknown_field(const Spot& spot, const std::string& id) {
    std::vector<std::string> ids;
    for (const FieldText& field : text_.fields) ids.push_back(field.field.id);
    const std::string near = nearest_of(id, ids);
    problem(spot, near.empty() ? "kinds.field_unknown" : "kinds.field_unknown_near",
            {{"read", id}, {"near", near}});
  }

  void tighten_terms() {
    if (extension_.late_after) {
      if (*extension_.late_after > kind_.late_after)
        problem(extension_.spot, "kinds.layer_loosens", {{"key", "late_after"}});
      kind_.late_after = std::min(kind_.late_after, *extension_.late_after);
    }
    if (extension_.keep_years) {
      const auto longer = [](int years) { return years == 0 ? 1'000'000 : years; };  // 0 = permanently
      if (longer(*extension_.keep_years) < longer(kind_.keep_years))
        problem(extension_.spot, "kinds.layer_loosens", {{"key", "keep_years"}});
      kind_.keep_years = *extension_.keep_years;
    }
  }

  void add_field(const FieldText& field) {
    const std::string& id = field.field.id;
    if (FieldText* same = field_of(id)) {
      const bool changed = field.given.count("type") && field.field.type != same->field.type;
      return problem(field.spot, changed ? "kinds.type_changed" : "kinds.extend_field_exists",
                     {{"field", id}, {"was", std::string(field_type_name(same->field.type))}});
    }
    if (id.rfind("own_", 0) != 0) problem(field.spot, "kinds.own_prefix", {{"id", id}});
    if (!field.given.count("type")) return problem(field.spot, "kinds.field_no_type", {{"field", id}});
    if (!field.given.count("names")) return problem(field.spot, "kinds.names_missing", {{"key", "names"}});
    text_.fields.push_back(field);
  }

  void add_words(const FieldWords& words) {
    FieldText* field = field_of(words.field);
    if (!field) return unknown_field(words.spot, words.field);
    std::vector<std::string>* into = &field->field.synonyms;
    if (!words.choice.empty()) {
      auto& choices = field->field.choices;
      const auto choice =
          std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.id == words.choice; });
      if (choice == choices.end())
        return problem(words.spot, "kinds.choice_unknown", {{"read", words.choice}, {"field", words.field}});
      into = &choice->synonyms;
    }
    into->insert(into->end(), words.synonyms.begin(), words.synonyms.end());
  }

  void require(const std::string& id) {
    FieldText* field = field_of(id);
    if (!field) return unknown_field(extension_.spot, id);
    if (field->field.type == FieldType::file)
      return problem(extension_.spot, "kinds.file_required", {{"field", id}});
    field->field.required = true;
  }

  void tighten(const StricterTransition& stricter) {
    const auto t = std::find_if(kind_.transitions.begin(), kind_.transitions.end(),
                                [&](const Transition& one) { return one.id == stricter.id; });
    if (t == kind_.transitions.end())
      return problem(stricter.spot, "kinds.transition_unknown", {{"read", stricter.id}});
    if (stricter.approvals && stricter.approvals < t->approvals)
      problem(stricter.spot, "kinds.layer_loosens", {{"key", "approvals"}});
    t->approvals = std::max(t->approvals, stricter.approvals);
    t->other_person = t->other_person || stricter.other_person;
    t->reason = t->reason || stricter.reason;
    if (t->approvals > 1 && !t->other_person) problem(stricter.spot, "kinds.approvals_need_other", {});
  }

  void add_cadence(const Cadence& cadence) {
    const Spot spot = spot_of("cadence:" + cadence.id);
    if (cadence.level == Level::central) problem(spot, "kinds.extend_central", {{"id", cadence.id}});
    for (const Cadence& other : kind_.cadences)
      if (other.id == cadence.id) return problem(spot, "kinds.id_twice", {{"id", cadence.id}});
    kind_.cadences.push_back(cadence);
  }

  void add_check(const Check& check) {
    const Spot spot = spot_of("check:" + check.id);
    for (const Check& other : kind_.checks)
      if (other.id == check.id) return problem(spot, "kinds.id_twice", {{"id", check.id}});
    kind_.checks.push_back(check);
    text_.spots["check:" + check.id] = spot;
  }

  KindText& text_;
  Kind& kind_;
  const ExtensionText& extension_;
  PackProblems& problems_;
};
}  // namespace

void extend_kind(KindText& text, const ExtensionText& extension, PackProblems& problems) {
  Extender(text, extension, problems).run();
}
}  // namespace youju::kinds
