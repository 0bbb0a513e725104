// SPDX-License-Identifier: Apache-2.0
// A document whose places are being bound: by a click on what is suggested, by what is typed, or left as text.
#include "app/forms.h"
#include "base/text.h"
#include "web/handlers_papers.h"

namespace youju::web {
namespace {
// The document's text with each place marked; those bound to a figure stand out.
std::vector<view::DraftBlock> marked_blocks(const draft::Document& document, const app::LayoutFacts& facts) {
  std::vector<view::DraftBlock> out;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const auto& from = document.blocks[b];
    if (from.kind == draft::Kind::page_number || from.kind == draft::Kind::contents) continue;
    view::DraftBlock block;
    block.label = from.label;
    if (from.kind == draft::Kind::title) block.style = "title";
    else if (from.kind == draft::Kind::heading) block.style = "heading1";
    else if (from.kind == draft::Kind::list_item) block.style = "item";
    else if (from.kind == draft::Kind::footnote) block.style = "footnote";
    if (from.kind == draft::Kind::cell && from.place) block.table = from.place->table, block.row = from.place->row, block.column = from.place->column, block.row_span = from.place->row_span, block.column_span = from.place->column_span;
    const auto text = to_code_points(from.text);
    std::size_t at = 0;
    const auto plain = [&](std::size_t to) {
      if (to > at) block.pieces.push_back({from_code_points(std::u32string_view(text).substr(at, to - at)), {}, 0});
    };
    for (std::size_t i = 0; i < facts.places.size(); ++i) {
      const auto& place = facts.places[i];
      if (place.block != static_cast<int>(b)) continue;
      const auto start = std::min(text.size(), static_cast<std::size_t>(place.start)), end = std::min(text.size(), static_cast<std::size_t>(place.end));
      plain(start);
      block.pieces.push_back({from_code_points(std::u32string_view(text).substr(start, end - start)), place.is_bound() ? "supported" : "not_judged", i + 1});
      at = end;
    }
    plain(text.size());
    out.push_back(std::move(block));
  }
  return out;
}

std::string id_from(const std::string& name) {
  std::string out;
  for (const char c : name.substr(0, name.rfind('.')))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') out += c;
    else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
  return out.size() < 3 ? "" : out.substr(0, 60);
}

struct Typed {
  std::string new_id, title, add_text, add_expr;
  std::vector<view::Wrong> wrong;
};

Result<Reply> paper_draft_page(Ask& ask, const app::LayoutDraft& draft, Typed typed, int status) {
  view::PaperDraftPage page;
  page.id = draft.id, page.form = draft.form, page.name = draft.name, page.base = draft.base, page.period = draft.facts.period, page.unit = ask.unit_name(draft.facts.unit);
  page.new_id = typed.new_id.empty() ? id_from(draft.name) : typed.new_id;
  page.title = typed.title.empty() ? draft.facts.title : typed.title;
  page.sample_year = draft.facts.year > 0 ? draft.facts.year : ask.here.year;
  page.chosen = std::string(ask.query.get("cell"));
  page.add_text = typed.add_text, page.add_expr = typed.add_expr, page.wrong = std::move(typed.wrong);
  page.common = app::common_figures(ask.office, ask.lang_id());
  for (const auto* word : {"year", "last_year", "next_year", "quarter", "period", "date", "unit"}) page.common.emplace_back("{" + std::string(word) + "}", ask.here.say("paperpage.word_" + std::string(word)));
  const int quarter = draft.facts.period == "quarter" ? 1 : 0;
  if (draft.form == "docx") {
    TRY(const auto document, app::document_of(ask.office, draft.digest));
    page.places = places_shown(ask, draft.facts, page.sample_year, quarter, document.get());
    page.blocks = marked_blocks(*document, draft.facts);
  } else {
    TRY(const auto form, app::form_of(ask.office, draft.digest));
    page.places = places_shown(ask, draft.facts, page.sample_year, quarter, nullptr);
    std::map<std::string, std::size_t> at;
    CellValues values;
    for (const auto& place : page.places) {
      at[place.cell] = place.number;
      values[place.cell] = {place.value.empty() ? place.words : place.value, ""};
    }
    page.sheets = sheets_shown(form, at, values);
  }
  for (auto& place : page.places) {
    for (const auto& wrong : page.wrong)
      if (wrong.field == "place-" + std::to_string(place.number)) place.problem = wrong.text;
    page.bound += place.bound.empty() ? 0 : 1;
    page.as_text += place.bound.empty() ? 1 : 0;
    page.differing += place.differs ? 1 : 0;
  }
  TRY(auto frame, frame_of(ask, "reports", draft.facts.title));
  const bool form = draft.form == "xlsx";
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {form ? "/forms" : "/templates", ask.here.say(form ? "paperpage.forms" : "paperpage.templates")}};
  frame.wide = true;
  return html(view::page(frame, view::paper_draft(ask.here, page)), status);
}

// What the form says of each place that differs from what is kept; a click on a suggestion comes last.
std::vector<app::Bind> binds_sent(const Ask& ask, const app::LayoutDraft& draft) {
  std::vector<app::Bind> out;
  const auto& places = draft.facts.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto name = "place-" + std::to_string(i + 1);
    const auto now = places[i].word.empty() ? places[i].expr : "{" + places[i].word + "}";
    if (ask.form.has(name) && trim(ask.form.get(name)) != now) out.push_back({i, std::string(trim(ask.form.get(name))), places[i].title});
  }
  const auto take = std::string(ask.form.get("take"));
  const auto colon = take.find(':');
  if (colon != take.npos && colon < 6 && colon > 0 && take.substr(0, colon).find_first_not_of("0123456789") == std::string::npos) {
    const auto n = static_cast<std::size_t>(std::stoi(take.substr(0, colon)));
    std::erase_if(out, [&](const app::Bind& b) { return b.place + 1 == n; });
    if (n > 0 && n <= places.size()) out.push_back({n - 1, take.substr(colon + 1), places[n - 1].title});
  }
  return out;
}

std::string near_place(const Ask& ask) {
  const auto take = std::string(ask.form.get("take"));
  const auto n = take.substr(0, take.find(':'));
  return n.empty() || n.size() > 5 || n.find_first_not_of("0123456789") != n.npos ? "" : "#c" + n;
}
}  // namespace

Result<Reply> show_paper_draft(Ask& ask) {
  TRY(const auto draft, app::layout_draft(ask.office, ask.who, ask.part()));
  return paper_draft_page(ask, draft, {}, 200);
}

Result<Reply> bind_paper_draft(Ask& ask) {
  TRY(auto draft, app::layout_draft(ask.office, ask.who, ask.part()));
  const auto drop = std::string(ask.form.get("drop"));
  TRY(auto bound, app::bind_places(ask.office, ask.who, draft.id, binds_sent(ask, draft)));
  Typed typed{std::string(ask.form.get("new_id")), std::string(ask.form.get("title")), {}, {}, wrong_of(ask, bound.problems)};
  if (!typed.wrong.empty()) return paper_draft_page(ask, bound.draft, std::move(typed), 422);
  if (!drop.empty() && drop.size() < 6 && drop.find_first_not_of("0123456789") == drop.npos && drop != "0") {
    TRY_OK(app::drop_place(ask.office, ask.who, draft.id, static_cast<std::size_t>(std::stoi(drop)) - 1));
    return see_other(ask.here.to("/templates/drafts/" + draft.id));
  }
  if (ask.form.get("do") != "publish" || ask.form.has("take")) return see_other(ask.here.to("/templates/drafts/" + draft.id) + near_place(ask));
  const auto done = app::publish_layout(ask.office, ask.who, draft.id, {bound.draft.base.empty() ? std::string(trim(typed.new_id)) : bound.draft.base, std::string(trim(typed.title))});
  if (done) return see_other(ask.here.to((done->form == "xlsx" ? "/forms/" : "/templates/") + done->id));
  const auto& error = done.error();
  if (!can_be_told(error) && error.code != Code::outside) return fail(Error(error));
  const auto& word = error.message.word;
  const auto field = word == "app.layout_bad_id" || word == "app.layout_id_taken" ? "new_id" : word == "app.layout_no_title" ? "title" : "";
  typed.wrong.push_back({field, ask.here.say(error.message)});
  return paper_draft_page(ask, bound.draft, std::move(typed), http_status(error.code));
}

Result<Reply> add_paper_place(Ask& ask) {
  TRY(auto draft, app::layout_draft(ask.office, ask.who, ask.part()));
  const bool form = draft.form == "xlsx";
  Typed typed{{}, {}, std::string(ask.form.get(form ? "cell" : "snippet")), std::string(trim(ask.form.get("expr"))), {}};
  const auto refused = [&](const char* field, const Error& error) {
    typed.wrong.push_back({field, ask.here.say(error.message)});
    return paper_draft_page(ask, draft, typed, http_status(error.code));
  };
  const auto work = [&]() -> Result<app::LayoutDraft> {
    if (!form) return app::add_place_by_text(ask.office, ask.who, draft.id, typed.add_text);
    app::LayoutPlace place;
    const auto mark = typed.add_text.rfind('!');
    TRY(const auto sheets, app::form_of(ask.office, draft.digest));
    place.sheet = mark == std::string::npos ? (sheets.sheets.empty() ? "" : sheets.sheets.front().name) : typed.add_text.substr(0, mark);
    place.cell = std::string(trim(mark == std::string::npos ? typed.add_text : typed.add_text.substr(mark + 1)));
    return app::add_place(ask.office, ask.who, draft.id, std::move(place));
  };
  auto added = work();
  if (!added) return can_be_told(added.error()) ? refused(form ? "cell" : "snippet", added.error()) : Result<Reply>(fail(Error(added.error())));
  if (typed.add_expr.empty()) return see_other(ask.here.to("/templates/drafts/" + draft.id));
  // The new place: the one that was not there before.
  std::size_t at = 0;
  while (at < draft.facts.places.size() && draft.facts.places[at].block == added->facts.places[at].block && draft.facts.places[at].start == added->facts.places[at].start &&
         draft.facts.places[at].sheet == added->facts.places[at].sheet && draft.facts.places[at].cell == added->facts.places[at].cell) ++at;
  TRY(const auto bound, app::bind_places(ask.office, ask.who, draft.id, {{at, typed.add_expr, {}}}));
  if (bound.problems.empty()) return see_other(ask.here.to("/templates/drafts/" + draft.id) + "#c" + std::to_string(at + 1));
  TRY_OK(app::drop_place(ask.office, ask.who, draft.id, at));
  return refused("expr", Error{Code::invalid, bound.problems.front().message, {}});
}

Result<Reply> forget_paper_draft(Ask& ask) {
  TRY(const auto draft, app::layout_draft(ask.office, ask.who, ask.part()));
  TRY_OK(app::forget_layout_draft(ask.office, ask.who, draft.id));
  return see_other(ask.here.to(draft.form == "xlsx" ? "/forms" : "/templates"));
}
}  // namespace youju::web
