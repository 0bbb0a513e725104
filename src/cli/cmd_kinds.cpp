// SPDX-License-Identifier: Apache-2.0
// What this office records: every kind in a line, or one kind in full.
#include "app/records.h"
#include "base/text.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

std::string joined(const Call& call, const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts)
    out += (out.empty() ? "" : call.lang == words::Lang::zh ? "、" : ", ") + part;
  return out;
}

std::string_view every_name(kinds::Every every) {
  switch (every) {
    case kinds::Every::month:
      return "month";
    case kinds::Every::quarter:
      return "quarter";
    case kinds::Every::half_year:
      return "half_year";
    case kinds::Every::year:
      return "year";
    case kinds::Every::days:
      return "days";
  }
  return "";
}

std::string_view level_name(kinds::Level level) {
  return level == kinds::Level::central ? "central" : level == kinds::Level::local ? "local" : "own";
}
}  // namespace

std::string cadence_text(const Call& call, const kinds::Cadence& rule) {
  const Args args{{"times", std::to_string(rule.times)}, {"days", std::to_string(rule.days)}};
  std::string out;
  switch (rule.every) {
    case kinds::Every::month:
      out = call.say("figures.every_month", args);
      break;
    case kinds::Every::quarter:
      out = call.say("figures.every_quarter", args);
      break;
    case kinds::Every::half_year:
      out = call.say("figures.every_half_year", args);
      break;
    case kinds::Every::year:
      out = call.say("figures.every_year", args);
      break;
    case kinds::Every::days:
      out = call.say("figures.every_days", args);
      break;
  }
  return rule.general ? call.say("figures.generally", {{"rule", out}}) : out;
}

std::string level_text(const Call& call, kinds::Level level) {
  if (level == kinds::Level::central) return call.say("figures.level_central");
  return level == kinds::Level::local ? call.say("figures.level_local") : call.say("figures.level_own");
}

namespace {

std::string_view says_name(kinds::Says says) {
  switch (says) {
    case kinds::Says::explained:
      return "explained";
    case kinds::Says::exempt:
      return "exempt";
    case kinds::Says::empty:
      return "empty";
    default:
      return "";
  }
}

std::string says_text(const Call& call, kinds::Says says) {
  if (says == kinds::Says::explained) return call.say("cli.says_explained");
  return call.say(says == kinds::Says::exempt ? "cli.says_exempt" : "cli.says_empty");
}

std::string field_name(const Call& call, const kinds::Kind& kind, const std::string& id) {
  const auto* field = kind.field(id);
  return field == nullptr ? id : app::name_in(field->names, lang_of(call));
}

// A condition's values as the clerk knows them: choices by name, yes and no as words.
std::string values_text(const Call& call, const kinds::Kind& kind, const kinds::Condition& condition) {
  const auto* field = kind.field(condition.field);
  std::vector<std::string> out;
  for (const auto& value : condition.values) {
    std::string word = value;
    if (field != nullptr && field->type == kinds::FieldType::yes_no) word = call.say(value == "yes" ? "cli.yes" : "cli.no");
    if (field != nullptr)
      for (const auto& choice : field->choices)
        if (choice.id == value) word = app::name_in(choice.names, lang_of(call));
    out.push_back(word);
  }
  return joined(call, out);
}

std::string state_name(const Call& call, const kinds::Kind& kind, const std::string& id) {
  const auto* state = kind.state(id);
  return state == nullptr ? id : app::name_in(state->names, lang_of(call));
}

Json states_json(const kinds::Kind& kind) {
  Json out = Json::array();
  for (const auto& state : kind.states) {
    Json one{{"id", state.id}, {"names", state.names}, {"counts", state.counts}};
    if (state.says != kinds::Says::nothing) one["says"] = says_name(state.says);
    out.push_back(std::move(one));
  }
  return out;
}

Json steps_json(const kinds::Kind& kind) {
  Json out = Json::array();
  for (const auto& step : kind.transitions) {
    Json one{{"id", step.id},
             {"names", step.names},
             {"from", step.from},
             {"to", step.to},
             {"right", step.right},
             {"other_person", step.other_person},
             {"reason", step.reason},
             {"approvals", step.approvals}};
    if (step.when) one["when"] = Json{{"field", step.when->field}, {"values", step.when->values}};
    if (!step.by.empty()) one["by"] = step.by;
    out.push_back(std::move(one));
  }
  return out;
}

Json kind_json(const kinds::Kind& kind) {
  Json out{{"id", kind.id.text},
           {"pack", kind.pack},
           {"names", kind.names},
           {"synonyms", kind.synonyms},
           {"late_after", kind.late_after},
           {"keep_years", kind.keep_years},
           {"no_content", kind.no_content}};
  for (const auto& measure : kind.measures)
    out["measures"].push_back(Json{{"word", measure.word}, {"counts", measure.counts}});
  for (const auto& field : kind.fields) {
    Json one{{"id", field.id},
             {"names", field.names},
             {"synonyms", field.synonyms},
             {"type", kinds::field_type_name(field.type)},
             {"required", field.required}};
    if (!field.measure.empty()) one["measure"] = field.measure;
    for (const auto& choice : field.choices)
      one["choices"].push_back(Json{{"id", choice.id}, {"names", choice.names}});
    out["fields"].push_back(std::move(one));
  }
  out["states"] = states_json(kind);
  out["transitions"] = steps_json(kind);
  for (const auto& rule : kind.cadences)
    out["cadences"].push_back(Json{{"id", rule.id},
                                   {"every", every_name(rule.every)},
                                   {"times", rule.times},
                                   {"days", rule.days},
                                   {"generally", rule.general},
                                   {"level", level_name(rule.level)},
                                   {"source", rule.source}});
  for (const auto& also : kind.also_counts)
    out["also_counts"].push_back(
        Json{{"kind", also.kind.text}, {"rule", also.rule}, {"source", also.source}});
  return out;
}

void print_list(const Call& call, const kinds::Catalogue& catalogue) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& kind : catalogue.kinds()) {
    std::vector<std::string> rules;
    for (const auto& rule : kind.cadences) rules.push_back(cadence_text(call, rule));
    rows.push_back({app::name_in(kind.names, lang_of(call)), kind.id.text,
                    kind.measures.empty() ? "" : kind.measures.front().word, joined(call, rules), kind.pack});
  }
  for (const auto& line : table_lines({call.say("cli.column_kind"), "id", call.say("figures.column_measure"),
                                       call.say("figures.column_rule"), call.say("figures.column_pack")},
                                      rows))
    call.print(line);
}

void print_fields(const Call& call, const kinds::Kind& kind) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& field : kind.fields) {
    std::vector<std::string> choices;
    for (const auto& choice : field.choices) choices.push_back(app::name_in(choice.names, lang_of(call)));
    rows.push_back({app::name_in(field.names, lang_of(call)), field.id,
                    std::string(kinds::field_type_name(field.type)), field.measure,
                    field.required ? call.say("figures.kind_required") : "", joined(call, choices)});
  }
  call.print("");
  call.print(call.say("figures.kind_fields"));
  for (const auto& line : table_lines({}, rows)) call.print("  " + line);
}

void print_steps(const Call& call, const kinds::Kind& kind) {
  for (const auto& state : kind.states)
    if (state.says != kinds::Says::nothing)
      call.print(call.say("cli.kind_says", {{"state", app::name_in(state.names, lang_of(call))}, {"says", says_text(call, state.says)}}));
  if (kind.transitions.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& step : kind.transitions) {
    std::vector<std::string> from, terms;
    for (const auto& id : step.from) from.push_back(state_name(call, kind, id));
    if (!step.by.empty()) terms.push_back(call.say("cli.step_by", {{"field", field_name(call, kind, step.by)}}));
    if (step.when)
      terms.push_back(call.say("cli.step_when", {{"field", field_name(call, kind, step.when->field)}, {"values", values_text(call, kind, *step.when)}}));
    if (step.other_person) terms.push_back(call.say("cli.step_other_person", {{"n", std::to_string(step.approvals)}}));
    if (step.reason) terms.push_back(call.say("cli.step_reason"));
    rows.push_back({app::name_in(step.names, lang_of(call)), step.id, joined(call, from) + " → " + state_name(call, kind, step.to), step.right, joined(call, terms)});
  }
  call.print("");
  call.print(call.say("cli.kind_steps"));
  for (const auto& line : table_lines({}, rows)) call.print("  " + line);
}

void print_kind(const Call& call, const kinds::Kind& kind, const kinds::Catalogue& catalogue) {
  const std::string lang = lang_of(call);
  call.print(app::name_in(kind.names, lang) + "  " + kind.id.text + "  " + kind.pack);
  if (!kind.synonyms.empty())
    call.print(call.say("figures.kind_synonyms", {{"names", joined(call, kind.synonyms)}}));
  if (const auto about = app::name_in(kind.description, lang); !about.empty()) call.print(about);
  print_fields(call, kind);
  std::vector<std::string> counting, others;
  for (const auto& state : kind.states)
    (state.counts ? counting : others).push_back(app::name_in(state.names, lang));
  call.print("");
  call.print(call.say("figures.kind_states",
                      {{"counting", joined(call, counting)}, {"others", joined(call, others)}}));
  print_steps(call, kind);
  for (const auto& rule : kind.cadences)
    call.print(call.say("figures.kind_cadence", {{"rule", cadence_text(call, rule)},
                                                 {"level", level_text(call, rule.level)},
                                                 {"source", rule.source}}));
  for (const auto& also : kind.also_counts) {
    const auto* other = catalogue.find(also.kind);
    call.print(call.say(
        "figures.kind_also",
        {{"kind", other == nullptr ? also.kind.text : app::name_in(other->names, lang)},
         {"rule", call.lang == words::Lang::zh || also.rule_en.empty() ? also.rule : also.rule_en}}));
  }
  call.print(call.say("figures.kind_late", {{"days", std::to_string(kind.late_after)}}));
}
}  // namespace

Result<int> show_kinds(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::read));
  const auto& catalogue = office->catalogue();
  if (call.rest.size() == 1) {
    Json out = Json::array();
    for (const auto& kind : catalogue.kinds()) out.push_back(kind_json(kind));
    if (call.json)
      call.print_json(Json{{"kinds", std::move(out)}});
    else
      print_list(call, catalogue);
    return 0;
  }
  const auto* kind = catalogue.find_by_name(call.rest[1]);
  if (kind == nullptr) {
    const auto near = catalogue.nearest(call.rest[1], 3);
    return fail(Code::absent, "figures.no_such_kind",
                {{"kind", call.rest[1]}, {"others", joined(call, near)}});
  }
  if (call.json)
    call.print_json(kind_json(*kind));
  else
    print_kind(call, *kind, catalogue);
  return 0;
}
}  // namespace youju::cli
