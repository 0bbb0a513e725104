// SPDX-License-Identifier: Apache-2.0
// Totals with their parts, elided measure words, and numbers that are distributed over a list (各, 分别).
#include <algorithm>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {

constexpr std::size_t kApart = 40;  // claims: further apart nothing belongs together

class Groups {
 public:
  explicit Groups(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    std::size_t from = 0;
    while (from < r_.found.size()) {
      std::size_t to = from;
      while (to < r_.found.size() && r_.found[to].sentence_from == r_.found[from].sentence_from) ++to;
      elided(from, to);
      parts(from, to);
      from = to;
    }
  }

 private:
  bool has_between(std::size_t a, std::size_t b, WordSet classes, std::size_t& where) const {
    for (std::size_t i = a; i < b; ++i) {
      const auto* w = r_.lexicon.at(s_, i, classes, b);
      if (w != nullptr && (w->word.size() > 1 || w->word == U"含")) {
        where = i;
        return true;
      }
    }
    return false;
  }

  // 15户、七一12、重阳18: the measure word of a neighbour in the same list.
  void elided(std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to; ++k) {
      auto& f = r_.found[k];
      if (!f.measure_text.empty() || f.no_numeral || f.num.form == Num::Form::doubling || !f.num.arabic) continue;
      const Found* like = nullptr;
      if (k > from && in_one_list(r_.found[k - 1], f) && !r_.found[k - 1].measure_text.empty()) like = &r_.found[k - 1];
      if (like == nullptr) continue;
      // A sibling later in the list, or the total, has the same measure word; the last of a list needs none (网站6条、视频号7).
      bool again = is_clause_end(r_.at(f.phrase_to)) && r_.at(f.phrase_to) != U'、';
      for (std::size_t j = k + 1; j < std::min(to, k + kApart) && !again; ++j) again = r_.found[j].measure_text == like->measure_text;
      if (!again) continue;
      f.measure_text = like->measure_text;
      f.measure = like->measure;
      f.sort = like->sort;
      f.claim.trace.push_back({"measure.inherited", r_.text.span(like->measure_from, like->measure_to), f.measure_text});
    }
    for (std::size_t k = from; k < to; ++k) {
      // 人数为0, 请假人数3: the noun carries the measure word.
      auto& f = r_.found[k];
      if (!f.measure_text.empty() || f.no_numeral) continue;
      auto before = s_.substr(f.clause_from, f.phrase_from - f.clause_from);
      while (!before.empty() && std::u32string_view(U"为是达到共有约近 ：").find(before.back()) != std::u32string_view::npos) before.remove_suffix(1);
      if (before.size() >= 2 && before.substr(before.size() - 2) == U"人数") f.measure_text = "人";
      if (before.size() >= 2 && before.substr(before.size() - 2) == U"人次") f.measure_text = "人次";
    }
  }
  bool in_one_list(const Found& a, const Found& b) const {
    for (std::size_t i = a.phrase_to; i < b.phrase_from && i < a.phrase_to + 24; ++i) {
      if (is_sentence_end(s_[i]) || s_[i] == U'；' || s_[i] == U'，') return false;
      if (s_[i] == U'、') return true;
    }
    return false;
  }

  void parts(std::size_t from, std::size_t to) {
    std::size_t total = to;
    bool open = false, in_brackets = false;
    for (std::size_t k = from; k < to; ++k) {
      auto& f = r_.found[k];
      const std::size_t begin = k > from ? r_.found[k - 1].phrase_to : f.sentence_from;
      std::size_t where = 0;
      const bool marked = has_between(begin, f.num.from, set_of(Word::part), where);
      const bool closed = in_brackets && closes(begin, f.phrase_from);  // 13件（其中新制定5件、修改4件），文件42件
      if (k > from && (one_of_between(begin, f.phrase_from, U'；') || f.total || closed)) open = false;
      if (marked && k > from) {
        total = owner(from, k, f);
        open = true;
        in_brackets = where > 0 && one_of(s_[where - 1], U"（(");
      }
      if (open && total < k && (r_.found[total].sort == f.sort || f.sort == Sort::percent || f.measure_text.empty() || comparable(r_.found[total], f))) {
        f.claim.part = f.sort != Sort::percent || r_.found[total].sort == Sort::percent;
        join(total, k);
      }
    }
  }
  bool closes(std::size_t a, std::size_t b) const { return one_of_between(a, b, U'）') || one_of_between(a, b, U')'); }
  bool one_of_between(std::size_t a, std::size_t b, char32_t c) const {
    for (std::size_t i = a; i < b; ++i) {
      if (s_[i] == c) return true;
    }
    return false;
  }
  static bool comparable(const Found& a, const Found& b) {
    return a.measure_text == b.measure_text || (a.sort == Sort::person && b.sort == Sort::person) || a.sort == Sort::generic || b.sort == Sort::generic;
  }
  // The total that 其中 takes apart: the nearest claim before with the same measure word, else the nearest.
  std::size_t owner(std::size_t from, std::size_t k, const Found& f) const {
    from = std::max(from, k > kApart ? k - kApart : 0);
    for (std::size_t j = k; j-- > from;) {
      if (r_.found[j].measure_text == f.measure_text && !r_.found[j].claim.part) return j;
    }
    for (std::size_t j = k; j-- > from;) {
      if (!r_.found[j].claim.part) return j;
    }
    return k - 1;
  }
  void join(std::size_t total, std::size_t part) {
    auto& t = r_.found[total].claim;
    if (t.group < 0) t.group = next_++;
    t.total = true;
    r_.found[part].claim.group = t.group;
  }

  Reading& r_;
  std::u32string_view s_;
  int next_ = 0;
};
}  // namespace

void read_groups(Reading& r) { Groups(r).run(); }
}  // namespace youju::claim
