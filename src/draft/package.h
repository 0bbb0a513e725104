// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: the ZIP around a DOCX, read and written again member by member. Members that do not
// change are copied as they lie in the file.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::draft {

class Package {
 public:
  // `bytes` must outlive the package. invalid: damaged; unsupported: encrypted; too_large.
  static Result<Package> open(std::string_view bytes);
  // By the name without its leading slash; small and capital letters are the same, as Open Packaging says.
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // Unpacked; what is unpacked counts against one limit over all calls.
  Result<std::string> read(std::string_view name);
  // The file with these members replaced, or added behind the others. Everything else keeps its bytes.
  Result<std::string> with(const std::map<std::string, std::string>& changed) const;
  // Bytes of a member as they lie in the file, its header included; for tests.
  std::string_view raw(std::string_view name) const;
  std::vector<std::string> names() const;

 private:
  struct Member {
    std::string name;  // as written
    std::uint32_t crc = 0, packed = 0, size = 0;
    std::uint16_t method = 0;
    std::size_t local = 0, end = 0;         // header and data, up to the next member
    std::size_t entry = 0, entry_size = 0;  // in the directory
  };
  const Member* find(std::string_view name) const;
  Result<void> read_directory(std::size_t directory, std::size_t size, std::size_t count);
  Result<void> set_ends();
  Result<std::string> unpack(const Member& member, std::string_view data);

  std::string_view bytes_;
  std::vector<Member> members_;                 // in the directory's order
  std::map<std::string, std::size_t> by_name_;  // lower case
  std::size_t directory_ = 0, directory_end_ = 0, end_record_ = 0;
  std::uint64_t unpacked_ = 0;
};
}  // namespace youju::draft
