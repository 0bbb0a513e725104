// SPDX-License-Identifier: Apache-2.0
// 一 between verbs and in pairs, the number of a congress, which of several groups: numerals of the language, no counts.
#include <algorithm>

#include "base/text.h"
#include "claim/codes.h"
#include "claim/scan.h"

namespace youju::claim {
namespace {
using Words = std::initializer_list<std::u32string_view>;
bool han_character(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

class Idioms {
 public:
  explicit Idioms(std::u32string_view s) : s_(s) {}

  std::optional<CodeRead> run(std::size_t i) const {
    if (s_[i] == U'一' && han_character(at(i + 1)) && !begins_numeral(at(i + 1)) && (same_verb(i) || pair_of_ones(i))) return CodeRead{i + 1, "lexical", "mask.one_and_one", false};
    if (same_again(i)) return CodeRead{i + 2, "lexical", "mask.same_again", false};
    const auto n = read_small(s_, i);
    if (!n || n->value < 1 || n->value > 30) return std::nullopt;
    if (at(n->to) == U'届') return congress(i, n->to + 1);
    // 一组在301室, 二队负责后场: which group, at the head of a clause
    const bool head = i == 0 || is_clause_end(s_[i - 1]);
    if (head && n->value <= 12 && one_of(at(n->to), U"组队班排连营线库") && starts_any(n->to + 1, {U"在", U"负责", U"由", U"到", U"跟", U"留守", U"：", U"赴", U"前往"}))
      return CodeRead{n->to + 1, "name", "mask.which_group"};
    return std::nullopt;
  }

 private:
  // 讲一讲, 看一看; also 一次一次
  bool same_verb(std::size_t i) const { return i > 0 && s_[i - 1] == at(i + 1); }
  // 办一件成一件, 一棒接一棒, 干一行、爱一行: the same word behind another 一 near by, nothing or a single character after the comma.
  bool pair_of_ones(std::size_t i) const {
    const char32_t word = at(i + 1);
    if ((at(i + 2) == U'一' && han_character(at(i + 3))) || (i >= 2 && s_[i - 2] == U'一' && han_character(s_[i - 1]))) return true;  // 一字一句
    for (std::size_t k = i + 2; k <= i + 6; ++k) {
      if (at(k) == U'一' && at(k + 1) == word) return binds(i + 2, k);
      if (is_sentence_end(at(k))) break;
    }
    for (std::size_t k = i; k-- > 0 && k + 6 >= i;) {
      if (s_[k] == U'一' && s_[k + 1] == word) return binds(k + 2, i);
      if (is_sentence_end(s_[k])) break;
    }
    return false;
  }
  // 十遍八遍, 一遍不行两遍, 三天两天: twice the same word that is hardly ever counted.
  bool same_again(std::size_t i) const {
    const char32_t word = at(i + 1);
    if (han_digit(s_[i]) <= 0 && s_[i] != U'十') return false;
    if (!one_of(word, U"遍回趟天步句眼声口脚层")) return false;
    const auto is_small = [&](std::size_t k) { return (han_digit(at(k)) > 0 || at(k) == U'十') && at(k + 1) == word && (k == 0 || (han_digit(s_[k - 1]) < 0 && han_unit(s_[k - 1]) == 0)); };
    if (!is_small(i)) return false;
    for (std::size_t k = i + 2; k <= i + 5 && !is_clause_end(at(k)); ++k) {
      if (is_small(k)) return true;
    }
    for (std::size_t k = i; k-- > 0 && k + 5 >= i && !is_clause_end(s_[k]);) {
      if (is_small(k)) return true;
    }
    return false;
  }
  bool binds(std::size_t from, std::size_t to) const {
    for (std::size_t k = from; k < to; ++k) {
      if (is_clause_end(s_[k]) && k + 2 != to) return false;
    }
    return true;
  }
  // 十一届三中全会, 二十届中央委员会, 十四届全国人大
  std::optional<CodeRead> congress(std::size_t i, std::size_t k) const {
    if (han_digit(at(k)) > 0 && starts(k + 1, U"中全会")) return CodeRead{k + 4, "fixed_phrase", "mask.congress"};
    if (!starts_any(k, {U"中央", U"全国", U"全会", U"省委", U"市委", U"县委", U"区委", U"人大", U"政协", U"委员会", U"理事会", U"党代会", U"常委会", U"代表大会", U"人民代表"})) return std::nullopt;
    if (ends_any(i, {U"共", U"举办", U"举办了", U"召开", U"召开了", U"历经", U"连续"})) return std::nullopt;
    return CodeRead{k, "fixed_phrase", "mask.congress"};
  }
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }
  bool starts(std::size_t i, std::u32string_view w) const { return s_.substr(std::min(i, s_.size()), w.size()) == w; }
  bool starts_any(std::size_t i, Words words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return starts(i, w); });
  }
  bool ends_any(std::size_t i, Words words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return i >= w.size() && s_.substr(i - w.size(), w.size()) == w; });
  }

  std::u32string_view s_;
};
}  // namespace

std::optional<CodeRead> read_idiom(std::u32string_view s, std::size_t i) { return Idioms(s).run(i); }
}  // namespace youju::claim
