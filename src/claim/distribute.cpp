// SPDX-License-Identifier: Apache-2.0
// Numbers given to several at once: 学习组、文体组各开展活动3次 · 第一、第二支部分别召开党员大会4次和5次.
#include <algorithm>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
using Members = std::vector<std::u32string>;

class Distribution {
 public:
  explicit Distribution(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    for (std::size_t k = 0; k < r_.found.size(); ++k) {
      auto& f = r_.found[k];
      if (f.no_numeral) continue;
      each(f);
      if (const auto p = word_before(f, U"分别"); p != none) respectively(k, p);
    }
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::size_t word_before(const Found& f, std::u32string_view word) const {
    const std::size_t from = std::max(f.clause_from, f.num.from > 24 ? f.num.from - 24 : 0);
    const auto at = s_.substr(from, f.num.from - from).rfind(word);
    return at == std::u32string_view::npos ? none : from + at;
  }

  // What stands as a list before `end`; the front of the first member is cut like a subject.
  Members list_before(std::size_t from, std::size_t end) const {
    Members out;
    std::u32string one;
    for (std::size_t i = from; i <= end; ++i) {
      const char32_t c = i < end ? s_[i] : U'、';
      if (c == U'、' || ((c == U'和' || c == U'与' || c == U'及') && i > from && i + 1 < end)) {
        if (one.size() > 16) one.clear();
        if (!one.empty()) out.push_back(std::move(one));
        one.clear();
      } else if (c != U' ' && c != U'“' && c != U'”') {
        one.push_back(c);
      }
    }
    if (!out.empty()) {
      std::u32string_view first = out.front();
      while (const auto* w = r_.lexicon.at(first, 0, set_of(Word::unit, Word::filler, Word::whole_period))) {
        if (w->word.size() >= first.size() || w->word.size() < 2) break;
        if (is_unit(first) && !is_unit(first.substr(w->word.size()))) break;  // 机关支部 is one name
        first.remove_prefix(w->word.size());
      }
      out.front() = std::u32string(first);
      // 第一、第二、第三支部: the last one says what they all are.
      const auto& last = out.back();
      for (auto& member : out) {
        if (member.size() < last.size() && (member[0] == U'第' || member.size() <= 2) && last.size() > member.size() && out.size() > 1 && last[0] == member[0])
          member += last.substr(member.size());
      }
    }
    return out;
  }

  static bool is_unit(std::u32string_view member) {
    if (!member.empty() && member[0] == U'第') return true;
    if (member == U"党支部") return false;
    for (const auto end : {U"支部", U"党委", U"总支", U"科", U"处", U"室", U"局", U"所", U"站", U"中心", U"办"}) {
      const std::u32string_view word(end);
      if (member.size() > word.size() && member.size() <= 12 && member.substr(member.size() - word.size()) == word) return true;
    }
    return false;
  }

  std::u32string without_light_verb(std::u32string_view words) const {
    while (!words.empty() && one_of(words[0], U"为是有达了")) words.remove_prefix(1);
    if (const auto* verb = r_.lexicon.at(words, 0, set_of(Word::light_verb)); verb != nullptr) words.remove_prefix(verb->word.size());
    std::u32string out;
    for (const auto c : words) {
      if (c != U' ' && c != U'了') out.push_back(c);
    }
    return out;
  }

  void each(Found& f) {
    const auto p = word_before(f, U"各");
    if (p == none || one_of(r_.at(p + 1), U"类级项种位界地支单部科处室方个色样")) return;
    const auto members = list_before(f.clause_from, p);
    std::size_t after = p + 1;
    if (r_.at(after) == U'自' || r_.at(after) == U'有') ++after;
    const auto what = after < f.phrase_from ? without_light_verb(s_.substr(after, f.phrase_from - after)) : std::u32string{};
    f.claim.trace.push_back({"distribution.each", r_.text.span(p, p + 1), std::to_string(members.size())});
    if (members.size() < 2) {
      if (members.size() == 1) {
        f.per = from_code_points(members[0]);
        f.per_from = f.clause_from;
        if (!what.empty()) f.claim.subject = from_code_points(members[0] + what);
      }
      return;
    }
    for (const auto& member : members) f.members.push_back({from_code_points(member + what), is_unit(member) ? from_code_points(member) : std::string{}});
  }

  // Align by place; lists of unequal length stay as they are and say so.
  void respectively(std::size_t k, std::size_t p) {
    if (k > 0 && r_.found[k - 1].num.from > p) return;
    std::size_t n = k + 1;
    while (n < r_.found.size() && r_.found[n].sentence_from == r_.found[k].sentence_from && joined(r_.found[n - 1].phrase_to, r_.found[n].num.from)) ++n;
    const auto members = list_before(r_.found[k].clause_from, p);
    const auto count = n - k;
    if (members.size() < 2 || count < 2) return;
    if (members.size() != count) {
      r_.found[k].claim.trace.push_back({"distribution.unequal", r_.text.span(p, p + 2), std::to_string(members.size()) + " / " + std::to_string(count)});
      return;
    }
    const auto what = without_light_verb(s_.substr(p + 2, r_.found[k].phrase_from > p + 2 ? r_.found[k].phrase_from - p - 2 : 0));
    for (std::size_t j = 0; j < count; ++j) {
      auto& c = r_.found[k + j].claim;
      c.subject = from_code_points(members[j] + what);
      if (is_unit(members[j])) c.scope = from_code_points(members[j]);
      c.trace.push_back({"distribution.respectively", r_.text.span(p, p + 2), from_code_points(members[j])});
    }
  }
  bool joined(std::size_t from, std::size_t to) const {
    if (to > from + 3) return false;
    for (std::size_t i = from; i < to; ++i) {
      if (!one_of(s_[i], U"、和与及 ，")) return false;
    }
    return true;
  }

  Reading& r_;
  std::u32string_view s_;
};
}  // namespace

void distribute(Reading& r) { Distribution(r).run(); }
}  // namespace youju::claim
