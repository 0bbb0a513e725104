// SPDX-License-Identifier: Apache-2.0
// A copy of a database is written beside its place and appears there only when it is whole and durable.
#pragma once
#include <filesystem>
#include <functional>

#include "base/result.h"

namespace youju::db {

// An empty file readable by its owner alone; an existing one is kept as it is.
Result<void> make_private_file(const std::filesystem::path& file);
// `fill` writes to the path it is given; then fsync, rename to `file`, fsync of the folder. conflict when
// `file` exists.
Result<void> write_in_place(const std::filesystem::path& file,
                            const std::function<Result<void>(const std::filesystem::path&)>& fill);
}  // namespace youju::db
