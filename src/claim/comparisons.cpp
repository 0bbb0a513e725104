// SPDX-License-Identifier: Apache-2.0
// What is compared in more words than a change word before its number: 比上年多办讲座3场, 分别下降12%、9.4%. What stands behind 比
// names the other side, not what is counted.
#include <algorithm>

#include "claim/reading.h"

namespace youju::claim {
namespace {
class Comparisons {
 public:
  explicit Comparisons(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    for (std::size_t k = 0; k < r_.found.size(); ++k) {
      auto& f = r_.found[k];
      if (f.english || f.no_numeral || f.cell != nullptr) continue;
      const Found* before = k > 0 && r_.found[k - 1].sentence_from == f.sentence_from ? &r_.found[k - 1] : nullptr;
      if (f.change != nullptr) {
        subject_behind(f);
      } else if (before != nullptr && goes_on(*before, f)) {
        f.change = before->change;
        f.change_from = before->change_from;
      } else {
        more_of(f, before);
      }
    }
  }

 private:
  // 比预算减少3.1万元, 较全市平均水平高2%: the clause says nothing of its own subject up to the change word.
  void subject_behind(Found& f) {
    if (starts_comparison(f.clause_from) && f.change_from > f.clause_from) f.subject_from = f.phrase_from;
    for (std::size_t i = f.clause_from; i + 2 < f.change_from && i + 30 > f.clause_from; ++i) {
      if (!starts_comparison(i) || !compares(i)) continue;
      f.other_side = !time_between(i, f.change_from);
      return;
    }
  }
  // No 同比, 环比, 占比, 比例, 比较, 较好
  bool compares(std::size_t i) const {
    const char32_t prev = i > 0 ? s_[i - 1] : U'\0';
    return !one_of(prev, U"同环占相对评好百") && !one_of(r_.at(i + 1), s_[i] == U'比' ? U"例重率值较分赛照武" : U"好快大多高低强为真量劲");
  }
  bool time_between(std::size_t from, std::size_t to) const {
    const auto& mentions = r_.scanned.mentions;
    const auto it = std::lower_bound(mentions.begin(), mentions.end(), from, [](const Mention& m, std::size_t p) { return m.from < p; });
    return it != mentions.end() && it->from < to;
  }
  bool starts_comparison(std::size_t i) const { return r_.at(i) == U'比' || r_.at(i) == U'较'; }

  // 分别下降12%、9.4%: the word holds for the list.
  bool goes_on(const Found& a, const Found& b) const {
    if (a.change == nullptr || a.sort != b.sort || a.measure_text != b.measure_text || b.phrase_from != a.phrase_to + 1 || !one_of(r_.at(a.phrase_to), U"、和与及")) return false;
    const std::size_t from = a.change_from > 4 ? a.change_from - 4 : 0;
    const auto lead = s_.substr(from, a.change_from - from);
    return lead.find(U"分别") != std::u32string_view::npos || lead.find(U"各") != std::u32string_view::npos;
  }

  // 比上年多办讲座3场: 多 or 少 before a verb, behind 比; 、少发文件5件 goes on with it.
  void more_of(Found& f, const Found* before) {
    if (f.level || f.sort == Sort::percent || f.bound) return;
    bool went_on = false;
    std::size_t at = f.clause_from;
    while (at < f.phrase_from && !(starts_comparison(at) && compares(at))) ++at;
    if (at < f.phrase_from) {
      while (at < f.phrase_from && !one_of(s_[at], U"多少")) ++at;
    } else if (before != nullptr && before->subject_from != 0 && f.clause_from <= before->phrase_to + 1) {
      went_on = true;
      at = f.clause_from;
    } else {
      return;
    }
    if (at + 1 >= f.phrase_from || !one_of(s_[at], U"多少")) return;
    const auto* verb = r_.lexicon.at(s_, at + 1, set_of(Word::light_verb, Word::event_verb, Word::verb, Word::act), f.phrase_from);
    const bool short_verb = one_of(s_[at + 1], U"办开讲发印建收送捐派查立评获写做走");
    if (verb == nullptr && !short_verb) return;
    f.change = r_.lexicon.at(s_, at, set_of(Word::up, Word::down), at + 1);
    if (f.change == nullptr) return;
    f.change_from = at;
    f.other_side = went_on ? before->other_side : !time_between(f.clause_from, at);
    f.subject_from = at + 1 + (verb != nullptr ? verb->word.size() : 1);
  }

  Reading& r_;
  std::u32string_view s_;
};
}  // namespace

void read_comparisons(Reading& r) { Comparisons(r).run(); }
}  // namespace youju::claim
