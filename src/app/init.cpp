// SPDX-License-Identifier: Apache-2.0
// Making an office: a folder with settings, keys, packs and a log whose first entries say who and what it is.
// Everything is made in a folder beside and renamed at the end, so that a failed init leaves nothing.
#include <unistd.h>

#include "app/app.h"
#include "app/first_start.h"
#include "app/packs.h"
#include "app/settings.h"
#include "base/text.h"

namespace youju::app {
namespace {

struct FirstPerson {
  std::string id, login, word;
  std::vector<std::string> roles;
  std::string os_user;
};

// Signed-note names take no white space and no '+'.
std::string origin_of(const std::string& instance, const std::string& name) {
  std::string safe;
  for (const auto c : to_code_points(name)) safe += c == U' ' || c == U'+' || c == U'　' || c == U'\t' ? "-" : from_code_points(std::u32string(1, c));
  return "youju/" + instance + "/" + safe;
}

Result<std::vector<FoundPack>> packs_for(const std::vector<std::string>& wanted) {
  std::vector<FoundPack> found;
  std::set<std::string> seen;
  const std::function<Result<void>(const std::string&)> add = [&](const std::string& name) -> Result<void> {
    TRY(auto pack, find_pack(name));
    if (!seen.insert(pack.pack.id).second) return {};
    for (const auto& needed : pack.pack.needs) TRY_OK(add(needed.substr(0, needed.find('@'))));
    found.push_back(std::move(pack));
    return {};
  };
  TRY_OK(add("common"));
  for (const auto& name : wanted) TRY_OK(add(name));
  return found;
}

Result<void> check_request(const InitRequest& request) {
  std::error_code ignored;
  if (std::filesystem::exists(request.folder, ignored) && !std::filesystem::is_empty(request.folder, ignored)) {
    return fail(Code::conflict, "app.folder_in_use", {{"folder", request.folder.string()}});
  }
  const auto name = clean(request.unit);
  if (!name || name->empty() || has_invisible(*name) || code_point_count(*name) > 100) {
    return fail(Code::invalid, "app.unit_name", {{"name", request.unit}});
  }
  if (!request.database.empty()) {
    if (!request.database.starts_with("postgresql://") && !request.database.starts_with("postgres://")) {
      return fail(Code::invalid, "app.database_address", {{"address", request.database}});
    }
    const auto at = request.database.find('@'), colon = request.database.find(':', 13);
    if (at != std::string::npos && colon != std::string::npos && colon < at) return fail(Code::invalid, "app.database_password");
  }
  return {};
}

ledger::NewEntry entry_of(ledger::EntryType type, std::string object, std::int64_t number) {
  ledger::NewEntry e;
  e.type = type;
  e.object = std::move(object);
  e.number = number;
  return e;
}

Result<void> write_people(Office::Writer& writer, const std::vector<FirstPerson>& people, const UnitId& unit, InitAnswer& answer) {
  int right_no = 0;
  for (const auto& person : people) {
    auto account = entry_of(ledger::EntryType::account, person.id, 1);
    account.unit = unit;
    account.open = Json{{"id", person.id}, {"disabled", false}};
    account.personal = Json{{"login", person.login}, {"name", person.word}};
    if (!person.os_user.empty()) account.personal["os_user"] = person.os_user;
    TRY_OK(writer.append(account));
    for (const auto& role : person.roles) {
      auto right = entry_of(ledger::EntryType::right, "r" + std::to_string(++right_no), 1);
      right.unit = unit;
      right.open = Json{{"id", right.object}, {"account", person.id}, {"role", role}, {"unit", unit.text}, {"withdrawn", false}};
      TRY_OK(writer.append(right));
    }
    constexpr std::int64_t kCodeLifeMs = 7LL * 86'400'000;
    const Instant expires{writer.office.world().clock->now().ms + kCodeLifeMs};
    TRY(auto code, people::make_one_time_code(writer.tx, AccountId{person.id}, writer.office.world(), expires));
    answer.codes.push_back({person.login, person.roles.front(), std::move(code)});
  }
  return {};
}

struct FirstTwo {
  FirstNames administrator, second;
};

Result<void> write_first_entries(Office& office, const InitRequest& request, const FirstTwo& two, InitAnswer& answer) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto size, office.ledger().size(writer.tx));
    if (size != 0) return fail(Code::conflict, "app.database_in_use");
    auto first = entry_of(ledger::EntryType::office, "office", 1);
    first.more = Json{{"origin", office.settings().origin}, {"instance", office.settings().instance}, {"key", office.ledger().keys().note.vkey()}};
    first.open = Json{{"name", office.settings().name}};
    TRY_OK(writer.append(first));
    for (const auto& pack : office.catalogue().packs()) {
      auto entry = entry_of(ledger::EntryType::pack, pack.id, 1);
      entry.pack = pack.id + "@" + pack.version;
      entry.more = Json{{"version", pack.version}, {"digest", pack.digest}};
      TRY_OK(writer.append(entry));
    }
    const UnitId root{"u1"};
    auto unit = entry_of(ledger::EntryType::unit, root.text, 1);
    unit.unit = root;
    unit.open = Json{{"id", root.text}, {"parent", ""}, {"name", office.settings().name}, {"place", 0}};
    TRY_OK(writer.append(unit));
    TRY(auto schema, ledger::schema_setting(writer.tx));
    if (schema) TRY_OK(writer.append(*schema));
    if (request.go_live) {
      auto setting = entry_of(ledger::EntryType::setting, "go_live", 1);
      setting.more = Json{{"value", request.go_live->iso()}};
      TRY_OK(writer.append(setting));
    }
    const auto or_else = [](const std::string& text, const char* otherwise) { return text.empty() ? std::string(otherwise) : text; };
    const std::vector<FirstPerson> people{{"a1", or_else(two.administrator.login, "admin"), or_else(two.administrator.name, "管理员"), {"administrator", "clerk"}, request.os_user},
                                          {"a2", or_else(two.second.login, "leader"), or_else(two.second.name, "负责人"), {"leader", "reviewer"}, ""}};
    return write_people(writer, people, root, answer);
  });
}

// PackShelf::compare_with_log needs a log; a new office has none yet, so its database is made before it is opened.
Result<void> build(const InitRequest& request, const std::filesystem::path& folder, const FirstTwo& two, const World& world, InitAnswer& answer) {
  OfficeSettings settings;
  settings.name = *clean(request.unit);
  settings.instance = random_hex(world, 16);
  settings.origin = origin_of(settings.instance, settings.name);
  TRY(const auto packs, packs_for(request.packs));
  for (const auto& found : packs) {
    TRY_OK(place_pack(found, folder / "packs" / found.pack.id / found.pack.version));
    settings.packs.push_back(found.pack.id + "@" + found.pack.version);
  }
  if (request.database.empty()) {
    settings.database.file = folder / "office.sqlite";
  } else {
    settings.database.engine = db::Engine::postgres;
    settings.database.connection = request.database;
    settings.database.schema = "youju_" + settings.instance.substr(0, 12);
  }
  std::filesystem::create_directories(folder / "evidence");
  TRY_OK(ledger::make_keys(folder / "keys", settings.origin, world));
  TRY_OK(write_file(folder / kSettingsFile, settings_text(settings)));
  TRY(const auto office, Office::open_new(folder, world));
  TRY_OK(write_first_entries(*office, request, two, answer));
  TRY_OK(office->ledger().seal());
  return {};
}
}  // namespace

Result<InitAnswer> init_office(const InitRequest& request, const World& world) { return init_named(request, {}, {}, world); }

Result<InitAnswer> init_named(const InitRequest& request, const FirstNames& administrator, const FirstNames& second, const World& world) {
  TRY_OK(check_request(request));
  InitAnswer answer;
  answer.folder = request.folder;
  const auto parent = request.folder.has_parent_path() ? request.folder.parent_path() : std::filesystem::path(".");
  std::error_code wrong;
  std::filesystem::create_directories(parent, wrong);
  if (wrong) return fail(io_error("create", parent, wrong.value()));
  auto name = request.folder.filename().string();
  if (name.empty()) name = "office";
  const auto building = parent / ("." + name + ".new-" + random_hex(world, 4));
  std::filesystem::create_directories(building, wrong);
  if (wrong) return fail(io_error("create", building, wrong.value()));
  auto built = build(request, building, {administrator, second}, world, answer);
  if (!built) {
    std::filesystem::remove_all(building, wrong);
    return fail(std::move(built).error());
  }
  std::filesystem::remove(request.folder, wrong);  // an empty folder that was there already
  std::filesystem::rename(building, request.folder, wrong);
  if (wrong) {
    const auto number = wrong.value();
    std::filesystem::remove_all(building, wrong);
    return fail(io_error("rename", request.folder, number));
  }
  TRY_OK(sync_folder(parent));
  return answer;
}
}  // namespace youju::app
