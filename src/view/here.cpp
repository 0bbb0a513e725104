// SPDX-License-Identifier: Apache-2.0
// Addresses that keep year and unit; days, moments and numbers as people read them.
#include "view/here.h"

#include "base/date.h"

namespace youju::view {

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) out += c;
    else out.append({'%', kHex[u >> 4], kHex[u & 15]});
  }
  return out;
}

std::string grouped(std::int64_t n) {
  auto digits = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (n < 0 ? 1 : 0); at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string Here::to(std::string_view address, const Query& query) const {
  std::string out(address);
  char joint = out.find('?') == std::string::npos ? '?' : '&';
  const auto put = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += joint;
    out.append(name).append("=").append(percent_encoded(value));
    joint = '&';
  };
  bool year_given = false, unit_given = false;
  for (const auto& [name, value] : query) {
    put(name, value);
    year_given = year_given || name == "year";
    unit_given = unit_given || name == "unit";
  }
  if (!year_given && year != this_year && year != 0) put("year", std::to_string(year));
  if (!unit_given && unit != home_unit) put("unit", unit);
  return out;
}

std::string Here::day(std::string_view iso) const {
  if (iso.size() != 10) return std::string(iso);
  const auto whole = words::say_date(lang, iso);
  if (std::to_string(year) != iso.substr(0, 4)) return whole;
  if (chinese()) return whole.substr(whole.find("年") + std::string_view("年").size());
  return whole.substr(0, whole.rfind(' '));
}

std::string Here::days(std::string_view from, std::string_view to_day) const {
  if (from == to_day) return day(from);
  return day(from) + (chinese() ? "至" : " – ") + day(to_day);
}

std::string Here::moment(std::string_view iso_utc) const {
  const auto at = Instant::parse(iso_utc);
  if (!at) return std::string(iso_utc);
  const auto local = at->shanghai_text();
  return day(local.substr(0, 10)) + (chinese() ? " " : ", ") + local.substr(11, 5);
}
}  // namespace youju::view
