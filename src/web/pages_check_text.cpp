// SPDX-License-Identifier: Apache-2.0
// A checked draft as its page shows it: the text in runs, and what is said of each number.
#include <algorithm>
#include <set>

#include "app/claims_learned.h"
#include "app/layouts.h"
#include "base/text.h"
#include "web/checked_drafts.h"

namespace youju::web {
namespace {
using judge::Verdict;
constexpr Verdict kVerdictsInOrder[] = {Verdict::inconsistent, Verdict::contradicted, Verdict::ambiguous, Verdict::no_evidence, Verdict::approximately, Verdict::supported, Verdict::not_judged};

bool wants_a_look(Verdict verdict) { return verdict == Verdict::inconsistent || verdict == Verdict::contradicted || verdict == Verdict::ambiguous || verdict == Verdict::no_evidence; }

class DraftView {
 public:
  explicit DraftView(const app::CheckedDraft& checked) : checked_(checked) {
    const auto& starts = checked.extraction.blocks;
    const auto count = std::min(starts.size(), checked.block_of.size());
    for (std::size_t b = 0; b < count; ++b) {
      auto block = shape_of(checked.document.blocks[static_cast<std::size_t>(checked.block_of[b])]);
      pieces(block, starts[b], b + 1 < starts.size() ? starts[b + 1] - 1 : checked.text.size());
      blocks.push_back(std::move(block));
    }
  }
  std::vector<view::DraftBlock> blocks;

 private:
  static view::DraftBlock shape_of(const draft::Block& from) {
    view::DraftBlock out;
    out.label = from.label;
    if (from.kind == draft::Kind::title) out.style = "title";
    else if (from.kind == draft::Kind::heading) out.style = "heading1";
    else if (from.kind == draft::Kind::list_item) out.style = "item";
    else if (from.kind == draft::Kind::footnote) out.style = "footnote";
    if (from.kind == draft::Kind::cell && from.place) out.table = from.place->table, out.row = from.place->row, out.column = from.place->column, out.row_span = from.place->row_span, out.column_span = from.place->column_span;
    return out;
  }
  void text(view::DraftBlock& block, std::size_t from, std::size_t to) const {
    if (to > from) block.pieces.push_back({from_code_points(std::u32string_view(checked_.text).substr(from, to - from)), {}, 0});
  }
  void pieces(view::DraftBlock& block, std::size_t from, std::size_t end) {
    const auto& claims = checked_.extraction.claims;
    std::size_t at = from;
    for (; next_ < claims.size() && claims[next_].span.start < end; ++next_) {
      const auto& span = claims[next_].span;
      const std::string verdict(judge::verdict_name(checked_.judged[next_].verdict));
      if (span.start < at) {  // the same words claim a second thing
        block.pieces.push_back({"", verdict, next_ + 1});
        continue;
      }
      text(block, at, span.start);
      block.pieces.push_back({from_code_points(std::u32string_view(checked_.text).substr(span.start, span.end - span.start)), verdict, next_ + 1});
      at = span.end;
    }
    text(block, at, std::max(at, end));
  }
  const app::CheckedDraft& checked_;
  std::size_t next_ = 0;
};

// What `youju add` would be given, for the line of the new record's page.
std::string line_alone(const std::string& command) {
  const auto from = command.find('"'), to = command.rfind('"');
  return from == command.npos || to <= from ? std::string{} : command.substr(from + 1, to - from - 1);
}

void put_ledger(const app::CheckedDraft& checked, std::size_t i, view::DraftFinding& out) {
  const auto& judged = checked.judged[i];
  if (i >= checked.bindings.size() || checked.bindings[i].readings.empty() || !(checked.bindings[i].accepted || checked.bindings[i].close)) return;
  const auto& reading = checked.bindings[i].readings.front();
  out.expression = reading.expression.canonical;
  if (reading.expression.of.unit && reading.expression.of.period) out.about_figure = figures::canonical_of(reading.expression);
  const bool compared = judged.verdict != Verdict::no_evidence && judged.verdict != Verdict::not_judged;
  if (judged.value && compared && reading.join == judge::Join::alone) out.value = judged.value->text(), out.measure = judged.measure;
}

view::DraftFinding finding_of(const Ask& ask, const app::CheckedDraft& checked, std::size_t i) {
  const auto& judged = checked.judged[i];
  const auto said = app::explain(checked, i, ask.here.lang);
  view::DraftFinding out;
  out.number = i + 1, out.verdict = judge::verdict_name(judged.verdict), out.words = app::claim_in_words(checked, i), out.outcome = said.outcome;
  for (const auto& sentence : said.sentences)
    if (sentence != said.outcome && !(judged.rule && sentence == said.reading)) out.reading.push_back(sentence);
  if (judged.rule) out.reading.push_back(ask.here.chinese() ? judged.rule->zh : judged.rule->en);
  put_ledger(checked, i, out);
  for (const auto& record : judged.records)
    out.records.push_back({record.row.record.text, record.row.happened ? ask.here.day(record.row.happened->from.iso()) : "—", record.row.title});
  out.records_n = judged.of_size;
  out.closed = i < checked.closed.size() ? checked.closed[i] : 0;
  out.more = out.records.empty() ? 0 : judged.of_size - static_cast<std::int64_t>(out.records.size()) - out.closed;
  if (!out.about_figure.empty()) out.quote = ask.here.say("checkpage.ask_quote", {{"words", out.words}, {"outcome", out.outcome}});
  if (!app::is_finding(judged.verdict)) return out;
  const auto fixes = app::fixes_of(checked, i);
  out.old_text = fixes.old_text, out.new_text = fixes.new_text, out.missing = fixes.missing;
  const auto line = line_alone(fixes.line);
  if (!line.empty() && ask.may(people::Right::write)) {
    out.add_address = ask.here.to("/records/new", {{"line", line}, {"unit", fixes.unit.text}});
    out.add_line = line, out.add_unit = fixes.unit.text;
  }
  return out;
}

void put_tally(const Ask& ask, const app::CheckedDraft& checked, view::CheckedPage& page) {
  for (const auto verdict : kVerdictsInOrder) {
    const auto n = static_cast<std::size_t>(std::count_if(checked.judged.begin(), checked.judged.end(), [&](const auto& one) { return one.verdict == verdict; }));
    const std::string name(judge::verdict_name(verdict));
    if (n > 0) page.tally.push_back({name, ask.here.say("judge.verdict_" + name), n});
    page.all += n;
    if (wants_a_look(verdict)) page.look += n;
  }
}

// What can be taught at the findings shown, and what there is to choose from. A phrase is asked about once.
void put_teachable(const Ask& ask, const app::CheckedDraft& checked, view::CheckedPage& page) {
  const auto teachable = app::teachable(checked);
  std::set<std::string> asked;
  bool readings = false;
  for (auto& finding : page.findings) {
    const auto& here = teachable[finding.number - 1];
    finding.can_be_confirmed = here.reading, finding.likely = here.likely;
    readings = readings || here.reading;
    if (!here.phrase.empty() && asked.insert(here.phrase).second) finding.phrase = here.phrase;
  }
  if (readings) page.figures = app::common_figures(ask.office, ask.lang_id());
  if (asked.empty()) return;
  for (const auto& kind : ask.office.catalogue().kinds()) page.kinds.push_back(app::name_in(kind.names, ask.lang_id()));
}
}  // namespace

view::CheckedPage checked_page(const Ask& ask, const CheckedByOne& draft, std::string_view show) {
  const auto& checked = draft.checked;
  view::CheckedPage page;
  page.id = draft.id;
  page.size = std::to_string(checked.log_size);
  page.coverage = app::coverage_line(checked, ask.here.lang);
  page.against = ask.here.say("judge.page_ledger", {{"unit", ask.unit_name(checked.whole)}, {"size", std::to_string(checked.log_size)}});
  for (const auto& note : checked.document.notes) page.notes.push_back(ask.here.say(note));
  put_tally(ask, checked, page);
  const bool known = show == "all" || show == "look" || std::any_of(page.tally.begin(), page.tally.end(), [&](const auto& one) { return one.verdict == show; });
  page.show = known ? std::string(show) : page.look > 0 || page.all == 0 ? "look" : "all";
  page.blocks = DraftView(checked).blocks;
  for (const auto verdict : kVerdictsInOrder) {
    if (page.show != "all" && page.show != judge::verdict_name(verdict) && !(page.show == "look" && wants_a_look(verdict))) continue;
    for (std::size_t i = 0; i < checked.judged.size(); ++i)
      if (checked.judged[i].verdict == verdict) page.findings.push_back(finding_of(ask, checked, i));
  }
  if (ask.may(people::Right::write, checked.whole)) put_teachable(ask, checked, page);
  for (std::size_t k = 0; k < checked.extraction.checks.size(); ++k) {
    const auto& check = checked.extraction.checks[k];
    if (check.ok) continue;
    view::DraftCalculation one{app::explain_check(checked, k, ask.here.lang), {}};
    for (const auto i : check.claims) one.claims.push_back(i + 1);
    page.calculations.push_back(std::move(one));
  }
  const auto& format = checked.document.format;
  page.is_docx = format == "docx";
  page.can_correct = page.is_docx || format == "txt" || format == "md";
  for (std::size_t i = 0; i < checked.judged.size(); ++i) page.correctable += app::fixes_of(checked, i).new_text.empty() ? 0 : 1;
  page.corrected = draft.corrected;
  if (!draft.added.empty()) page.added = ask.here.to("/records/" + draft.added), page.told = ask.here.say(draft.told);
  for (int year = ask.here.this_year + 1; year > ask.here.this_year - 4; --year) page.renew_years.emplace_back(std::to_string(year), std::to_string(year));
  page.minutes_left = draft.minutes_left(ask.office.world().clock->now());
  return page;
}
}  // namespace youju::web
