// SPDX-License-Identifier: Apache-2.0
// Photos of an activity, dropped as they come from a telephone: grouped by the day they were taken and offered to that day's records.
// Nothing is attached unasked, and no file is changed.
#pragma once
#include "app/app.h"

namespace youju::app {

struct Photo {
  std::filesystem::path file;
  std::optional<Date> day;
  enum class From { nothing, camera, name, file } from = From::nothing;  // who says so
  bool has_place = false;  // the file says where it was taken
};
// The day: as the camera wrote it, else as the file's name says (20230305_101010, 2023-03-05, the milliseconds of a chat program), else
// when the file was last changed as its sender says ("2023-03-05T10:10:10"; "" when that is not known).
Photo read_photo(const std::filesystem::path& file, std::string_view changed);
std::optional<Date> day_in_name(std::string_view name);

// Records of that day, a span of days among them, that `who` may attach files to.
Result<std::vector<index::RecordRow>> records_of_day(Office& office, const people::Who& who, Date day);
// The field of a kind that photos go to; "" when it has none.
std::string photo_role(const kinds::Kind& kind);
}  // namespace youju::app
