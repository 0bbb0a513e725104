// SPDX-License-Identifier: Apache-2.0
#include "app/due_words.h"

#include "app/records.h"

namespace youju::app {
namespace {
std::string_view lang_name(words::Lang lang) { return lang == words::Lang::zh ? "zh" : "en"; }
}  // namespace

std::string rule_text(words::Lang lang, const kinds::Kind& kind, const kinds::Cadence& rule) {
  const Args args{{"times", std::to_string(rule.times)}, {"days", std::to_string(rule.days)}};
  std::string out;
  switch (rule.every) {
    case kinds::Every::month: out = words::say(lang, "figures.every_month", args); break;
    case kinds::Every::quarter: out = words::say(lang, "figures.every_quarter", args); break;
    case kinds::Every::half_year: out = words::say(lang, "figures.every_half_year", args); break;
    case kinds::Every::year: out = words::say(lang, "figures.every_year", args); break;
    case kinds::Every::days: out = words::say(lang, "figures.every_days", args); break;
  }
  if (rule.general) out = words::say(lang, "figures.generally", {{"rule", out}});
  return kind.zero_statement ? words::say(lang, "cli.entry_or_zero", {{"rule", out}}) : out;
}

std::string due_text(words::Lang lang, const DueItem& item) {
  using What = DueItem::What;
  const auto state_of = [&](const std::string& id) {
    const auto* state = item.kind->state(id);
    return state == nullptr ? id : name_in(state->names, lang_name(lang));
  };
  switch (item.what) {
    case What::cadence: return words::say(lang, "figures.due_cadence", {{"n", std::to_string(item.lacking)}, {"rule", rule_text(lang, *item.kind, *item.rule)}});
    case What::deadline: return words::say(lang, "figures.due_deadline", {{"state", state_of(item.deadline->until_state)}});
    case What::step: return words::say(lang, "figures.due_step", {{"step", name_in(item.step->names, lang_name(lang))}});
    case What::date_field: {
      const auto* field = item.kind->field(item.field);
      const Args args{{"field", field == nullptr ? item.field : name_in(field->names, lang_name(lang))}, {"days", std::to_string(item.again_after)}};
      return words::say(lang, item.again_after > 0 ? "figures.due_again" : "figures.due_field", args);
    }
    case What::planned: return words::say(lang, "figures.due_planned", {{"state", item.row ? state_of(item.row->state) : std::string{}}});
  }
  return {};
}

std::string due_title(const DueItem& item) { return item.row ? item.row->title : item.rule != nullptr ? item.rule->source : std::string{}; }
}  // namespace youju::app
