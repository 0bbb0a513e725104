// SPDX-License-Identifier: Apache-2.0
// What is defined in the database (tables, triggers, views, indexes), as a digest the log remembers: a
// trigger somebody adds to rewrite later rows is found at the next seal.
#include "ledger/inside.h"
#include "ledger/ledger_sql.h"

namespace youju::ledger {
namespace {
constexpr std::string_view kSetting = "schema";

std::string_view engine_name(db::Engine engine) {
  return engine == db::Engine::sqlite ? "sqlite" : "postgres";
}
}  // namespace

Result<std::string> schema_digest(db::Session& session) {
  crypto::Hasher hasher;
  TRY_OK(session.each(sql::schema_text, {}, [&](const db::Row& row) {
    hasher.add(row.text(0));
    hasher.add(std::string_view("\0", 1));
    return true;
  }));
  return crypto::hex(hasher.finish());
}

namespace {
// The newest `schema` setting of the log: its number and value.
Result<std::pair<std::int64_t, Json>> newest_setting(db::Session& session) {
  std::string bytes;
  TRY_OK(session.each(sql::entries_of_object, {kSetting}, [&](const db::Row& row) {
    bytes = row.text(1);
    return true;
  }));
  if (bytes.empty()) return std::pair<std::int64_t, Json>{0, Json()};
  TRY(const Entry entry, decode_entry(bytes));
  return std::pair<std::int64_t, Json>{entry.head.number, entry.head.more.value("value", Json())};
}
}  // namespace

Result<std::string> recorded_schema(db::Session& session) {
  TRY(const auto newest, newest_setting(session));
  return newest.second.is_object() ? newest.second.value("digest", "") : std::string();
}

Result<std::optional<NewEntry>> schema_setting(db::Session& session) {
  TRY(const auto newest, newest_setting(session));
  TRY(const std::string digest, schema_digest(session));
  if (newest.second.is_object() && newest.second.value("digest", "") == digest)
    return std::optional<NewEntry>();
  NewEntry entry;
  entry.type = EntryType::setting;
  entry.object = kSetting;
  entry.number = newest.first + 1;
  entry.more = {{"value", {{"digest", digest}, {"engine", engine_name(session.engine())}}}};
  return std::optional<NewEntry>(std::move(entry));
}
}  // namespace youju::ledger
