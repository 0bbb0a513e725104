// SPDX-License-Identifier: Apache-2.0
// Readings of every claim, best first. No value of the ledger is in reach here.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {
namespace {
constexpr View kSentenceEnds = U"。！？；\n";

// A number of one or two digits; 0 when the text is none.
unsigned small_number(View text) {
  if (text.empty() || text.size() > 2) return 0;
  unsigned out = 0;
  for (const auto c : text) {
    if (c < U'0' || c > U'9') return 0;
    out = out * 10 + static_cast<unsigned>(c - U'0');
  }
  return out;
}

// 发布信息 26 条: blanks beside Chinese, and in front of the number, are the typesetter's.
std::u32string without_gaps(View text) {
  const auto wide = [](char32_t c) { return c >= 0x2E80; };
  const auto blank = [](char32_t c) { return c == U' ' || c == U'\n' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x3000; };
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool gap = blank(text[i]) && (i + 1 == text.size() || wide(text[i + 1]) || (!out.empty() && wide(out.back())));
    if (!gap) out.push_back(text[i]);
  }
  return out;
}

// Where each claim stands. The text is folded piece by piece: folding may change lengths.
class Places {
 public:
  Places(const claim::Extraction& extraction, const std::vector<claim::Block>& blocks) : extraction_(extraction), blocks_(blocks), text_(to_code_points(extraction.text)) {}

  Place of(const claim::Claim& claim) {
    Place place;
    const std::size_t at = std::min<std::size_t>(claim.phrase.start, text_.size());
    std::size_t from = at;
    while (from > 0 && at - from < 300 && kSentenceEnds.find(text_[from - 1]) == View::npos) --from;
    place.before = folded(from_code_points(without_gaps(View(text_).substr(from, at - from))));
    const std::size_t end = std::min<std::size_t>(claim.phrase.end, text_.size());
    std::size_t to = end;
    while (to < text_.size() && to - end < 40 && View(U"。！？；，、：\n").find(text_[to]) == View::npos) ++to;
    place.after = folded(from_code_points(without_gaps(View(text_).substr(end, to - end))));
    const auto block_of_claim = std::upper_bound(extraction_.blocks.begin(), extraction_.blocks.end(), claim.span.start) - extraction_.blocks.begin() - 1;
    if (block_of_claim >= 0 && block_of_claim < static_cast<std::ptrdiff_t>(blocks_.size())) place.before = heads(static_cast<std::size_t>(block_of_claim), place.column_head) + place.before;
    const auto block = block_of_claim;
    int level = 100;
    for (auto k = std::min<std::ptrdiff_t>(block, static_cast<std::ptrdiff_t>(blocks_.size()) - 1); k >= 0 && block - k < 200; --k) {
      const auto& one = blocks_[static_cast<std::size_t>(k)];
      if (one.kind != claim::BlockKind::heading || one.level >= level) continue;
      level = one.level;
      place.headings.push_back(folded(one.text));
    }
    return place;
  }

 private:
  // A cell stands under the head of its column and behind that of its row.
  Text heads(std::size_t at, Text& column) const {
    const auto& cell = blocks_[at];
    Text out;
    if (cell.kind != claim::BlockKind::cell) return out;
    constexpr unsigned kAllMonths = 0x1FFE;  // bits 1 to 12
    unsigned numbered = 0;                   // columns headed 1, 2 … 12 are the months even without 月
    for (std::size_t k = at; k-- > 0 && at - k < 2000;) {
      const auto& one = blocks_[k];
      if (one.kind != claim::BlockKind::cell || one.table != cell.table) break;
      const bool of_row = one.row == cell.row && one.column == 0, of_column = one.row == 0 && one.column == cell.column;
      if (of_column && cell.row > 0) column = folded(one.text);
      if (of_row || of_column) out += folded(one.text) + U"，";
      if (const auto number = one.row == 0 ? small_number(folded(one.text)) : 0; number <= 12) numbered |= 1u << number;
    }
    if ((numbered & kAllMonths) == kAllMonths && small_number(column) > 0) column += U"月";
    return out;
  }

  const claim::Extraction& extraction_;
  const std::vector<claim::Block>& blocks_;
  Text text_;
};

std::string refusal(const claim::Claim& c) {
  if (c.mode == claim::Mode::plan) return "plan";
  if (c.mode == claim::Mode::history) return "history";
  if (c.mode == claim::Mode::quoted) return "quoted";
  return {};
}

// A column headed 3月 speaks of March of the report's year.
std::optional<Period> month_of(View head, const Period& of) {
  if (head.empty() || head.back() != U'月' || of.from.year() != of.to.year()) return std::nullopt;
  const auto month = small_number(head.substr(0, head.size() - 1));
  if (month < 1 || month > 12) return std::nullopt;
  return Period::month(of.from.year(), static_cast<int>(month));
}

class Binder {
 public:
  Binder(const Book::Inside& book, const claim::Extraction& extraction, const std::vector<claim::Block>& blocks, const std::optional<Period>& period)
      : book_(book), extraction_(extraction), blocks_(blocks), places_(extraction, blocks), period_(period) {
    for (std::size_t k = 0; k < extraction.checks.size(); ++k) {
      const auto& check = extraction.checks[k];
      if (check.kind == "sum" && check.claims.size() > 2 && check.claims[1] < check.claims[0]) lists_.emplace(check.claims[0], k);
      if (check.kind == "difference" && check.claims.size() == 3 && check.claims[1] < check.claims[2]) rests_.emplace(check.claims[2], k);
    }
  }

  std::vector<Binding> run() {
    std::vector<Binding> out;
    int sentence = -1;
    std::optional<Reading> carried;
    Text subject;
    for (std::size_t i = 0; i < extraction_.claims.size(); ++i) {
      const auto& claim = extraction_.claims[i];
      if (claim.sentence != sentence) {
        if (!(i > 0 && reaches(extraction_.claims[i - 1], claim))) carried.reset();
        subject.clear();
      }
      sentence = claim.sentence;
      out.push_back(one(claim, carried ? &*carried : nullptr, subject));
      if (const auto list = list_before(i); !list.empty()) total_of(list, out);
      if (const auto rest = rests_.find(i); rest != rests_.end()) remainder_of(extraction_.checks[rest->second].claims, out);
      subject = folded(claim.subject);
      if (out.back().accepted) carried = out.back().readings.front();
    }
    return out;
  }

 private:
  Binding one(const claim::Claim& claim, const Reading* carried, const Text& subject_before) {
    Binding binding;
    auto place = places_.of(claim);
    place.subject_before = subject_before;
    binding.scope = scope_of(book_, claim, place);
    binding.period = claim.period;
    if (!binding.period.days && period_) binding.period = {period_, claim::PeriodSource::doc, {}};
    if (const auto month = binding.period.days ? month_of(place.column_head, *binding.period.days) : std::nullopt)
      binding.period = {month, claim::PeriodSource::text, from_code_points(place.column_head)};
    binding.reason = refusal(claim);
    if (binding.period.days) readings(claim, place, carried, binding);
    else if (binding.reason.empty()) binding.reason = "period_unknown";
    if (!binding.reason.empty() && binding.readings.empty()) return binding;
    choose(binding);
    return binding;
  }

  // 开展主题党日7次。参加党员29人: persons, visits and comparisons speak of what the sentence before counted, in the same paragraph.
  bool reaches(const claim::Claim& before, const claim::Claim& claim) const {
    if (claim.sentence != before.sentence + 1 || block_of(before) != block_of(claim) || blocks_[block_of(claim)].kind != claim::BlockKind::paragraph) return false;
    const bool persons = claim.measure == "人" || claim.measure == "名" || claim.measure == "位" || claim.measure == "人次";
    return persons || claim.aggregate == claim::Aggregate::diff || claim.aggregate == claim::Aggregate::growth;
  }
  std::size_t block_of(const claim::Claim& claim) const {
    const auto at = std::upper_bound(extraction_.blocks.begin(), extraction_.blocks.end(), claim.span.start) - extraction_.blocks.begin();
    return std::min(blocks_.size() - 1, static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, at)) - 1);
  }

  // 甲3次、乙5次，合计8次: the claims that a total without a noun of its own adds up.
  std::vector<std::size_t> list_before(std::size_t total) const {
    const auto found = lists_.find(total);
    if (found == lists_.end()) return {};
    const auto& claims = extraction_.checks[found->second].claims;
    return {claims.begin() + 1, claims.end()};
  }
  // It is the sum of their figures; that of the whole office where they are all its branches, and the only figure where they are one.
  void total_of(const std::vector<std::size_t>& list, std::vector<Binding>& bindings) const {
    Binding& total = bindings.back();
    Reading sum;
    sum.score = 200;
    for (const auto i : list) {
      const auto& part = bindings[i];
      if (!part.accepted || part.readings[0].join != Join::alone || !part.readings[0].each.empty()) return;
      const auto& e = part.readings[0].expression;
      if (e.aggregate != figures::Aggregate::count && e.aggregate != figures::Aggregate::sum) return;
      if (sum.expr.empty()) sum.expression = e, sum.expr = e.canonical;
      else sum.plus.push_back(e);
      sum.score = std::min(sum.score, part.readings[0].score);
    }
    if (sum.plus.empty()) return;
    sum.points = {{"list", sum.score, {}}};
    sum.join = Join::sum;
    if (all_branches(sum)) {
      total.scope = {book_.whole, UnitSource::whole, {}, {}};
      sum.expression.of.unit = book_.whole;
      sum.expression = with_scope(book_, std::move(sum.expression), total.scope, *total.period.days);
      sum.plus.clear();
      sum.join = Join::alone;
    }
    sum.expr = spelled(sum);
    total.readings = {std::move(sum)};
    total.reason.clear();
    choose(total);
  }
  // 查找问题8个，已整改6个，其余2个: what was found, less what was settled.
  static void remainder_of(const std::vector<std::size_t>& claims, std::vector<Binding>& bindings) {
    const auto &whole = bindings[claims[0]], &part = bindings[claims[1]];
    auto& rest = bindings.back();
    const auto plain = [](const Binding& b) { return b.accepted && b.readings[0].join == Join::alone && b.readings[0].each.empty(); };
    if (!plain(whole) || !plain(part)) return;
    const auto &a = whole.readings[0].expression, &b = part.readings[0].expression;
    const bool fits = a.aggregate == b.aggregate && a.of.kind == b.of.kind && a.of.field == b.of.field && (a.aggregate == figures::Aggregate::count || a.aggregate == figures::Aggregate::sum);
    if (!fits || a.canonical == b.canonical) return;
    Reading reading;
    reading.expression = a;
    reading.other = b;
    reading.join = Join::rest;
    reading.score = std::min(whole.readings[0].score, part.readings[0].score);
    reading.points = {{"rest", reading.score, {}}};
    reading.expr = spelled(reading);
    rest.readings = {std::move(reading)};
    rest.reason.clear();
    choose(rest);
  }
  // The same figure of every branch, one each.
  bool all_branches(const Reading& sum) const {
    std::set<UnitId> named{sum.expression.of.unit.value_or(book_.whole)};
    for (auto e : sum.plus) {
      named.insert(e.of.unit.value_or(book_.whole));
      e.of.unit = sum.expression.of.unit;
      if (with_scope(book_, std::move(e), {}, *sum.expression.of.period).canonical != sum.expression.canonical) return false;
    }
    if (named.size() != sum.plus.size() + 1) return false;
    const auto& all = book_.units->all();
    return std::all_of(all.begin(), all.end(), [&](const auto& u) { return u.name.find("支部") == std::string::npos || named.contains(u.id); });
  }

  void readings(const claim::Claim& claim, const Place& place, const Reading* carried, Binding& binding) {
    if (confirmed(claim, binding)) return;
    std::string why;
    for (const auto& named : named_kinds(book_, claim, place, carried)) {
      std::string here;
      if (auto reading = query_for(book_, claim, named, binding.scope, *binding.period.days, carried, here)) {
        const bool known = std::any_of(binding.readings.begin(), binding.readings.end(), [&](const Reading& r) { return r.expr == reading->expr; });
        if (!known) binding.readings.push_back(std::move(*reading));
      } else if (why.empty()) {
        why = here;
      }
    }
    if (binding.readings.empty() && binding.reason.empty()) binding.reason = why.empty() ? "not_bound" : why == "persons" || why == "measure" ? "measure_not_recorded" : "not_bound_" + why;
  }

  bool confirmed(const claim::Claim& claim, Binding& binding) {
    const auto known = book_.confirmed.find(signature_of(claim));
    if (known == book_.confirmed.end()) return false;
    auto parsed = figures::parse(known->second, *book_.catalogue, *book_.units, binding.period.days->from.year());
    if (!parsed) return false;  // the kind is gone: read afresh
    Reading reading;
    reading.expression = with_scope(book_, std::move(*parsed), binding.scope, *binding.period.days);
    reading.expr = reading.expression.canonical;
    reading.score = 200;
    reading.points = {{"confirmed", 200, known->second}};
    binding.readings.push_back(std::move(reading));
    binding.stored = true;
    return true;
  }

  static void choose(Binding& binding) {
    auto& r = binding.readings;
    std::stable_sort(r.begin(), r.end(), [](const Reading& a, const Reading& b) { return a.score > b.score; });
    if (r.size() > kReadings) r.resize(kReadings);
    if (r.empty()) return;
    if (r[0].score < kAccept) {
      if (binding.reason.empty()) binding.reason = "not_bound";
      return;
    }
    const bool ahead = r.size() == 1 || r[0].score - r[1].score >= kAhead;
    binding.accepted = ahead;
    binding.close = !ahead;
  }

  const Book::Inside& book_;
  const claim::Extraction& extraction_;
  const std::vector<claim::Block>& blocks_;
  Places places_;
  std::optional<Period> period_;
  std::map<std::size_t, std::size_t> lists_, rests_;  // a total behind its list, what remains → the check that says so
};
}  // namespace

void settle_checks(claim::Extraction& extraction, const std::vector<Binding>& bindings) {
  std::erase_if(extraction.checks, [&](const claim::Check& check) {
    if ((check.kind != "same_fact" && check.kind != "text_and_table") || check.claims.size() < 2) return false;
    const auto &a = bindings[check.claims[0]], &b = bindings[check.claims[1]];
    if (a.scope.unit != b.scope.unit || a.scope.source == UnitSource::unknown || b.scope.source == UnitSource::unknown) return true;
    return a.accepted && b.accepted && a.readings[0].expr != b.readings[0].expr;
  });
}

std::vector<Binding> bind(const Book& book, const claim::Extraction& extraction, const std::vector<claim::Block>& blocks, const std::optional<Period>& period) {
  return Binder(book.inside(), extraction, blocks, period).run();
}
}  // namespace youju::judge
