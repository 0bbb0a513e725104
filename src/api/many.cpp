// SPDX-License-Identifier: Apache-2.0
// Many records at once: one field of each changed, one step of each taken, rows of a table written as one batch. With dry_run it is told
// what would become of each, and nothing is written.
#include "api/handlers.h"
#include "app/edit_many.h"
#include "app/grid.h"

namespace youju::api {
namespace {
Json told_json(const Ask& ask, const Problems& problems) {
  Json out = Json::array();
  for (const auto& one : problems) out.push_back(Json{{"field", one.field}, {"detail", ask.here.say(one.message)}, {"code", one.message.word}});
  return out;
}

Json edited_json(const Ask& ask, const app::EditedOne& one) {
  return Json{{"id", one.row.record.text},
              {"version", one.row.number},
              {"title", one.row.title},
              {"before", one.before},
              {"after", one.after},
              {"changes", one.any},
              {"approval_falls", one.falls},
              {"needs_reason", one.needs_reason},
              {"why_not", one.why_not ? Json(ask.here.say(*one.why_not)) : Json()}};
}

struct OneStep {
  std::string state;
  bool moved = false;
  std::optional<Message> why_not;
};
Result<OneStep> step_of_one(Ask& ask, const app::View& record, const std::string& step, const std::string& reason, bool dry_run) {
  OneStep out{record.row.state, false, {}};
  const auto found = std::find_if(record.steps.begin(), record.steps.end(), [&](const auto& one) { return one.id == step; });
  if (found == record.steps.end()) out.why_not = Message{"flow.no_transition", {{"transition", step}}};
  else if (!found->standing.allowed) out.why_not = found->standing.why_not;
  if (out.why_not || dry_run) return out;
  const auto moved = app::move_record(ask.office, ask.who, record.row.record, step, {}, reason);
  if (moved) out.state = moved->state, out.moved = moved->moved;
  else out.why_not = moved.error().message;
  return out;
}

// The records that are named, all read before anything is done with one of them. Each must be of the kind whose step was judged: another kind may
// have a step of the same name that wants a person.
struct NamedRecords {
  std::vector<app::View> found;
  Problems wrong;
};
Result<NamedRecords> records_of_kind(Call& call, const kinds::Kind& kind) {
  auto& ask = call.ask;
  NamedRecords out;
  const auto& named = call.body["records"];
  for (std::size_t n = 0; n < named.size(); ++n) {
    TRY(const auto row, readable_row(ask, RecordId(named[n].get<std::string>())));
    if (row.kind != kind.id) {
      out.wrong.push_back({"records." + std::to_string(n), {"api.other_kind", {{"kind", app::name_in(kind.names, "zh")}, {"kind_en", app::name_in(kind.names, "en")}}}});
      continue;
    }
    TRY(auto record, app::view_record(ask.office, ask.who, row.record, ask.lang_id()));
    out.found.push_back(std::move(record));
  }
  return out;
}

// Rows as objects become rows of cells; what is no column of the kind is a problem of its row.
Problems read_rows(const Json& rows, const std::vector<std::string>& fields, app::GridCells& out) {
  Problems wrong;
  for (std::size_t n = 0; n < rows.size(); ++n) {
    out.emplace_back(fields.size());
    for (const auto& [name, value] : rows[n].items()) {
      const auto at = std::find(fields.begin(), fields.end(), name);
      if (at == fields.end()) wrong.push_back({"rows." + std::to_string(n) + "." + name.substr(0, 60), {"api.no_field", {}}});
      else out.back()[static_cast<std::size_t>(at - fields.begin())] = value.get<std::string>();
    }
  }
  return wrong;
}

Problems wrong_rows(const app::GridAnswer& answer) {
  Problems out;
  for (std::size_t n = 0; n < answer.rows.size() && out.size() < 200; ++n) {
    const auto& row = answer.rows[n];
    const auto place = "rows." + std::to_string(n);
    for (const auto& one : row.problems) out.push_back({one.field.empty() ? place : place + "." + one.field, one.message});
    if (!row.good && !row.empty && row.problems.empty())
      out.push_back({place, row.earlier_row >= 0 ? Message{"grid.like_row", {{"row", std::to_string(row.earlier_row + 1)}}} : Message{"grid.like_record", {}}});
  }
  return out;
}

Json grid_json(const Ask& ask, const app::GridAnswer& answer) {
  Json out{{"good", answer.good}, {"bad", answer.bad}, {"batch", or_nothing(answer.batch)}, {"rows", Json::array()}};
  for (const auto& row : answer.rows)
    out["rows"].push_back(Json{{"empty", row.empty},
                               {"good", row.good},
                               {"fate", std::string(app::fate_name(row.fate))},
                               {"problems", told_json(ask, row.problems)},
                               {"remarks", told_json(ask, row.remarks)},
                               {"like_record", or_nothing(row.there.text)},
                               {"like_row", row.earlier_row >= 0 ? Json(row.earlier_row) : Json()}});
  return out;
}
}  // namespace

Result<Reply> change_many(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  app::EditOfMany edit;
  const auto* kind = kind_said(call);
  if (kind == nullptr) return no_such_kind(call);
  if (is_sealed(*kind)) return fail(Code::denied, "api.sealed");
  edit.kind = kind->id, edit.field = body["field"].get<std::string>(), edit.text = body["value"].get<std::string>(), edit.reason = body.value("reason", std::string{});
  for (const auto& one : body["records"]) {
    TRY(const auto row, readable_row(ask, RecordId(one["id"].get<std::string>())));
    edit.records.emplace_back(row.record, one.value("version", std::int64_t{0}));
  }
  Json out{{"records", Json::array()}, {"changed", nullptr}};
  if (body.value("dry_run", false)) {
    TRY(const auto judged, app::judge_edit_of_many(ask.office, ask.who, edit, ask.lang_id()));
    for (const auto& one : judged) out["records"].push_back(edited_json(ask, one));
    return json_answer(out);
  }
  TRY(const auto who, asking_once(call));
  auto done = app::edit_many(ask.office, who, edit);
  if (!done && done.error().message.word == "app.reason_needed") return problem(ask, done.error(), 0, {{"reason", done.error().message}});
  if (!done) return fail(std::move(done).error());
  out["changed"] = *done;
  return json_answer(out);
}

Result<Reply> step_many(Call& call) {
  auto& ask = call.ask;
  const auto* kind = kind_said(call);
  if (kind == nullptr) return no_such_kind(call);
  const auto wanted = call.body["step"].get<std::string>(), reason = call.body.value("reason", std::string{});
  const auto* step = kind->transition(wanted);
  if (step == nullptr || step->id != wanted)
    return body_wrong(ask, {{"step", {"flow.no_transition", {{"transition", wanted.substr(0, 60)}}}}});
  if (needs_person(*step)) return person_needed(ask, "api step " + step->id, kind->id.text);
  const bool dry_run = call.body.value("dry_run", false);
  if (step->reason && reason.empty() && !dry_run) return body_wrong(ask, {{"reason", {"flow.reason_needed", {}}}});
  TRY(const auto records, records_of_kind(call, *kind));
  if (!records.wrong.empty()) return body_wrong(ask, records.wrong);
  Json out{{"records", Json::array()}};
  for (const auto& record : records.found) {
    TRY(const auto one, step_of_one(ask, record, step->id, reason, dry_run));
    out["records"].push_back(Json{{"id", record.row.record.text}, {"title", record.row.title}, {"state", one.state}, {"moved", one.moved}, {"why_not", one.why_not ? Json(ask.here.say(*one.why_not)) : Json()}});
  }
  return json_answer(out);
}

Result<Reply> fill_grid(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  const auto* kind = kind_said(call);
  if (kind == nullptr) return no_such_kind(call);
  app::Grid grid;
  grid.kind = kind->id;
  TRY(grid.unit, unit_asked(ask, body.value("unit", std::string{})));
  grid.year = body.value("year", ask.office.today().year());
  grid.allow_duplicates = body.value("allow_duplicates", false);
  if (const auto wrong = read_rows(body["rows"], app::grid_fields(*kind), grid.rows); !wrong.empty()) return body_wrong(ask, wrong);
  if (body.value("dry_run", false)) {
    TRY(const auto answer, app::judge_grid(ask.office, ask.who, grid));
    return json_answer(grid_json(ask, answer));
  }
  TRY(const auto who, asking_once(call));
  TRY(const auto answer, app::save_grid(ask.office, who, grid));
  if (answer.batch.empty()) return body_wrong(ask, wrong_rows(answer));
  return answer_at(grid_json(ask, answer), 201, "/api/v1/batches/" + view::percent_encoded(answer.batch));
}
}  // namespace youju::api
