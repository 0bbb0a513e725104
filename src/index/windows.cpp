// SPDX-License-Identifier: Apache-2.0
#include "index/windows.h"

#include <fmt/format.h>

#include <array>

namespace youju::index {
namespace {
struct Level {
  int bits;
  char mark;
};
constexpr std::array<Level, 3> kLevels{{{6, 'c'}, {3, 'b'}, {0, 'a'}}};  // the largest stretches first
}  // namespace

std::string words_of_blocks(std::int64_t first, std::int64_t last) {
  std::string out;
  while (first <= last) {
    for (const auto& [bits, mark] : kLevels) {
      const auto size = std::int64_t{1} << bits;
      if (first % size != 0 || first + size - 1 > last) continue;
      fmt::format_to(std::back_inserter(out), "{}'¶{}{}'", out.empty() ? "" : " | ", mark, first >> bits);
      first += size;
      break;
    }
  }
  return out;
}
}  // namespace youju::index
