// SPDX-License-Identifier: Apache-2.0
// Reads dates as people type them: a small hand-written parser over code points that keeps byte positions.
#include "base/date_text.h"

#include <cstdio>
#include <vector>

#include "base/code_point.h"
#include "base/number.h"
#include "base/text.h"

namespace youju {
namespace {

bool is_chinese_digit(char32_t c) {
  return std::u32string_view(U"〇○零一二三四五六七八九十").find(c) != std::u32string_view::npos;
}
bool is_range_mark(char32_t c) {
  return std::u32string_view(U"-–—−~〜至到").find(c) != std::u32string_view::npos;
}

// Half-width code points with the byte position of each.
struct Line {
  std::u32string text;
  std::vector<std::size_t> bytes;  // one more than code points

  explicit Line(std::string_view utf8) : text(to_code_points(utf8)) {
    std::size_t at = 0;
    for (char32_t& c : text) {
      bytes.push_back(at);
      at += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
      if (c == 0x3000 || c == 0xA0 || c == U'\t') c = U' ';
    }
    bytes.push_back(at);
  }
};

enum class Style { chinese, dotted, compact, serial };

// One date as it stands, before it is known to exist. month 0 and day 0: not written.
struct Written {
  int year = 0, month = 0, day = 0;
  Style style = Style::chinese;
  char32_t separator = 0;
  bool year_assumed = false;
};

class Parser {
 public:
  Parser(const Line& line, std::optional<int> default_year, bool whole)
      : text_(line.text), default_year_(default_year), whole_(whole) {}
  std::optional<ReadDate> read(std::size_t begin);
  std::size_t end() const { return at_; }

 private:
  char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0';
  }
  void spaces() {
    while (peek() == U' ') ++at_;
  }
  bool take(char32_t c) { return peek() == c ? ++at_, true : false; }
  bool take(std::u32string_view word) {
    if (std::u32string_view(text_).substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  struct Numeral {
    int value = 0;
    int length = 0;
    bool chinese = false;
  };
  std::optional<Numeral> numeral(int most);
  std::optional<Written> chinese();
  std::optional<Written> year_first();
  std::optional<Written> dotted(int year);
  std::optional<Written> compact();
  std::optional<Written> bare();
  std::optional<Period> serial(std::string& time_of_day);
  std::optional<Written> second_of_range(const Written& first);
  std::optional<Period> days_of(const Written& w) const;
  std::optional<Period> range(const Written& first, Period days);
  void weekday();
  std::optional<int> minutes();
  std::string time_of_day();

  const std::u32string& text_;
  std::optional<int> default_year_;
  bool whole_;
  std::size_t at_ = 0;
};

// A run of Arabic digits (at most `most`, not followed by another) or of Chinese ones.
std::optional<Parser::Numeral> Parser::numeral(int most) {
  Numeral out;
  const std::size_t begin = at_;
  if (is_digit(peek())) {
    while (is_digit(peek()) && out.length < most)
      out.value = out.value * 10 + static_cast<int>(text_[at_++] - U'0'), ++out.length;
    if (!is_digit(peek())) return out;
  } else if (is_chinese_digit(peek())) {
    while (is_chinese_digit(peek())) ++at_;
    out.length = static_cast<int>(at_ - begin);
    out.chinese = true;
    const auto value = chinese_numeral(std::u32string_view(text_).substr(begin, at_ - begin));
    if (value && *value < 10'000) {
      out.value = static_cast<int>(*value);
      return out;
    }
  }
  at_ = begin;
  return std::nullopt;
}

// 2023年3月5日 · 23年3月5日 · 2023年3月 · 3月5日 · 三月五日
std::optional<Written> Parser::chinese() {
  const std::size_t begin = at_;
  Written out;
  auto first = numeral(4);
  if (!first) return std::nullopt;
  spaces();
  if (take(U'年')) {
    const bool short_year = first->length == 2 && first->value < 100;
    if (!short_year && first->length != 4) return at_ = begin, std::nullopt;
    out.year = short_year ? 2000 + first->value : first->value;
    out.year_assumed = short_year;
    spaces();
    first = numeral(2);
    if (!first) return at_ = begin, std::nullopt;
    spaces();
  }
  if (!take(U'月') || first->value > 12) return at_ = begin, std::nullopt;
  out.month = first->value;
  if (out.year == 0) {
    if (!default_year_) return at_ = begin, std::nullopt;
    out.year = *default_year_;
    out.year_assumed = true;
  }
  const bool has_year =
      std::u32string_view(text_).substr(begin, at_ - begin).find(U'年') != std::u32string_view::npos;
  take(U'份');
  const std::size_t after_month = at_;
  spaces();
  const auto day = numeral(2);
  if (!day) {
    at_ = after_month;
    return has_year ? std::optional(out)
                    : (at_ = begin, std::nullopt);  // a bare month is no date without its year
  }
  if (day->value == 0) return at_ = begin, std::nullopt;
  out.day = day->value;
  const std::size_t after_day = at_;
  spaces();
  if (take(U'日') || take(U'号') || take(U'號')) return out;
  const bool followed = is_range_mark(peek());  // 3月5-7日
  at_ = after_day;
  if (followed || (whole_ && at_ == text_.size())) return out;
  return at_ = begin, std::nullopt;
}

// .M.D behind a year, or M.D alone when year is 0
std::optional<Written> Parser::dotted(int year) {
  const std::size_t begin = at_;
  Written out;
  out.style = Style::dotted;
  out.year = year;
  if (year != 0) {
    spaces();
    out.separator = peek();
    if (std::u32string_view(U"./-–—").find(out.separator) == std::u32string_view::npos || out.separator == 0)
      return at_ = begin, std::nullopt;
    ++at_;
    spaces();
  }
  const auto month = numeral(2);
  if (!month || month->chinese) return at_ = begin, std::nullopt;
  out.month = month->value;
  const std::size_t after_month = at_;
  spaces();
  const char32_t mark = peek();
  const bool goes_on =
      mark != 0 && (year == 0 ? std::u32string_view(U"./-").find(mark) != std::u32string_view::npos
                              : mark == out.separator);
  if (goes_on) {
    out.separator = mark;
    ++at_;
    spaces();
    if (const auto day = numeral(2); day && !day->chinese) return out.day = day->value, out;
    return at_ = begin, std::nullopt;
  }
  // 2023-03 and 2023/03 are the month; 2023.1 may be a number cell that meant October, so it is not read.
  at_ = after_month;
  if (year == 0 || !whole_ || out.separator == U'.' || at_ != text_.size()) return at_ = begin, std::nullopt;
  return out;
}

std::optional<Written> Parser::year_first() {
  const std::size_t begin = at_;
  const auto year = numeral(4);
  if (year && !year->chinese && year->length == 4 && year->value >= 1900 && year->value < 2200)
    if (const auto out = dotted(year->value)) return out;
  at_ = begin;
  return std::nullopt;
}

// 20230305
std::optional<Written> Parser::compact() {
  const std::size_t begin = at_;
  const auto all = numeral(8);
  if (!all || all->length != 8 || all->chinese) return at_ = begin, std::nullopt;
  Written out;
  out.style = Style::compact;
  out.year = all->value / 10'000;
  out.month = all->value / 100 % 100;
  out.day = all->value % 100;
  if (!days_of(out)) return at_ = begin, std::nullopt;
  return out;
}

// 3.5 as month and day
std::optional<Written> Parser::bare() {
  if (!whole_ || !default_year_) return std::nullopt;
  auto out = dotted(0);
  if (!out || out->day == 0) return std::nullopt;
  out->year = *default_year_;
  out->year_assumed = true;
  return out;
}

// Days since 1899-12-30, as Excel keeps them; a fraction is the time of day.
std::optional<Period> Parser::serial(std::string& time) {
  if (!whole_) return std::nullopt;
  const std::size_t begin = at_;
  const auto days = numeral(5);
  if (!days || days->length != 5 || days->chinese || days->value < 20'000 || days->value > 80'000)
    return at_ = begin, std::nullopt;
  double fraction = 0, place = 0.1;
  if (take(U'.'))
    for (; is_digit(peek()); ++at_, place /= 10) fraction += place * static_cast<int>(peek() - U'0');
  if (at_ != text_.size()) return at_ = begin, std::nullopt;
  const int minute = static_cast<int>(fraction * 1440 + 0.5);
  if (minute > 0 && minute < 1440) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%02d:%02d", minute / 60, minute % 60);
    time = buffer;
  }
  constexpr std::int32_t kExcelEpoch = -25'569;  // 1899-12-30
  const Date day{kExcelEpoch + days->value};
  return Period{day, day};
}

std::optional<Period> Parser::days_of(const Written& w) const {
  if (w.year < 1900 || w.year > 2199 || w.month < 1 || w.month > 12) return std::nullopt;
  if (w.day == 0) return Period::month(w.year, w.month);
  const auto day = Date::of(w.year, w.month, w.day);
  if (!day) return std::nullopt;
  return Period{*day, *day};
}

// What stands behind the range mark: a full date, or only what differs (4月2日, 7日, 7).
std::optional<Written> Parser::second_of_range(const Written& first) {
  const std::size_t begin = at_;
  const auto saved_year = default_year_;
  default_year_ = first.year;
  auto out = chinese();
  if (!out) out = year_first();
  if (!out && first.style == Style::dotted) out = dotted(0);
  default_year_ = saved_year;
  if (out && out->year == 0) out->year = first.year, out->year_assumed = true;
  if (out) return out->year_assumed && first.day == 0 && out->day != 0 ? std::nullopt : out;
  at_ = begin;
  const auto last = numeral(2);
  if (!last) return std::nullopt;
  spaces();
  Written same = first;
  if (first.day == 0) {
    if (!take(U'月')) return at_ = begin, std::nullopt;
    same.month = last->value;
    return same;
  }
  same.day = last->value;
  const bool marked = take(U'日') || take(U'号') || take(U'號');
  if (!marked && (first.style == Style::chinese || peek() == U':' || peek() == U'时' || peek() == U'点' ||
                  peek() == U'.'))
    return at_ = begin, std::nullopt;
  return same;
}

std::optional<Period> Parser::range(const Written& first, Period days) {
  const std::size_t begin = at_;
  weekday();
  spaces();
  if (!is_range_mark(peek()) || (first.style == Style::dotted && peek() == first.separator))
    return at_ = begin, days;
  while (is_range_mark(peek())) ++at_;
  spaces();
  auto second = second_of_range(first);
  if (!second)
    return at_ = begin, first.style == Style::chinese && first.day != 0 && text_[begin - 1] != U'日' &&
                                text_[begin - 1] != U'号'
                            ? std::nullopt
                            : std::optional(days);
  auto last = days_of(*second);
  if (last && last->to < days.from && second->year_assumed) {  // 12月30日至1月2日
    ++second->year;
    last = days_of(*second);
    if (last && last->to.days - days.from.days > 31) return std::nullopt;
  }
  if (!last || last->to < days.from) return std::nullopt;
  return Period{days.from, last->to};
}

// （星期三） · 周三 · 星期日
void Parser::weekday() {
  const std::size_t begin = at_;
  spaces();
  const bool bracket = take(U'(');
  bool found = take(U"星期") || take(U"礼拜") || take(U"周");
  found = found && std::u32string_view(U"一二三四五六日天").find(peek()) != std::u32string_view::npos &&
          peek() != 0;
  if (found) ++at_;
  if (!found || (bracket && !take(U')'))) at_ = begin;
}

std::optional<int> Parser::minutes() {
  const std::size_t begin = at_;
  const auto hour = numeral(2);
  if (!hour || hour->value > 24) return at_ = begin, std::nullopt;
  int minute = 0;
  if (take(U':')) {
    const auto read = numeral(2);
    if (!read || read->length != 2 || read->value > 59) return at_ = begin, std::nullopt;
    minute = read->value;
    if (peek() == U':' && is_digit(peek(1)) && is_digit(peek(2))) at_ += 3;
    if (peek() == U'.' && is_digit(peek(1))) {
      ++at_;
      while (is_digit(peek())) ++at_;
    }
  } else if (take(U'时') || take(U'点')) {
    if (take(U'半'))
      minute = 30;
    else if (take(U'整'))
      minute = 0;
    else if (const auto read = numeral(2); read && read->value < 60)
      minute = read->value, take(U'分');
    take(U'钟');
  } else {
    return at_ = begin, std::nullopt;
  }
  return hour->value * 60 + minute;
}

// "09:30–11:00", "上午", or nothing.
std::string Parser::time_of_day() {
  static constexpr std::u32string_view kParts[] = {U"上午", U"下午", U"晚上", U"早上",
                                                   U"中午", U"凌晨", U"全天", U"晚"};
  spaces();
  const std::size_t begin = at_;
  std::u32string_view part;
  const bool bracket = take(U'(');
  for (auto name : kParts)
    if (take(name)) {
      part = name;
      break;
    }
  if (bracket && (part.empty() || !take(U')'))) return at_ = begin, "";
  const std::size_t after_part = at_;
  spaces();
  if (part.empty() && peek() == U'T' && is_digit(peek(1))) ++at_;
  auto from = minutes();
  if (!from) return at_ = part.empty() ? begin : after_part, from_code_points(part);
  const bool later = part == U"下午" || part == U"晚上" || part == U"晚";
  const auto shown = [&](int m) {
    if (later && m < 12 * 60) m += 12 * 60;
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%02d:%02d", m / 60, m % 60);
    return std::string(buffer);
  };
  std::string out = shown(*from);
  const std::size_t after_first = at_;
  spaces();
  if (is_range_mark(peek())) {
    while (is_range_mark(peek())) ++at_;
    spaces();
    if (const auto to = minutes()) return out + "–" + shown(*to);
  }
  at_ = after_first;
  return out;
}

std::optional<ReadDate> Parser::read(std::size_t begin) {
  at_ = begin;
  ReadDate out;
  auto written = chinese();
  if (!written) written = year_first();
  if (!written) written = compact();
  if (!written) written = bare();
  if (!written) {
    const auto days = serial(out.time_of_day);
    if (!days) return std::nullopt;
    out.days = *days;
    return out;
  }
  const auto days = days_of(*written);
  if (!days) return std::nullopt;
  const auto all = range(*written, *days);
  if (!all) return std::nullopt;
  out.days = *all;
  out.year_assumed = written->year_assumed;
  weekday();
  const std::size_t before_time = at_;
  out.time_of_day = time_of_day();
  if (out.time_of_day.empty()) at_ = before_time;
  return out;
}
}  // namespace

std::optional<ReadDate> read_date(std::string_view text, std::optional<int> default_year) {
  if (text.size() > 200 || !is_utf8(text)) return std::nullopt;
  const Line all(text);
  std::size_t first = 0, last = all.text.size();
  while (first < last && (all.text[first] == U' ' || all.text[first] == U'\n')) ++first;
  while (last > first && (all.text[last - 1] == U' ' || all.text[last - 1] == U'\n')) --last;
  const Line line(text.substr(all.bytes[first], all.bytes[last] - all.bytes[first]));
  Parser parser(line, default_year, true);
  auto out = parser.read(0);
  if (!out || parser.end() != line.text.size()) return std::nullopt;
  out->begin = all.bytes[first];
  out->end = all.bytes[last];
  return out;
}

std::optional<ReadDate> find_date(std::string_view text, std::optional<int> default_year) {
  if (text.size() > 100'000 || !is_utf8(text)) return std::nullopt;
  const Line line(text);
  Parser parser(line, default_year, false);
  for (std::size_t i = 0; i < line.text.size(); ++i) {
    const char32_t c = line.text[i];
    if (!is_digit(c) && !is_chinese_digit(c)) continue;
    if (i > 0) {  // a number is read from its start: 13月5日 is not 3月5日
      const char32_t before = line.text[i - 1];
      if (is_digit(before) || is_chinese_digit(before) || before == U'.' || before == U'第') continue;
    }
    auto out = parser.read(i);
    if (!out || (parser.end() < line.text.size() && is_digit(line.text[parser.end() - 1]) &&
                 is_digit(line.text[parser.end()])))
      continue;
    out->begin = line.bytes[i];
    out->end = line.bytes[parser.end()];
    return out;
  }
  return std::nullopt;
}
}  // namespace youju
