// SPDX-License-Identifier: Apache-2.0
// A folder of mode 0700 beside what is being made, on the same file system, removed with all that is in it.
#pragma once
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "base/io.h"
#include "base/world.h"

namespace youju::app {
class Scratch {
 public:
  static Result<Scratch> beside(const std::filesystem::path& target, const World& world) {
    auto name = target.filename().string();
    if (name.empty()) name = target.parent_path().filename().string();
    const auto parent = target.filename().empty() ? target.parent_path().parent_path() : target.parent_path();
    std::error_code wrong;
    if (!parent.empty()) std::filesystem::create_directories(parent, wrong);
    if (wrong) return fail(io_error("create", parent, wrong.value()));
    auto folder = parent / ("." + name + ".scratch-" + random_hex(world, 4));
    if (::mkdir(folder.c_str(), 0700) != 0) return fail(io_error("create", folder, errno));
    return Scratch(std::move(folder));
  }
  Scratch(Scratch&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  Scratch& operator=(Scratch&& other) noexcept {
    std::swap(folder_, other.folder_);
    return *this;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit Scratch(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};
}  // namespace youju::app
