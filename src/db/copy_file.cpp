// SPDX-License-Identifier: Apache-2.0
#include "db/copy_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/io.h"

namespace youju::db {
namespace {
Result<void> sync_file(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(io_error("open", file, errno));
  const int wrong = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (wrong != 0) return fail(io_error("fsync", file, wrong));
  return {};
}
}  // namespace

Result<void> make_private_file(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(io_error("open", file, errno));
  ::close(fd);
  return {};
}

Result<void> write_in_place(const std::filesystem::path& file,
                            const std::function<Result<void>(const std::filesystem::path&)>& fill) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored))
    return fail(Code::conflict, "db.copy_exists", {{"file", file.string()}});
  const std::filesystem::path part = file.string() + ".part";
  std::filesystem::remove(part, ignored);
  const auto filled = [&]() -> Result<void> {
    TRY_OK(make_private_file(part));
    TRY_OK(fill(part));
    TRY_OK(sync_file(part));
    std::error_code wrong;
    std::filesystem::rename(part, file, wrong);
    if (wrong) return fail(io_error("rename", file, wrong.value()));
    return sync_folder(file.parent_path());
  }();
  if (!filled) std::filesystem::remove(part, ignored);
  return filled;
}
}  // namespace youju::db
