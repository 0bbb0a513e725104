// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstring>

#include "base/code_point.h"
#include "base/text.h"

namespace youju {

char32_t next_code_point(std::string_view s, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char b = byte(i);
  if (b < 0x80) return static_cast<char32_t>(s[i++]);
  const int more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
  if (b < 0xC2 || b > 0xF4 || i + static_cast<std::size_t>(more) >= s.size()) {
    ++i;
    return kBroken;
  }
  char32_t c = b & (0x3F >> more);
  for (int k = 1; k <= more; ++k) {
    const unsigned char t = byte(i + static_cast<std::size_t>(k));
    if ((t & 0xC0) != 0x80) {
      ++i;
      return kBroken;
    }
    c = (c << 6) | (t & 0x3F);
  }
  const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    ++i;
    return kBroken;
  }
  i += static_cast<std::size_t>(more) + 1;
  return c;
}

bool is_utf8(std::string_view s) {
  // Every text on its way into the database passes here: eight bytes of ASCII at once, a Chinese character in one look.
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  for (std::size_t i = 0; i < s.size();) {
    std::uint64_t eight = 0;
    if (i + sizeof eight <= s.size()) {
      std::memcpy(&eight, s.data() + i, sizeof eight);
      if ((eight & kHighBits) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    const auto first = static_cast<unsigned char>(s[i]);
    if (first >= 0xE1 && first <= 0xEC && i + 2 < s.size() && (static_cast<unsigned char>(s[i + 1]) & 0xC0) == 0x80 &&
        (static_cast<unsigned char>(s[i + 2]) & 0xC0) == 0x80) {  // neither overlong nor a surrogate
      i += 3;
    } else if (next_code_point(s, i) == kBroken) {
      return false;
    }
  }
  return true;
}
}  // namespace youju
