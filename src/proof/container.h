// SPDX-License-Identifier: Apache-2.0
// The ZIP of bundle.md section 1, of which every byte is determined by names and contents.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::proof {

inline constexpr std::uint64_t kMaxBundle = 4'294'967'294;
inline constexpr std::size_t kMaxMembers = 65'534;
inline constexpr std::uint64_t kPiece = 1u << 20;  // bytes read at a time
inline constexpr std::string_view kManifestName = "bundle.json";
inline constexpr std::string_view kPageName = "verify.html";

// Bytes that can be read in pieces: a file or memory.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::uint64_t size() const = 0;
  virtual Result<std::string> read(std::uint64_t offset, std::uint64_t size) const = 0;
};
Result<std::unique_ptr<Source>> open_source(const std::filesystem::path& path);
std::unique_ptr<Source> memory_source(std::string_view bytes);  // must outlive it

struct Member {
  std::string name;
  std::uint64_t header = 0;  // offset of the local header
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint64_t begin() const { return header + 30 + name.size(); }
  std::uint64_t end() const { return begin() + size; }
};

// Members in their order. An error (corrupt) carries why in its message; `outside` when the file cannot be read.
Result<std::vector<Member>> read_container(const Source& source);
bool is_member_name(std::string_view name);

std::string local_header(const Member& member);
std::string central_directory(const std::vector<Member>& members);  // directory and end record
std::uint32_t crc32(std::string_view bytes, std::uint32_t so_far = 0);
}  // namespace youju::proof
