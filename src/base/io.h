// SPDX-License-Identifier: Apache-2.0
// Files, written so that a power cut leaves the old content or the new, never half.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju {

// Whole file; absent, too_large (over `max_bytes`) or outside (read error).
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes = 256u << 20);
// Temporary file beside, fsync, rename, fsync of the folder. `mode` e.g. 0600 for keys. full when the disk is full.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);
// fsync of a folder, so that names in it are durable.
Result<void> sync_folder(const std::filesystem::path& folder);
// Error of a failed system call, with errno mapped: ENOENT absent, EACCES denied, ENOSPC/EDQUOT full, else outside.
Error io_error(std::string_view doing, const std::filesystem::path& path, int error_number);

// Owns a descriptor and closes it; -1 stands for none.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() { close(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  int get() const { return fd_; }
  // Closes what was held and holds `fd` from now on.
  void reset(int fd);
  void close();

 private:
  int fd_;
};

// Exclusive advisory lock on a file, held until destroyed. busy when another process holds it.
class FileLock {
 public:
  static Result<FileLock> take(const std::filesystem::path& path);
  FileLock(FileLock&&) noexcept;
  FileLock& operator=(FileLock&&) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};
}  // namespace youju
