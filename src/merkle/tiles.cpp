// SPDX-License-Identifier: Apache-2.0
// C2SP tlog-tiles: paths of tiles, and bundles of entries.
#include "merkle/merkle.h"

namespace youju::merkle {
namespace {
constexpr std::size_t kMaxEntry = 65'535;

// "x001/x234/067": groups of three digits, all but the last marked with x.
std::string grouped(std::uint64_t index) {
  const auto three = [](std::uint64_t n) {
    const std::string digits = std::to_string(n);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string out = three(index % 1000);
  for (index /= 1000; index != 0; index /= 1000) out = "x" + three(index % 1000) + "/" + out;
  return out;
}

std::string with_width(std::string path, unsigned width) {
  expect_true(width >= 1 && width <= kFullWidth, "tile width");
  if (width < kFullWidth) path += ".p/" + std::to_string(width);
  return path;
}
}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, unsigned width) {
  expect_true(level <= 63, "tile level");
  return with_width("tile/" + std::to_string(level) + "/" + grouped(index), width);
}
std::string entries_path(std::uint64_t index, unsigned width) {
  return with_width("tile/entries/" + grouped(index), width);
}

Result<std::string> entry_bundle(std::span<const std::string> entries) {
  expect_true(entries.size() <= kFullWidth, "more entries than a bundle holds");
  std::string out;
  for (const std::string& entry : entries) {
    if (entry.size() > kMaxEntry) {
      return fail(Code::too_large, "merkle.entry_too_long",
                  {{"size", std::to_string(entry.size())}, {"limit", std::to_string(kMaxEntry)}});
    }
    out += static_cast<char>(entry.size() >> 8);
    out += static_cast<char>(entry.size() & 255);
    out += entry;
  }
  return out;
}

Result<std::vector<std::string_view>> split_entry_bundle(std::string_view bytes) {
  std::vector<std::string_view> out;
  while (!bytes.empty()) {
    if (bytes.size() < 2 || out.size() == kFullWidth) return fail(Code::corrupt, "merkle.bundle_malformed");
    const std::size_t size =
        static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8 | static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 2 + size) return fail(Code::corrupt, "merkle.bundle_malformed");
    out.push_back(bytes.substr(2, size));
    bytes.remove_prefix(2 + size);
  }
  return out;
}
}  // namespace youju::merkle
