// SPDX-License-Identifier: Apache-2.0
// What this office records, from its packs; the manual; the keys.
#include "app/records.h"
#include "view/help.h"
#include "web/handlers_office.h"

namespace youju::web {
namespace {
std::string how_often(const Ask& ask, const kinds::Cadence& rule) {
  static constexpr const char* kWords[] = {"figures.every_month", "figures.every_quarter", "figures.every_half_year", "figures.every_year", "figures.every_days"};
  const auto out = ask.here.say(kWords[static_cast<int>(rule.every)], {{"times", std::to_string(rule.times)}, {"days", std::to_string(rule.days)}});
  return rule.general ? ask.here.say("figures.generally", {{"rule", out}}) : out;
}

view::KindShown kind_shown(const Ask& ask, const kinds::Kind& kind) {
  const auto lang = ask.lang_id();
  view::KindShown out{kind.id.text, app::name_in(kind.names, lang), app::name_in(kind.description, lang), kind.measures.empty() ? "" : kind.measures.front().word, kind.pack, {}, {}, {}};
  for (const auto& rule : kind.cadences) out.rules.push_back(how_often(ask, rule) + (rule.source.empty() ? "" : " · " + rule.source));
  for (const auto& state : kind.states)
    if (state.counts) out.counts.push_back(app::name_in(state.names, lang));
  for (const auto& field : kind.fields) out.fields.push_back(app::name_in(field.names, lang) + (field.required ? "*" : ""));
  return out;
}
}  // namespace

Result<Reply> show_kinds(Ask& ask) {
  std::vector<view::KindShown> kinds;
  for (const auto& kind : ask.office.catalogue().kinds()) kinds.push_back(kind_shown(ask, kind));
  TRY(const auto frame, frame_of(ask, "", ask.here.say("help.kinds")));
  return html(view::page(frame, view::kinds_list(frame, kinds)));
}
Result<Reply> show_help(Ask& ask) {
  TRY(const auto frame, frame_of(ask, "", ask.here.say("view.help")));
  return html(view::page(frame, view::help_pages(frame)));
}
Result<Reply> show_keys(Ask& ask) {
  TRY(auto frame, frame_of(ask, "", ask.here.say("help.keys")));
  frame.path = {{"/help", ask.here.say("view.help")}};
  return html(view::page(frame, view::help_keys(frame)));
}
}  // namespace youju::web
