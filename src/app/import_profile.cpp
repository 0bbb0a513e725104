// SPDX-License-Identifier: Apache-2.0
// Mappings kept for the next time: DIR/profiles/NAME.json, and profiles/*.json of the packs
// (docs/format/profile.md).
#include "app/import_plan.h"
#include "app/packs.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr std::uint64_t kMostBytes = 1u << 20;

Error broken(const std::filesystem::path& file, std::string why) {
  return {Code::invalid,
          {"import.profile_broken", {{"file", file.filename().string()}, {"why", why}}},
          std::move(why)};
}

std::string text_member(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}
}  // namespace

Result<Profile> read_profile(const std::filesystem::path& file) {
  TRY(const auto bytes, read_file(file, kMostBytes));
  const auto json = parse_json(bytes, kMostBytes);
  if (!json || !json->is_object()) return fail(broken(file, "JSON"));
  Profile out;
  out.name = file.stem().string();
  out.kind = text_member(*json, "kind");
  out.unit = text_member(*json, "unit");
  if (out.kind.empty()) return fail(broken(file, "kind"));
  if (const auto year = json->find("year"); year != json->end() && year->is_number_integer())
    out.year = year->get<int>();
  const auto columns = json->find("columns");
  if (columns == json->end() || !columns->is_array() || columns->empty() || columns->size() > 1000)
    return fail(broken(file, "columns"));
  for (const auto& column : *columns) {
    if (!column.is_object() || text_member(column, "header").empty())
      return fail(broken(file, "columns.header"));
    const auto header = text_member(column, "header"), field = text_member(column, "field");
    out.headers.push_back(header);
    out.columns[header] = field.empty() ? "-" : field;
  }
  return out;
}

Result<void> save_profile(const std::filesystem::path& folder, const Profile& profile) {
  nlohmann::ordered_json json;
  json["kind"] = profile.kind;
  if (profile.year) json["year"] = *profile.year;
  if (!profile.unit.empty()) json["unit"] = profile.unit;
  json["columns"] = nlohmann::ordered_json::array();
  for (const auto& header : profile.headers)
    json["columns"].push_back({{"header", header}, {"field", profile.columns.at(header)}});
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return fail(io_error("mkdir", folder, failed.value()));
  return write_file(folder / (profile.name + ".json"), json.dump(2) + "\n");
}

std::vector<Profile> all_profiles(const Office& office) {
  std::vector<std::filesystem::path> folders = {office.folder() / "profiles"};
  for (const auto& pack : office.catalogue().packs())
    folders.push_back(office.shelf().folder_of(pack.id) / "profiles");
  std::vector<Profile> out;
  for (const auto& folder : folders) {
    std::vector<std::filesystem::path> files;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
      if (auto profile = read_profile(file)) out.push_back(std::move(*profile));
  }
  return out;
}
}  // namespace youju::app
