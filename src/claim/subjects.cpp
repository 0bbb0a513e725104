// SPDX-License-Identifier: Apache-2.0
// What a number counts: the noun behind its measure word, else the words before it in the clause, else what was counted last.
#include <algorithm>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr std::size_t kFarLeft = 60, kFarRight = 24;
bool is_name_char(char32_t c) { return is_han(c) || is_letter(c) || is_digit(c) || c == U'“' || c == U'”' || c == U'《' || c == U'》' || c == U'·' || c == U'-' || c == U'、'; }

class Subjects {
 public:
  explicit Subjects(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    const Found* last = nullptr;
    for (std::size_t k = 0; k < r_.found.size(); ++k) {
      auto& f = r_.found[k];
      if (last != nullptr && last->sentence_from != f.sentence_from && !follows_on(f)) topic_.clear();
      one(f, k, last);
      last = &f;
    }
  }

 private:
  char32_t at(std::size_t i) const { return r_.at(i); }

  void one(Found& f, std::size_t k, const Found* last) {
    if (last == nullptr || last->sentence_from != f.sentence_from) lead_ = colon_lead(f);
    if (!f.claim.subject.empty()) {  // zeros know theirs
      f.own_subject = true;
      return;
    }
    if (f.english || f.cell != nullptr) return;
    const auto before = left(f);
    const auto behind = right(f, k);
    std::u32string subject;
    bool verb_only = false;  // 办结26件, 600余人次参加: of what was counted before
    if (before.compares) {
      // 高于全市平均水平3.2个百分点
    } else if (before.text.empty() || before.unit_only) {
      subject = behind.text;
      verb_only = behind.verb_only;
    } else if (!behind.text.empty() && before.ends_in_verb) {
      subject = behind.text;
      if (subject.size() <= 2 && !behind.verb_only && before.text.size() <= 4) subject = before.text + subject;
      if (behind.verb_only) subject = before.text;
    } else {
      subject = before.text;
      if (!behind.text.empty() && before.had) subject += behind.text;
      verb_only = before.verb_only;
    }
    const bool part = f.claim.part || f.rest;
    // 党员38人，占职工总数的30%: the share is of what was counted before.
    const bool of_whole = f.sort == Sort::percent && subject.size() >= 2 && subject.size() <= 12 && subject[0] == U'占' && subject != U"占比" && last != nullptr;
    const bool share = subject == U"占" || subject == U"占比" || subject == U"比例" || of_whole;
    const bool own = !subject.empty() && !verb_only && !share;
    f.own_subject = own;
    if (!own) {
      auto of = of_whole ? to_code_points(last->claim.subject) : inherited(f, last);
      if (of_whole && of.size() > 8) of = head_of(of);
      const bool itself = of_whole && of == subject.substr(1);  // 5个科室…，占科室总数的…
      if (share) of += of_whole && !itself ? share_of(f, subject) : U"占比";
      subject = verb_only ? (before.text.empty() ? head_of(of) + subject : subject + head_of(of)) : of;
    }
    f.claim.subject = from_code_points(subject);
    if (!own || part) f.claim.topic = from_code_points(topic_);
    const auto& whole = part ? topic_ : lead_;
    if (own && (part || !lead_.empty()) && subject.size() <= 4 && !whole.empty() && whole != subject) {
      const auto head = head_of(whole);  // 女职工 of 职工 says it already
      if (subject.find(head) == std::u32string::npos) f.claim.subject = from_code_points(subject + head);
    }
    if (own && !part && lead_.empty()) topic_ = subject;
  }

  // 占职工总数 as written: 总数 and 总量 were left out of the subject.
  std::u32string share_of(const Found& f, const std::u32string& subject) const {
    const auto clause = s_.substr(f.clause_from, f.num.from - f.clause_from);
    for (const auto w : {U"总数", U"总量", U"总额", U"总人数"}) {
      if (clause.find(subject + w) != std::u32string_view::npos) return subject + w;
    }
    return subject;
  }

  // 走访慰问老干部：春节15户、七一12: what stands before the colon holds for the list.
  std::u32string colon_lead(const Found& f) {
    const auto words = s_.substr(f.sentence_from, f.phrase_from - f.sentence_from);
    if (words.size() > 80) return {};
    const auto colon = words.rfind(U"：");
    if (colon == std::u32string_view::npos || colon < 2) return {};
    Found shadow;
    shadow.clause_from = f.sentence_from;
    for (std::size_t i = colon; i-- > 0;) {
      if (is_clause_end(words[i])) {
        shadow.clause_from = f.sentence_from + i + 1;
        break;
      }
    }
    shadow.phrase_from = f.sentence_from + colon;
    auto text = left(shadow).text;
    if (!text.empty()) topic_ = text;
    return text;
  }

  bool follows_on(const Found& f) const {
    const char32_t c = at(f.sentence_from);
    return c == U'其' || c == U'该' || (f.clause_from <= f.sentence_from + 1);
  }

  // The noun of a topic without its verb: 发放慰问金 → 慰问金.
  std::u32string head_of(std::u32string_view topic) const {
    if (const auto* verb = r_.lexicon.at(topic, 0, set_of(Word::verb, Word::light_verb, Word::event_verb)); verb != nullptr && verb->word.size() <= 3 && verb->word.size() + 2 <= topic.size()) {
      topic.remove_prefix(verb->word.size());
    }
    if (const auto comma = topic.rfind(U'、'); comma != std::u32string_view::npos && comma + 1 < topic.size()) topic.remove_prefix(comma + 1);
    return std::u32string(topic.size() > 6 ? topic.substr(topic.size() - 4) : topic);
  }

  struct Left {
    std::u32string text;
    bool ends_in_verb = false;
    bool had = false;  // 有36人报名
    bool unit_only = false, verb_only = false, compares = false;
  };
  struct Right {
    std::u32string text;
    bool verb_only = false;
  };

  Left left(const Found& f) {
    Left out;
    std::size_t from = std::max(f.clause_from, f.subject_from), to = f.phrase_from;
    if (named_to_ > from && named_to_ <= to) from = named_to_;  // behind the noun of the number before
    if (to > from + kFarLeft) from = to - kFarLeft;
    r_.steps += to - from;
    out.had = to > from && s_[to - 1] == U'有';
    std::size_t end = strip_right(f, from, to, out);
    std::size_t begin = strip_left(from, end);
    // Masked dates and enumerators at the front are left out; 的 cuts what describes: 对生病住院的老同志 → 老同志.
    if (end - begin > 12) {
      for (std::size_t i = end - 2; i > begin; --i) {
        if (s_[i] == U'的' && end - i > 3) {
          begin = i + 1;
          break;
        }
      }
      begin = strip_left(begin, end);
    }
    // 到第二人民医院慰问6人: where it was is left out.
    if (begin > from && one_of(s_[begin - 1], U"到赴在于向给")) {
      const auto* verb = r_.lexicon.before(s_, end, set_of(Word::event_verb), begin);
      if (verb != nullptr && verb->word.size() < end - begin) begin = end - verb->word.size();
    }
    const auto* compare = r_.lexicon.at(s_, begin, set_of(Word::above_open, Word::below_open), end);
    out.compares = compare != nullptr && compare->word.size() == 2 && end > begin + 2;
    std::u32string text;
    for (std::size_t i = begin; i < end; ++i) {
      if (s_[i] != U' ' && s_[i] != U'\t' && s_[i] != U'“' && s_[i] != U'”' && s_[i] != U'了') text.push_back(s_[i]);
    }
    if (text.size() > 1) {
      // 推送稿件 keeps its verb, 开展活动 does not.
      std::u32string_view view = text;
      // 办理信访件 does not begin with 办.
      const auto* verb = r_.lexicon.at(view, 0, set_of(Word::light_verb, Word::verb, Word::act, Word::event_verb));
      const bool light = verb != nullptr && (verb->classes & set_of(Word::light_verb)) != 0;
      if (light && view.size() >= verb->word.size() + 2 && !(verb->word == U"参加" && view.size() <= 4)) view.remove_prefix(verb->word.size());
      text = std::u32string(view);
    }
    out.unit_only = r_.lexicon.is(text, set_of(Word::unit)) && !one_of(text.back(), U"室院校");
    out.verb_only = text.size() <= 4 && r_.lexicon.is(text, set_of(Word::verb)) && !r_.lexicon.is(text, set_of(Word::light_verb));
    out.text = std::move(text);
    return out;
  }

  std::size_t strip_right(const Found& f, std::size_t from, std::size_t to, Left& out) const {
    for (int n = 0; n < 8 && to > from; ++n) {
      if (is_clause_end(s_[to - 1]) || one_of(s_[to - 1], U" ”的了：")) {
        --to;
        continue;
      }
      if (in_mask_end(to) > 0 && in_mask_end(to) > from) {  // 至2023年 … a date directly before
        to = in_mask_end(to);
        if (to > from + 2 && one_of(s_[to - 1], U"比较") && !one_of(s_[to - 2], U"占同环")) --to;  // 阅读量较2022年
        continue;
      }
      if (f.per_to == to && f.per_from > from) {  // 党员大会每季度至少召开一次
        to = f.per_from;
        continue;
      }
      const auto* word = r_.lexicon.before(s_, to, set_of(Word::light_verb, Word::filler, Word::each, Word::average, Word::total, Word::above, Word::below), from);
      if (word == nullptr) break;
      if (word->word.size() == to - from && (word->classes & set_of(Word::light_verb)) != 0 && word->word.size() >= 2 && n == 0 && false) break;
      // 阵地建设3处: 设 is the end of a longer word.
      const auto* longer = word->word.size() == 1 ? r_.lexicon.before(s_, to, set_of(Word::verb, Word::act, Word::event_verb), from) : nullptr;
      if (longer != nullptr && longer->word.size() > 1) break;
      if ((word->classes & set_of(Word::light_verb)) != 0) out.ends_in_verb = true;
      if (word->word.size() == 1 && to - from > 1 && is_han(s_[to - 2]) && (word->classes & set_of(Word::filler)) != 0 && !one_of(word->word[0], U"共已为是有达约计在了的均各仅只数")) break;
      to -= word->word.size();
    }
    const auto* verb = r_.lexicon.before(s_, to, set_of(Word::verb, Word::act, Word::event_verb), from);
    if (verb != nullptr) out.ends_in_verb = true;
    return to;
  }

  std::size_t strip_left(std::size_t from, std::size_t to) const {
    for (int n = 0; n < 10 && from < to; ++n) {
      if (!is_name_char(s_[from]) || s_[from] == U'、') {
        ++from;
        continue;
      }
      if (const auto e = mask_start(from); e > from && e <= to) {
        from = e;
        continue;
      }
      if (s_[from] == U'每') {
        const auto* measure = r_.lexicon.at(s_, from + 1, set_of(Word::measure), to);
        if (measure != nullptr && from + 1 + measure->word.size() < to) {
          from += 1 + measure->word.size();
          continue;
        }
      }
      const auto* word = r_.lexicon.at(s_, from, set_of(Word::filler, Word::unit, Word::whole_period, Word::part, Word::rest, Word::total, Word::plan, Word::requirement, Word::done), to);
      if (word == nullptr) break;
      const auto rest = to - from - word->word.size();
      if (word->word == U"到" && rest > 0 && one_of(s_[from + 1], U"会场岗")) break;  // 到会党员
      if ((word->classes & set_of(Word::unit)) != 0 && cuts_a_kind(from, word->word.size(), to)) break;
      if (rest == 0 && (word->classes & set_of(Word::unit)) != 0) break;
      if (word->word.size() == 1 && rest > 0 && (word->classes & set_of(Word::unit)) == 0 && !one_of(word->word[0], U"共已也还又再均都各仅只就才为是有达约计在了的和与及并另其经自从由至到按对将把被让使每现全这那此本以新等仍尚如即于曾拟应须")) break;
      if ((word->classes & set_of(Word::unit)) != 0 && rest < 2) break;
      if (word->word.size() == 1 && one_of(word->word[0], U"新全本现对经等以按") && rest > 0) {
        if (!one_of(word->word[0], U"对")) break;
      }
      from += word->word.size();
    }
    return from;
  }

  // 支部学习: the first word is a unit, but it opens the name of a kind.
  bool cuts_a_kind(std::size_t from, std::size_t length, std::size_t to) const {
    return std::any_of(r_.lexicon.kind_words.begin(), r_.lexicon.kind_words.end(), [&](const KindWord& k) {
      return k.word.size() > length && from + k.word.size() <= to && s_.substr(from, k.word.size()) == k.word;
    });
  }

  // A listed date, period or enumerator that starts (ends) here.
  std::size_t mask_start(std::size_t i) const {
    const auto it = std::lower_bound(r_.scanned.masks.begin(), r_.scanned.masks.end(), i, [](const Mask& m, std::size_t p) { return m.from < p; });
    if (it == r_.scanned.masks.end() || it->from != i) return i;
    return it->why == "date" || it->why == "period" || it->why == "enumerator" || it->why == "time" || it->why == "doc_number" || it->why == "ordinal" ? (it->why == "ordinal" ? i : it->to) : i;
  }
  std::size_t in_mask_end(std::size_t i) const {
    auto it = std::upper_bound(r_.scanned.masks.begin(), r_.scanned.masks.end(), i, [](std::size_t p, const Mask& m) { return p < m.to; });
    if (it == r_.scanned.masks.begin()) return 0;
    --it;
    return it->to == i && (it->why == "date" || it->why == "period") ? it->from : 0;
  }

  Right right(const Found& f, std::size_t k) {
    std::size_t i = std::max(f.phrase_to, f.measure_to);
    const std::size_t next = k + 1 < r_.found.size() ? r_.found[k + 1].phrase_from : s_.size();
    const std::size_t stop = std::min({next, s_.size(), i + kFarRight});
    while (i < stop && (s_[i] == U'的' || s_[i] == U' ')) ++i;
    Right out;
    const std::size_t begin = i;
    for (; i < stop; ++i) {
      const char32_t c = s_[i];
      if ((r_.text.flags[i] & Text::kMark) != 0) break;
      if (c == U'、' || c == U'“' || is_clause_end(c)) {
        if (c == U'“' && i == begin) continue;
        break;
      }
      const auto* word = r_.lexicon.at(s_, i, set_of(Word::stop, Word::verb, Word::total, Word::up, Word::down, Word::level, Word::compare), stop);
      if (word != nullptr && !f.negated && (word->word.size() > 1 || one_of(word->word[0], U"共已均都各占达为是有在并和及与或等被由对向到从将于获送给还也后前因未无比较"))) {
        if (!out.text.empty()) break;
        out.verb_only = (word->classes & set_of(Word::verb)) != 0 && word->word.size() > 1;
        if (out.verb_only) out.text = word->word;
        return out;
      }
      if (c == U'”' || c == U' ' || c == U'了') continue;
      out.text.push_back(c);
    }
    r_.steps += i - begin + 1;
    named_to_ = i;
    return out;
  }

  // Nothing of its own: what the last claim counted, else the clause before.
  std::u32string inherited(const Found& f, const Found* last) {
    if (last != nullptr && last->sentence_from == f.sentence_from && !topic_.empty()) return topic_;
    // the clause before, when it holds no number
    if (f.clause_from > f.sentence_from + 1) {
      std::size_t to = f.clause_from - 1, from = to;
      while (from > f.sentence_from && !is_clause_end(s_[from - 1]) && to - from < kFarLeft) --from;
      if (last != nullptr && last->phrase_from >= from && last->phrase_from < f.phrase_from) return topic_;
      Found shadow = f;
      shadow.clause_from = from;
      shadow.phrase_from = to;
      auto found = left(shadow).text;
      if (!found.empty()) {
        topic_ = found;
      }
      return found;
    }
    return topic_;
  }

  Reading& r_;
  std::u32string_view s_;
  std::u32string topic_;  // what the passage counts
  std::size_t named_to_ = 0;  // where the noun behind the last number ended
  std::u32string lead_;   // before the colon of this sentence
};
}  // namespace

void read_subjects(Reading& r) { Subjects(r).run(); }
}  // namespace youju::claim
