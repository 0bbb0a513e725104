// SPDX-License-Identifier: Apache-2.0
// Reads a container by writing again what its headers must be and comparing: anything unusual differs.
#include "proof/container.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>

#include "base/io.h"

namespace youju::proof {
namespace {
constexpr std::uint64_t kEndRecord = 22;
constexpr std::uint64_t kCentralFixed = 46;
constexpr std::size_t kMaxName = 200;
constexpr std::uint64_t kMaxDirectory = 32u << 20;

void put2(std::string& out, std::uint64_t v) { out += {static_cast<char>(v & 255), static_cast<char>(v >> 8 & 255)}; }
void put4(std::string& out, std::uint64_t v) {
  put2(out, v & 0xffff);
  put2(out, v >> 16);
}
std::uint64_t get(std::string_view bytes, std::size_t at, int width) {
  std::uint64_t v = 0;
  for (int i = width; i-- > 0;) v = v << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return v;
}

// Version needed, flags (UTF-8 names), method (stored), time, date (1 January 1980), CRC, both sizes, lengths.
void put_common(std::string& out, const Member& member) {
  put2(out, 20);
  put2(out, 0x0800);
  put2(out, 0);
  put2(out, 0);
  put2(out, 0x0021);
  put4(out, member.crc);
  put4(out, member.size);
  put4(out, member.size);
  put2(out, member.name.size());
  put2(out, 0);
}

tl::unexpected<Error> broken(std::string why) {
  return fail(Code::corrupt, "proof.container_broken", {{"why", why}}, why);
}

class FileSource : public Source {
 public:
  FileSource(std::filesystem::path path, int fd, std::uint64_t size) : path_(std::move(path)), fd_(fd), size_(size) {}
  ~FileSource() override { ::close(fd_); }
  std::uint64_t size() const override { return size_; }
  Result<std::string> read(std::uint64_t offset, std::uint64_t size) const override {
    std::string out(size, '\0');
    std::uint64_t done = 0;
    while (done < size) {
      const auto n = ::pread(fd_, out.data() + done, size - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return fail(io_error("read", path_, n < 0 ? errno : EIO));
      done += static_cast<std::uint64_t>(n);
    }
    return out;
  }

 private:
  std::filesystem::path path_;
  int fd_;
  std::uint64_t size_;
};

class MemorySource : public Source {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::string> read(std::uint64_t offset, std::uint64_t size) const override {
    return std::string(bytes_.substr(offset, size));
  }

 private:
  std::string_view bytes_;
};

// Strict UTF-8 without control characters.
bool is_plain_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned a = byte(0), b = byte(1);
    const auto tail = [&](std::size_t k) { return (byte(k) & 0xc0) == 0x80; };
    if (a < 0x80) {
      if (a < 0x20 || a == 0x7f) return false;
      i += 1;
    } else if (a >= 0xc2 && a < 0xe0 && tail(1)) {
      i += 2;
    } else if ((a & 0xf0) == 0xe0 && tail(1) && tail(2) && !(a == 0xe0 && b < 0xa0) && !(a == 0xed && b >= 0xa0)) {
      i += 3;
    } else if (a >= 0xf0 && a < 0xf5 && tail(1) && tail(2) && tail(3) && !(a == 0xf0 && b < 0x90) && !(a == 0xf4 && b >= 0x90)) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

Result<std::vector<Member>> read_directory(std::string_view directory, std::uint64_t count) {
  std::vector<Member> members;
  std::uint64_t offset = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (directory.size() < kCentralFixed) return broken("directory");
    Member member;
    const std::size_t length = get(directory, 28, 2);
    if (directory.size() < kCentralFixed + length) return broken("directory");
    member.name = directory.substr(kCentralFixed, length);
    member.crc = static_cast<std::uint32_t>(get(directory, 16, 4));
    member.size = get(directory, 20, 4);
    member.header = offset;
    offset = member.end();
    if (!is_member_name(member.name)) return broken("name " + std::to_string(i + 1));
    const std::string expected = central_directory({member});
    if (directory.substr(0, kCentralFixed + length) != std::string_view(expected).substr(0, kCentralFixed + length)) {
      return broken("directory entry of " + member.name);
    }
    directory.remove_prefix(kCentralFixed + length);
    members.push_back(std::move(member));
  }
  if (!directory.empty()) return broken("directory");
  return members;
}

// Bytewise order, but for the manifest and the page, which come last; so each name stands once.
bool is_ordered(const std::vector<Member>& members) {
  const auto rank = [](const Member& m) { return m.name == kManifestName ? 1 : m.name == kPageName ? 2 : 0; };
  for (std::size_t i = 1; i < members.size(); ++i) {
    const int before = rank(members[i - 1]), now = rank(members[i]);
    if (before > now || (before == now && members[i - 1].name >= members[i].name)) return false;
  }
  return true;
}
}  // namespace

Result<std::unique_ptr<Source>> open_source(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(io_error("open", path, errno));
  struct stat st {};
  if (::fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
    const int number = S_ISDIR(st.st_mode) ? EISDIR : errno;
    ::close(fd);
    return fail(io_error("open", path, number));
  }
  auto source = std::make_unique<FileSource>(path, fd, static_cast<std::uint64_t>(st.st_size));
  if (source->size() > kMaxBundle) {
    return fail(Code::too_large, "base.file_too_large", {{"file", path.string()}, {"limit", std::to_string(kMaxBundle >> 20)}});
  }
  return source;
}
std::unique_ptr<Source> memory_source(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }

bool is_member_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxName || !is_plain_utf8(name)) return false;
  if (name.find_first_of("\\:") != std::string_view::npos) return false;
  for (std::size_t begin = 0;;) {
    const auto end = name.find('/', begin);
    const auto part = name.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    if (end == std::string_view::npos) return true;
    begin = end + 1;
  }
}

std::string local_header(const Member& member) {
  std::string out = "PK\x03\x04";
  put_common(out, member);
  return out + member.name;
}

std::string central_directory(const std::vector<Member>& members) {
  std::string out;
  for (const Member& member : members) {
    out += "PK\x01\x02";
    put2(out, 0x0314);
    put_common(out, member);
    put2(out, 0);           // comment
    put2(out, 0);           // disk
    put2(out, 0);           // internal attributes
    put4(out, 0x81a40000);  // a regular file, 0644
    put4(out, member.header);
    out += member.name;
  }
  const std::uint64_t size = out.size();
  out += "PK\x05\x06";
  put4(out, 0);
  put2(out, members.size());
  put2(out, members.size());
  put4(out, size);
  put4(out, members.empty() ? 0 : members.back().end());
  put2(out, 0);
  return out;
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t so_far) {
  return static_cast<std::uint32_t>(::crc32_z(so_far, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

Result<std::vector<Member>> read_container(const Source& source) {
  const std::uint64_t size = source.size();
  if (size < kEndRecord) return broken("too short");
  if (size > kMaxBundle) return broken("too large");
  TRY(const std::string end, source.read(size - kEndRecord, kEndRecord));
  const std::uint64_t count = get(end, 10, 2), directory_size = get(end, 12, 4), directory_at = get(end, 16, 4);
  if (!end.starts_with("PK\x05\x06") || directory_at + directory_size + kEndRecord != size || count > kMaxMembers ||
      directory_size > kMaxDirectory) {
    return broken("end record");
  }
  TRY(const std::string directory, source.read(directory_at, directory_size));
  TRY(std::vector<Member> members, read_directory(directory, count));
  if (central_directory(members) != directory + end) return broken("end record");
  if (!is_ordered(members)) return broken("order of members");
  for (const Member& member : members) {
    if (member.end() > directory_at) return broken("size of " + member.name);
    const std::string expected = local_header(member);
    TRY(const std::string header, source.read(member.header, expected.size()));
    if (header != expected) return broken("header of " + member.name);
  }
  return members;
}
}  // namespace youju::proof
