// SPDX-License-Identifier: Apache-2.0
#include "app/evidence_text.h"

#include "sheet/sheet.h"

namespace youju::app {
namespace {
bool may_have_text(std::string_view media_type) {
  return media_type == "application/pdf" || media_type.starts_with("text/") ||
         media_type.starts_with("application/vnd.openxmlformats-officedocument.");
}
struct NamedFile {
  std::string record, digest, media_type;
};
}  // namespace

Result<bool> index_evidence_text(Office& office, const RecordId& record, std::string_view digest, std::string_view media_type) {
  if (!may_have_text(media_type)) return false;
  const auto text = sheet::extract_text(office.evidence().path_of(digest), media_type);
  if (!text || text->empty()) return false;  // search lacks it; the file itself is whole
  auto indexed = office.write([&](Office::Writer& writer) { return index::add_evidence_text(writer.tx, record, digest, *text); });
  if (!indexed && indexed.error().code == Code::absent) return false;  // erased meanwhile
  TRY_OK(std::move(indexed));
  return true;
}

// Cameras write the time on the wall and no zone; offices here live in one.
std::optional<Instant> taken_at(Office& office, std::string_view digest, std::string_view media_type) {
  if (media_type != "image/jpeg") return std::nullopt;
  const auto time = sheet::photo_time_of(office.evidence().path_of(digest));
  if (!time || time->size() != 19) return std::nullopt;
  const auto day = Date::parse(time->substr(0, 10));
  if (!day) return std::nullopt;
  const auto two = [&](std::size_t at) { return ((*time)[at] - '0') * 10 + ((*time)[at + 1] - '0'); };
  return Instant{start_of_day(*day).ms + ((two(11) * 60 + two(14)) * 60 + two(17)) * std::int64_t{1000}};
}

Result<std::int64_t> index_all_evidence_text(Office& office) {
  std::vector<NamedFile> files;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto size, office.ledger().size(session));
    return office.ledger().each(session, 0, size, true, [&](const ledger::Entry& entry) -> Result<void> {
      if (entry.head.type != ledger::EntryType::evidence || !entry.head.open.is_object()) return {};
      const auto type = entry.head.more.value("media_type", std::string{});
      if (may_have_text(type)) files.push_back({entry.head.object, entry.head.open.value("digest", std::string{}), type});
      return {};
    });
  }));
  std::int64_t with_text = 0;
  std::error_code ignored;
  for (const auto& file : files) {
    if (file.digest.empty() || !std::filesystem::exists(office.evidence().path_of(file.digest), ignored)) continue;
    TRY(const auto found, index_evidence_text(office, RecordId{file.record}, file.digest, file.media_type));
    if (found) ++with_text;
  }
  return with_text;
}
}  // namespace youju::app
