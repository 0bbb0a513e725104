// SPDX-License-Identifier: Apache-2.0
// The passes in their order, and what they found as claims.
#include <algorithm>

#include "base/text.h"
#include "claim/genre.h"
#include "claim/told.h"

namespace youju::claim {
namespace {

// Where each numeral's clause and sentence begin; linear, because both run forward together.
void place_in_text(Reading& r) {
  const auto s = r.s();
  std::size_t sentence = 0, last = 0;
  for (auto& f : r.found) {
    while (sentence + 1 < r.sentences.size() && r.sentences[sentence].to < f.num.from) ++sentence;
    if (!r.sentences.empty()) {
      f.sentence = static_cast<int>(sentence);
      f.sentence_from = std::min(r.sentences[sentence].from, f.num.from);
      f.sentence_to = std::max(r.sentences[sentence].to, f.num.to);
      f.paragraph_from = r.paragraphs[static_cast<std::size_t>(r.sentences[sentence].paragraph)];
    }
    std::size_t c = f.phrase_from;
    const std::size_t floor = std::max({last, f.sentence_from, c > 120 ? c - 120 : 0});
    // 集中学习、专题研讨、个人自学合计45次: a list without numbers belongs to the clause.
    while (c > floor) {
      if ((r.text.flags[c - 1] & Text::kMark) != 0) break;
      if (c >= floor + 3 && (s[c - 1] == U'）' || s[c - 1] == U')') && (s[c - 3] == U'（' || s[c - 3] == U'(')) c -= 3;  // 件（人）次
      else if (!is_clause_end(s[c - 1]) || (s[c - 1] == U'、' && c - 1 > floor)) --c;
      else break;
    }
    f.clause_from = std::min(c, f.phrase_from);
    r.steps += f.phrase_from - f.clause_from;
    last = f.phrase_to;
  }
}

void finish(Reading& r, Found& f, Extraction& out, std::vector<std::size_t>& of) {
  Claim& c = f.claim;
  const auto numeral_end = std::max(f.number_to, f.num.to);
  c.span = r.text.span(f.num.from, numeral_end);
  c.phrase = r.text.span(std::min(f.phrase_from, f.num.from), std::max({f.phrase_to, f.measure_to, numeral_end}));
  c.text = r.text.original(c.span);
  if (!f.no_numeral) {
    if (f.upper) {
      c.numerals = {r.text.span(f.num.from, f.num.to), r.text.span(f.upper->from, f.upper->to)};
    } else {
      c.numerals = {c.span};
    }
  }
  c.measure = c.measure.empty() ? f.measure_text : c.measure;
  c.per = f.per;
  c.rest = f.rest;
  c.total = c.total || f.total;
  c.sentence = f.sentence;
  set_intervals(f);
  c.trace.insert(c.trace.begin(), {"numeral", c.span, r.text.words(f.num.from, numeral_end)});
  if (f.measure != nullptr && f.measure_to > f.measure_from) c.trace.push_back({"measure", r.text.span(f.measure_from, f.measure_to), c.measure});
  if (f.bound) c.trace.push_back({"bound", c.phrase, std::string(word_class_name(*f.bound))});
  if (f.change != nullptr) c.trace.push_back({"change", r.text.span(f.change_from, f.num.from), from_code_points(f.change->word)});
  if (!f.per.empty()) c.trace.push_back({"per", r.text.span(f.per_from, f.num.from), f.per});
  if (c.period.source == PeriodSource::doc) c.trace.push_back({"period.document", c.span, c.period.days ? c.period.days->from.iso() + ".." + c.period.days->to.iso() : ""});
  const auto place = static_cast<std::size_t>(&f - r.found.data());
  for (const auto& member : f.members) {
    out.claims.push_back(c);
    out.claims.back().subject = member.subject;
    if (!member.unit.empty()) out.claims.back().scope = member.unit;
    of.push_back(place);
  }
  if (!f.members.empty()) return;
  out.claims.push_back(std::move(c));
  of.push_back(place);
}

// Numerals as they are commonly listed: a percentage point belongs to its number, a character that only may be
// one (一看, 万象) does not count, the value of 十几万 is what its digits say.
class NumberList {
 public:
  NumberList(const Reading& r, std::vector<Numeral>& out) : r_(r), out_(out) {}

  void add(const Num& n) {
    const bool plain = n.form == Num::Form::plain;
    if (n.is_share() && n.vague) return;
    if (plain && n.bare_unit && n.value >= 1e4 && n.to == n.from + 1) return;  // 万
    if (plain && n.alone && !stands_alone(n)) return;
    const double value = n.form == Num::Form::doubling ? n.value / 100 : n.vague && n.written != 0 ? n.written : n.value;
    std::size_t to = n.to;
    bool percent = n.is_share();
    if (plain) {
      std::size_t k = to;
      while (k < to + 2 && (r_.at(k) == U' ' || r_.at(k) == U'\t')) ++k;
      const auto* m = r_.lexicon.at(r_.text.s, k, set_of(Word::measure));
      if (m != nullptr && m->as == "百分点") {
        if (n.vague) return;
        to = k + m->word.size();
        percent = true;
      }
    }
    put(n.from, to, value, percent);
    // 十分之三 is said for 30 %.
    if (n.form == Num::Form::fraction && r_.at(n.from) == U'十' && r_.at(n.from + 1) == U'分') put(n.from, to, value * 100, true);
  }

 private:
  void put(std::size_t from, std::size_t to, double value, bool percent) {
    const auto span = r_.text.span(from, to);
    out_.push_back({span, r_.text.original(span), value, percent});
  }
  bool stands_alone(const Num& n) const {
    const char32_t next = r_.at(n.to);
    if (next < 0x3400 || next > 0x9FFF || han_digit(next) >= 0 || han_unit(next) > 0 || next == U'余') return true;
    return is_complement(n) || r_.lexicon.at(r_.text.s, n.to, set_of(Word::measure)) != nullptr;
  }
  // 得分是五这很少见, 是六而不是七: what something is, and the next clause begins. 一 goes with 不 也 就: 一不小心.
  bool is_complement(const Num& n) const {
    if (n.from == 0 || r_.at(n.from - 1) != U'是') return false;
    const std::u32string_view begins = r_.at(n.from) == U'一' ? U"这那却而但即" : U"这那却而但即不也就才";
    return begins.find(r_.at(n.to)) != std::u32string_view::npos;
  }

  const Reading& r_;
  std::vector<Numeral>& out_;
};

void list_numbers(const Reading& r, Extraction& out) {
  NumberList list(r, out.numbers);
  for (const auto& n : r.scanned.numerals) list.add(n);
  for (const auto& n : r.scanned.masked) list.add(n);
  std::sort(out.numbers.begin(), out.numbers.end(), [](const Numeral& a, const Numeral& b) { return std::tie(a.span, a.value) < std::tie(b.span, b.value); });
  out.numbers.erase(std::unique(out.numbers.begin(), out.numbers.end(), [](const Numeral& a, const Numeral& b) { return a.span == b.span && a.percent == b.percent; }), out.numbers.end());
  // 百 of 个百分点 lies inside a number.
  std::vector<Numeral> kept;
  for (auto& n : out.numbers) {
    const bool inside = !kept.empty() && n.span != kept.back().span && n.span.end <= kept.back().span.end;
    if (!inside) kept.push_back(std::move(n));
  }
  out.numbers = std::move(kept);
}

Extraction read_all(const Lexicon& lexicon, std::u32string raw, const std::vector<std::uint32_t>& starts, const std::vector<Block>* blocks, const Context& context) {
  const Text text = normalise(std::move(raw), starts);
  auto cells = find_cells(text, blocks, starts);
  auto scanned = scan(text, lexicon.impl(), cells);
  if (scanned.too_many) {
    Extraction out;
    out.too_many = true;
    out.blocks = starts;
    out.steps = text.raw.size() + scanned.steps;
    out.text = from_code_points(text.raw);
    return out;
  }
  Reading r{text, lexicon.impl(), context, std::move(cells), std::move(scanned), {}, {}, {}, {}, {}, {}, 0};
  r.steps = text.raw.size() + r.scanned.steps;
  for (const auto& m : r.scanned.masks) {
    if (!m.listed) continue;
    const auto span = text.span(m.from, m.to);
    r.non_claims.push_back({span, text.original(span), std::string(m.why)});
  }
  split_sentences(r, blocks, starts);
  read_genre(r);
  read_modifiers(r);
  judge_claims(r);
  find_zeros(r);
  place_in_text(r);
  read_comparisons(r);
  read_tables(r);
  read_groups(r);
  read_subjects(r);
  distribute(r);
  read_modes(r);
  read_periods(r);
  read_kinds(r);
  Extraction out;
  std::vector<std::size_t> of;
  for (auto& f : r.found) finish(r, f, out, of);
  std::sort(r.non_claims.begin(), r.non_claims.end(), [](const NonClaim& a, const NonClaim& b) { return std::tie(a.span, a.why) < std::tie(b.span, b.why); });
  out.non_claims = std::move(r.non_claims);
  list_numbers(r, out);
  out.text = from_code_points(text.raw);
  out.blocks = starts;
  out.steps = r.steps;
  out.checks = check_all(r, out, of);
  if (r.genre.other_text) out.other_text = std::move(r.genre.shown);
  else if (out.claims.empty()) out.other_text = rule_words(r);
  return out;
}
}  // namespace

Extraction extract(const Lexicon& lexicon, std::string_view utf8, const Context& context) { return read_all(lexicon, to_code_points(utf8), {}, nullptr, context); }

Extraction extract(const Lexicon& lexicon, const std::vector<Block>& blocks, const Context& context) {
  std::u32string raw;
  std::vector<std::uint32_t> starts;
  for (const auto& block : blocks) {
    if (!starts.empty()) raw.push_back(U'\n');
    starts.push_back(static_cast<std::uint32_t>(raw.size()));
    raw += to_code_points(block.text);
  }
  return read_all(lexicon, std::move(raw), starts, &blocks, context);
}

Result<void> refuse_too_many(const Extraction& extraction) {
  if (extraction.too_many) return fail(Code::too_large, "claim.too_many_numbers", {{"limit", std::to_string(kMostNumbers)}});
  return {};
}

std::string_view bound_name(Bound b) {
  static constexpr std::string_view names[] = {"exact", "at_least", "at_most", "approx", "range"};
  return names[static_cast<int>(b)];
}
std::string_view mode_name(Mode m) {
  static constexpr std::string_view names[] = {"done", "plan", "requirement", "history", "quoted"};
  return names[static_cast<int>(m)];
}
std::string_view source_name(PeriodSource s) {
  static constexpr std::string_view names[] = {"text", "heading", "doc", "default"};
  return names[static_cast<int>(s)];
}
std::string_view aggregate_name(Aggregate a) {
  static constexpr std::string_view names[] = {"count", "sum", "distinct", "ratio", "avg", "rate", "growth", "diff", "diff_pp", "multiple"};
  return names[static_cast<int>(a)];
}
}  // namespace youju::claim
