// SPDX-License-Identifier: Apache-2.0
// Numerals in characters: in a report they count work, in a story they only tell (三个儿子, 两位老人, 八十八个星座). Which of
// both is said by what stands around: a verb of work, digits or a period in the sentence, a count at the end of a clause.
// Lengths and areas, in digits too, are often a rule (保持100米以上的距离); they count when work is told of.
#include "claim/narrative.h"

#include <algorithm>

namespace youju::claim {
namespace {
constexpr std::size_t kAround = 80;
constexpr WordSet kWork = set_of(Word::event_verb, Word::act, Word::verb, Word::light_verb, Word::total, Word::rest, Word::part);

class Narrative {
 public:
  Narrative(const Reading& r, const Found& f) : r_(r), s_(r.s()), f_(f) {}

  bool in_characters() const {
    const auto& n = f_.num;
    return n.form == Num::Form::plain && n.han && !n.arabic && n.odd == 0 && n.value >= 2 && n.value < 1e4 && (!n.vague || n.hi <= 10) &&
           (f_.sort == Sort::thing || f_.sort == Sort::generic || f_.sort == Sort::person || f_.sort == Sort::event);
  }
  // 支付二倍的工资, 不低于百分之三百: the words of a law, in characters
  bool is_law() const {
    const bool share = f_.num.form == Num::Form::percent || (f_.num.form == Num::Form::plain && f_.sort == Sort::many);
    return share && f_.num.han && !f_.num.arabic && f_.change == nullptr && rules();
  }
  bool is_size() const { return f_.sort == Sort::size && f_.num.form == Num::Form::plain; }
  bool size_is_said(std::size_t last_claim) const {
    if (f_.change != nullptr || f_.total || f_.rest || f_.average || f_.level) return true;
    if (f_.phrase_from > 0 && one_of(s_[f_.phrase_from - 1], U"由从")) return true;  // 由12平方米增加到13平方米
    const std::size_t begin = sentence_begin();
    if (last_claim > begin || mentioned(begin)) return true;
    if (rules()) return false;
    return work_before() || closes_a_noun();
  }
  bool is_said(std::size_t last_claim) const {
    const bool strong = f_.bound && *f_.bound != Word::thereabouts && *f_.bound != Word::about;
    if (strong || f_.upper || f_.change != nullptr || f_.total || of_a_total(last_claim) || f_.average || f_.each || f_.level || f_.negated || !f_.per.empty()) return true;
    if (work_before() || work_behind() || closes_a_noun() || counts_a_list() || of_the_office()) return true;
    if (f_.num.value > 10 && (is_clause_end(at(f_.phrase_to)) || (f_.phrase_from > 0 && one_of(s_[f_.phrase_from - 1], U"有共为达至到计")))) return true;
    return in_a_report(last_claim);
  }

 private:
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }

  // 召开两次, 评出了三名, 获两枚, 各三次
  bool work_before() const {
    std::size_t i = f_.phrase_from;
    for (int n = 0; n < 2 && i > 0 && one_of(s_[i - 1], U"了过出有为达到得共各"); ++n) {
      if (one_of(s_[i - 1], U"共各")) return true;
      --i;
    }
    if (i > 0 && one_of(s_[i - 1], U"获增减评招购建设办开")) return true;
    const auto* word = r_.lexicon.before(s_, i, kWork);
    if (word != nullptr && word->word.size() >= 2) return true;
    // 选树“最美家庭”十户, 修订学习、考勤两项: the verb opens the clause.
    for (std::size_t k = i; k > 0 && k + 20 > i && (s_[k - 1] == U'、' || !is_clause_end(s_[k - 1])); --k) {
      const auto* verb = r_.lexicon.at(s_, k - 1, set_of(Word::event_verb, Word::act), i);
      if (verb != nullptr && verb->word.size() >= 2) return true;
    }
    return false;
  }
  // 两名同志被评为…, 三个支部完成…
  bool work_behind() const {
    for (std::size_t i = f_.phrase_to; i < f_.phrase_to + 16 && (at(i) == U'、' || !is_clause_end(at(i))); ++i) {
      const auto* word = r_.lexicon.at(s_, i, kWork);
      if (word != nullptr && word->word.size() >= 2) return true;
      if (one_of(at(i), U"获均")) return true;
    }
    return false;
  }
  // 甲处、乙处、丙处三个处室…: a list that opens its clause and is counted; not 要护好头、颈、脚三个部位
  bool counts_a_list() const {
    bool list = false;
    std::size_t i = f_.phrase_from;
    for (; i > 0 && i + 30 > f_.phrase_from && (s_[i - 1] == U'、' || !is_clause_end(s_[i - 1])); --i) list |= s_[i - 1] == U'、';
    return list && !one_of(at(i), U"要应须请别可");
  }
  // 三个党支部, 两个科室: parts of the office
  bool of_the_office() const { return r_.lexicon.at(s_, f_.phrase_to, set_of(Word::unit)) != nullptr; }
  // 民主生活会两次，
  bool closes_a_noun() const {
    const std::size_t from = f_.phrase_from > 0 && one_of(s_[f_.phrase_from - 1], U"”》") ? f_.phrase_from - 1 : f_.phrase_from;
    if (from < 2 || !is_clause_end(at(f_.phrase_to))) return false;
    const auto is_han = [](char32_t c) { return c >= 0x3400 && c <= 0x9FFF; };
    return is_han(s_[from - 1]) && is_han(s_[from - 2]) && !one_of(s_[from - 1], U"着是像成把被让给的地来去上下这那每某哪如当做作你我他们用说不没无行");
  }
  // 其余三个 behind what they are left of
  bool of_a_total(std::size_t last_claim) const { return f_.rest && last_claim > 0 && last_claim + 120 > f_.phrase_from; }
  // 不得少于50米
  bool rules() const {
    for (std::size_t i = f_.num.from; i > 0 && i + 12 > f_.num.from && !is_clause_end(s_[i - 1]); --i) {
      for (const auto w : {U"不得", U"应当", U"必须", U"不准", U"严禁", U"禁止", U"不应", U"不宜", U"保持"}) {
        if (s_.substr(i - 1, 2) == w) return true;
      }
    }
    return false;
  }
  std::size_t sentence_begin() const {
    std::size_t begin = f_.phrase_from;
    while (begin > 0 && begin + kAround > f_.phrase_from && !is_sentence_end(s_[begin - 1])) --begin;
    return begin;
  }
  bool mentioned(std::size_t begin) const {
    const auto& mentions = r_.scanned.mentions;
    const auto it = std::lower_bound(mentions.begin(), mentions.end(), begin, [](const Mention& m, std::size_t p) { return m.from < p; });
    return it != mentions.end() && it->from < f_.num.from;
  }
  // Digits, a period or another claim stand in the sentence.
  bool in_a_report(std::size_t last_claim) const {
    const std::size_t begin = sentence_begin();
    if (last_claim > begin || mentioned(begin)) return true;
    for (std::size_t i = begin; i < f_.phrase_from; ++i) {
      if (is_digit(s_[i])) return true;
    }
    for (std::size_t i = f_.phrase_to; i < f_.phrase_to + kAround && !is_sentence_end(at(i)); ++i) {
      if (is_digit(at(i))) return true;
    }
    return false;
  }

  const Reading& r_;
  std::u32string_view s_;
  const Found& f_;
};
}  // namespace

bool is_narrated(const Reading& r, const Found& f, std::size_t last_claim) {
  const Narrative n(r, f);
  if (n.is_law()) return true;
  return n.is_size() ? !n.size_is_said(last_claim) : n.in_characters() && !n.is_said(last_claim);
}

bool is_supposed(const Reading& r, const Found& f) {
  const auto s = r.s();
  bool clause = true;
  for (std::size_t i = f.num.from; i > 0 && i + kAround > f.num.from && !is_sentence_end(s[i - 1]); --i) {
    clause = clause && !is_clause_end(s[i - 1]);
    const auto two = s.substr(i - 1, 2);
    for (const auto w : {U"如果", U"假如", U"倘若", U"要是", U"假使", U"假设", U"倘使"}) {
      if (two == w && s.substr(i + 1, 1) != U"说") return true;
    }
    const bool small = f.num.han && !f.num.arabic && f.num.form == Num::Form::plain && f.num.value <= 3;
    if (clause && small && (two == U"可以" || two == U"允许" || two == U"准予")) return true;
  }
  return false;
}
}  // namespace youju::claim
