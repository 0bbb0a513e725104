// SPDX-License-Identifier: Apache-2.0
// One step for many records: first what it would do to each, then, when the person is sure, it is done one by one; what is refused stays as it is.
#include "view/many.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostAtOnce = 200;

// Why the step may not be taken; "" when it may.
std::string why_not_step(Ask& ask, const app::View& record, const std::string& step) {
  for (const auto& one : record.steps)
    if (one.id == step) return one.standing.allowed ? std::string{} : ask.here.say(one.standing.why_not);
  return ask.here.say("flow.no_transition", {{"transition", step}});
}

Result<view::OneOfMany> one_of_many(Ask& ask, const RecordId& id, const kinds::Transition& step, bool sure, const std::string& reason) {
  TRY(auto record, app::view_record(ask.office, ask.who, id, ask.lang_id()));
  view::OneOfMany out{id.text, days_of(ask.here, record.row), record.row.title, {}, why_not_step(ask, record, step.id)};
  if (out.title.empty()) out.title = kind_name(ask, record.row.kind);
  auto state = record.row.state;
  if (sure && out.why_not.empty()) {
    const auto moved = app::move_record(ask.office, ask.who, id, step.id, {}, reason);
    if (moved) state = moved->state;
    else out.why_not = ask.here.say(moved.error().message);
  }
  out.state = state_name(ask, record.row.kind, state);
  return out;
}
}  // namespace

Result<Reply> step_for_many(Ask& ask) {
  const auto* kind = ask.office.catalogue().find(KindId(std::string(ask.form.get("kind"))));
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", std::string(ask.form.get("kind"))}});
  const auto* step = kind->transition(ask.form.get("step"));
  // What another person decides on by what was shown is decided record by record.
  if (step == nullptr || flow::is_signed(*step) || !step->by.empty())
    return fail(Code::invalid, "flow.no_transition", {{"transition", std::string(ask.form.get("step"))}});
  view::StepForMany page;
  page.step_id = step->id;
  page.step = app::name_in(step->names, ask.lang_id());
  page.kind_id = kind->id.text;
  page.asks_reason = step->reason;
  page.reason = std::string(ask.form.get("reason"));
  page.back = ask.here.to("/records", {{"kind", page.kind_id}});
  const auto ids = ask.form.all("record");
  if (ids.empty() || ids.size() > kMostAtOnce) return fail(Code::invalid, "records.many_none");
  page.done = ask.form.get("sure") == "1" && !(step->reason && page.reason.empty());
  if (ask.form.get("sure") == "1" && !page.done) page.problem = ask.here.say("record.reason_needed");
  for (const auto& id : ids) {
    TRY(auto one, one_of_many(ask, RecordId(id), *step, page.done, page.reason));
    page.records.push_back(std::move(one));
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("records.many_title", {{"step", page.step}})));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records?kind=" + page.kind_id, app::name_in(kind->names, ask.lang_id())}};
  return html(view::step_for_many_page(frame, page), page.problem.empty() ? 200 : 422);
}
}  // namespace youju::web
