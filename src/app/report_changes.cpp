// SPDX-License-Identifier: Apache-2.0
#include "app/report_changes.h"

#include <algorithm>

#include "base/text.h"
#include "draft/draft.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostLookedAt = 40, kMostPairs = 4'000'000;

// What a report says, by the snapshot when it is signed, else made again.
struct Said {
  struct One {
    std::string key, title, text, expr;
    std::optional<Decimal> value;
  };
  std::vector<One> figures;
  std::vector<std::string> paragraphs;
};

std::string text_of_runs(const paper::Runs& runs) {
  std::string out;
  for (const auto& run : runs) out += run.text;
  return out;
}
std::vector<std::string> lines_of_document(const paper::Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    if (const auto* paragraph = std::get_if<paper::Paragraph>(&block)) out.push_back(text_of_runs(paragraph->runs));
    const auto* table = std::get_if<paper::Table>(&block);
    if (table == nullptr) continue;
    if (!table->title.empty()) out.push_back(table->title);
    for (const auto& row : table->rows) {
      std::string line;
      for (const auto& cell : row) line += (line.empty() ? "" : " | ") + text_of_runs(cell.runs);
      out.push_back(std::move(line));
    }
  }
  return out;
}

Result<Said> said_by(Office& office, const MadeReport& made) {
  Said out;
  const auto kept = signed_report(office, made.id);
  auto again = remake_report(office, made);
  if (!kept && !again) return fail(std::move(again).error());
  if (kept) {
    for (const auto& f : kept->snapshot.value("figures", Json::array())) {
      const auto value = f.contains("value") && f["value"].is_string() ? Decimal::parse(f["value"].get<std::string>()) : std::nullopt;
      out.figures.push_back({f.value("key", ""), f.value("title", ""), f.value("text", ""), f.value("expr", ""), value});
    }
  } else {
    for (const auto& f : again->filled.figures) out.figures.push_back({f.key, f.title, f.text, f.figure.expr, f.figure.value});
  }
  if (!made.adopted.empty()) {
    if (const auto read = draft::read(office.evidence().path_of(made.adopted)))
      for (const auto& block : read->blocks) out.paragraphs.push_back(block.text);
  } else if (again) {
    out.paragraphs = lines_of_document(again->filled.document);
  }
  std::erase_if(out.paragraphs, [](const std::string& text) { return trim(text).empty(); });
  return out;
}

// The rule without its time: whether it counts the same thing.
std::string rule_without_time(Office& office, const people::UnitTree& tree, const std::string& expr) {
  auto parsed = figures::parse(expr, office.catalogue(), tree, std::nullopt);
  if (!parsed) return expr;
  parsed->of.period.reset(), parsed->of.period_text.clear();
  if (parsed->base) parsed->base->period.reset(), parsed->base->period_text.clear();
  return figures::canonical_of(*parsed);
}

class SideBySide {
 public:
  SideBySide(Office& office, const people::UnitTree& tree) : office_(office), tree_(tree) {}
  std::vector<ComparedFigure> run(const Said& was, const Said& is) {
    std::vector<ComparedFigure> out;
    std::set<std::size_t> met;
    for (const auto& now : is.figures) {
      const auto at = partner(was, now, met);
      out.push_back(row(at ? &was.figures[*at] : nullptr, &now));
      if (at) met.insert(*at);
    }
    for (std::size_t i = 0; i < was.figures.size(); ++i)
      if (!met.contains(i)) out.push_back(row(&was.figures[i], nullptr));
    return out;
  }

 private:
  // The same key counts the same thing mostly; keys of a changed document may have moved, so the rule is asked first.
  std::optional<std::size_t> partner(const Said& was, const Said::One& now, const std::set<std::size_t>& met) {
    const auto rule = rule_without_time(office_, tree_, now.expr);
    std::optional<std::size_t> same_rule, same_key;
    for (std::size_t i = 0; i < was.figures.size(); ++i) {
      if (met.contains(i)) continue;
      const bool key = was.figures[i].key == now.key;
      if (key) same_key = i;
      if (rule_without_time(office_, tree_, was.figures[i].expr) == rule && (key || !same_rule)) same_rule = i;
    }
    return same_rule ? same_rule : same_key;
  }
  ComparedFigure row(const Said::One* was, const Said::One* is) {
    ComparedFigure out;
    out.key = is != nullptr ? is->key : was->key, out.title = is != nullptr ? is->title : was->title;
    if (was != nullptr) out.was = was->text, out.was_expr = was->expr, out.was_value = was->value;
    if (is != nullptr) out.is = is->text, out.expr = is->expr, out.value = is->value;
    if (out.value && out.was_value) out.difference = Decimal{out.value->scaled - out.was_value->scaled};
    out.other_rule = was != nullptr && is != nullptr && rule_without_time(office_, tree_, was->expr) != rule_without_time(office_, tree_, is->expr);
    return out;
  }
  Office& office_;
  const people::UnitTree& tree_;
};

Result<std::vector<ComparedFigure>> side_by_side(Office& office, const Said& was, const Said& is) {
  std::vector<ComparedFigure> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    out = SideBySide(office, tree).run(was, is);
    return {};
  }));
  return out;
}

bool same_series(const MadeReport& a, const MadeReport& b) {
  return template_family(a.template_id) == template_family(b.template_id) && a.unit == b.unit && a.request.quarter == b.request.quarter;
}

Result<bool> decided_on(Office& office, const people::Who& who, const std::string& report) {
  bool out = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, office.ledger().history(session, report, false));
    out = std::any_of(history.begin(), history.end(), [&](const ledger::Entry& e) {
      const bool decision = e.head.type == ledger::EntryType::approval || e.head.type == ledger::EntryType::signoff;
      return decision && e.head.actor == who.account;
    });
    return {};
  }));
  return out;
}

// Which one the reader is to see the difference from.
Result<void> choose_before(Office& office, const people::Who& who, const MadeReport& made, ReportChanges& out) {
  TRY(const auto all, list_reports(office));
  std::size_t looked = 0;
  std::optional<MadeReport> before, last_year;
  for (const auto& other : all) {  // newest first
    if (!same_series(made, other) || !(other.id < made.id) || ++looked > kMostLookedAt) continue;
    if (other.request.year == made.request.year) {
      TRY(const bool seen, decided_on(office, who, other.id));
      if (seen) {
        out.before = other, out.since = ReportChanges::Since::seen;
        return {};
      }
      if (!before) before = other;
    } else if (other.request.year == made.request.year - 1 && !last_year) {
      last_year = other;
    }
  }
  if (before) out.before = before, out.since = ReportChanges::Since::before;
  else if (last_year) out.before = last_year, out.since = ReportChanges::Since::last_year;
  return {};
}
}  // namespace

std::vector<ChangedParagraph> changed_paragraphs(const std::vector<std::string>& was, const std::vector<std::string>& is, std::size_t* same) {
  std::size_t head = 0, tail = 0;
  while (head < was.size() && head < is.size() && was[head] == is[head]) ++head;
  while (tail < was.size() - head && tail < is.size() - head && was[was.size() - 1 - tail] == is[is.size() - 1 - tail]) ++tail;
  const auto rows = was.size() - head - tail, columns = is.size() - head - tail;
  std::vector<std::uint32_t> longest;
  const bool measured = rows * columns <= kMostPairs;
  if (measured) longest.assign((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return longest[i * (columns + 1) + j]; };
  for (std::size_t i = measured ? rows : 0; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;) at(i, j) = was[head + i] == is[head + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  std::vector<ChangedParagraph> out;
  std::size_t kept = head + tail, i = 0, j = 0;
  std::vector<std::string> gone, come;
  const auto flush = [&] {  // what went and what came at one place stand beside each other
    for (std::size_t k = 0; k < std::max(gone.size(), come.size()); ++k) out.push_back({k < gone.size() ? gone[k] : "", k < come.size() ? come[k] : ""});
    gone.clear(), come.clear();
  };
  while (i < rows || j < columns) {
    if (measured && i < rows && j < columns && was[head + i] == is[head + j]) {
      flush();
      ++kept, ++i, ++j;
    } else if (j == columns || (i < rows && (!measured || at(i + 1, j) >= at(i, j + 1)))) {
      gone.push_back(was[head + i++]);
    } else {
      come.push_back(is[head + j++]);
    }
  }
  flush();
  if (same != nullptr) *same = kept;
  return out;
}

Result<ReportChanges> report_changes(Office& office, const people::Who& who, const MadeReport& made) {
  ReportChanges out;
  TRY_OK(choose_before(office, who, made, out));
  if (!out.before) return out;
  out.other_template = out.before->template_digest != made.template_digest;
  TRY(const auto now, said_by(office, made));
  const auto then = said_by(office, *out.before);
  if (!then) {
    out.not_compared = then.error().message;
    return out;
  }
  TRY(const auto rows, side_by_side(office, *then, now));
  for (const auto& row : rows) {
    if (row.was == row.is && !row.other_rule) ++out.unchanged;
    else out.figures.push_back(row);
  }
  out.paragraphs = changed_paragraphs(then->paragraphs, now.paragraphs, &out.same_paragraphs);
  return out;
}

Result<std::vector<MadeReport>> comparable_reports(Office& office, const MadeReport& made) {
  TRY(const auto all, list_reports(office));
  std::vector<MadeReport> out;
  for (const auto& other : all)
    if (same_series(made, other) && other.id != made.id && other.request.year < made.request.year && out.size() < kMostLookedAt) out.push_back(other);
  return out;
}

Result<YearOnYear> compare_with_year_before(Office& office, const MadeReport& made, const std::string& against) {
  YearOnYear out;
  TRY(const auto all, comparable_reports(office, made));
  for (const auto& other : all) {
    if (!against.empty() ? other.id != against : other.request.year != made.request.year - 1) continue;
    const bool is_signed = signed_report(office, other.id).has_value();
    if (!out.before || (is_signed && !out.before_signed)) out.before = other, out.before_signed = is_signed;
  }
  if (!against.empty() && !out.before) return fail(Code::absent, "app.no_report", {{"report", against}});
  TRY(const auto now, said_by(office, made));
  Said then;
  if (out.before) {
    auto said = said_by(office, *out.before);
    if (said) then = std::move(*said);
    else out.not_compared = said.error().message;
  }
  TRY(out.rows, side_by_side(office, then, now));
  return out;
}
}  // namespace youju::app
