// SPDX-License-Identifier: Apache-2.0
// libmagic looks at the first bytes; for ZIP files, whose kind it cannot always tell, the names in their
// directory decide.
#include "ledger/media_type.h"

#include <fcntl.h>
#include <magic.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/io.h"
#include "base/media_types.h"

namespace youju::ledger {
namespace {

constexpr std::size_t kDirectoryTail = 1u << 20;  // the directory of a ZIP stands at its end

constexpr std::string_view kOle = "application/x-ole-storage";

// What libmagic says → what we keep it as. Anything not listed is refused: programs, archives, pages,
// scripts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 29> kAllowed = {{
    {kPdfType, kPdfType},
    {kDocxType, kDocxType},
    {kXlsxType, kXlsxType},
    {"application/ofd", "application/ofd"},
    {"application/msword", "application/msword"},
    {"application/vnd.ms-excel", "application/vnd.ms-excel"},
    {"application/vnd.ms-office", kOle},  // doc, xls and wps share one container
    {"application/x-ole-storage", kOle},
    {"application/CDFV2", kOle},
    {"application/wps-office.doc", kOle},
    {"application/wps-office.xls", kOle},
    {"image/jpeg", "image/jpeg"},
    {"image/png", "image/png"},
    {"image/gif", "image/gif"},
    {"image/webp", "image/webp"},
    {"image/heic", "image/heic"},
    {"image/heif", "image/heif"},
    {"image/tiff", "image/tiff"},
    {"text/plain", "text/plain"},
    {"text/csv", "text/csv"},
    {"application/csv", "text/csv"},
    {"video/mp4", "video/mp4"},
    {"video/quicktime", "video/quicktime"},
    {"video/x-m4v", "video/mp4"},
    {"audio/mp4", "audio/mp4"},
    {"audio/x-m4a", "audio/mp4"},
    {"audio/mpeg", "audio/mpeg"},
    {"audio/mp3", "audio/mpeg"},
    {"audio/x-mp3", "audio/mpeg"},
}};

struct CloseMagic {
  void operator()(magic_t cookie) const { ::magic_close(cookie); }
};
using Magic = std::unique_ptr<std::remove_pointer_t<magic_t>, CloseMagic>;

// A cookie must not be shared between threads; loading its table costs milliseconds.
Result<magic_t> thread_magic() {
  thread_local Magic cookie;
  if (!cookie) {
    // Tokens of program text would make a minute beginning with "import" a Python program.
    Magic fresh(
        ::magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TOKENS));
    if (!fresh || ::magic_load(fresh.get(), nullptr) != 0) {
      return fail(Code::outside, "ledger.magic_failed", {},
                  fresh ? ::magic_error(fresh.get()) : "magic_open");
    }
    cookie = std::move(fresh);
  }
  return cookie.get();
}

Result<std::string> tail_of(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(io_error("open", file, errno));
  struct stat st {};
  std::string out(kDirectoryTail, '\0');
  ssize_t n = ::fstat(fd, &st);
  if (n == 0) {
    const auto size = static_cast<std::size_t>(st.st_size);
    const auto from = size > kDirectoryTail ? size - kDirectoryTail : 0;
    n = ::pread(fd, out.data(), std::min(size, kDirectoryTail), static_cast<off_t>(from));
  }
  const int number = errno;
  ::close(fd);
  if (n < 0) return fail(io_error("read", file, number));
  out.resize(static_cast<std::size_t>(n));
  return out;
}

// The kind of a ZIP by the names in its directory; nothing is unpacked.
std::string_view zip_kind(std::string_view tail) {
  if (tail.find("word/document.xml") != std::string_view::npos) return kDocxType;
  if (tail.find("xl/workbook.xml") != std::string_view::npos) return kXlsxType;
  if (tail.find("OFD.xml") != std::string_view::npos) return "application/ofd";
  return "application/zip";
}
}  // namespace

Result<MediaType> media_type_of(const std::filesystem::path& file) {
  TRY(magic_t cookie, thread_magic());
  const char* const said = ::magic_file(cookie, file.c_str());
  if (said == nullptr) return fail(Code::outside, "ledger.magic_failed", {}, ::magic_error(cookie));
  std::string_view type = said;
  if (type == "application/zip" || type.starts_with("application/vnd.openxmlformats")) {
    TRY(const std::string tail, tail_of(file));
    if (const auto kind = zip_kind(tail); kind != "application/zip" || type.starts_with("application/vnd."))
      type = kind;
  }
  const auto* const known =
      std::find_if(kAllowed.begin(), kAllowed.end(), [&](const auto& pair) { return pair.first == type; });
  if (known == kAllowed.end()) return MediaType{std::string(type), false};
  return MediaType{std::string(known->second), true};
}
}  // namespace youju::ledger
