// SPDX-License-Identifier: Apache-2.0
// The ZIP's directory is read by this code alone, for reading and for writing, so that both always mean the
// same members. Sizes are counted while unpacking.
#include "draft/package.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostMembers = 10'000;
constexpr std::uint64_t kMostUnpacked = 256u << 20;
constexpr std::uint64_t kMostRatio = 200, kRatioMatters = 10u << 20;
constexpr std::size_t kEndRecord = 22, kLocalHeader = 30, kEntryHeader = 46;
constexpr std::uint32_t kUnknown = 0xFFFFFFFFu;  // the true value stands in a ZIP64 field

std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                    static_cast<unsigned char>(bytes[at + 1]) << 8);
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return u16(bytes, at) | std::uint32_t{u16(bytes, at + 2)} << 16;
}
void put16(std::string& to, std::size_t at, std::uint32_t value) {
  to[at] = static_cast<char>(value & 0xFF);
  to[at + 1] = static_cast<char>(value >> 8 & 0xFF);
}
void put32(std::string& to, std::size_t at, std::uint32_t value) {
  put16(to, at, value & 0xFFFF);
  put16(to, at + 2, value >> 16);
}

tl::unexpected<Error> damaged(std::string_view where) {
  return fail(Code::invalid, "draft.zip_damaged", {{"where", std::string(where)}});
}

std::string key_of(std::string_view name) {
  auto key = lower_ascii(name);
  std::replace(key.begin(), key.end(), '\\', '/');
  return key;
}

struct Stream {
  z_stream z{};
  bool deflating;
  explicit Stream(bool deflate) : deflating(deflate) {
    const int ok = deflate ? deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY)
                           : inflateInit2(&z, -MAX_WBITS);
    if (ok != Z_OK) throw std::bad_alloc();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { deflating ? deflateEnd(&z) : inflateEnd(&z); }
};

std::string deflated(std::string_view bytes) {
  Stream stream(true);
  std::string out(deflateBound(&stream.z, bytes.size()), '\0');
  stream.z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.z.avail_in = static_cast<uInt>(bytes.size());
  stream.z.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.z.avail_out = static_cast<uInt>(out.size());
  expect_true(deflate(&stream.z, Z_FINISH) == Z_STREAM_END, "deflate ends");
  out.resize(stream.z.total_out);
  return out;
}

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

constexpr std::uint16_t kUtf8Name = 1u << 11;
}  // namespace

Result<Package> Package::open(std::string_view bytes) {
  if (bytes.size() < kEndRecord) return damaged("ZIP");
  Package out;
  out.bytes_ = bytes;
  const std::size_t earliest = bytes.size() > kEndRecord + 0xFFFF ? bytes.size() - kEndRecord - 0xFFFF : 0;
  std::size_t at = bytes.size() - kEndRecord;
  for (;; --at) {
    if (bytes.substr(at, 4) == "PK\x05\x06" && at + kEndRecord + u16(bytes, at + 20) <= bytes.size()) break;
    if (at == earliest) return damaged("ZIP");
  }
  out.end_record_ = at;
  const std::size_t count = u16(bytes, at + 10), size = u32(bytes, at + 12), directory = u32(bytes, at + 16);
  if (directory == kUnknown || count == 0xFFFF) return fail(Code::unsupported, "draft.zip64");
  if (count > kMostMembers)
    return fail(Code::too_large, "draft.too_many_members",
                {{"count", std::to_string(count)}, {"limit", std::to_string(kMostMembers)}});
  if (directory > at || size > at - directory) return damaged("ZIP");
  TRY_OK(out.read_directory(directory, size, count));
  TRY_OK(out.set_ends());
  return out;
}

Result<void> Package::read_directory(std::size_t directory, std::size_t size, std::size_t count) {
  directory_ = directory;
  directory_end_ = directory + size;
  std::size_t at = directory;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + kEntryHeader > directory_end_ || bytes_.substr(at, 4) != "PK\x01\x02") return damaged("ZIP");
    Member member;
    const std::size_t name = u16(bytes_, at + 28), extra = u16(bytes_, at + 30), note = u16(bytes_, at + 32);
    member.entry = at;
    member.entry_size = kEntryHeader + name + extra + note;
    if (member.entry_size > directory_end_ - at) return damaged("ZIP");
    member.name = bytes_.substr(at + kEntryHeader, name);
    if (u16(bytes_, at + 8) & 1u) return fail(Code::unsupported, "draft.encrypted");
    member.method = u16(bytes_, at + 10);
    member.crc = u32(bytes_, at + 16);
    member.packed = u32(bytes_, at + 20);
    member.size = u32(bytes_, at + 24);
    member.local = u32(bytes_, at + 42);
    if (member.local == kUnknown || member.packed == kUnknown || member.size == kUnknown)
      return fail(Code::unsupported, "draft.zip64");
    // Two members of one name: which of them is the document depends on who reads it.
    if (!by_name_.emplace(key_of(member.name), members_.size()).second) return damaged(member.name);
    at += member.entry_size;
    members_.push_back(std::move(member));
  }
  return {};
}

Result<void> Package::set_ends() {
  std::vector<Member*> order;
  for (auto& member : members_) order.push_back(&member);
  std::sort(order.begin(), order.end(), [](const Member* a, const Member* b) { return a->local < b->local; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    Member& m = *order[i];
    m.end = i + 1 < order.size() ? order[i + 1]->local : directory_;
    const bool sound =
        m.end <= directory_ && m.local + kLocalHeader <= m.end && bytes_.substr(m.local, 4) == "PK\x03\x04";
    if (!sound) return damaged(m.name);
    const std::size_t head = kLocalHeader + u16(bytes_, m.local + 26) + u16(bytes_, m.local + 28);
    if (head + m.packed > m.end - m.local) return damaged(m.name);  // members that overlap are a bomb
  }
  return {};
}

const Package::Member* Package::find(std::string_view name) const {
  const auto found = by_name_.find(key_of(name));
  return found == by_name_.end() ? nullptr : &members_[found->second];
}

std::string_view Package::raw(std::string_view name) const {
  const Member* m = find(name);
  return m ? bytes_.substr(m->local, m->end - m->local) : std::string_view();
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> out;
  for (const auto& member : members_) out.push_back(member.name);
  return out;
}

Result<std::string> Package::read(std::string_view name) {
  const Member* m = find(name);
  if (!m) return fail(Code::invalid, "draft.part_absent", {{"part", std::string(name)}});
  const std::size_t head = kLocalHeader + u16(bytes_, m->local + 26) + u16(bytes_, m->local + 28);
  const auto data = bytes_.substr(m->local + head, m->packed);
  if (m->method != 0 && m->method != Z_DEFLATED)
    return fail(Code::unsupported, "draft.zip_method", {{"part", m->name}});
  TRY(auto out, m->method == 0 ? Result<std::string>(std::string(data)) : unpack(*m, data));
  if (m->method == 0) unpacked_ += out.size();
  if (out.size() != m->size || crc_of(out) != m->crc) return damaged(m->name);
  return out;
}

Result<std::string> Package::unpack(const Member& member, std::string_view data) {
  Stream stream(false);
  stream.z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.z.avail_in = static_cast<uInt>(data.size());
  std::string out;
  for (int state = Z_OK; state != Z_STREAM_END;) {
    const std::size_t before = out.size();
    out.resize(std::max<std::size_t>(64u << 10, before * 2));
    const std::size_t room = out.size() - before;
    stream.z.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.z.avail_out = static_cast<uInt>(room);
    state = inflate(&stream.z, Z_NO_FLUSH);
    const std::size_t got = room - stream.z.avail_out;
    out.resize(before + got);
    unpacked_ += got;
    if (unpacked_ > kMostUnpacked)
      return fail(Code::too_large, "draft.unpacks_too_large",
                  {{"part", member.name}, {"limit", std::to_string(kMostUnpacked >> 20)}});
    if (out.size() > kRatioMatters && out.size() / kMostRatio > data.size())
      return fail(Code::too_large, "draft.packed_too_well",
                  {{"part", member.name}, {"limit", std::to_string(kMostRatio)}});
    if (state != Z_OK && state != Z_STREAM_END) return damaged(member.name);
    if (state == Z_OK && got == 0 && stream.z.avail_in == 0) return damaged(member.name);
  }
  return out;
}

namespace {
// A local header for new bytes: name and times of what was there, no extra field, no descriptor behind.
std::string local_header(std::string_view old, std::string_view name, std::uint32_t crc, std::size_t packed,
                         std::size_t size) {
  std::string head(kLocalHeader, '\0');
  head.replace(0, 4, "PK\x03\x04");
  put16(head, 4, 20);
  put16(head, 6, u16(old, 6) & kUtf8Name);
  put16(head, 8, Z_DEFLATED);
  head.replace(10, 4, old.substr(10, 4));
  put32(head, 14, crc);
  put32(head, 18, static_cast<std::uint32_t>(packed));
  put32(head, 22, static_cast<std::uint32_t>(size));
  put16(head, 26, static_cast<std::uint32_t>(name.size()));
  return head.append(name);
}

void set_entry(std::string& entry, std::uint32_t crc, std::size_t packed, std::size_t size) {
  put16(entry, 8, u16(entry, 8) & kUtf8Name);
  put16(entry, 10, Z_DEFLATED);
  put32(entry, 16, crc);
  put32(entry, 20, static_cast<std::uint32_t>(packed));
  put32(entry, 24, static_cast<std::uint32_t>(size));
}

std::string new_entry(std::string_view local) {
  std::string entry(kEntryHeader, '\0');
  entry.replace(0, 4, "PK\x01\x02");
  put16(entry, 4, 20);
  entry.replace(6, 24, local.substr(4, 24));
  put16(entry, 30, 0);
  return entry.append(local.substr(kLocalHeader));
}
}  // namespace

Result<std::string> Package::with(const std::map<std::string, std::string>& changed) const {
  if (members_.empty()) return damaged("ZIP");
  std::map<std::string, const std::string*> rest;
  for (const auto& [name, bytes] : changed) rest.emplace(key_of(name), &bytes);
  std::vector<std::size_t> order(members_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [this](std::size_t a, std::size_t b) { return members_[a].local < members_[b].local; });
  std::string out(bytes_.substr(0, members_[order[0]].local));
  std::vector<std::string> entries(members_.size());
  for (const std::size_t i : order) {
    const Member& m = members_[i];
    std::string entry(bytes_.substr(m.entry, m.entry_size));
    put32(entry, 42, static_cast<std::uint32_t>(out.size()));
    const auto old = bytes_.substr(m.local, m.end - m.local);
    if (const auto found = rest.find(key_of(m.name)); found != rest.end()) {
      const auto packed = deflated(*found->second);
      const auto crc = crc_of(*found->second);
      out += local_header(old, m.name, crc, packed.size(), found->second->size());
      out += packed;
      set_entry(entry, crc, packed.size(), found->second->size());
      rest.erase(found);
    } else {
      out += old;
    }
    entries[i] = std::move(entry);
  }
  for (const auto& [name, bytes] : changed) {
    if (!rest.contains(key_of(name))) continue;
    const auto packed = deflated(bytes);
    const auto old = bytes_.substr(members_[order[0]].local, kLocalHeader);
    const auto head = local_header(old, name, crc_of(bytes), packed.size(), bytes.size());
    entries.push_back(new_entry(head));
    put32(entries.back(), 42, static_cast<std::uint32_t>(out.size()));
    out += head + packed;
  }
  const std::size_t directory = out.size();
  for (const auto& entry : entries) out += entry;
  std::string end(bytes_.substr(end_record_));
  put16(end, 8, static_cast<std::uint32_t>(entries.size()));
  put16(end, 10, static_cast<std::uint32_t>(entries.size()));
  put32(end, 12, static_cast<std::uint32_t>(out.size() - directory));
  put32(end, 16, static_cast<std::uint32_t>(directory));
  return out + end;
}
}  // namespace youju::draft
