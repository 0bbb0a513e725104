// SPDX-License-Identifier: Apache-2.0
// The office's own documents: what is in force, what is being bound, a new one sent.
#include "app/scratch.h"
#include "base/text.h"
#include "web/handlers_papers.h"

namespace youju::web {
namespace {
std::size_t figures_in(const app::LayoutFacts& facts) {
  return static_cast<std::size_t>(std::count_if(facts.places.begin(), facts.places.end(), [](const app::LayoutPlace& p) { return !p.expr.empty(); }));
}

bool readable_unit(const Ask& ask, const UnitId& unit) { return std::find(ask.readable.begin(), ask.readable.end(), unit) != ask.readable.end(); }

Result<Reply> papers_page(Ask& ask, view::PapersPage page, int status) {
  TRY(auto frame, frame_of(ask, "reports", ask.here.say(page.forms ? "paperpage.forms" : "paperpage.templates")));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}};
  TRY(const auto all, app::layouts(ask.office, page.forms ? "xlsx" : "docx"));
  TRY(const auto names, account_names(ask));
  for (const auto& one : all) {
    if (!readable_unit(ask, one.facts.unit)) continue;
    const auto by = names.find(one.by.text);
    page.papers.push_back({ask.here.to((page.forms ? "/forms/" : "/templates/") + one.id), one.id, one.facts.title, one.facts.period, ask.here.moment(one.at.iso()), by == names.end() ? "" : by->second, figures_in(one.facts), one.version});
  }
  page.can_add = ask.may(people::Right::write);
  if (page.can_add) {
    TRY(const auto drafts, app::layout_drafts(ask.office, ask.who));
    for (const auto& one : drafts) {
      if ((one.form == "xlsx") != page.forms) continue;
      const auto bound = one.facts.bound();
      page.drafts.push_back({ask.here.to("/templates/drafts/" + one.id), one.facts.title, one.name, ask.here.moment(one.at.iso()), static_cast<std::size_t>(bound), one.facts.places.size()});
    }
  }
  page.periods = {{"year", ask.here.say("paperpage.by_year")}, {"quarter", ask.here.say("paperpage.by_quarter")}};
  if (page.forms && page.period.empty()) page.period = "quarter";
  for (const auto& unit : ask.readable)
    if (ask.may(people::Right::write, unit)) page.units.emplace_back(unit.text, ask.unit_name(unit));
  if (page.unit.empty()) page.unit = ask.here.unit;
  return html(view::page(frame, view::papers(ask.here, page)), status);
}

// The name as sent where it is a plain one: titles come from it.
std::string plain_file_name(const std::string& sent, const std::string& ending) {
  const bool plain = !sent.empty() && sent.size() <= 200 && sent[0] != '.' && std::none_of(sent.begin(), sent.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '/' || c == 0x7f; });
  return plain ? sent : "file." + ending;
}

Result<Reply> upload(Ask& ask, bool forms) {
  view::PapersPage page;
  page.forms = forms;
  page.period = std::string(ask.form.get("period")), page.unit = std::string(ask.form.get("of_unit")), page.year = std::string(ask.form.get("of_year"));
  const auto refused = [&](std::string field, std::string text, int status) {
    page.wrong.push_back({std::move(field), std::move(text)});
    return papers_page(ask, std::move(page), status);
  };
  if (ask.form.files.empty() || ask.form.files.front().bytes.empty()) return refused("file", ask.here.say("paperpage.file_needed"), 422);
  app::LayoutStart start;
  start.form = forms ? "xlsx" : "docx";
  start.period = page.period == "quarter" ? "quarter" : "year";
  if (!page.unit.empty()) start.unit = page.unit;
  const auto year = trim(page.year);
  if (!year.empty()) {
    if (year.size() != 4 || year.find_first_not_of("0123456789") != year.npos) return refused("of_year", ask.here.say("reportpage.year_needed"), 422);
    start.year = std::stoi(std::string(year));
  }
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "paper", ask.office.world()));
  const auto& sent = ask.form.files.front();
  start.file = scratch.folder() / plain_file_name(sent.name, start.form);
  TRY_OK(write_file(start.file, sent.bytes, 0600));
  const auto draft = app::start_layout(ask.office, ask.who, start);
  if (draft) return see_other(ask.here.to("/templates/drafts/" + draft->id));
  const auto& error = draft.error();
  if (!can_be_told(error) && error.code != Code::outside) return fail(Error(error));
  return refused(error.message.word.starts_with("people.") ? "of_unit" : "file", ask.here.say(error.message), http_status(error.code));
}
}  // namespace

Result<Reply> show_templates(Ask& ask) { return papers_page(ask, {}, 200); }
Result<Reply> show_forms(Ask& ask) {
  view::PapersPage page;
  page.forms = true;
  return papers_page(ask, std::move(page), 200);
}
Result<Reply> upload_template(Ask& ask) { return upload(ask, false); }
Result<Reply> upload_form(Ask& ask) { return upload(ask, true); }

std::vector<view::PlaceShown> places_shown(Ask& ask, const app::LayoutFacts& facts, int year, int quarter, const draft::Document* document) {
  std::vector<view::PlaceShown> out;
  const auto figures = app::place_figures(ask.office, facts, year, quarter);
  constexpr std::size_t kAround = 14;
  std::map<std::string, std::string> said;  // the same expression stands at many places
  const auto in_words = [&](const std::string& expr) -> const std::string& {
    const auto [at, fresh] = said.try_emplace(expr);
    if (fresh) at->second = app::expression_in_words(ask.office, facts, expr, year, ask.here.lang);
    return at->second;
  };
  for (std::size_t i = 0; i < facts.places.size(); ++i) {
    const auto& place = facts.places[i];
    view::PlaceShown one;
    one.number = i + 1, one.text = place.text;
    if (!place.cell.empty()) one.cell = place.sheet + "!" + place.cell;
    one.bound = place.word.empty() ? place.expr : "{" + place.word + "}";
    if (!place.word.empty()) one.words = ask.here.say("paperpage.word_" + place.word);
    if (document != nullptr && place.block >= 0 && static_cast<std::size_t>(place.block) < document->blocks.size()) {
      const auto text = to_code_points(document->blocks[static_cast<std::size_t>(place.block)].text);
      const auto from = std::min(text.size(), static_cast<std::size_t>(place.start)), to = std::min(text.size(), static_cast<std::size_t>(place.end));
      const auto left = from > kAround ? from - kAround : 0, right = std::min(text.size(), to + kAround);
      one.around = (left > 0 ? "…" : "") + from_code_points(std::u32string_view(text).substr(left, from - left)) + "〔" + place.text + "〕" + from_code_points(std::u32string_view(text).substr(to, right - to)) + (right < text.size() ? "…" : "");
    }
    if (!place.expr.empty()) {
      one.words = in_words(place.expr);
      if (figures && (*figures)[i]) {
        const auto& figure = *(*figures)[i];
        one.value = figure.value, one.expression = figure.expr, one.rule = ask.here.chinese() ? figure.rule_zh : figure.rule_en;
        if (figure.problem) one.problem = ask.here.say(*figure.problem);
        const auto number = place.number ? Decimal{std::llround(place.value * Decimal::kScale)}.text() : std::string{};
        one.differs = place.number && !figure.value.empty() && figure.value != number && figure.value != number + "%";
      }
    }
    for (const auto& expr : place.suggested) one.suggested.emplace_back(expr, in_words(expr));
    if (place.suggested.empty() && place.expr.empty() && document != nullptr) {
      const bool dated = !place.word.empty();
      if (dated) one.suggested.emplace_back("{" + place.word + "}", ask.here.say("paperpage.word_" + place.word));
    }
    out.push_back(std::move(one));
  }
  return out;
}

Result<Reply> show_paper(Ask& ask) {
  TRY(const auto layout, readable_layout(ask, ask.part()));
  if (layout.form == "xlsx") return see_other(ask.here.to("/forms/" + layout.id));
  TRY(const auto versions, app::layout_versions(ask.office, layout.id));
  TRY(const auto document, app::document_of(ask.office, layout.digest));
  TRY(const auto names, account_names(ask));
  view::PaperPage page;
  page.id = layout.id, page.form = layout.form, page.title = layout.facts.title, page.period = layout.facts.period, page.version = layout.version, page.withdrawn = layout.withdrawn;
  page.unit = ask.unit_name(layout.facts.unit);
  page.file_address = ask.here.to("/templates/" + layout.name() + "/file");
  for (const auto& one : versions) {
    const auto by = names.find(one.by.text);
    page.versions.push_back({"", one.name(), one.facts.title, one.facts.period, ask.here.moment(one.at.iso()), by == names.end() ? "" : by->second, figures_in(one.facts), one.version});
  }
  page.places = places_shown(ask, layout.facts, ask.here.year, layout.facts.period == "quarter" ? 1 : 0, document.get());
  page.left_as_text = static_cast<std::size_t>(std::count_if(page.places.begin(), page.places.end(), [](const auto& p) { return p.bound.empty(); }));
  std::erase_if(page.places, [](const auto& p) { return p.bound.empty(); });
  page.can_change = ask.may(people::Right::write, layout.facts.unit);
  TRY(auto frame, frame_of(ask, "reports", layout.facts.title));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/templates", ask.here.say("paperpage.templates")}};
  return html(view::page(frame, view::paper(ask.here, page)));
}

Result<Reply> paper_file(Ask& ask) {
  TRY(const auto layout, readable_layout(ask, ask.part()));
  return layout_sent(ask, layout, "web");
}

Result<Reply> change_paper(Ask& ask) {
  TRY(const auto layout, readable_layout(ask, ask.part()));
  TRY(const auto draft, app::change_layout(ask.office, ask.who, layout.id));
  return see_other(ask.here.to("/templates/drafts/" + draft.id));
}

Result<Reply> withdraw_paper(Ask& ask) {
  TRY(const auto layout, readable_layout(ask, ask.part()));
  TRY_OK(app::withdraw_layout(ask.office, ask.who, layout.id));
  return see_other(ask.here.to(layout.form == "xlsx" ? "/forms" : "/templates"));
}
}  // namespace youju::web
