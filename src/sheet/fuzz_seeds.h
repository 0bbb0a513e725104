// SPDX-License-Identifier: Apache-2.0
// For fuzz targets: `fuzz_NAME --seeds DIR` writes the seed corpus and ends.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace youju::sheet {
inline void write_seeds_if_asked(int argc, char** argv, const std::vector<std::string>& seeds) {
  if (argc < 3 || std::string_view(argv[1]) != "--seeds") return;
  std::filesystem::create_directories(argv[2]);
  int number = 0;
  for (const auto& seed : seeds) std::ofstream(std::filesystem::path(argv[2]) / std::to_string(number++), std::ios::binary) << seed;
  std::exit(0);
}
}  // namespace youju::sheet
