// SPDX-License-Identifier: Apache-2.0
// What is stated of a stretch of time or taught to the check: a miss explained, an exemption asked for, that nothing happened, that a phrase
// means a kind. Each is a record; what of it another person decides, they decide at the screen.
#include "app/statements.h"

#include "api/handlers.h"
#include "app/claims_learned.h"

namespace youju::api {
namespace {
struct Stated {
  const kinds::Kind* kind = nullptr;
  UnitId unit;
  Period period{};
};
// What is spoken of; a reply when it cannot be read.
Result<std::optional<Reply>> read_stated(Call& call, Stated& out) {
  auto& ask = call.ask;
  out.kind = kind_said(call);
  if (out.kind == nullptr) return no_such_kind(call);
  TRY(out.unit, unit_asked(ask, call.body.value("unit", std::string{})));
  const auto period = app::period_said(ask.office, *out.kind, call.body["period"].get<std::string>());
  if (!period && period.error().code == Code::invalid) return body_wrong(ask, {{"period", period.error().message}});
  if (!period) return fail(Error(period.error()));
  out.period = *period;
  return std::nullopt;
}
}  // namespace

Result<Reply> explain_gap(Call& call) {
  auto& ask = call.ask;
  Stated about;
  TRY(auto refused, read_stated(call, about));
  if (refused) return std::move(*refused);
  TRY(const auto who, asking_once(call));
  TRY(const auto done, app::note_cadence(ask.office, who, {about.unit, about.kind->id, about.period, call.body.value("rule", std::string{}), call.body["reason"].get<std::string>(), call.body.value("basis", std::string{})}));
  return saved_answer(ask, done);
}

Result<Reply> state_zero(Call& call) {
  auto& ask = call.ask;
  Stated about;
  TRY(auto refused, read_stated(call, about));
  if (refused) return std::move(*refused);
  TRY(const auto who, asking_once(call));
  TRY(const auto done, app::state_zero(ask.office, who, {about.unit, about.kind->id, about.period, app::period_in_words(about.period)}));
  return saved_answer(ask, done);
}

Result<Reply> propose_phrase(Call& call) {
  auto& ask = call.ask;
  TRY(const auto unit, unit_asked(ask, call.body.value("unit", std::string{})));
  TRY(const auto who, asking_once(call));
  TRY(const auto taught, app::propose_phrase(ask.office, who, unit, call.body["phrase"].get<std::string>(), call.body["kind"].get<std::string>(), call.body.value("reason", std::string{})));
  return saved_answer(ask, taught.saved);
}
}  // namespace youju::api
