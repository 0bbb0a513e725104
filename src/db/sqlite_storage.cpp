// SPDX-License-Identifier: Apache-2.0
// The upkeep of the SQLite file: its settings, its integrity, copies of it and loading a copy.
#include <sqlite3.h>

#include <array>

#include "db/copy_file.h"
#include "db/migrate.h"
#include "db/portable.h"
#include "db/sqlite_database.h"

namespace youju::db {
namespace {
struct Setting {
  const char* name;
  const char* must_be;  // "" = any, shown only
};
// Without these the promises about power cuts and crafted files do not hold.
constexpr std::array<Setting, 11> kSettings{{
    {"journal_mode", "wal"},
    {"synchronous", "2"},
    {"foreign_keys", "1"},
    {"trusted_schema", "0"},
    {"secure_delete", "1"},
    {"cell_size_check", "1"},
    {"encoding", "UTF-8"},
    {"wal_autocheckpoint", ""},
    {"page_size", ""},
    {"cache_size", ""},
    {"mmap_size", ""},
}};

// Copies every page of one open database into another: one read snapshot of the source, all or nothing in the
// target.
Result<void> copy_pages(SqliteConnection& from, SqliteConnection& to) {
  auto* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return fail(to.error(sqlite3_errcode(to.handle()), "copy"));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
  return fail(to.error(finished != SQLITE_OK ? finished : stepped, "copy"));
}

bool is_empty(SqliteConnection& connection) {
  bool any = false;
  const auto read = connection.run_text("select 1 from sqlite_schema limit 1", {},
                                        [&](const Row&) { return !(any = true); });
  return read && !any;
}
}  // namespace

Result<void> SqliteDatabase::assert_settings() {
  for (const auto& setting : kSettings) {
    TRY(const auto value, writer_->pragma(setting.name));
    if (*setting.must_be != '\0' && value != setting.must_be) {
      return fail(Code::unsupported, "db.setting",
                  {{"name", setting.name}, {"value", value}, {"must_be", setting.must_be}});
    }
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> SqliteDatabase::settings_in_force() {
  std::vector<std::pair<std::string, std::string>> found{
      {"engine", std::string("sqlite ") + sqlite3_libversion()}, {"file", file_.string()}};
  // Asked inside a write: the writing connection is used by one thread at a time.
  const auto ask = [&](SqliteConnection& connection) {
    for (const auto& setting : kSettings)
      found.emplace_back(setting.name, connection.pragma(setting.name).value_or("?"));
    int defensive = 0;
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
    found.emplace_back("defensive", defensive != 0 ? "1" : "0");
    found.emplace_back("limit_attached",
                       std::to_string(sqlite3_limit(connection.handle(), SQLITE_LIMIT_ATTACHED, -1)));
  };
  if (writer_) {
    static_cast<void>(write([&](Tx&) -> Result<void> {
                        ask(*writer_);
                        return {};
                      }).has_value());
  } else if (auto reader = take_reader()) {
    ask(**reader);
    give_back(std::move(*reader));
  }
  return found;
}

Result<void> SqliteDatabase::check_storage() {
  TRY(auto connection, take_reader());
  std::vector<std::string> wrong;
  const OnRow collect = [&](const Row& row) {
    if (row.text(0) != "ok") wrong.emplace_back(row.text(0));
    return wrong.size() < 20;
  };
  TRY_OK(connection->run_text("pragma integrity_check(20)", {}, collect));
  const OnRow orphan = [&](const Row& row) {
    wrong.push_back(std::string(row.text(0)) + " row " + std::string(row.text(1)) + " refers to nothing in " +
                    std::string(row.text(2)));
    return wrong.size() < 20;
  };
  TRY_OK(connection->run_text("pragma foreign_key_check", {}, orphan));
  give_back(std::move(connection));
  if (wrong.empty()) return {};
  std::string all;
  for (const auto& line : wrong) all += (all.empty() ? "" : "; ") + line;
  return fail(Code::corrupt, "db.damaged_inside", {{"file", file_.string()}, {"what", wrong.front()}}, all);
}

Result<void> SqliteDatabase::copy_to(const std::filesystem::path& file) {
  return write_in_place(file, [&](const std::filesystem::path& part) -> Result<void> {
    TRY(auto source, take_reader());
    TRY(auto target, SqliteConnection::open(part, SqliteConnection::Role::copy));
    TRY_OK(copy_pages(*source, *target));
    give_back(std::move(source));
    return {};
  });
}

Result<void> SqliteDatabase::load_from(const std::filesystem::path& file) {
  TRY(auto source, SqliteConnection::open(file, SqliteConnection::Role::reader));
  TRY(const auto portable, is_portable(*source));
  const auto not_empty = [&] { return fail(Code::conflict, "db.not_empty", {{"file", file_.string()}}); };
  if (portable) {
    return write([&](Tx& tx) -> Result<void> {
      if (!is_empty(*writer_)) return not_empty();
      return load_portable(*source, tx, [&](const std::string& sql, std::string_view name) {
        return writer_->script(sql, name);
      });
    });
  }
  SqliteSession session(*source);
  TRY_OK(applied_migrations(session));
  // Pages are copied outside a transaction of ours, so batches are kept out by hand.
  const std::lock_guard lock(batch_mutex_);
  if (!is_empty(*writer_)) return not_empty();
  return copy_pages(*source, *writer_);
}
}  // namespace youju::db
