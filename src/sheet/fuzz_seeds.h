// SPDX-License-Identifier: Apache-2.0
// For fuzz targets: an empty corpus folder gets its seeds, made by code, before the first run.
#pragma once
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace youju::sheet {
inline void sow(int argc, char** argv, const std::vector<std::string>& seeds) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-' || !std::filesystem::is_directory(argv[i])) continue;
    if (!std::filesystem::is_empty(argv[i])) return;
    int number = 0;
    for (const auto& seed : seeds)
      std::ofstream(std::filesystem::path(argv[i]) / ("seed" + std::to_string(number++)), std::ios::binary)
          << seed;
    return;
  }
}
}  // namespace youju::sheet
