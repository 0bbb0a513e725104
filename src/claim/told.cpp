// SPDX-License-Identifier: Apache-2.0
// Papers of an office which are no reports: notices, plans, rules, speeches, leaflets. They use the words of its reports, so words of a trade
// do not show what they are; two things do: their title, and that many of their numbers stand in rules (每次不超过…, …以内, 扣2分). In
// such a paper a number claims something only where its sentence, or one shortly before, tells what was done (全年共…, 今年以来…).
#include "claim/told.h"

#include <algorithm>

#include "base/text.h"

namespace youju::claim {
namespace {
constexpr std::size_t kClauseBefore = 24, kClauseBehind = 10, kCondition = 16, kToldWithin = 250;
constexpr int kFewest = 5;        // numbers in rules that make a paper of rules …
constexpr double kShare = 0.22;   // … and which share of all, …
constexpr double kShareNamed = 0.12;  // … (where the title says so)
constexpr int kAgainst = 3;       // … and how many for each that is told

// The last place before `end` and not before `from`.
const Mark* last(const std::vector<Mark>& marks, std::size_t from, std::size_t end) {
  auto it = std::lower_bound(marks.begin(), marks.end(), end, [](const Mark& m, std::size_t p) { return m.at < p; });
  if (it == marks.begin() || (--it)->at < from) return nullptr;
  return &*it;
}

class Marks {
 public:
  explicit Marks(Reading& r) : r_(r), s_(r.s()) {}

  // Every mark once, the longest word at each place; words of weight 0 shield what they hold.
  void collect() {
    const auto& lexicon = r_.lexicon;
    for (std::size_t i = 0; i < s_.size();) {
      const Sign* best = nullptr;
      if (lexicon.mark_begins(s_[i])) {
        lexicon.mark_words.walk([&](std::size_t n) { return i + n < s_.size() ? s_[i + n] : U'\0'; },
                                [&](int entry, std::size_t) { best = &lexicon.marks[static_cast<std::size_t>(entry)]; });
      }
      if (best != nullptr && best->weight > 0) r_.genre.marks.push_back({i, best});
      i += best != nullptr ? best->word.size() : 1;
    }
    r_.steps += 2 * s_.size();
  }

  // How many numbers stand in rules, and how many are told. A table's head says what its cells are. A title that names such a paper is
  // believed when some of its numbers bear it out: a report may be called a speech, and loses nothing then.
  bool gives_rules(bool named) const {
    int all = 0, rules = 0, told = 0;
    for (const auto* list : {&r_.scanned.numerals, &r_.scanned.masked}) {
      for (const auto& n : *list) {
        if (cell_at(r_.cells, n.from) != nullptr) continue;
        ++all;
        if (ruled(n.from, n.to, 1)) ++rules;
        else if (told_in_clause(n.from)) ++told;
      }
    }
    if (named) return rules >= kShareNamed * all;
    return rules >= kFewest && rules >= kShare * all && rules >= kAgainst * told;
  }

  // A rule's mark of that weight in its clause before it, or one behind it.
  bool ruled(std::size_t from, std::size_t to, int weight) const {
    const auto& marks = r_.genre.marks;
    std::size_t end = from;
    for (const std::size_t begin = clause_begin(from); const Mark* m = last(marks, begin, end); end = m->at) {
      if (m->sign->side == Sign::Side::rule && m->sign->where == Sign::Where::anywhere && m->sign->weight >= weight) return true;
    }
    std::size_t stop = to;
    while (stop < to + kCondition && !is_clause_end(r_.at(stop))) ++stop;
    if (stop > to && stop < to + kCondition && s_[stop - 1] == U'的') return true;  // 超过3个月的，
    end = std::min(stop, to + kClauseBehind);
    for (; const Mark* m = last(marks, to, end); end = m->at) {
      if (m->sign->side == Sign::Side::rule && m->sign->where == Sign::Where::behind) return true;
    }
    return false;
  }

  // The nearest clear mark before decides, of this sentence or of one shortly before.
  bool told(const Num& n) const {
    const std::size_t from = n.from > kToldWithin ? n.from - kToldWithin : 0;
    std::size_t end = n.from;
    while (const Mark* m = last(r_.genre.marks, from, end)) {
      end = m->at;
      if (m->sign->weight < 2 || m->sign->where != Sign::Where::anywhere) continue;
      if (m->sign->side == Sign::Side::rule) return false;
      // 今年以来，…加固31处: where the sentence itself says so, a character such as 加 makes no rule.
      const auto between = s_.substr(m->at, n.from - m->at);
      const bool same_sentence = std::none_of(between.begin(), between.end(), is_sentence_end);
      return !ruled(n.from, n.to, same_sentence ? 2 : 1);
    }
    return false;
  }

 private:
  std::size_t clause_begin(std::size_t i) const {
    std::size_t begin = i;
    while (begin > 0 && begin + kClauseBefore > i && (s_[begin - 1] == U'、' || !is_clause_end(s_[begin - 1]))) --begin;
    return begin;
  }
  bool told_in_clause(std::size_t i) const {
    const std::size_t begin = clause_begin(i);
    std::size_t end = i;
    for (; const Mark* m = last(r_.genre.marks, begin, end); end = m->at) {
      if (m->sign->side == Sign::Side::told) return true;
    }
    return false;
  }

  Reading& r_;
  std::u32string_view s_;
};
}  // namespace

void read_rules(Reading& r, std::size_t title_end, std::size_t head_end, bool report_title) {
  Marks marks(r);
  marks.collect();
  bool title = false, named = false;
  for (const auto& m : r.genre.marks) {
    if (m.at >= title_end) break;
    const bool head = m.sign->where == Sign::Where::head && m.at + m.sign->word.size() == head_end;
    title |= m.sign->side == Sign::Side::rule && (m.sign->where == Sign::Where::title || head);
    named |= m.sign->side == Sign::Side::rule && head && m.sign->weight > 1;  // 情况通报会方案
  }
  r.genre.asks_proof = ((named || (title && !report_title)) && marks.gives_rules(true)) || marks.gives_rules(false);
}

std::vector<std::string> rule_words(const Reading& r) {
  std::vector<std::string> out;
  for (const auto& m : r.genre.marks) {
    if (!r.genre.asks_proof || out.size() == 6) break;
    auto word = from_code_points(m.sign->word);
    const bool rule = m.sign->side == Sign::Side::rule && m.sign->word.size() > 1;
    if (rule && std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  }
  return out;
}

bool is_rule(Reading& r, const Num& n) {
  if (!r.genre.asks_proof) return false;
  return !Marks(r).told(n);
}
}  // namespace youju::claim
