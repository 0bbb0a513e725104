// SPDX-License-Identifier: Apache-2.0
// English: number words, percentages, simple bounds. Enough to read numbers; what they are bound to is left open.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
using View = std::u32string_view;

// The word of ASCII letters at i, in small letters, at most 15; `to` is its end.
struct EnglishWord {
  std::string text;
  std::size_t from = 0, to = 0;
};
EnglishWord word_at(View s, std::size_t i) {
  EnglishWord w;
  w.from = w.to = i;
  while (w.to < s.size() && is_letter(s[w.to]) && w.to < i + 15) w.text.push_back(static_cast<char>(s[w.to++] | 0x20));
  if (w.to < s.size() && is_letter(s[w.to])) w.text.clear();
  return w;
}
EnglishWord word_before(View s, std::size_t i) {
  while (i > 0 && (s[i - 1] == U' ' || s[i - 1] == U'$')) --i;
  std::size_t from = i;
  while (from > 0 && is_letter(s[from - 1]) && i - from < 15) --from;
  auto w = word_at(s, from);
  if (w.to != i) w.text.clear();
  return w;
}
std::size_t skip(View s, std::size_t i) { return i < s.size() && s[i] == U' ' ? i + 1 : i; }

template <std::size_t N>
bool is_one_of(const std::string& w, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), w) != list.end();
}

int small_number(const std::string& w) {
  static constexpr std::array<std::string_view, 20> ones{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                                         "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  const auto it = std::find(ones.begin(), ones.end(), w);
  return it == ones.end() ? -1 : static_cast<int>(it - ones.begin());
}
int tens(const std::string& w) {
  static constexpr std::array<std::string_view, 8> all{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  const auto it = std::find(all.begin(), all.end(), w);
  return it == all.end() ? -1 : static_cast<int>(it - all.begin()) * 10 + 20;
}
double scale_of(const std::string& w) {
  if (w == "hundred") return 100;
  if (w == "thousand") return 1e3;
  if (w == "million") return 1e6;
  if (w == "billion") return 1e9;
  if (w == "trillion") return 1e12;
  if (w == "dozen") return 12;
  return 0;
}
}  // namespace

bool read_english(View s, std::size_t i, Num& out, std::uint64_t& looked) {
  if (i > 0 && (is_letter(s[i - 1]) || is_digit(s[i - 1]))) return false;
  double total = 0, group = 0;
  bool any = false;
  std::size_t end = i, at = i;
  for (int n = 0; n < 24; ++n) {
    auto w = word_at(s, at);
    looked += w.to - at + 1;
    if (w.text == "and" && any) w = word_at(s, skip(s, w.to));
    if (w.text.empty()) break;
    if (const int one = small_number(w.text); one >= 0) group += one;
    else if (const int ten = tens(w.text); ten >= 0) group += ten;
    else if (const double by = scale_of(w.text); by > 0 && (any || (n == 0 && false))) {
      if (by <= 100) {
        group = std::max(group, 1.0) * by;
      } else {
        total += std::max(group, 1.0) * by;
        group = 0;
      }
    } else if (w.text == "half" && !any) {
      out = Num{};
      out.from = i;
      out.to = w.to;
      out.value = 0.5;
      out.form = Num::Form::half;
      out.unit = 50;
      out.english = true;
      return true;
    } else {
      break;
    }
    any = true;
    end = w.to;
    at = end < s.size() && (s[end] == U' ' || s[end] == U'-') ? end + 1 : end;
    if (at == end) break;
  }
  if (!any) return false;
  out = Num{};
  out.from = i;
  out.to = end;
  out.value = total + group;
  out.english = true;
  double unit = 1;
  while (unit < 1e12 && out.value != 0 && std::fmod(out.value, unit * 10) == 0) unit *= 10;
  out.unit = unit;
  return true;
}

namespace {
class EnglishContext {
 public:
  EnglishContext(Reading& r, Found& f) : s_(r.s()), f_(f) {}

  bool run() {
    const auto next = word_at(s_, skip(s_, f_.number_to));
    const auto before = word_before(s_, f_.num.from);
    if (!f_.num.english && (f_.num.han || (next.text.empty() && before.text.empty()))) return false;
    if (!f_.num.english && next.text.empty() && f_.num.to < s_.size() && s_[f_.num.to] >= 0x3400) return false;
    f_.english = true;
    if (is_no_count(before, next)) return true;
    std::size_t end = scales(next);
    end = percent(end);
    bounds(before);
    if (f_.why_not.empty()) subject(end);
    return true;
  }

 private:
  void no(std::string_view why) { f_.why_not = why; }

  bool is_no_count(const EnglishWord& before, const EnglishWord& next) {
    static constexpr std::array<std::string_view, 24> months{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
                                                             "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"};
    static constexpr std::array<std::string_view, 30> named{"chapter", "section", "article", "no", "page", "figure", "table", "version", "step", "part", "level", "phase", "grade", "room",
                                                            "line", "building", "act", "item", "annex", "appendix", "number", "act", "covid", "iso", "floor", "rule", "gate", "call", "dial", "hotline"};
    static constexpr std::array<std::string_view, 14> year_words{"in", "since", "of", "by", "from", "to", "during", "until", "fy", "year", "early", "late", "and", "on"};
    const bool year = f_.num.digits == 4 && f_.num.value >= 1900 && f_.num.value <= 2100 && f_.num.place == 0;
    if (is_one_of(next.text, months) || is_one_of(before.text, months)) no("date");
    else if (year && (is_one_of(before.text, year_words) || next.text.empty())) no("date");
    else if (is_one_of(before.text, named)) no("code");
    else if (is_house(next)) no("code");
    else if (next.text == "am" || next.text == "pm") no("time");
    else if (f_.num.english && f_.num.value == 1 && (next.text.empty() || next.text == "of" || next.text == "another" || before.text == "no" || before.text == "this" || before.text == "that")) no("lexical");
    else if (f_.num.form == Num::Form::half && !f_.num.english) return false;
    return !f_.why_not.empty();
  }

  // 168 Wenchang Road
  bool is_house(EnglishWord word) const {
    static constexpr std::array<std::string_view, 8> ways{"road", "street", "avenue", "lane", "rd", "st", "ave", "boulevard"};
    for (int n = 0; n < 4 && !word.text.empty(); ++n) {
      if (is_one_of(word.text, ways)) return n > 0;
      word = word_at(s_, skip(s_, word.to));
    }
    return false;
  }

  // 3 million, 2.5 thousand
  std::size_t scales(EnglishWord next) {
    std::size_t end = f_.number_to;
    for (double by = scale_of(next.text); by > 0 && !f_.num.english; by = scale_of(next.text)) {
      f_.num.value *= by;
      f_.num.unit *= by;
      f_.num.place *= by;
      end = next.to;
      next = word_at(s_, skip(s_, end));
    }
    f_.number_to = f_.phrase_to = end;
    f_.measure_from = f_.measure_to = end;
    f_.measure_text.clear();
    f_.measure = nullptr;
    return end;
  }

  std::size_t percent(std::size_t end) {
    if (f_.num.is_share() || f_.num.form == Num::Form::half) {
      f_.measure_text = "%";
      f_.sort = Sort::percent;
    }
    auto next = word_at(s_, skip(s_, end));
    if (next.text == "per") {
      const auto cent = word_at(s_, skip(s_, next.to));
      if (cent.text == "cent") next = {"percent", next.from, cent.to};
    }
    if (next.text == "percent" || next.text == "pct") {
      f_.measure_text = "%";
      f_.sort = Sort::percent;
      f_.num.place = f_.num.place > 0 ? f_.num.place : 1;
      end = next.to;
    } else if (next.text == "percentage") {
      const auto points = word_at(s_, skip(s_, next.to));
      if (points.text == "points" || points.text == "point") {
        f_.measure_text = "百分点";
        f_.sort = Sort::percent;
        end = points.to;
      }
    }
    f_.measure_to = std::max(f_.measure_to, end);
    f_.phrase_to = std::max(f_.phrase_to, end);
    return end;
  }

  void bounds(EnglishWord before) {
    const auto two = word_before(s_, before.from);
    const std::string pair = two.text + " " + before.text;
    const auto take = [&](Word w, const EnglishWord& from) {
      f_.bound = w;
      f_.phrase_from = from.from;
    };
    if (pair == "more than") take(Word::above_open, two);
    else if (pair == "at least" || pair == "no fewer" || pair == "not less") take(Word::above, two);
    else if (pair == "up to" || pair == "at most") take(Word::below, two);
    else if (pair == "less than" || pair == "fewer than") take(Word::below_open, two);
    else if (before.text == "over" || before.text == "above" || before.text == "exceeding") take(Word::above_open, before);
    else if (before.text == "nearly" || before.text == "almost") take(Word::near, before);
    else if (before.text == "about" || before.text == "around" || before.text == "approximately" || before.text == "roughly" || before.text == "some") take(Word::about, before);
    else if (before.text == "under" || before.text == "below") take(Word::below_open, before);
    const auto next = word_at(s_, skip(s_, f_.phrase_to));
    if (next.text == "or" && word_at(s_, skip(s_, next.to)).text == "more") f_.bound = Word::or_more;
    static constexpr std::array<std::string_view, 8> fall{"fell", "decreased", "dropped", "declined", "down", "reduced", "fall", "decrease"};
    if (f_.sort == Sort::percent && (is_one_of(before.text, fall) || (before.text == "by" && is_one_of(two.text, fall)))) f_.negative_growth = true;
  }

  // Up to three words behind it.
  void subject(std::size_t end) {
    static constexpr std::array<std::string_view, 40> stops{"of", "in", "for", "with", "to", "and", "from", "by", "on", "at", "were", "was", "are", "is", "have", "has", "had", "took",
                                                            "attended", "this", "that", "which", "who", "last", "during", "or", "than", "held", "per", "each", "more", "as", "over",
                                                            "compared", "since", "between", "year", "joined", "after", "before"};
    std::string out;
    std::size_t i = skip(s_, end);
    for (int n = 0; n < 3; ++n) {
      const auto w = word_at(s_, i);
      if (w.text.empty() || (is_one_of(w.text, stops) && !(w.text == "of" && n == 0 && f_.sort == Sort::percent))) break;
      if (w.text != "of" && w.text != "the") out += (out.empty() ? "" : " ") + from_code_points(s_.substr(w.from, w.to - w.from));
      i = skip(s_, w.to);
      if (i == w.to) break;
    }
    f_.claim.subject = out;
    if (out.empty() && f_.measure_text.empty() && !f_.bound && !f_.num.digits) no("bare");
  }

  View s_;
  Found& f_;
};
}  // namespace

bool read_english_context(Reading& r, Found& f) { return EnglishContext(r, f).run(); }
}  // namespace youju::claim
