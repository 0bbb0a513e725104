// SPDX-License-Identifier: Apache-2.0
#include "app/leftovers.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "app/settings.h"
#include "base/json.h"

namespace youju::app {
namespace {
constexpr const char* kMark = "unfinished";
constexpr const char* kSchema = "schema.json";

// Beside the schema in question, which opening would make.
Result<std::unique_ptr<db::Database>> open_server(db::Settings settings) {
  settings.schema = "public";
  settings.read_only = settings.must_exist = false;
  return db::Database::open(settings);
}
}  // namespace

Result<Unfinished> Unfinished::mark(const std::filesystem::path& scratch) {
  TRY(auto lock, FileLock::take(scratch / kMark));
  return Unfinished(scratch / kMark, std::move(lock));
}

Result<void> Unfinished::fills(const db::Settings& database) const {
  if (database.engine != db::Engine::postgres) return {};
  TRY(const auto server, open_server(database));
  const auto made = server->write([&](db::Tx& tx) { return tx.each_text("create schema \"" + database.schema + '"', {}, {}); });
  if (!made) return {};  // it is there already, or cannot be made: loading says which
  return write_file(file_.parent_path() / kSchema, Json{{"connection", database.connection}, {"schema", database.schema}}.dump());
}

Result<void> Unfinished::done() {
  std::error_code wrong;
  std::filesystem::remove(file_, wrong);
  if (wrong) return fail(io_error("remove", file_, wrong.value()));
  return sync_folder(file_.parent_path());
}

std::vector<std::filesystem::path> scratch_places(const Office& office) {
  const auto folder = std::filesystem::absolute(office.folder());
  return {folder, (folder.filename().empty() ? folder.parent_path() : folder).parent_path()};
}

std::vector<std::filesystem::path> left_scratch(const std::vector<std::filesystem::path>& places, Instant before) {
  std::vector<std::filesystem::path> out;
  for (const auto& place : places) {
    std::error_code ignored;
    for (const auto& item : std::filesystem::directory_iterator(place, ignored)) {
      const auto name = item.path().filename().string();
      const auto mark = name.rfind(".scratch-");
      const bool named = name.starts_with('.') && mark != std::string::npos && mark > 0 &&
                         name.find_first_not_of("0123456789abcdef", mark + 9) == std::string::npos && name.size() == mark + 9 + 8;
      struct stat facts {};
      if (!named || ::lstat(item.path().c_str(), &facts) != 0) continue;
      const std::int64_t touched = facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000;
      if (S_ISDIR(facts.st_mode) && facts.st_uid == ::geteuid() && touched <= before.ms) out.push_back(item.path());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Left look_at(const std::filesystem::path& scratch) {
  Left left{scratch, "", false, false};
  std::error_code ignored;
  const auto file = scratch / kMark;
  if (!std::filesystem::exists(file, ignored)) {
    left.an_office = std::filesystem::exists(scratch / "office" / kSettingsFile, ignored);
    return left;
  }
  left.in_use = !FileLock::take(file);
  if (const auto text = read_file(scratch / kSchema, 1u << 16)) {
    if (const auto said = parse_json(*text)) left.schema = said->value("schema", std::string{});
  }
  return left;
}

Result<void> drop_schema(const db::Settings& settings) {
  if (settings.engine != db::Engine::postgres) return {};
  TRY(const auto database, open_server(settings));
  return database->write([&](db::Tx& tx) { return tx.each_text("drop schema if exists \"" + settings.schema + "\" cascade", {}, {}); });
}

Result<bool> clear_away(const Left& left) {
  if (left.in_use || left.an_office) return false;
  if (!left.schema.empty()) {
    TRY(const auto text, read_file(left.folder / kSchema, 1u << 16));
    TRY(const auto said, parse_json(text));
    db::Settings settings;
    settings.engine = db::Engine::postgres;
    settings.connection = said.value("connection", std::string{});
    settings.schema = left.schema;
    TRY_OK(drop_schema(settings));
  }
  std::error_code wrong;
  std::filesystem::remove_all(left.folder, wrong);
  if (wrong) return fail(io_error("remove", left.folder, wrong.value()));
  return true;
}
}  // namespace youju::app
