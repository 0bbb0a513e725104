// SPDX-License-Identifier: Apache-2.0
// The office's own documents and forms: those in force, those being bound, a new one sent, its places pointed at figures, put in force.
#include "app/layouts.h"

#include "api/handlers.h"
#include "app/scratch.h"

namespace youju::api {
namespace {
Json layout_json(const app::Layout& one) {
  const auto bound = one.facts.bound();
  return Json{{"id", one.id},
              {"version", one.version},
              {"form", one.form},
              {"title", one.facts.title},
              {"period", one.facts.period},
              {"unit", one.facts.unit.text},
              {"places", one.facts.places.size()},
              {"bound", bound},
              {"by", one.by.text},
              {"at", one.at.iso()},
              {"withdrawn", one.withdrawn},
              {"sha256", one.digest},
              {"url", "/api/v1/layouts/" + one.id}};
}

Json draft_row(const app::LayoutDraft& one) {
  const auto bound = one.facts.bound();
  return Json{{"id", one.id},
              {"form", one.form},
              {"name", one.name},
              {"base", or_nothing(one.base)},
              {"title", one.facts.title},
              {"period", one.facts.period},
              {"year", one.facts.year > 0 ? Json(one.facts.year) : Json()},
              {"unit", one.facts.unit.text},
              {"places", one.facts.places.size()},
              {"bound", bound},
              {"at", one.at.iso()},
              {"url", "/api/v1/layout-drafts/" + one.id}};
}

// Its places, each with what it holds and what that comes to in a year.
Json places_json(Ask& ask, const app::LayoutFacts& facts, int year) {
  Json out = Json::array();
  const auto figures = app::place_figures(ask.office, facts, year, facts.period == "quarter" ? 1 : 0);
  for (std::size_t i = 0; i < facts.places.size(); ++i) {
    const auto& place = facts.places[i];
    const auto bound = place.word.empty() ? place.expr : "{" + place.word + "}";
    Json one{{"place", i + 1},
             {"text", place.text},
             {"cell", place.cell.empty() ? Json() : Json(place.sheet + "!" + place.cell)},
             {"what", or_nothing(bound)},
             {"title", place.title},
             {"suggested", place.suggested},
             {"value", nullptr},
             {"problem", nullptr}};
    if (figures && (*figures)[i]) {
      const auto& figure = *(*figures)[i];
      if (!figure.value.empty()) one["value"] = figure.value;
      if (figure.problem) one["problem"] = ask.here.say(*figure.problem);
    }
    out.push_back(std::move(one));
  }
  return out;
}

Result<Reply> draft_answer(Call& call, const app::LayoutDraft& draft, int status) {
  auto out = draft_row(draft);
  out["places"] = places_json(call.ask, draft.facts, draft.facts.year > 0 ? draft.facts.year : call.ask.here.this_year);
  return answer_at(out, status, "/api/v1/layout-drafts/" + draft.id);
}

// Where a place is: its words in a document, its cell in a form.
Result<app::LayoutDraft> placed(Call& call, const app::LayoutDraft& draft) {
  auto& ask = call.ask;
  if (draft.form == "docx") return app::add_place_by_text(ask.office, ask.who, draft.id, call.body.value("text", std::string{}));
  app::LayoutPlace place;
  place.sheet = call.body.value("sheet", std::string{}), place.cell = call.body.value("cell", std::string{});
  return app::add_place(ask.office, ask.who, draft.id, std::move(place));
}

// Which of the places was not there before.
std::size_t fresh_place(const app::LayoutDraft& before, const app::LayoutDraft& after) {
  const auto& was = before.facts.places;
  std::size_t at = 0;
  while (at < was.size() && was[at].block == after.facts.places[at].block && was[at].start == after.facts.places[at].start && was[at].sheet == after.facts.places[at].sheet && was[at].cell == after.facts.places[at].cell) ++at;
  return at;
}
}  // namespace

Result<Reply> list_layouts(Call& call) {
  TRY(const auto all, app::layouts(call.ask.office, call.query("form"), call.query("withdrawn") == "true"));
  Json out{{"layouts", Json::array()}};
  for (const auto& one : all)
    if (call.ask.may(people::Right::read, one.facts.unit)) out["layouts"].push_back(layout_json(one));
  return json_answer(out);
}

Result<Reply> get_layout(Call& call) {
  auto& ask = call.ask;
  TRY(const auto layout, readable_layout(ask, call.part()));
  TRY(const auto versions, app::layout_versions(ask.office, layout.id));
  auto out = layout_json(layout);
  out["places"] = places_json(ask, layout.facts, static_cast<int>(call.number("year", ask.here.this_year)));
  out["versions"] = Json::array();
  for (const auto& one : versions) out["versions"].push_back(Json{{"name", one.name()}, {"at", one.at.iso()}, {"by", one.by.text}});
  return json_answer(out);
}

Result<Reply> layout_file(Call& call) {
  TRY(const auto layout, readable_layout(call.ask, call.part()));
  return web::layout_sent(call.ask, layout, "api");
}

Result<Reply> change_layout(Call& call) {
  TRY(const auto layout, readable_layout(call.ask, call.part()));
  TRY(const auto draft, app::change_layout(call.ask.office, call.ask.who, layout.id));
  return draft_answer(call, draft, 201);
}

Result<Reply> withdraw_layout(Call& call) {
  TRY(const auto layout, readable_layout(call.ask, call.part()));
  TRY_OK(app::withdraw_layout(call.ask.office, call.ask.who, layout.id));
  return nothing_to_say();
}

Result<Reply> list_layout_drafts(Call& call) {
  TRY(const auto all, app::layout_drafts(call.ask.office, call.ask.who));
  Json out{{"drafts", Json::array()}};
  for (const auto& one : all) out["drafts"].push_back(draft_row(one));
  return json_answer(out);
}

Result<Reply> start_layout(Call& call) {
  auto& ask = call.ask;
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  app::LayoutStart start;
  start.form = std::string(call.query("form"));
  start.period = call.query("period").empty() ? start.period : std::string(call.query("period"));
  if (!call.query("year").empty()) start.year = static_cast<int>(call.number("year", 0));
  if (!call.query("unit").empty()) start.unit = std::string(call.query("unit"));
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "paper", ask.office.world()));
  start.file = scratch.folder() / file_name_of(call.query("name"));
  TRY_OK(write_file(start.file, bytes, 0600));
  TRY(const auto draft, app::start_layout(ask.office, ask.who, start));
  return draft_answer(call, draft, 201);
}

Result<Reply> get_layout_draft(Call& call) {
  TRY(const auto draft, app::layout_draft(call.ask.office, call.ask.who, call.part()));
  return draft_answer(call, draft, 200);
}

Result<Reply> bind_layout(Call& call) {
  auto& ask = call.ask;
  TRY(const auto draft, app::layout_draft(ask.office, ask.who, call.part()));
  std::vector<app::Bind> binds;
  Problems wrong;
  for (const auto& one : call.body["places"]) {
    const auto place = one["place"].get<std::size_t>();
    if (place < 1 || place > draft.facts.places.size()) wrong.push_back({"places." + std::to_string(binds.size()) + ".place", {"api.out_of_range", {{"least", "1"}, {"most", std::to_string(draft.facts.places.size())}}}});
    else binds.push_back({place - 1, one["what"].get<std::string>(), one.value("title", draft.facts.places[place - 1].title)});
  }
  if (!wrong.empty()) return body_wrong(ask, wrong);
  TRY(const auto bound, app::bind_places(ask.office, ask.who, draft.id, binds));
  if (!bound.problems.empty()) return body_wrong(ask, bound.problems);
  return draft_answer(call, bound.draft, 200);
}

Result<Reply> add_layout_place(Call& call) {
  auto& ask = call.ask;
  TRY(const auto before, app::layout_draft(ask.office, ask.who, call.part()));
  TRY(const auto added, placed(call, before));
  const auto what = call.body.value("what", std::string{});
  if (what.empty()) return draft_answer(call, added, 200);
  const auto at = fresh_place(before, added);
  TRY(const auto bound, app::bind_places(ask.office, ask.who, added.id, {{at, what, call.body.value("title", std::string{})}}));
  if (bound.problems.empty()) return draft_answer(call, bound.draft, 200);
  TRY_OK(app::drop_place(ask.office, ask.who, added.id, at));
  return body_wrong(ask, {{"what", bound.problems.front().message}});
}

Result<Reply> drop_layout_place(Call& call) {
  auto& ask = call.ask;
  TRY(const auto draft, app::layout_draft(ask.office, ask.who, call.part()));
  const auto& n = call.part(1);
  const bool number = !n.empty() && n.size() < 6 && n.find_first_not_of("0123456789") == n.npos && std::stoul(n) >= 1 && std::stoul(n) <= draft.facts.places.size();
  if (!number) return fail(Code::absent, "api.no_place", {{"place", n.substr(0, 20)}});
  TRY(const auto left, app::drop_place(ask.office, ask.who, draft.id, std::stoul(n) - 1));
  return draft_answer(call, left, 200);
}

Result<Reply> publish_layout(Call& call) {
  auto& ask = call.ask;
  TRY(const auto draft, app::layout_draft(ask.office, ask.who, call.part()));
  const auto id = draft.base.empty() ? call.body.value("id", std::string{}) : draft.base;
  TRY(const auto done, app::publish_layout(ask.office, ask.who, draft.id, {id, call.body.value("title", draft.facts.title)}));
  return answer_at(layout_json(done), 201, "/api/v1/layouts/" + done.id);
}

Result<Reply> forget_layout(Call& call) {
  TRY_OK(app::forget_layout_draft(call.ask.office, call.ask.who, call.part()));
  return nothing_to_say();
}
}  // namespace youju::api
