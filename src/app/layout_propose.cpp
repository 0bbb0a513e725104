// SPDX-License-Identifier: Apache-2.0
// What figures the places of a document mean. The claim engine reads its words; what it is sure of is bound, everything else is for a
// person to say.
#include <algorithm>
#include <cmath>

#include "app/claims.h"
#include "app/layouts.h"
#include "app/number_style.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr std::size_t kSuggested = 5;
using View32 = std::u32string_view;

bool is_a_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }
int digit_of(char32_t c) { return static_cast<int>(c >= U'０' ? c - U'０' : c - U'0'); }

// Four digits on their own, before 年.
std::optional<int> year_at(View32 text, std::size_t i) {
  if (i + 4 >= text.size() || text[i + 4] != U'年' || (i > 0 && is_a_digit(text[i - 1]))) return std::nullopt;
  int year = 0;
  for (std::size_t k = i; k < i + 4; ++k) {
    if (!is_a_digit(text[k])) return std::nullopt;
    year = year * 10 + digit_of(text[k]);
  }
  return year;
}

// The year its numbers are of: that of most claims, else the one written most.
std::optional<int> year_of_document(const CheckedDraft& checked) {
  std::map<int, int> votes;
  for (const auto& binding : checked.bindings)
    if (binding.period.days) votes[binding.period.days->from.year()] += 2;
  if (votes.empty())
    for (const auto& block : checked.document.blocks) {
      const auto text = to_code_points(block.text);
      for (std::size_t i = 0; i < text.size(); ++i)
        if (const auto year = year_at(text, i)) ++votes[*year];
    }
  std::optional<int> best;
  for (const auto& [year, n] : votes)
    if (!best || n > votes[*best]) best = year;
  return best;
}

bool overlaps(const std::vector<LayoutPlace>& places, int block, int start, int end) {
  return std::any_of(places.begin(), places.end(), [&](const LayoutPlace& p) { return p.block == block && p.start < end && start < p.end; });
}

// Underscores, crosses, boxes: what people leave to be filled in.
std::vector<std::pair<int, int>> blanks_in(View32 text) {
  const auto filler = [](char32_t c) { return c == U'_' || c == U'＿' || c == U'×' || c == U'□' || c == U'╳'; };
  const auto space = [](char32_t c) { return c == U' ' || c == U'　' || c == 0xA0 || c == U'\t'; };
  std::vector<std::pair<int, int>> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (filler(text[i]) || text[i] == U'X' || text[i] == U'x') {
      const bool letters = !filler(text[i]);
      while (end < text.size() && (letters ? text[end] == text[i] : filler(text[end]))) ++end;
      const bool counts = letters ? end - i >= 2 && (end == text.size() || text[end] > 0x7F) && (i == 0 || text[i - 1] > 0x7F) : true;
      if (counts) out.emplace_back(static_cast<int>(i), static_cast<int>(end));
    } else if (space(text[i])) {
      while (end < text.size() && space(text[end])) ++end;
      const bool bracketed = i > 0 && end < text.size() && ((text[i - 1] == U'（' && text[end] == U'）') || (text[i - 1] == U'(' && text[end] == U')') || (text[i - 1] == U'【' && text[end] == U'】'));
      if (bracketed) out.emplace_back(static_cast<int>(i), static_cast<int>(end));
    } else {
      ++end;
    }
    i = end;
  }
  return out;
}

class DocxProposal {
 public:
  DocxProposal(const CheckedDraft& checked, const LayoutStart& start, LayoutFacts& out) : checked_(checked), start_(start), out_(out) {}

  void run() {
    const auto own = own_period();
    for (std::size_t i = 0; i < checked_.extraction.claims.size(); ++i) claim(i, own);
    for (const auto& number : checked_.extraction.numbers) bare_number(number);
    for (std::size_t b = 0; b < checked_.document.blocks.size(); ++b) words(static_cast<int>(b));
    std::sort(out_.places.begin(), out_.places.end(), [](const LayoutPlace& a, const LayoutPlace& b) { return std::pair(a.block, a.start) < std::pair(b.block, b.start); });
  }

 private:
  std::optional<Period> own_period() const {
    if (out_.year <= 0) return std::nullopt;
    if (start_.period == "year") return Period::year(out_.year);
    std::map<int, int> votes;  // of a quarter's report: the quarter most claims are of
    for (const auto& binding : checked_.bindings)
      for (int q = 1; q <= 4; ++q)
        if (binding.period.days == Period::quarter(out_.year, q)) ++votes[q];
    const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? std::nullopt : std::optional(Period::quarter(out_.year, most->first));
  }

  void claim(std::size_t i, const std::optional<Period>& own) {
    const auto& one = checked_.extraction.claims[i];
    const auto spot = one.numerals.size() == 1 ? spot_of(checked_, one.numerals[0]) : std::nullopt;
    if (!spot || overlaps(out_.places, spot->block, spot->start, spot->end)) return;
    auto place = place_at(*spot, one.text);
    place.value = one.value, place.number = true, place.rounding = static_cast<int>(rounding_of(one));
    const auto& binding = checked_.bindings[i];
    for (const auto& reading : binding.readings) {
      if (reading.join != judge::Join::alone || !reading.each.empty() || place.suggested.size() == kSuggested) continue;
      const auto text = general_form(reading.expression, out_.year, checked_.whole, own);
      if (std::find(place.suggested.begin(), place.suggested.end(), text) == place.suggested.end()) place.suggested.push_back(text);
    }
    using claim::Mode;
    const bool told = one.mode == Mode::done && binding.accepted && one.bound != claim::Bound::at_most && one.bound != claim::Bound::range;
    const bool sure = told && !binding.readings.empty() && binding.readings[0].join == judge::Join::alone && binding.readings[0].each.empty() &&
                      binding.scope.source != judge::UnitSource::unknown && binding.scope.source != judge::UnitSource::several;
    if (sure && !place.suggested.empty()) place.expr = place.suggested.front();
    out_.places.push_back(std::move(place));
  }

  // A number that claims nothing by its words may still be a figure: a cell of a table, mostly. Dates and ordinals are none.
  void bare_number(const claim::Numeral& number) {
    const auto spot = spot_of(checked_, number.span);
    if (!spot || overlaps(out_.places, spot->block, spot->start, spot->end)) return;
    const bool said_why = std::any_of(checked_.extraction.non_claims.begin(), checked_.extraction.non_claims.end(), [&](const claim::NonClaim& n) {
      return n.span.start < number.span.end && number.span.start < n.span.end && n.why != "bare" && n.why != "unreadable";
    });
    if (said_why) return;
    auto place = place_at(*spot, number.text);
    place.value = number.value, place.number = true;
    out_.places.push_back(std::move(place));
  }

  void words(int b) {
    const auto& block = checked_.document.blocks[static_cast<std::size_t>(b)];
    if (block.kind == draft::Kind::contents || block.kind == draft::Kind::page_number) return;
    const auto text = to_code_points(block.text);
    for (const auto& [from, to] : blanks_in(text)) add_word(b, text, from, to, "");
    if (out_.year > 0)
      for (std::size_t i = 0; i < text.size(); ++i)
        if (const auto year = year_at(text, i)) year_word(b, text, static_cast<int>(i), *year);
    static const View32 kQuarters = U"一二三四1234";
    for (std::size_t i = 1; start_.period == "quarter" && i + 2 < text.size(); ++i)
      if (text[i - 1] == U'第' && text[i + 1] == U'季' && kQuarters.find(text[i]) != View32::npos) add_word(b, text, static_cast<int>(i), static_cast<int>(i) + 1, "quarter");
  }
  void year_word(int b, View32 text, int at, int year) {
    // The day at the end of a report is that of its making.
    auto end = static_cast<std::size_t>(at) + 5;
    const auto digits = [&] {
      const auto from = end;
      while (end < text.size() && is_a_digit(text[end])) ++end;
      return end - from;
    };
    const bool whole_day = at == 0 && digits() > 0 && end < text.size() && text[end++] == U'月' && digits() > 0 && end + 1 == text.size() && text[end] == U'日';
    if (whole_day) return add_word(b, text, 0, static_cast<int>(text.size()), "date");
    if (year == out_.year) add_word(b, text, at, at + 4, "year");
    else if (year == out_.year - 1) add_word(b, text, at, at + 4, "last_year");
    else if (year == out_.year + 1) add_word(b, text, at, at + 4, "next_year");
  }
  void add_word(int b, View32 text, int from, int to, const std::string& word) {
    if (overlaps(out_.places, b, from, to)) return;
    LayoutPlace place;
    place.block = b, place.start = from, place.end = to, place.word = word;
    place.text = from_code_points(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
    out_.places.push_back(std::move(place));
  }
  static LayoutPlace place_at(const Spot& spot, const std::string& text) {
    LayoutPlace place;
    place.block = spot.block, place.start = spot.start, place.end = spot.end, place.text = text;
    return place;
  }

  const CheckedDraft& checked_;
  const LayoutStart& start_;
  LayoutFacts& out_;
};

// 2023 of 2023Q1, 2022-06 …: by name, so that it moves on with the report.
std::string with_named_years(std::string period, int year) {
  for (const auto& [n, name] : {std::pair{year - 1, "{last_year}"}, std::pair{year, "{year}"}, std::pair{year + 1, "{next_year}"}})
    for (auto at = period.find(std::to_string(n)); at != period.npos; at = period.find(std::to_string(n), at)) period.replace(at, 4, name);
  return period;
}

std::string without_ending(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

// Blocks with a number in each of their blanks, and where those stand.
struct FilledBlanks {
  std::string text;
  std::map<std::string, std::vector<std::pair<int, std::size_t>>> lines;  // text of a block → starts and places
};
FilledBlanks fill_blanks(const draft::Document& document, const LayoutFacts& facts) {
  FilledBlanks out;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    auto block = to_code_points(document.blocks[b].text);
    std::vector<std::pair<int, std::size_t>> starts;
    int shift = 0;
    for (std::size_t i = 0; i < facts.places.size(); ++i) {
      const auto& place = facts.places[i];
      if (place.block != static_cast<int>(b) || place.number || !place.word.empty()) continue;
      block.replace(static_cast<std::size_t>(place.start + shift), static_cast<std::size_t>(place.end - place.start), U"7");
      starts.emplace_back(place.start + shift, i);
      shift += 1 - (place.end - place.start);
    }
    const auto line = from_code_points(block);
    if (!starts.empty()) out.lines.emplace(line, std::move(starts));
    out.text += line + "\n";
  }
  return out;
}

// What a blank means: the text is read once more with numbers in the blanks.
Result<void> read_blanks(Office& office, const people::Who& who, const LayoutStart& start, const CheckedDraft& checked, LayoutFacts& facts) {
  const auto filled = fill_blanks(checked.document, facts);
  if (filled.lines.empty()) return {};
  CheckRequest request;
  request.pasted = filled.text;
  request.unit = start.unit;
  request.records = 0;
  const int year = facts.year > 0 ? facts.year : office.today().year();  // an empty form is of no year: any will do
  const auto own = Period::year(year);
  request.period = own;
  TRY(const auto read, check_draft(office, who, request));
  for (std::size_t c = 0; c < read.extraction.claims.size(); ++c) {
    const auto spot = spot_of(read, read.extraction.claims[c].span);
    if (!spot) continue;
    const auto line = filled.lines.find(read.document.blocks[static_cast<std::size_t>(spot->block)].text);
    if (line == filled.lines.end()) continue;
    const auto at = std::find_if(line->second.begin(), line->second.end(), [&](const auto& one) { return one.first == spot->start; });
    if (at == line->second.end()) continue;
    auto& place = facts.places[at->second];
    if (!place.suggested.empty()) continue;
    for (const auto& reading : read.bindings[c].readings)
      if (reading.join == judge::Join::alone && reading.each.empty() && place.suggested.size() < kSuggested)
        place.suggested.push_back(general_form(reading.expression, year, read.whole, own));
    if (read.bindings[c].accepted && !place.suggested.empty()) place.expr = place.suggested.front();
  }
  return {};
}
}  // namespace

std::string general_form(const figures::Expression& expression, int year, const UnitId& whole, const std::optional<Period>& own) {
  auto e = expression;
  const auto loosen = [&](figures::Selection& s) {
    if (s.unit == whole) s.unit.reset();
    if (own && s.period == own) s.period.reset();
    s.period_text.clear();
  };
  loosen(e.of);
  if (e.base) loosen(*e.base);
  auto text = figures::canonical_of(e);
  if (year <= 0) return text;
  // A period is the only part that begins with a number.
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    out += text[i];
    const bool begins = text[i] == ';' || text[i] == '/' || text[i] == '(';
    ++i;
    if (!begins) continue;
    while (i < text.size() && text[i] == ' ') out += text[i++];
    const auto end = std::min(text.find_first_of(";/)", i), text.size());
    const bool dated = end - i >= 4 && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(i) + 4, [](char c) { return c >= '0' && c <= '9'; });
    if (!dated) continue;
    out += with_named_years(text.substr(i, end - i), year);
    i = end;
  }
  return out;
}

Result<LayoutFacts> propose_docx(Office& office, const people::Who& who, const LayoutStart& start) {
  CheckRequest request;
  request.file = start.file;
  request.unit = start.unit;
  request.records = 0;
  if (start.year) request.period = Period::year(*start.year);
  TRY(const auto checked, check_draft(office, who, request));
  if (checked.document.format != "docx") return fail(Code::unsupported, "app.layout_not_docx", {{"file", checked.name}});
  LayoutFacts out;
  out.period = start.period;
  out.unit = checked.whole;
  out.year = start.year.value_or(year_of_document(checked).value_or(0));
  out.title = start.title;
  for (const auto& block : checked.document.blocks)
    if (out.title.empty() && block.kind == draft::Kind::title) out.title = clean(block.text).value_or("");
  if (out.title.empty()) out.title = without_ending(checked.name);
  if (code_point_count(out.title) > 60) out.title = from_code_points(to_code_points(out.title).substr(0, 60));
  DocxProposal(checked, start, out).run();
  TRY_OK(read_blanks(office, who, start, checked, out));
  return out;
}

Result<LayoutFacts> propose_xlsx(Office& office, const LayoutStart& start) {
  TRY(const auto form, draft::read_form(start.file));
  LayoutFacts out;
  out.period = start.period;
  out.year = start.year.value_or(0);
  out.title = start.title.empty() ? without_ending(start.file.filename().string()) : start.title;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto* unit = start.unit ? tree.by_name(*start.unit) : tree.all().empty() ? nullptr : &tree.all().front();
    if (unit == nullptr && start.unit) unit = tree.find(UnitId{*start.unit});
    if (unit == nullptr) return fail(Code::absent, "app.no_unit", {{"unit", start.unit.value_or("")}});
    out.unit = unit->id;
    return {};
  }));
  return out;
}
}  // namespace youju::app
