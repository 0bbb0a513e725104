// SPDX-License-Identifier: Apache-2.0
// ZIP by hand over zlib's deflate: small files of known content need none of a library's streams and locks,
// and the order of bytes is ours (decision 0081).
#include "paper/zip.h"

#include <zlib.h>

#include <cstdint>

namespace youju::paper {
namespace {
// 1980-01-01 00:00, the first time a ZIP can name.
constexpr std::uint16_t kTime = 0, kDate = 0x0021;
constexpr std::uint16_t kUtf8Names = 0x0800;

void put16(std::string& out, std::uint32_t v) {
  out += static_cast<char>(v & 255);
  out += static_cast<char>((v >> 8) & 255);
}
void put32(std::string& out, std::uint64_t v) {
  put16(out, static_cast<std::uint32_t>(v & 0xFFFF));
  put16(out, static_cast<std::uint32_t>((v >> 16) & 0xFFFF));
}

// Raw deflate; nothing when zlib refuses (no memory).
bool deflate_all(std::string_view in, std::string& out) {
  z_stream z{};
  if (deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
  out.resize(deflateBound(&z, static_cast<uLong>(in.size())));
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // zlib never writes to it
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return done == Z_STREAM_END;
}

struct Entry {
  std::uint32_t crc;
  std::size_t packed, size, offset;
  bool stored;
};

void put_common(std::string& out, const Entry& entry, const ZipMember& member) {
  put16(out, 20);
  put16(out, kUtf8Names);
  put16(out, entry.stored ? 0 : 8);
  put16(out, kTime);
  put16(out, kDate);
  put32(out, entry.crc);
  put32(out, entry.packed);
  put32(out, entry.size);
  put16(out, static_cast<std::uint32_t>(member.name.size()));
  put16(out, 0);
}
}  // namespace

Result<std::string> write_zip(const std::vector<ZipMember>& members) {
  std::string out, packed;
  std::vector<Entry> entries;
  for (const auto& member : members) {
    if (member.bytes.size() > 0x3FFFFFFFu || out.size() > 0x3FFFFFFFu)
      return fail(Code::too_large, "paper.too_large");
    Entry entry{};
    entry.crc = static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(member.bytes.data()),
                                                 static_cast<uInt>(member.bytes.size())));
    entry.size = member.bytes.size();
    entry.offset = out.size();
    entry.stored = member.stored;
    if (!member.stored && !deflate_all(member.bytes, packed)) return fail(Code::busy, "paper.no_memory");
    const std::string_view body = member.stored ? std::string_view(member.bytes) : std::string_view(packed);
    entry.packed = body.size();
    put32(out, 0x04034b50);
    put_common(out, entry, member);
    out += member.name;
    out += body;
    entries.push_back(entry);
  }
  const auto directory = out.size();
  for (std::size_t i = 0; i < members.size(); ++i) {
    put32(out, 0x02014b50);
    put16(out, 20);
    put_common(out, entries[i], members[i]);
    put16(out, 0);
    put16(out, 0);
    put16(out, 0);
    put32(out, 0);
    put32(out, entries[i].offset);
    out += members[i].name;
  }
  const auto end = out.size();
  put32(out, 0x06054b50);
  put32(out, 0);
  put16(out, static_cast<std::uint32_t>(members.size()));
  put16(out, static_cast<std::uint32_t>(members.size()));
  put32(out, end - directory);
  put32(out, directory);
  put16(out, 0);
  return out;
}
}  // namespace youju::paper
