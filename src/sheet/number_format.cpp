// SPDX-License-Identifier: Apache-2.0
// Excel keeps dates as numbers; only the number format tells them apart (ECMA-376 part 1, 18.8.30).
#include "sheet/number_format.h"

#include <cctype>
#include <charconv>
#include <cmath>

#include "base/date.h"

namespace youju::sheet {
namespace {
constexpr std::int32_t kEpoch1900 = -25'569;  // 1899-12-30 in days since 1970
constexpr std::int32_t kEpoch1904 = 1462;     // days between the two bases
constexpr double kLastSerial = 200'000;       // the year 2447: beyond it no date was meant

std::string clock_text(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

struct Letters {
  bool year = false, month = false, day = false, hour = false, second = false, digit = false, hash = false,
       elapsed = false;
};

// Letters of the first section, without quoted text, escapes and brackets (but with [h]).
Letters letters_of(std::string_view code) {
  Letters out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(code[i])));
    if (c == ';') break;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == code.npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto close = code.find(']', i);
      if (close == code.npos) break;
      const char first =
          close > i + 1 ? static_cast<char>(std::tolower(static_cast<unsigned char>(code[i + 1]))) : ' ';
      const bool same = code.substr(i + 1, close - i - 1).find_first_not_of("hHmMsS") == code.npos;
      if (same && (first == 'h' || first == 'm' || first == 's')) out.elapsed = true;
      i = close;
    } else {
      out.year = out.year || c == 'y' || c == 'e';
      out.month = out.month || c == 'm';
      out.day = out.day || c == 'd';
      out.hour = out.hour || c == 'h';
      out.second = out.second || c == 's';
      out.digit = out.digit || c == '0';
      out.hash = out.hash || c == '#' || c == '?';
    }
  }
  return out;
}
}  // namespace

Shape builtin_shape(int id) {
  switch (id) {
    case 14:
    case 15:
    case 16:
    case 28:
    case 29:
    case 30:
    case 31:
    case 51:
    case 53:
    case 54:
    case 58:
      return Shape::date;
    case 17:
    case 27:
    case 36:
    case 50:
    case 52:
    case 57:
      return Shape::month;
    case 18:
    case 19:
    case 20:
    case 21:
    case 32:
    case 33:
    case 34:
    case 35:
    case 45:
    case 47:
    case 55:
    case 56:
      return Shape::time;
    case 22:
      return Shape::date_time;
    case 46:
      return Shape::elapsed;
    default:
      return Shape::number;
  }
}

Shape shape_of(std::string_view code) {
  if (code.size() >= 7) {
    std::string lower(code.substr(0, 7));
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lower == "general") return Shape::number;
  }
  const Letters l = letters_of(code);
  if (l.elapsed) return Shape::elapsed;
  if (l.hash || (l.digit && !l.second)) return Shape::number;
  const bool clock = l.hour || l.second;
  const bool date = l.day || (l.year && l.month) || (l.month && !clock);
  if (date && clock) return Shape::date_time;
  if (date) return l.day ? Shape::date : Shape::month;
  return clock ? Shape::time : Shape::number;
}

std::optional<std::string> plain_number(std::string_view text) {
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  if (value == 0) return "0";
  // Fifteen digits are what Excel shows; more are noise of binary fractions.
  const std::string scientific = fmt::format("{:.14e}", value);
  const auto e = scientific.find('e');
  const int exponent = std::atoi(scientific.c_str() + e + 1);
  if (exponent > 30 || exponent < -30) return std::nullopt;
  std::string digits;
  for (char c : scientific.substr(0, e))
    if (c >= '0' && c <= '9') digits.push_back(c);
  digits.erase(digits.find_last_not_of('0') + 1);
  std::string out = value < 0 ? "-" : "";
  const int whole = exponent + 1;  // digits in front of the point
  if (whole <= 0) return out + "0." + std::string(static_cast<std::size_t>(-whole), '0') + digits;
  if (digits.size() <= static_cast<std::size_t>(whole))
    return out + digits + std::string(static_cast<std::size_t>(whole) - digits.size(), '0');
  return out + digits.substr(0, static_cast<std::size_t>(whole)) + "." +
         digits.substr(static_cast<std::size_t>(whole));
}

Cell number_cell(std::string_view text, Shape shape, bool base_1904) {
  const auto plain = plain_number(text);
  if (!plain) return {CellType::text, std::string(text), 0};
  double serial = 0;
  std::from_chars(plain->data(), plain->data() + plain->size(), serial);
  if (shape == Shape::number || serial < 0 || serial > kLastSerial) return {CellType::number, *plain, 0};
  if (shape == Shape::elapsed)
    return {CellType::text, clock_text(static_cast<int>(std::lround(serial * 1440))), 0};
  auto day = static_cast<std::int32_t>(std::floor(serial));
  auto minute = static_cast<int>(std::lround((serial - std::floor(serial)) * 1440));
  if (minute == 1440) minute = 0, ++day;
  if (shape == Shape::time && day == 0) return {CellType::text, clock_text(minute), 0};
  if (base_1904) day += kEpoch1904;
  if (day < 1 || day == 60)
    return {CellType::number, *plain, 0};  // day 60 is Excel's 1900-02-29, which never was
  if (day < 60) ++day;
  const Date date{kEpoch1900 + day};
  // A month that is shown without its day and kept as the first says only the month.
  if (shape == Shape::month && date.day() == 1) return {CellType::date, date.iso().substr(0, 7), 0};
  const bool with_time = minute != 0 || shape == Shape::date_time;
  return {CellType::date, with_time && minute != 0 ? date.iso() + "T" + clock_text(minute) : date.iso(), 0};
}
}  // namespace youju::sheet
