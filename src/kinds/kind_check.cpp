// SPDX-License-Identifier: Apache-2.0
// Everything that can be wrong with a finished kind on its own: names that clash, keys that do not fit a
// type, conditions and checks that point nowhere, states nobody can reach.
#include <algorithm>
#include <set>

#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {

bool has_size(FieldType type) {
  return is_number(type) || type == FieldType::persons;
}

class KindChecker {
 public:
  KindChecker(const KindText& text, PackProblems& problems)
      : text_(text), kind_(text.kind), problems_(problems) {}

  void run() {
    check_names();
    for (const FieldText& field : text_.fields) check_field(field);
    check_title();
    check_states();
    check_transitions();
    check_says();
    check_measures();
    for (std::size_t i = 0; i < kind_.also_counts.size(); ++i) check_also(i);
    for (const Deadline& deadline : kind_.deadlines) check_deadline(deadline);
    for (const Check& check : kind_.checks) check_rule(check);
  }

 private:
  void problem(const Spot& spot, std::string_view word, Args args = {}) {
    args["kind"] = kind_.id.text;
    problems_.push_back({spot.file, spot.line, {std::string(word), std::move(args)}});
  }

  const Field* by_id(std::string_view id) const {
    for (const Field& field : kind_.fields)
      if (field.id == id) return &field;
    return nullptr;
  }
  std::vector<std::string> field_ids() const {
    std::vector<std::string> ids;
    for (const Field& field : kind_.fields) ids.push_back(field.id);
    return ids;
  }
  std::vector<std::string> state_ids() const {
    std::vector<std::string> ids;
    for (const State& state : kind_.states) ids.push_back(state.id);
    return ids;
  }
  bool has_state(const std::string& id) const {
    const auto ids = state_ids();
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }

  const Field* need_field(const Spot& spot, const std::string& id) {
    const Field* field = by_id(id);
    if (!field) {
      const std::string near = nearest_of(id, field_ids());
      problem(spot, near.empty() ? "kinds.field_unknown" : "kinds.field_unknown_near",
              {{"read", id}, {"near", near}});
    }
    return field;
  }
  void need_state(const Spot& spot, const std::string& id) {
    if (has_state(id)) return;
    problem(spot, "kinds.state_unknown", {{"read", id}, {"list", joined(state_ids())}});
  }

  // Two columns that fold to the same word could not be told apart in a spreadsheet.
  void check_names() {
    std::map<std::string, std::string> seen;
    const auto claim = [&](const std::string& word, const std::string& owner, const Spot& spot) {
      const auto [place, fresh] = seen.emplace(name_key(word), owner);
      if (!fresh && place->second != owner)
        problem(spot, "kinds.word_twice", {{"word", word}, {"first", place->second}, {"second", owner}});
    };
    for (const auto& [lang, name] : kind_.happened_names) claim(name, "happened", text_.spot);
    for (const auto& word : kind_.happened_synonyms) claim(word, "happened", text_.spot);
    for (const FieldText& field : text_.fields) {
      const Field& f = field.field;
      for (const std::string reserved : {"happened", "unit", "state", "id"})
        if (f.id == reserved) problem(field.spot, "kinds.field_reserved", {{"field", f.id}});
      claim(f.id, f.id, field.spot);
      for (const auto& [lang, name] : f.names) claim(name, f.id, field.spot);
      for (const auto& word : f.synonyms) claim(word, f.id, field.spot);
      check_choice_words(field);
    }
  }

  void check_choice_words(const FieldText& field) {
    std::map<std::string, std::string> seen;
    for (const Choice& choice : field.field.choices) {
      std::vector<std::string> words = choice.synonyms;
      words.push_back(choice.id);
      for (const auto& [lang, name] : choice.names) words.push_back(name);
      for (const std::string& word : words) {
        const auto [place, fresh] = seen.emplace(name_key(word), choice.id);
        if (!fresh && place->second != choice.id) {
          problem(field.spot, "kinds.word_twice",
                  {{"word", word}, {"first", place->second}, {"second", choice.id}});
        }
      }
    }
  }

  void check_field(const FieldText& text) {
    const Field& f = text.field;
    const auto given = [&](const char* key) { return text.given.count(key) > 0; };
    const auto only_for = [&](const char* key, bool fits) {
      if (given(key) && !fits)
        problem(text.spot, "kinds.key_not_for_type",
                {{"key", key}, {"type", std::string(field_type_name(f.type))}});
    };
    only_for("choices", f.type == FieldType::choice);
    only_for("role", is_person(f.type));
    only_for("link", f.type == FieldType::record);
    only_for("measure", f.type == FieldType::number);
    only_for("fills_from", f.type == FieldType::number);
    only_for("minimum", has_size(f.type));
    only_for("maximum", has_size(f.type));
    only_for("max_length", f.type == FieldType::text || f.type == FieldType::long_text);
    only_for("personal", f.type != FieldType::file && !is_person(f.type) && f.type != FieldType::unit &&
                             f.type != FieldType::record);
    only_for("in_figures",
             f.type != FieldType::file && f.type != FieldType::long_text && f.type != FieldType::url);
    if (f.personal && f.in_figures) problem(text.spot, "kinds.personal_in_figures", {{"field", f.id}});
    if (f.type == FieldType::choice && f.choices.empty())
      problem(text.spot, "kinds.choices_missing", {{"field", f.id}});
    if (f.type == FieldType::record && f.link.empty())
      problem(text.spot, "kinds.link_missing", {{"field", f.id}});
    if (f.type == FieldType::file && (f.required || f.required_when))
      problem(text.spot, "kinds.file_required", {{"field", f.id}});
    if (f.required_when) check_condition(text.spot, *f.required_when);
    if (!f.fills_from.empty()) {
      const Field* source = need_field(text.spot, f.fills_from);
      if (source && source->type != FieldType::persons)
        problem(text.spot, "kinds.fills_from_persons", {{"field", f.fills_from}});
    }
  }

  void check_condition(const Spot& spot, const Condition& condition) {
    if (condition.field == "state") {
      for (const auto& value : condition.values) need_state(spot, value);
      return;
    }
    if (const Field* field = need_field(spot, condition.field)) check_values(spot, *field, condition.values);
  }

  void check_values(const Spot& spot, const Field& field, const std::vector<std::string>& values) {
    std::vector<std::string> allowed;
    if (field.type == FieldType::yes_no) allowed = {"yes", "no"};
    for (const Choice& choice : field.choices) allowed.push_back(choice.id);
    if (allowed.empty()) {
      problem(spot, "kinds.condition_type", {{"field", field.id}});
      return;
    }
    for (const auto& value : values)
      if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        problem(spot, "kinds.not_in_list", {{"key", field.id}, {"read", value}, {"list", joined(allowed)}});
  }

  void check_title() {
    if (kind_.title_field.empty()) return;
    const Field* field = need_field(text_.spot, kind_.title_field);
    if (field && field->type != FieldType::text)
      problem(text_.spot, "kinds.title_text", {{"field", field->id}});
    if (field && field->personal) problem(text_.spot, "kinds.title_personal", {{"field", field->id}});
  }

  void check_states() {
    const bool counts =
        std::any_of(kind_.states.begin(), kind_.states.end(), [](const State& s) { return s.counts; });
    if (!counts) problem(text_.spot, "kinds.no_counting_state");
    if (!kind_.import_state.empty()) need_state(text_.spot, kind_.import_state);
    std::set<std::string> words;
    for (const State& state : kind_.states)
      for (const auto& [lang, name] : state.names)
        if (!words.insert(lang + name_key(name)).second)
          problem(text_.spot_of("state:" + state.id), "kinds.id_twice", {{"id", name}});
    check_reachable();
  }

  void check_reachable() {
    std::set<std::string> reached = {kind_.states.front().id};
    for (bool grew = true; grew;) {
      grew = false;
      for (const Transition& t : kind_.transitions)
        for (const auto& from : t.from)
          if (reached.count(from) && reached.insert(t.to).second) grew = true;
    }
    for (const State& state : kind_.states)
      if (!reached.count(state.id))
        problem(text_.spot_of("state:" + state.id), "kinds.state_unreachable", {{"state", state.id}});
  }

  void check_transitions() {
    for (const Transition& t : kind_.transitions) {
      const Spot spot = text_.spot_of("transition:" + t.id);
      need_state(spot, t.to);
      for (const auto& from : t.from) need_state(spot, from);
      if (t.when) check_when(spot, *t.when);
      if (!t.by.empty()) need_type(spot, t.by, {FieldType::person});
    }
  }

  // A step is bound to what the record says, never to the state it starts from: that is `from`.
  void check_when(const Spot& spot, const Condition& when) {
    if (when.field == "state") return problem(spot, "kinds.when_state");
    check_condition(spot, when);
  }

  // A kind that speaks of other kinds names one of them and the time it speaks of.
  void check_says() {
    std::vector<const FieldText*> about;
    for (const FieldText& field : text_.fields)
      if (field.field.type == FieldType::kind) about.push_back(&field);
    for (const State& state : kind_.states) {
      if (state.says == Says::nothing) continue;
      const Spot spot = text_.spot_of("state:" + state.id);
      if (about.size() != 1 || !about.front()->field.required)
        return problem(spot, "kinds.says_about", {{"state", state.id}});
      if (!kind_.has_period) return problem(spot, "kinds.says_period", {{"state", state.id}});
    }
    if (kind_.zero_statement && !about.empty()) problem(about.front()->spot, "kinds.says_of_itself");
  }

  void check_measures() {
    for (const Measure& measure : kind_.measures) {
      if (measure.counts == "records") continue;
      const std::size_t colon = measure.counts.find(':');
      const std::string how = measure.counts.substr(0, colon);
      if (colon == std::string::npos || (how != "sum" && how != "distinct")) {
        problem(text_.spot, "kinds.measure_form", {{"read", measure.counts}});
        continue;
      }
      const Field* field = need_field(text_.spot, measure.counts.substr(colon + 1));
      if (!field) continue;
      const bool fits = how == "sum" ? is_number(field->type)
                                     : is_person(field->type);
      if (!fits) problem(text_.spot, "kinds.measure_form", {{"read", measure.counts}});
    }
  }

  void check_also(std::size_t i) {
    const AlsoCounts& also = kind_.also_counts[i];
    const Spot spot = text_.spot_of("also_counts:" + std::to_string(i + 1));
    if (also.kind == kind_.id) problem(spot, "kinds.also_itself");
    if (also.when_field.empty()) return;
    if (const Field* field = need_field(spot, also.when_field)) check_values(spot, *field, also.when_values);
  }

  void check_deadline(const Deadline& deadline) {
    const Spot spot = text_.spot_of("deadline:" + deadline.id);
    need_state(spot, deadline.until_state);
    if (!deadline.from_field.empty()) need_type(spot, deadline.from_field, {FieldType::date});
  }

  void need_type(const Spot& spot, const std::string& id, const std::vector<FieldType>& types) {
    const Field* field = need_field(spot, id);
    if (!field || std::find(types.begin(), types.end(), field->type) != types.end()) return;
    std::vector<std::string> names;
    for (const FieldType type : types) names.emplace_back(field_type_name(type));
    problem(spot, "kinds.field_wrong_type",
            {{"field", id}, {"type", std::string(field_type_name(field->type))}, {"list", joined(names)}});
  }

  void check_rule(const Check& check) {
    const Spot spot = text_.spot_of("check:" + check.id);
    if (check.when) check_condition(spot, *check.when);
    const std::map<std::string, std::vector<FieldType>> types = {
        {"role", {FieldType::file}},
        {"number", {FieldType::number}},
        {"persons", {FieldType::persons}},
        {"than", {FieldType::date}},
        {"present", {FieldType::persons, FieldType::number}},
        {"due", {FieldType::persons, FieldType::number}},
        {"first", {FieldType::person}},
        {"second", {FieldType::person}},
    };
    const bool dates =
        check.rule == "not_before" || check.rule == "not_after" || check.rule == "review_within";
    for (const auto& [key, value] : check.parameters.items()) {
      if (!value.is_string()) continue;
      const std::string id = value.get<std::string>();
      if (const auto found = types.find(key); found != types.end()) {
        need_type(spot, id, found->second);
      } else if (key == "field" && dates) {
        need_type(spot, id, {FieldType::date});
      } else if (key == "field") {
        need_field(spot, id);
      } else if (key == "deadline") {
        const bool known = std::any_of(kind_.deadlines.begin(), kind_.deadlines.end(),
                                       [&](const Deadline& d) { return d.id == id; });
        if (!known) problem(spot, "kinds.deadline_unknown", {{"read", id}});
      } else if (key == "more_than") {
        const bool fits =
            id.size() == 3 && id[0] >= '1' && id[0] <= '9' && id[1] == '/' && id[2] > id[0] && id[2] <= '9';
        if (!fits) problem(spot, "kinds.share_form", {{"read", id}});
      }
    }
  }

  const KindText& text_;
  const Kind& kind_;
  PackProblems& problems_;
};
}  // namespace

void check_kind(const KindText& text, PackProblems& problems) {
  KindChecker(text, problems).run();
}
}  // namespace youju::kinds
