// SPDX-License-Identifier: Apache-2.0
// What stands directly before a numeral: bound words, change words, totals, rates.
#include "claim/modifiers.h"

namespace youju::claim {
namespace {
constexpr WordSet kBoundsBefore = set_of(Word::above_open, Word::above, Word::below, Word::below_open, Word::near, Word::about);
constexpr WordSet kBefore = kBoundsBefore | set_of(Word::up, Word::down, Word::level, Word::total, Word::average, Word::rest);
}  // namespace

void Modifiers::before(Found& f, std::size_t begin) {
  std::size_t p = f.num.from;
  bool moved = false;
  for (int step = 0; step < 6 && p > begin; ++step) {
    const std::size_t q = s_[p - 1] == U' ' ? p - 1 : p;
    if (moved && neutral(q, begin)) {
      p = q - 1;
      continue;
    }
    const Entry* word = r_.lexicon.before(s_, q, kBefore, begin);
    if (word != nullptr && take_before(f, *word, q - word->word.size(), begin)) {
      p = q - word->word.size();
      moved = true;
      f.phrase_from = p;
      continue;
    }
    if (neutral(q, begin)) {
      p = q - 1;
      moved = true;
      continue;
    }
    break;
  }
  if (!f.bound && f.num.from > begin && s_[f.num.from - 1] == U'比' && f.phrase_to == std::max(f.measure_to, f.number_to)) {
    if (one_of(at(f.phrase_to), U"大多高长重")) f.bound = Word::above_open;
    if (one_of(at(f.phrase_to), U"小少低短轻")) f.bound = Word::below_open;
    if (f.bound) {
      f.phrase_to += 1;
      f.phrase_from = std::min(f.phrase_from, f.num.from - 1);
    }
  }
  rate(f, p, begin);
  if (!f.bound) far_bound(f, f.phrase_from, begin);
}

bool Modifiers::take_before(Found& f, const Entry& word, std::size_t from, std::size_t begin) {
  const char32_t prev = from > begin ? s_[from - 1] : U'\0';
  const auto set = word.classes;
  const std::u32string_view w = word.word;
  if ((set & kBoundsBefore) != 0 && !f.bound) {
    if (w == U"近" && one_of(prev, U"附最临亲邻远贴靠拉就新")) return false;
    if (w == U"约" && one_of(prev, U"预节签公合相解续条契失履邀违特简缔婚爽")) return false;
    if ((w == U"过" || w == U"破") && !(f.num.bare_unit || f.num.form == Num::Form::half)) return false;
    if (w == U"快" || (w == U"满" && (one_of(prev, U"圆期届充") || f.sort != Sort::time))) return false;
    if (w == U"控制在" && !(f.bound)) {
      f.bound = Word::below;
      return true;
    }
    if (w == U"最高" && (at(f.num.from - 1) == U'的')) return false;
    if ((w == U"超" || w == U"逾") && one_of(prev, U"高远")) return prev == U'远';
    for (const auto b : {Word::above_open, Word::above, Word::below, Word::below_open, Word::near, Word::about}) {
      if ((set & set_of(b)) != 0) {
        f.bound = b;
        break;
      }
    }
    return true;
  }
  if ((set & set_of(Word::average)) != 0 && w != U"均") {
    f.average = true;
    if (w == U"月均") f.per = "month";
    if (w == U"季均") f.per = "quarter";
    return true;
  }
  if ((set & set_of(Word::level)) != 0) {
    f.level = true;
    return true;
  }
  if ((set & set_of(Word::up, Word::down)) != 0 && f.change == nullptr && !f.level) {
    const bool share = f.sort == Sort::percent || f.sort == Sort::many || f.num.form == Num::Form::fraction;
    const bool short_word = w.size() == 1;
    if (short_word && !share && !compared(from)) return false;
    if (w == U"多" && one_of(prev, U"许很众最更余不诸繁增")) return false;
    if (w == U"高" && one_of(prev, U"最提更新升")) return false;
    if (w == U"低" && one_of(prev, U"最更降")) return false;
    f.change = &word;
    f.change_from = from;
    return true;
  }
  if ((set & set_of(Word::total)) != 0) {
    if (w == U"计" && one_of(prev, U"统预设估审会生合总共累")) return false;
    if (w == U"全部" || (w == U"共" && one_of(prev, U"公中"))) return false;
    f.total = true;
    return true;
  }
  if ((set & set_of(Word::rest)) != 0) {
    if (w == U"还有" || w == U"另外" || w == U"其他" || w == U"其它" || w == U"另有") return false;
    f.rest = true;
    return true;
  }
  return false;
}

bool Modifiers::compared(std::size_t from) const {
  for (std::size_t k = 0; k < 24 && k < from; ++k) {
    const char32_t c = s_[from - 1 - k];
    if (is_clause_end(c)) return false;
    if (c == U'比' || c == U'较') return true;
  }
  return false;
}

void Modifiers::far_bound(Found& f, std::size_t p, std::size_t begin) const {
  for (std::size_t n = 1; n <= 6 && p >= begin + n; ++n) {
    const std::size_t q = p - n;
    if (is_clause_end(s_[q])) return;
    const auto* word = r_.lexicon.before(s_, q, set_of(Word::above, Word::below), begin);
    if (word == nullptr || word->word.size() < 2 || !one_of(word->word[0], U"至不最起") || word->word == U"最高" || word->word == U"最低") continue;
    for (std::size_t k = q; k < p; ++k) {
      if (s_[k] < 0x3400) return;
    }
    f.bound = (word->classes & set_of(Word::above)) != 0 ? Word::above : Word::below;
    return;
  }
}

void Modifiers::mean_before(Found& f, std::size_t q, std::size_t begin) const {
  for (std::size_t n = 2; n <= 12 && q >= begin + n && !is_clause_end(s_[q - n]); ++n) {
    const auto word = s_.substr(q - n, 2);
    if (word != U"月均" && word != U"季均") continue;
    f.average = true;
    f.per = word == U"月均" ? "month" : "quarter";
    f.per_from = q - n;
    f.per_to = q - n + 2;
    return;
  }
}

void Modifiers::rate(Found& f, std::size_t q, std::size_t begin) const {
  static constexpr std::pair<std::u32string_view, std::string_view> spans[] = {
      {U"每个月", "month"}, {U"每月", "month"}, {U"每季度", "quarter"}, {U"每个季度", "quarter"}, {U"每季", "quarter"}, {U"每半年", "half_year"}, {U"每年", "year"},
      {U"每周", "week"}, {U"每个星期", "week"}, {U"每星期", "week"}, {U"每天", "day"}, {U"每日", "day"}, {U"每学期", "term"}, {U"每两周", "two weeks"}, {U"每两月", "two months"}, {U"每两个月", "two months"}};
  std::size_t at_every = q;
  for (std::size_t n = 1; n <= 14 && q >= begin + n; ++n) {
    if (is_clause_end(s_[q - n])) return;
    if (s_[q - n] == U'每') {
      at_every = q - n;
      break;
    }
  }
  if (at_every == q) return mean_before(f, q, begin);
  std::size_t end = at_every + 1;
  for (const auto& [word, name] : spans) {
    if (s_.substr(at_every, word.size()) == word && at_every + word.size() > end) {
      f.per = name;
      end = at_every + word.size();
    }
  }
  if (f.per.empty()) {
    const auto* word = r_.lexicon.at(s_, at_every + 1, set_of(Word::measure), q);
    if (word != nullptr) {
      f.per = word->as;
      end = at_every + 1 + word->word.size();
      if (word->word == U"个" && end < q && q - end <= 4) {
        f.per = r_.text.words(end, q);
        end = q;
      }
    } else if (q - at_every - 1 <= 4) {
      f.per = r_.text.words(at_every + 1, q);
      end = q;
    } else {
      return;
    }
  }
  f.per_from = at_every;
  f.per_to = end;
  if (end == q) f.phrase_from = std::min(f.phrase_from, at_every);
  if (const auto* mean = r_.lexicon.before(s_, at_every, set_of(Word::average), begin); mean != nullptr && mean->word != U"均") {
    f.average = true;
    if (end == q) f.phrase_from = at_every - mean->word.size();
  }
}
}  // namespace youju::claim
