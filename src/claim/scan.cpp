// SPDX-License-Identifier: Apache-2.0
// The pass over a text, left to right, each place once: the first rule that fits takes its characters.
#include "claim/codes.h"
#include "claim/scan_pass.h"

namespace youju::claim {
Scanned ScanPass::run() {
  std::size_t i = 0;
  while (i < s_.size()) {
    const std::size_t next = take(i);
    out_.steps += next > i ? next - i : 1;
    i = std::max(next, i + 1);
    out_.too_many = out_.numerals.size() + out_.masks.size() > kMostNumbers;
    if (out_.too_many) break;
  }
  return std::move(out_);
}

bool ScanPass::starts_any(std::size_t i, std::initializer_list<std::u32string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return starts(i, w); });
}

bool ScanPass::ends_any(std::size_t i, std::initializer_list<std::u32string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return ends(i, w); });
}

bool ScanPass::opens_sentence(std::size_t i) const {
  while (i > 0 && (s_[i - 1] == U' ' || s_[i - 1] == U'\t' || s_[i - 1] == U'*' || s_[i - 1] == U'#' || s_[i - 1] == U'“' || s_[i - 1] == U'|')) --i;
  return i == 0 || is_sentence_end(s_[i - 1]) || s_[i - 1] == U'；' || s_[i - 1] == U';' || s_[i - 1] == U'：';
}

bool ScanPass::opens_line(std::size_t i) const {
  while (i > 0 && (s_[i - 1] == U' ' || s_[i - 1] == U'#' || s_[i - 1] == U'*' || s_[i - 1] == U'-')) --i;
  return i == 0 || s_[i - 1] == U'\n';
}

std::size_t ScanPass::mask(std::size_t from, std::size_t to, std::string_view why, std::string_view rule, bool listed) {
  out_.masks.push_back({from, to, why, rule, listed});
  // 八一 and 五四 are days, no 81 and 54.
  if (why != "lexical" && why != "vague" && why != "holiday" && rule != "mask.address" && !(why == "name" && rule == "mask.lexicon")) collect(from, to, why == "rank");
  return to;
}

void ScanPass::collect(std::size_t from, std::size_t to, bool counts) {
  std::size_t i = from;
  while (i < to) {
    Num n;
    const bool a_word = one_of(s_[i], kFormal) && !formal_stands(i);  // 《朝花夕拾》
    if (!a_word && begins_numeral(s_[i]) && s_[i] != U'-' && s_[i] != U'+' && read_numeral(s_.substr(0, to), i, n, out_.steps)) {
      n.alone = n.alone && !counts;
      out_.masked.push_back(n);
      i = std::max(n.to, i + 1);
    } else {
      ++i;
    }
  }
}

std::size_t ScanPass::take_date(const DateRead& read, std::size_t from) {
  bool has_numeral = false;
  for (std::size_t k = from; k < read.to; ++k) has_numeral |= is_digit(s_[k]) || han_digit(s_[k]) >= 0 || han_unit(s_[k]) > 0 || s_[k] == U'半';
  mask(from, read.to, read.why, read.rule, has_numeral);
  if (read.mention) {
    out_.mentions.push_back(*read.mention);
    out_.mentions.back().from = from;
    out_.mentions.back().to = read.to;
  }
  return read.to;
}

std::size_t ScanPass::take(std::size_t i) {
  const char32_t c = s_[i];
  if ((text_.flags[i] & Text::kMark) != 0) return take_mark(i);
  if (c == U'“' || c == U'”' || c == U'《' || c == U'》') {
    out_.quotes.push_back(i);
    if (c == U'“') {
      if (const auto e = quoted_phrase(i); e > 0) return e;
    }
    if (c == U'《') {
      if (const auto e = title(i); e > 0) return e;
    }
    return i + 1;
  }
  if (c == U'（' || c == U'(' || c == U'[') {
    if (const auto e = bracket(i); e > 0) return e;
    return i + 1;
  }
  if (is_letter(c)) return take_word(i);
  if (c < 0x80 && !is_digit(c) && c != U'-' && c != U'+' && !(c == U'.' && is_digit(at(i + 1)))) return i + 1;
  if (const auto e = enumerator(i); e > 0) return e;
  if (han_digit(c) > 0 || c == U'十' || is_digit(c)) {
    if (const auto r = read_idiom(s_, i)) return mask(i, r->to, r->why, r->rule, r->listed);
  }
  if (is_digit(c)) {
    if (const auto e = take_digits(i); e > 0) return e;
  } else {
    if (const auto e = take_han(i); e > 0) return e;
  }
  return numeral(i);
}

std::size_t ScanPass::take_mark(std::size_t i) {
  const bool note = text_.raw[text_.at[i]] < 0x2460 && !(text_.raw[text_.at[i]] >= 0x2160 && text_.raw[text_.at[i]] <= 0x217F);
  return mask(i, i + 1, note ? "footnote" : "enumerator", "mask.mark");
}

std::size_t ScanPass::quoted_phrase(std::size_t i) {
  std::size_t j = i + 1;
  bool numerals = false, han = false, comma = false;
  while (j < s_.size() && j < i + 14 && s_[j] != U'”' && s_[j] != U'\n' && s_[j] != U'“') {
    numerals |= is_digit(s_[j]) || han_digit(s_[j]) >= 0 || han_unit(s_[j]) > 0;
    comma |= one_of(s_[j], U"，。；！？%％");
    han |= is_digit(s_[j]) && j + 1 < s_.size() && lexicon_.at(s_, j + 1, set_of(Word::measure)) != nullptr && at(j + 1) != U'+';
    ++j;
  }
  if (at(j) != U'”' || !numerals || comma || han) return 0;
  // Periods in quotes stay periods.
  Num n;
  if (is_plan_period(i + 1) > 0) {
    take_plan_period(i + 1);
    return j;
  }
  std::size_t k = i + 1;
  while (k < j) {
    if (const auto* e = lexicon_.at(s_, k, kMaskWords, j); e != nullptr && k + e->word.size() == j && k == i + 1) break;
    ++k;
  }
  mask(i + 1, j, "fixed_phrase", "mask.quoted");
  return j;
}

std::size_t ScanPass::title(std::size_t i) {
  std::size_t j = i + 1;
  bool numerals = false;
  while (j < s_.size() && j < i + 42 && !one_of(s_[j], U"》《\n")) {
    numerals |= is_digit(s_[j]) || han_digit(s_[j]) >= 0 || han_unit(s_[j]) > 0;
    ++j;
  }
  return numerals && at(j) == U'》' ? mask(i + 1, j, "title", "mask.title") : 0;
}

std::size_t ScanPass::bracket(std::size_t i) {
  const auto n = read_small(s_, i + 1);
  if (!n) return 0;
  const char32_t close = at(n->to);
  const bool closed = close == U'）' || close == U')' || close == U']';
  if (!closed) return 0;
  std::size_t e = n->to + 1;
  if (n->year_like && n->value >= 1900 && n->value <= 2199) {
    const std::size_t k = at(e) == U'第' ? e + 1 : e;
    if (const auto m = read_small(s_, k); m && at(m->to) == U'号') return mask(i, m->to + 1, "doc_number", "mask.doc_number");
    return mask(i + 1, n->to, "date", "mask.year_in_brackets");
  }
  if (s_[i] == U'[') return mask(i, e, "footnote", "mask.note");
  if (n->value > 99) return 0;
  return mask(i, e, "enumerator", "mask.bracketed");
}

std::size_t ScanPass::enumerator(std::size_t i) {
  if (s_[i] == U'其' && han_digit(at(i + 1)) > 0 && (at(i + 2) == U'，' || at(i + 2) == U'：' || at(i + 2) == U'是')) return mask(i, i + 2, "enumerator", "mask.item_word");
  if (!is_digit(s_[i]) && han_digit(s_[i]) < 0 && s_[i] != U'十') return 0;
  const bool sentence = opens_sentence(i);
  const char32_t before = i == 0 ? U'\n' : s_[i - 1];
  if (!sentence && !is_clause_end(before)) return 0;
  const auto n = read_small(s_, i);
  if (!n || n->value > 99) return 0;
  const char32_t c = at(n->to);
  if (n->digits == 0 && (c == U'是' || c == U'要') && n->value <= 20 && at(n->to + 1) != U'求') return mask(i, n->to + 1, "enumerator", "mask.item_word");
  if (!sentence) return 0;
  if ((c == U'.' || c == U')' || c == U'）') && !is_digit(at(n->to + 1)) && n->digits > 0) return mask(i, n->to + 1, "enumerator", "mask.item");
  if (c == U'、' && !begins_numeral(at(n->to + 1)) && (n->digits == 0 ? opens_line(i) || before == U'。' : true)) return mask(i, n->to + 1, "enumerator", "mask.item");
  return 0;
}

std::size_t ScanPass::numeral(std::size_t i) {
  const char32_t c = s_[i];
  if (!begins_numeral(c) && c != U'.') return i + 1;
  if (one_of(c, kFormal) && !formal_stands(i)) return i + 1;
  if (han_unit(c) > 0 && !out_.numerals.empty() && out_.numerals.back().to == i) return i + 1;  // 五十千克: what a numeral did not take is part of a word
  if (c == U'数' && behind_total(i)) return i + 1;
  if (c == U'上' && i > 0 && one_of(s_[i - 1], U"以之加不")) return i + 1;
  Num n;
  if (!read_numeral(s_, i, n, out_.steps)) return i + 1;
  out_.numerals.push_back(n);
  return n.to;
}

Scanned scan(const Text& text, const Lexicon::Impl& lexicon, const std::vector<Cell>& cells) { return ScanPass(text, lexicon, cells).run(); }
}  // namespace youju::claim
