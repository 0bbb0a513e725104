// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: what the parse process says through its pipe. A frame is one kind byte, four bytes
// of length (little endian) and the payload; the reading side believes nothing of it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sheet/sheet.h"

namespace youju::sheet {

// Between two processes of the same binary only; may change with every build.
enum class FrameKind : char {
  ready = 'r',  // the sandbox stands; nothing was parsed before this
  sheet = 's',  // a sheet begins; the parent answers one byte, 'y' or 'n'
  rows = 'R',   // several rows
  text = 'T',   // a piece of text or JSON
  facts = 'f',  // format, encoding, delimiter
  error = 'e',  // why it ends
  done = 'z',
};
constexpr std::size_t kMostFrame = 4u << 20;
constexpr std::size_t kMostText = 4u << 20;  // bytes of text of one file

struct Frame {
  FrameKind kind = FrameKind::done;
  std::string payload;
};

class Packer {
 public:
  void number(std::uint64_t value);  // varint
  void text(std::string_view bytes);
  std::string bytes;
};
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  std::optional<std::uint64_t> number();
  std::optional<std::string_view> text();
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

void pack_row(Packer& to, const Row& row);
std::optional<Row> unpack_row(Unpacker& from);
std::string pack_head(const SheetHead& head);
std::optional<SheetHead> unpack_head(std::string_view bytes);
std::string pack_error(const Error& error);
// Only words of this room, and of rooms whose work is done there, are taken from the other side.
std::optional<Error> unpack_error(std::string_view bytes);
std::string pack_facts(const FileFacts& facts);
std::optional<FileFacts> unpack_facts(std::string_view bytes);
}  // namespace youju::sheet
