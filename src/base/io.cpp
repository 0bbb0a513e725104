// SPDX-License-Identifier: Apache-2.0
#include "base/io.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace youju {
namespace {
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}
}  // namespace

void Fd::reset(int fd) {
  close();
  fd_ = fd;
}
void Fd::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Error io_error(std::string_view doing, const std::filesystem::path& path, int number) {
  Code code = Code::outside;
  std::string word = "base.io_failed";
  switch (number) {
    case ENOENT:
    case ENOTDIR: code = Code::absent; word = "base.file_absent"; break;
    case EACCES:
    case EPERM:
    case EROFS: code = Code::denied; word = "base.file_denied"; break;
    case ENOSPC:
    case EDQUOT: code = Code::full; word = "base.disk_full"; break;
    case EISDIR: code = Code::invalid; word = "base.file_is_folder"; break;
    default: break;
  }
  return Error{code, Message{word, {{"file", path.string()}, {"why", std::strerror(number)}}},
               std::string(doing) + " " + path.string() + ": " + std::strerror(number)};
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return fail(io_error("open", path, errno));
  struct stat st {};
  if (::fstat(fd.get(), &st) != 0) return fail(io_error("stat", path, errno));
  if (S_ISDIR(st.st_mode)) return fail(io_error("open", path, EISDIR));
  if (static_cast<std::uint64_t>(st.st_size) > max_bytes) {
    return fail(Code::too_large, "base.file_too_large", {{"file", path.string()}, {"limit", std::to_string(max_bytes >> 20)}});
  }
  std::string out;
  out.reserve(static_cast<std::size_t>(st.st_size));
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const auto n = ::read(fd.get(), buffer.data(), buffer.size());
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      return fail(io_error("read", path, errno));
    }
    out.append(buffer.data(), static_cast<std::size_t>(n));
    if (out.size() > max_bytes) {
      return fail(Code::too_large, "base.file_too_large", {{"file", path.string()}, {"limit", std::to_string(max_bytes >> 20)}});
    }
  }
  return out;
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const auto& dir = folder.empty() ? std::filesystem::path(".") : folder;
  const Fd fd(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return fail(io_error("open", dir, errno));
  if (::fsync(fd.get()) != 0) return fail(io_error("fsync", dir, errno));
  return {};
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
  auto name = (path.parent_path() / ("." + path.filename().string() + ".XXXXXX")).string();
  const Fd fd(::mkostemp(name.data(), O_CLOEXEC));
  if (fd.get() < 0) return fail(io_error("create", path, errno));
  int wrong = write_all(fd.get(), bytes);
  if (wrong == 0 && ::fchmod(fd.get(), mode) != 0) wrong = errno;
  if (wrong == 0 && ::fsync(fd.get()) != 0) wrong = errno;
  if (wrong == 0 && ::rename(name.c_str(), path.c_str()) != 0) wrong = errno;
  if (wrong != 0) {
    ::unlink(name.c_str());
    return fail(io_error("write", path, wrong));
  }
  return sync_folder(path.parent_path());
}

Result<FileLock> FileLock::take(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return fail(io_error("open", path, errno));
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int number = errno;
    ::close(fd);
    if (number == EWOULDBLOCK) return fail(Code::busy, "base.locked", {{"file", path.string()}});
    return fail(io_error("lock", path, number));
  }
  return FileLock(fd);
}
FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}
}  // namespace youju
