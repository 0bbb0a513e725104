// SPDX-License-Identifier: Apache-2.0
#include "app/statements.h"

#include "figures/figures.h"
#include "flow/flow.h"

namespace youju::app {
namespace {

bool says(const kinds::Kind& kind, kinds::Says what) {
  return std::any_of(kind.states.begin(), kind.states.end(), [&](const kinds::State& s) { return s.says == what; });
}

Result<const kinds::Kind*> speaker_of(const Office& office, kinds::Says what) {
  for (const auto& kind : office.catalogue().kinds())
    if (says(kind, what)) return &kind;
  return fail(Code::absent, "app.no_speaking_kind");
}

Result<void> check_rule(const kinds::Kind& about, const std::string& rule) {
  if (rule.empty()) return {};
  std::string known;
  for (const auto& cadence : about.cadences) {
    if (cadence.id == rule) return {};
    known += (known.empty() ? "" : "、") + cadence.id;
  }
  return fail(Code::invalid, "app.no_such_rule", {{"rule", rule}, {"kind", name_in(about.names, "zh")}, {"known", known.empty() ? "—" : known}});
}

std::string span(Period period) { return period.from.iso() + (period.from == period.to ? "" : "至" + period.to.iso()); }

// Where a new record of the kind begins when it is complete.
std::string complete_state(const kinds::Kind& kind, const std::string& wanted) {
  return flow::is_guarded(kind, wanted) ? kind.states.front().id : wanted;
}
}  // namespace

Result<std::vector<index::RecordRow>> speaking_against(db::Session& session, const Office& office, const kinds::Kind& about,
                                                       const UnitId& unit, Period period) {
  (void)office;
  TRY(const auto tree, people::read_units(session));
  index::Filter filter;
  filter.units = tree.with_sub_units(unit);
  filter.kinds = {about.id};
  filter.first_day = period;
  for (const auto& state : about.states)
    if (!state.draft && (state.counts || !state.final)) filter.states.push_back(state.id);
  constexpr int kEnough = 100;
  return index::list(session, filter, kEnough);
}

Result<void> check_statement(db::Session& session, const Office& office, const kinds::Kind& kind, const Statement& statement) {
  const auto* field = kind.about();
  const auto* state = kind.state(statement.state);
  if (field == nullptr || state == nullptr || state->draft || state->id == "void") return {};
  const auto* about = office.catalogue().find(KindId{statement.open.value(field->id, std::string{})});
  if (about == nullptr || !statement.happened) return {};  // validate asks for both
  TRY_OK(check_rule(*about, statement.open.value("rule", std::string{})));
  if (!says(kind, kinds::Says::empty)) return {};
  const auto name = name_in(about->names, "zh");
  if (!about->zero_statement) return fail(Code::invalid, "app.no_zero_here", {{"kind", name}});
  if (statement.happened->to >= office.today()) return fail(Code::conflict, "app.zero_too_early", {{"until", statement.happened->to.iso()}});
  TRY(const auto rows, speaking_against(session, office, *about, statement.unit, *statement.happened));
  if (rows.empty()) return {};
  const auto& first = rows.back();
  return fail(Code::conflict, "app.not_empty", {{"n", std::to_string(rows.size())}, {"kind", name}, {"record", first.record.text}, {"title", first.title},
                                               {"date", first.happened ? first.happened->from.iso() : ""}});
}

Result<std::variant<Saved, Refused>> state_zero(Office& office, const people::Who& who, const ZeroRequest& request) {
  TRY(const auto* kind, speaker_of(office, kinds::Says::empty));
  const auto* about = office.catalogue().find(request.about);
  if (about == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", request.about.text}});
  kinds::Draft draft{kind->id, request.unit, complete_state(*kind, kind->import_state), {}, false, {}};
  draft.values["happened"] = span(request.period);
  draft.values[kind->about()->id] = about->id.text;
  if (!kind->title_field.empty()) draft.values[kind->title_field] = request.period_text + "没有发生“" + name_in(about->names, "zh") + "”的事项";
  return save_record(office, who, draft);
}

Result<std::variant<Saved, Refused>> note_cadence(Office& office, const people::Who& who, const NoteRequest& request) {
  TRY(const auto* kind, speaker_of(office, kinds::Says::exempt));
  const bool exemption = !request.basis.empty();
  kinds::Draft draft{kind->id, request.unit, complete_state(*kind, exemption ? "asked" : kind->import_state), {}, false, {}};
  draft.values["happened"] = span(request.period);
  draft.values[kind->about()->id] = request.about.text;
  draft.values["reason"] = request.reason;
  if (exemption) draft.values["basis"] = request.basis;
  if (!request.rule.empty()) draft.values["rule"] = request.rule;
  return save_record(office, who, draft);
}

Result<Period> period_said(Office& office, const kinds::Kind& kind, const std::string& text) {
  std::optional<Period> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto expression = figures::parse("count(" + kind.id.text + "; " + text + ")", office.catalogue(), tree, office.today().year());
    if (expression && expression->of.period) out = *expression->of.period;
    return {};
  }));
  if (!out) return fail(Code::invalid, "cli.bad_period", {{"period", text}});
  return *out;
}

std::string period_in_words(Period p) {
  const int year = p.from.year(), quarter = (p.from.month() + 2) / 3;
  if (p == Period::year(year)) return fmt::format("{}年", year);
  if (p == Period::quarter(year, quarter)) return fmt::format("{}年第{}季度", year, quarter);
  if (p == Period::month(year, p.from.month())) return fmt::format("{}年{}月", year, p.from.month());
  return p.from.iso() + "至" + p.to.iso() + "，";
}
}  // namespace youju::app
