// SPDX-License-Identifier: Apache-2.0
// What a number counts: the noun behind its measure word, else the words before it in the clause, else what was counted last.
#include <algorithm>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr std::size_t kFarLeft = 60, kFarRight = 24;
bool one_of(char32_t c, std::u32string_view set) { return c != 0 && set.find(c) != std::u32string_view::npos; }
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
    if (!f.claim.subject.empty()) {  // zeros know theirs
      if (f.claim.topic.empty()) f.claim.topic = topic_;
      return;
    }
    const auto before = left(f);
    const auto behind = right(f, k);
    std::u32string subject;
    const bool part = f.claim.part || f.rest;
    if (!behind.empty() && (before.text.empty() || before.ends_in_verb)) {
      subject = behind;
      if (before.text.size() >= 2 && before.ends_in_verb && subject.size() <= 2) subject = before.text + subject;
    } else if (!before.text.empty()) {
      subject = before.text;
      if (!behind.empty() && before.had) subject += behind;
    } else if (!behind.empty()) {
      subject = behind;
    }
    const bool own = !subject.empty();
    if (!own) subject = inherited(f, last);
    f.claim.subject = from_code_points(subject);
    if (!own || part) f.claim.topic = from_code_points(topic32_);
    if (part && own && subject.size() <= 4 && !topic32_.empty() && topic32_ != subject) f.claim.subject = from_code_points(subject + head_of(topic32_));
    if (own && !part) {
      topic32_ = subject;
      topic_ = from_code_points(subject);
    }
    if (!f.rest && f.average && f.per.empty() && own == false) f.claim.subject = from_code_points(subject);
  }

  bool follows_on(const Found& f) const {
    const char32_t c = at(f.sentence_from);
    return c == U'其' || c == U'该' || (f.clause_from <= f.sentence_from + 1);
  }

  // The noun of a topic without its verb: 发放慰问金 → 慰问金.
  std::u32string head_of(std::u32string_view topic) const {
    if (const auto* verb = r_.lexicon.at(topic, 0, set_of(Word::verb, Word::light_verb, Word::event_verb)); verb != nullptr && verb->word.size() + 2 <= topic.size()) {
      topic.remove_prefix(verb->word.size());
    }
    return std::u32string(topic.size() > 6 ? topic.substr(topic.size() - 4) : topic);
  }

  struct Left {
    std::u32string text;
    bool ends_in_verb = false;
    bool had = false;  // 有36人报名
  };

  Left left(const Found& f) {
    Left out;
    std::size_t from = f.clause_from, to = f.phrase_from;
    if (to > from + kFarLeft) from = to - kFarLeft;
    r_.steps += to - from;
    out.had = to > from && s_[to - 1] == U'有';
    std::size_t end = strip_right(from, to, out);
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
    std::u32string text;
    for (std::size_t i = begin; i < end; ++i) {
      if (s_[i] != U' ' && s_[i] != U'\t' && s_[i] != U'“' && s_[i] != U'”' && s_[i] != U'了') text.push_back(s_[i]);
    }
    if (text.size() > 1) {
      // 推送稿件 keeps its verb, 开展活动 does not.
      std::u32string_view view = text;
      if (const auto* verb = r_.lexicon.at(view, 0, set_of(Word::light_verb)); verb != nullptr && view.size() >= verb->word.size() + 2) view.remove_prefix(verb->word.size());
      text = std::u32string(view);
    }
    out.text = std::move(text);
    return out;
  }

  std::size_t strip_right(std::size_t from, std::size_t to, Left& out) const {
    for (int n = 0; n < 8 && to > from; ++n) {
      if (is_clause_end(s_[to - 1]) || one_of(s_[to - 1], U" ”的了：")) {
        --to;
        continue;
      }
      if (in_mask_end(to) > 0 && in_mask_end(to) > from) {  // 至2023年 … a date directly before
        to = in_mask_end(to);
        continue;
      }
      const auto* word = r_.lexicon.before(s_, to, set_of(Word::light_verb, Word::filler, Word::each, Word::average, Word::total), from);
      if (word == nullptr) break;
      if (word->word.size() == to - from && (word->classes & set_of(Word::light_verb)) != 0 && word->word.size() >= 2 && n == 0 && false) break;
      if ((word->classes & set_of(Word::light_verb)) != 0) out.ends_in_verb = true;
      if (word->word.size() == 1 && to - from > 1 && is_han(s_[to - 2]) && (word->classes & set_of(Word::filler)) != 0 && !one_of(word->word[0], U"共已为是有达约计在了的均各仅只数")) break;
      to -= word->word.size();
    }
    const auto* verb = r_.lexicon.before(s_, to, set_of(Word::verb, Word::event_verb), from);
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
      const auto* word = r_.lexicon.at(s_, from, set_of(Word::filler, Word::unit, Word::whole_period, Word::part, Word::rest, Word::total, Word::plan, Word::requirement, Word::done), to);
      if (word == nullptr) break;
      const auto rest = to - from - word->word.size();
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

  std::u32string right(const Found& f, std::size_t k) {
    std::size_t i = std::max(f.phrase_to, f.measure_to);
    const std::size_t next = k + 1 < r_.found.size() ? r_.found[k + 1].phrase_from : s_.size();
    const std::size_t stop = std::min({next, s_.size(), i + kFarRight});
    while (i < stop && (s_[i] == U'的' || s_[i] == U' ')) ++i;
    std::u32string out;
    const std::size_t begin = i;
    for (; i < stop; ++i) {
      const char32_t c = s_[i];
      if (c == U'、' || c == U'“' || is_clause_end(c)) {
        if (c == U'“' && i == begin) continue;
        break;
      }
      const auto* word = r_.lexicon.at(s_, i, set_of(Word::stop, Word::verb, Word::total, Word::up, Word::down, Word::level, Word::compare), stop);
      if (word != nullptr && (word->word.size() > 1 || one_of(word->word[0], U"共已均都各占达为是有在并和及与或等被由对向到从将于获送给还也后前因未无比较"))) {
        if (out.empty() || (word->classes & set_of(Word::verb)) == 0 || true) {
          if (out.empty() && one_of(word->word[0], U"对和与及或在")) return {};
          if (out.empty() && (word->classes & set_of(Word::stop)) != 0) {
            // 有36人报名: the verb itself says what the persons did.
            return (word->classes & set_of(Word::verb)) != 0 ? word->word : std::u32string{};
          }
          break;
        }
      }
      if (c == U'”' || c == U' ' || c == U'了') continue;
      out.push_back(c);
    }
    r_.steps += i - begin + 1;
    return out;
  }

  // Nothing of its own: what the last claim counted, else the clause before.
  std::u32string inherited(const Found& f, const Found* last) {
    if (last != nullptr && last->sentence_from == f.sentence_from && !topic32_.empty()) return topic32_;
    // the clause before, when it holds no number
    if (f.clause_from > f.sentence_from + 1) {
      std::size_t to = f.clause_from - 1, from = to;
      while (from > f.sentence_from && !is_clause_end(s_[from - 1]) && to - from < kFarLeft) --from;
      Found shadow = f;
      shadow.clause_from = from;
      shadow.phrase_from = to;
      auto found = left(shadow).text;
      if (!found.empty()) {
        topic32_ = found;
        topic_ = from_code_points(found);
      }
      return found;
    }
    return topic32_;
  }

  Reading& r_;
  std::u32string_view s_;
  std::string topic_;
  std::u32string topic32_;
};
}  // namespace

void read_subjects(Reading& r) { Subjects(r).run(); }
}  // namespace youju::claim
