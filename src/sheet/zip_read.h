// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: members of a ZIP in memory, unpacked in pieces under limits.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sheet/sheet.h"

namespace youju::sheet {

class ZipReader {
 public:
  // invalid: damaged or cut; unsupported: encrypted members; too_large: more members than any office file
  // has.
  static Result<ZipReader> open(std::string_view bytes, const Limits& limits);
  ZipReader(ZipReader&&) noexcept;
  ~ZipReader();

  bool has(std::string_view member) const;
  // Names of members that begin with `prefix`.
  std::vector<std::string> names(std::string_view prefix) const;
  // Hands out the member in pieces until `piece` says false. absent when there is no such member. What is
  // unpacked counts against the limits over all calls, unless it is only looked through (`counted` false)
  // before it is read.
  Result<void> stream(std::string_view member, const std::function<bool(std::string_view)>& piece,
                      bool counted = true);

 private:
  struct Inside;
  explicit ZipReader(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};
}  // namespace youju::sheet
