// SPDX-License-Identifier: Apache-2.0
// Numbers of Arabic digits: groups, points, powers, letters for thousands.
#include "claim/numeral_scanner.h"

#include <cmath>
#include <cstdlib>

namespace youju::claim {
bool NumeralScanner::group_at(std::size_t i) const {
  return is_digit(at(i)) && is_digit(at(i + 1)) && is_digit(at(i + 2)) && !is_digit(at(i + 3));
}

bool NumeralScanner::spaced_group_at(std::size_t comma) const {
  std::size_t j = comma;
  for (int groups = 0; groups < 4 && at(j) == U',' && at(j + 1) == U' ' && group_at(j + 2); ++groups) j += 5;
  return j > comma && at(j) >= 0x3400;
}

bool NumeralScanner::point_stands(std::size_t j) const {
  const char32_t before = j == 0 ? U' ' : s_[j - 1];
  return at(j) == U'.' && is_digit(at(j + 1)) && !version_follows(j) && !is_digit(before) && !is_letter(before) && before < 0x3400 && !one_of(before, U".)]");
}

NumeralScanner::Arabic NumeralScanner::read_arabic(std::size_t i) {
  Arabic a;
  std::string ascii;
  std::size_t j = i;
  if (at(j) == U'.') ascii.push_back('0');
  while (is_digit(at(j))) ascii.push_back(static_cast<char>(at(j++)));
  while (ascii.size() <= 300 && is_group_sign(at(j)) && (a.grouped || (j - i <= 3 && ascii[0] != '0'))) {
    const bool spaced = at(j) == U',' && at(j + 1) == U' ';
    const std::size_t g = spaced ? j + 2 : j + 1;
    if (!group_at(g) || (spaced && !spaced_group_at(j))) break;
    for (std::size_t k = 0; k < 3; ++k) ascii.push_back(static_cast<char>(at(g + k)));
    a.grouped = true;
    j = g + 3;
  }
  a.digits = static_cast<int>(std::min<std::size_t>(ascii.size(), 1000));
  std::size_t last = ascii.size();
  while (last > 1 && ascii[last - 1] == '0') --last;
  a.unit = std::pow(10.0, std::min(static_cast<double>(ascii.size() - last), 280.0));
  if (at(j) == U'.' && is_digit(at(j + 1)) && !version_follows(j) && !(i >= 2 && s_[i - 1] == U'.' && is_digit(s_[i - 2]))) {
    ascii.push_back('.');
    std::size_t k = j + 1;
    while (is_digit(at(k))) {
      ascii.push_back(static_cast<char>(at(k++)));
      ++a.decimals;
    }
    a.unit = std::pow(10.0, -a.decimals);
    j = k;
  }
  looked_ += j - i;
  a.value = std::min(std::strtod(ascii.c_str(), nullptr), kMostValue);
  a.to = j;
  return a;
}

bool NumeralScanner::version_follows(std::size_t dot) const {
  std::size_t k = dot + 1;
  while (is_digit(at(k)) && k < dot + 8) ++k;
  return at(k) == U'.' && is_digit(at(k + 1));
}

std::size_t NumeralScanner::take_power(std::size_t e, Num& out) {
  if (out.han) return 0;
  const bool power = at(e) == U'^';
  if (!power && at(e) != U'e' && at(e) != U'E') return 0;
  std::size_t j = e + 1;
  double sign = 1;
  for (int signs = 0; signs < 2 && (at(j) == U'+' || at(j) == U'-'); ++signs, ++j) sign *= at(j) == U'-' ? -1 : 1;
  double exponent = 0;
  std::size_t k = j;
  while (is_digit(at(k)) && k < j + 4) exponent = exponent * 10 + static_cast<double>(at(k++) - U'0');
  if (k == j || is_digit(at(k)) || is_letter(at(k))) return 0;
  const double value = power ? std::pow(out.value, sign * exponent) : out.value * std::pow(10.0, sign * exponent);
  if (!std::isfinite(value)) return 0;
  out.value = value;
  return k;
}

std::size_t NumeralScanner::take_letter(std::size_t e, Num& out) {
  if (out.han) return 0;
  std::size_t j = e;
  while (at(j) == U' ' && j < e + 3) ++j;
  double by = 0;
  switch (at(j)) {
    case U'K': case U'k': by = 1e3; break;
    case U'M': by = 1e6; break;
    case U'G': by = 1e9; break;
    case U'B': by = 1e9; break;
    case U'T': by = 1e12; break;
    default: return 0;
  }
  if (is_letter(at(j + 1)) || is_digit(at(j + 1)) || at(j + 1) == U'-' || at(j + 1) == U'/') return 0;
  rescale(out, by);
  out.suffixed = true;
  return j + 1;
}
}  // namespace youju::claim
