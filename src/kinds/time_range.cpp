// SPDX-License-Identifier: Apache-2.0
// Times of day as people type them behind a date or in a column of their own.
#include "base/text.h"
#include "kinds/values.h"

namespace youju::kinds {
namespace {

struct DayPart {
  std::string_view word, id;
  int add_from, add_below;  // 12 is added to hours in [add_from, add_below)
};
constexpr DayPart kParts[] = {
    {"上午", "am", 0, 0},     {"早上", "am", 0, 0},
    {"早晨", "am", 0, 0},     {"凌晨", "am", 0, 0},
    {"中午", "noon", 1, 6},   {"下午", "pm", 1, 12},
    {"傍晚", "pm", 1, 12},    {"晚上", "evening", 1, 12},
    {"晚", "evening", 1, 12}, {"全天", "day", 0, 0},
    {"am", "am", 0, 0},       {"pm", "pm", 1, 12},
    {"noon", "noon", 1, 6},   {"evening", "evening", 1, 12},
    {"day", "day", 0, 0},
};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

const DayPart* take_part(std::string_view& text) {
  for (const DayPart& part : kParts) {
    if (text.substr(0, part.word.size()) != part.word) continue;
    text.remove_prefix(part.word.size());
    return &part;
  }
  return nullptr;
}

std::optional<int> take_digits(std::string_view& text) {
  std::size_t n = 0;
  int value = 0;
  while (n < text.size() && n < 2 && text[n] >= '0' && text[n] <= '9') value = value * 10 + (text[n++] - '0');
  if (n == 0 || (n < text.size() && text[n] >= '0' && text[n] <= '9')) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

// "9:30", "9点", "9点半", "9时30分" → minutes; the whole text must be used.
std::optional<int> read_clock(std::string_view text) {
  const auto hour = take_digits(text);
  if (!hour || *hour > 24) return std::nullopt;
  int minute = 0;
  const bool spoken = take(text, "点") || take(text, "时");
  if (spoken && take(text, "半")) {
    minute = 30;
  } else if (spoken && take(text, "整")) {
    minute = 0;
  } else if (spoken || take(text, ":")) {
    const auto read = take_digits(text);
    if (!read && !spoken) return std::nullopt;
    minute = read.value_or(0);
    if (read) take(text, "分");
  } else {
    return std::nullopt;
  }
  if (!text.empty() || minute > 59) return std::nullopt;
  const int total = *hour * 60 + minute;
  return total > 24 * 60 ? std::nullopt : std::optional(total);
}

std::optional<int> in_part(std::optional<int> minutes, const DayPart* part) {
  if (!minutes || !part) return minutes;
  const int hour = *minutes / 60;
  return hour >= part->add_from && hour < part->add_below ? *minutes + 12 * 60 : *minutes;
}

std::string clock_text(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}
}  // namespace

std::optional<std::string> read_time_range(std::string_view typed) {
  std::string text = lower_ascii(to_half_width(typed));
  for (const std::string_view dash : {"–", "—", "－", "~", "～", "至", "到", "－"})
    replace_all(text, dash, "-");
  replace_all(text, "：", ":");
  replace_all(text, " ", "");
  while (text.find("--") != std::string::npos) replace_all(text, "--", "-");
  std::string_view rest = text;
  const DayPart* part = take_part(rest);
  if (part && rest.empty()) return std::string(part->id);
  const std::size_t dash = rest.find('-');
  const auto from = in_part(read_clock(rest.substr(0, dash)), part);
  if (!from || *from >= 24 * 60) return std::nullopt;
  if (dash == std::string_view::npos) return clock_text(*from);
  std::string_view second = rest.substr(dash + 1);
  const DayPart* own_part = take_part(second);
  const auto to = in_part(read_clock(second), own_part ? own_part : part);
  if (!to || *to <= *from || *to > 24 * 60) return std::nullopt;
  return clock_text(*from) + "-" + clock_text(*to);
}
}  // namespace youju::kinds
