// SPDX-License-Identifier: Apache-2.0
// The page of one report. Its text is set again from the template at the size of the log it stands on; that the result is what was
// shown is checked by its digest, so a number on screen is the number on paper.
#include "view/report.h"
#include "app/routing.h"
#include "web/handlers_papers.h"
#include "web/handlers_reports.h"
#include "web/handlers_tell.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
using Texts = std::vector<std::pair<std::string, view::ReportFigure>>;  // by key

const char* style_name(paper::ParagraphStyle style) {
  static constexpr const char* kNames[] = {"title", "subtitle", "recipient", "body", "heading1", "heading2", "heading3", "heading4", "signature", "date", "note", "attachment", "table-title", "item"};
  return kNames[static_cast<int>(style)];
}

class PaperView {
 public:
  explicit PaperView(const paper::Document& document) {
    for (const auto& mark : document.figures) expressions_[mark.key] = mark.expr;
    for (const auto& block : document.blocks) std::visit([&](const auto& one) { add(one); }, block);
  }
  std::vector<view::PaperBlock> blocks;

 private:
  view::PaperRuns runs_of(const paper::Runs& runs) const {
    view::PaperRuns out;
    for (const auto& run : runs) {
      const auto at = expressions_.find(run.figure);
      out.push_back({run.text, at == expressions_.end() ? "" : at->second, run.strong});
    }
    return out;
  }
  view::PaperBlock& put(std::string style) {
    blocks.push_back({std::move(style), {}, {}, {}});
    return blocks.back();
  }
  void add(const paper::Paragraph& paragraph) { put(style_name(paragraph.style)).runs = runs_of(paragraph.runs); }
  void add(const paper::Table& table) {
    if (!table.title.empty()) put("table-title").runs = {{table.title, {}, false}};
    auto& block = put("table");
    for (const auto& row : table.rows) {
      auto& cells = block.rows.emplace_back();
      for (const auto& cell : row) {
        static constexpr const char* kAligns[] = {"", "centre", "right"};
        cells.push_back({runs_of(cell.runs), kAligns[static_cast<int>(cell.align)], cell.head, cell.span, cell.rows});
      }
    }
  }
  void add(const paper::Chart& chart) {
    auto drawing = chart.chart.drawing;
    for (auto& mark : drawing.marks) mark.href.clear();
    put("chart").drawing = view::raw_html(chart::svg(drawing));
  }
  void add(const paper::PageBreak&) { put("break"); }
  void add(const paper::Attachment& attachment) {
    put("attachment").runs = {{attachment.label, {}, true}};
    put("title").runs = {{attachment.title, {}, false}};
  }
  std::map<std::string, std::string> expressions_;
};

Texts texts_of(const report::Filled& filled) {
  Texts out;
  for (const auto& f : filled.figures) out.emplace_back(f.key, view::ReportFigure{f.title, f.text, f.figure.expr, f.short_code});
  return out;
}
Texts texts_of(const Json& snapshot) {
  Texts out;
  for (const auto& f : snapshot.value("figures", Json::array()))
    out.emplace_back(f.value("key", ""), view::ReportFigure{f.value("title", ""), f.value("text", ""), f.value("expr", ""), f.value("code", "")});
  return out;
}

// What the newest correction notice says each figure is: key → value.
using Corrected = std::map<std::string, std::string>;
Corrected corrected_by(const ledger::Entry& notice) {
  Corrected out;
  if (!notice.head.open.is_object()) return out;
  for (const auto& figure : notice.head.open.value("figures", Json::array())) out[figure.value("key", "")] = figure.value("is", "");
  return out;
}

Result<void> put_marks(Ask& ask, const std::string& id, view::ReportPage& page, Corrected& corrected) {
  TRY(const auto names, account_names(ask));
  return ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, ask.office.ledger().history(session, id, true));
    for (const auto& entry : history) {
      const auto by = names.find(entry.head.actor.text);
      const view::ReportMark mark{entry.head.number, entry.index, ask.here.moment(entry.at.iso()), by == names.end() ? "" : by->second};
      if (entry.head.type == ledger::EntryType::signoff) page.signatures.push_back(mark);
      if (entry.head.type != ledger::EntryType::notice) continue;
      page.notices.push_back(mark);
      corrected = corrected_by(entry);
    }
    return {};
  });
}

Result<void> put_drift(Ask& ask, const std::string& id, const Texts& now, const Corrected& corrected, view::ReportPage& page) {
  TRY(const auto drifted, app::report_drift(ask.office, id));
  page.corrected = !drifted.empty() && corrected.size() == drifted.size() &&
                   std::all_of(drifted.begin(), drifted.end(), [&](const auto& d) { return corrected.contains(d.key) && corrected.at(d.key) == d.is; });
  for (const auto& d : drifted) {
    const auto figure = std::find_if(now.begin(), now.end(), [&](const auto& one) { return one.first == d.key; });
    view::ReportChange change{d.title, d.was, d.is, figure == now.end() ? "" : figure->second.expression, {}};
    constexpr std::size_t kCausesShown = 6;
    for (const auto& cause : d.causes)
      if (change.causes.size() < kCausesShown) change.causes.push_back(ask.here.say(cause));
    if (d.causes.size() > kCausesShown) change.causes.push_back(ask.here.say("reportpage.more_causes", {{"n", std::to_string(d.causes.size() - kCausesShown)}}));
    page.drift.push_back(std::move(change));
  }
  page.state = page.drift.empty() ? view::ReportState::signed_ : view::ReportState::drifted;
  return {};
}

void put_rights(const Ask& ask, const app::MadeReport& made, view::ReportPage& page) {
  const UnitId unit{made.unit};
  const bool signs = ask.may(people::Right::sign, unit), maker = made.made_by == ask.who.account;
  page.can_sign = signs && !maker;
  if (!page.can_sign) page.cannot_sign = ask.here.say(maker ? "reportpage.not_by_maker" : "reportpage.no_right_to_sign");
  page.can_correct = signs;
  page.can_adopt = ask.may(people::Right::write, unit);
  page.can_bundle = !page.signatures.empty() && (signs || ask.may(people::Right::inspect, unit) || ask.may(people::Right::back_up, unit));
}

// What of a report may be spoken of: its paragraphs and figures.
CommentParts spoken_of(const Ask& ask, const view::ReportPage& page) {
  constexpr std::size_t kMostShown = 72;  // bytes
  CommentParts out;
  int n = 0;
  for (const auto& block : page.paper) {
    std::string text;
    for (const auto& run : block.runs) text += run.text;
    if (text.empty()) continue;
    std::size_t end = std::min(text.size(), kMostShown);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    if (end < text.size()) text = text.substr(0, end) + "…";
    ++n;
    out.emplace_back("p:" + std::to_string(n), ask.here.say("comment.paragraph", {{"n", std::to_string(n)}, {"text", text}}));
  }
  for (const auto& figure : page.figures) out.emplace_back("f:" + figure.code, ask.here.say("comment.figure", {{"title", figure.title}, {"value", figure.text}}));
  return out;
}
}  // namespace

namespace {
// Where it is; who signs sees what they have not seen yet, and signs when it is their turn.
Result<void> put_way(Ask& ask, const app::MadeReport& made, view::ReportPage& page) {
  TRY(const auto way, way_of_report(ask, made, page.wrong, !page.drift.empty()));
  page.way = view::report_way(ask.here, way);
  page.compare = ask.here.to("/reports/" + made.id + "/compare");
  if (!page.signatures.empty()) return {};
  if (page.can_sign) {
    TRY(const auto route, app::read_route(ask.office, made.id));
    const auto lets = ask.office.read([&](db::Session& session) { return app::route_lets_sign(ask.office, session, ask.who, route); });
    if (!lets && !can_be_told(lets.error())) return fail(Error(lets.error()));
    if (!lets) page.can_sign = false, page.cannot_sign = ask.here.say(lets.error().message);
  }
  page.deciding = way.deciding;
  if (way.deciding) return {};  // the differences stand with the decision
  TRY(const auto changes, changes_of_report(ask, made));
  page.since = view::way_changes(ask.here, changes);
  return {};
}
}  // namespace

Result<Reply> report_page(Ask& ask, const app::MadeReport& made, std::vector<view::Wrong> wrong, int status) {
  view::ReportPage page;
  page.id = made.id, page.shown = made.shown, page.adopted = !made.adopted.empty(), page.wrong = std::move(wrong);
  page.unit = ask.unit_name(UnitId{made.unit});
  page.stretch = stretch_of(ask, made.request.year, made.request.quarter);
  page.made_on = ask.here.moment(made.made_at.iso());
  page.size = std::to_string(made.at);
  page.at = ask.here.say("reportpage.entries_n", {{"n", view::grouped(made.at)}});
  TRY(const auto names, account_names(ask));
  if (const auto by = names.find(made.made_by.text); by != names.end()) page.made_by = by->second;
  for (const auto* form : {"docx", "pdf", "html"})
    if (made.files.contains(form)) page.forms.emplace_back(form);
  page.has_html = made.files.contains("html");
  Corrected corrected;
  TRY_OK(put_marks(ask, made.id, page, corrected));
  Texts texts;
  auto again = app::remake_report(ask.office, made);
  if (again) {
    page.paper = PaperView(again->filled.document).blocks;
    page.code = again->filled.document.short_code;
    texts = texts_of(again->filled);
  } else {
    page.paper_missing = page.signatures.empty() ? ask.here.say(again.error().message) : ask.here.say("reportpage.from_file");
  }
  if (!page.signatures.empty()) {
    TRY(const auto kept, app::signed_report(ask.office, made.id));
    if (!again) texts = texts_of(kept.snapshot);
    TRY_OK(put_drift(ask, made.id, texts, corrected, page));
  }
  for (const auto& one : texts) page.figures.push_back(one.second);
  put_rights(ask, made, page);
  TRY_OK(put_way(ask, made, page));
  page.can_publish = !page.signatures.empty() && ask.may(people::Right::sign, UnitId{made.unit});
  if (page.can_sign || page.can_correct) page.asked = code_asked(ask);
  TRY(page.comments, comments_under(ask, app::About::report, made.id, UnitId{made.unit}, spoken_of(ask, page)));
  TRY(auto frame, frame_of(ask, "reports", made.title));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}};
  frame.wide = true;
  Reply reply = html(view::page(frame, view::report(ask.here, page)), status);
  // As for every page, and its own file beside it in a frame.
  if (page.paper.empty())
    reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; "
                                                          "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
  return reply;
}

Result<Reply> show_report(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return report_page(ask, made, {}, 200);
}
}  // namespace youju::web
