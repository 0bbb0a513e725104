// SPDX-License-Identifier: Apache-2.0
// The numeral scanner: a sign, then a share, a doubling or a plain number and what follows it.
#include "claim/numeral_scanner.h"

namespace youju::claim {
bool NumeralScanner::read(std::size_t i, Num& out) {
  out = Num{};
  out.from = i;
  std::size_t j = i;
  bool negative = false;
  if (at(j) == U'负' || (at(j) == U'-' && minus_stands(j)) || (at(j) == U'+' && j + 1 < s_.size() && is_digit(at(j + 1)) && sign_stands(j))) {
    negative = at(j) != U'+';
    ++j;
    while (at(j) == U' ') ++j;
  }
  if (const auto share = read_of_hundred(j, out); share > 0) {
    out.to = share;
  } else if (const auto turned = read_doubling(j, out); turned > 0) {
    out.to = turned;
  } else {
    std::size_t e = read_plain(j, out);
    if (e == 0) return false;
    out.to = finish(e, out);
  }
  if (negative) turn_negative(out);
  looked_ += out.to - i + 1;
  return true;
}

bool NumeralScanner::sign_stands(std::size_t j) const {
  const char32_t before = j == 0 ? U'\0' : s_[j - 1];
  return !is_digit(before) && !is_letter(before) && before != U')' && before != U'^' && before != U'%' && han_digit(before) < 0 && han_unit(before) == 0;
}

bool NumeralScanner::minus_stands(std::size_t j) const {
  std::size_t k = j + 1;
  while (at(k) == U' ' && k < j + 3) ++k;
  const char32_t before = j == 0 ? U'\0' : s_[j - 1];
  if (k > j + 1 && before == U' ' && j >= 2 && is_digit(s_[j - 2])) return false;  // 20 - 30
  return (is_digit(at(k)) || (at(k) == U'.' && is_digit(at(k + 1)))) && sign_stands(j) && before != U'-' && before != U'/' && before != U'号' && before != U'第' && before != U'年' && before != U'月' && before != U'日';
}

void NumeralScanner::turn_negative(Num& n) {
  n.value = -n.value;
  n.negative = true;
  if (n.vague) {
    const double lo = -n.hi;
    n.hi = -n.lo;
    n.lo = lo;
  }
}

int han_digit(char32_t c) {
  switch (c) {
    case U'零': case U'〇': return 0;
    case U'一': case U'壹': case U'弌': return 1;
    case U'二': case U'贰': case U'两': case U'俩': case U'弍': return 2;
    case U'三': case U'叁': case U'仨': case U'弎': return 3;
    case U'四': case U'肆': return 4;
    case U'五': case U'伍': return 5;
    case U'六': case U'陆': return 6;
    case U'七': case U'柒': return 7;
    case U'八': case U'捌': return 8;
    case U'九': case U'玖': return 9;
    default: return -1;
  }
}
double han_unit(char32_t c) {
  switch (c) {
    case U'十': case U'拾': return 10;
    case U'百': case U'佰': return 100;
    case U'千': case U'仟': return 1000;
    case U'万': return kWan;
    case U'亿': return kYi;
    case U'兆': return kZhao;
    default: return 0;
  }
}
bool begins_numeral(char32_t c) {
  if (c < 0x80) return is_digit(c) || c == U'-' || c == U'+';
  return han_digit(c) >= 0 || han_unit(c) > 0 || c == U'廿' || c == U'卅' || c == U'卌' || c == U'负' || c == U'几' || c == U'数' || c == U'上' || c == U'成' || c == U'翻';
}

bool read_numeral(std::u32string_view s, std::size_t i, Num& out, std::uint64_t& looked) { return NumeralScanner(s, looked).read(i, out); }
}  // namespace youju::claim
