// SPDX-License-Identifier: Apache-2.0
// ZIP members by libzip. Sizes are counted while unpacking: what a directory promises is not believed.
#include "sheet/zip_read.h"

#include <zip.h>

#include <vector>

namespace youju::sheet {
namespace {
constexpr zip_int64_t kMostMembers = 10'000;  // a workbook of 200 sheets with pictures has a few hundred
constexpr std::uint64_t kRatioMatters = 10u << 20;  // below this a member is small, however well it packs

Error damaged(std::string_view where, std::string detail) {
  return {Code::invalid, {"sheet.zip_damaged", {{"where", std::string(where)}}}, std::move(detail)};
}
}  // namespace

struct ZipReader::Inside {
  zip_t* zip = nullptr;
  Limits limits;
  std::uint64_t unpacked = 0;
  ~Inside() {
    if (zip) zip_discard(zip);
  }
};

ZipReader::ZipReader(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(std::string_view bytes, const Limits& limits) {
  auto inside = std::make_unique<Inside>();
  inside->limits = limits;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source) inside->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (!inside->zip) {
    if (source) zip_source_free(source);
    std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return fail(damaged("ZIP", std::move(why)));
  }
  zip_error_fini(&error);
  const auto members = zip_get_num_entries(inside->zip, 0);
  if (members > kMostMembers)
    return fail(Code::too_large, "sheet.too_many_members",
                {{"count", std::to_string(members)}, {"limit", std::to_string(kMostMembers)}});
  return ZipReader(std::move(inside));
}

bool ZipReader::has(std::string_view member) const {
  return zip_name_locate(inside_->zip, std::string(member).c_str(), ZIP_FL_NOCASE) >= 0;
}

std::vector<std::string> ZipReader::names(std::string_view prefix) const {
  std::vector<std::string> out;
  const auto count = zip_get_num_entries(inside_->zip, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(inside_->zip, static_cast<zip_uint64_t>(i), 0);
    if (name && std::string_view(name).starts_with(prefix)) out.emplace_back(name);
  }
  return out;
}

Result<void> ZipReader::stream(std::string_view member, const std::function<bool(std::string_view)>& piece,
                               bool counted) {
  const std::string name(member);
  const auto index = zip_name_locate(inside_->zip, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return fail(Code::absent, "sheet.part_absent", {{"part", name}});
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_stat_index(inside_->zip, static_cast<zip_uint64_t>(index), 0, &facts) != 0)
    return fail(damaged(name, zip_strerror(inside_->zip)));
  if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) && facts.encryption_method != ZIP_EM_NONE)
    return fail(Code::unsupported, "sheet.encrypted");
  struct Close {
    void operator()(zip_file_t* f) const { zip_fclose(f); }
  };
  std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(inside_->zip, static_cast<zip_uint64_t>(index), 0));
  if (!file) return fail(damaged(name, zip_strerror(inside_->zip)));

  const std::uint64_t packed = (facts.valid & ZIP_STAT_COMP_SIZE) ? facts.comp_size : 0;
  std::uint64_t here = 0;
  std::vector<char> buffer(64u << 10);
  for (;;) {
    const auto got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) return fail(damaged(name, zip_file_strerror(file.get())));
    if (got == 0) break;
    here += static_cast<std::uint64_t>(got);
    if (counted) inside_->unpacked += static_cast<std::uint64_t>(got);
    if (here > inside_->limits.unpacked || inside_->unpacked > inside_->limits.unpacked)
      return fail(Code::too_large, "sheet.unpacks_too_large",
                  {{"part", name}, {"limit", std::to_string(inside_->limits.unpacked >> 20)}});
    if (here > kRatioMatters && here / inside_->limits.ratio > packed)
      return fail(Code::too_large, "sheet.packed_too_well",
                  {{"part", name}, {"limit", std::to_string(inside_->limits.ratio)}});
    if (!piece(std::string_view(buffer.data(), static_cast<std::size_t>(got)))) return {};
  }
  // A cut member may end early without an error of the unpacker.
  if ((facts.valid & ZIP_STAT_SIZE) && here != facts.size)
    return fail(damaged(name, "size differs from the directory"));
  return {};
}
}  // namespace youju::sheet
