// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include <toml++/toml.h>

namespace youju::app {
namespace {
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}
tl::unexpected<Error> wrong(const std::filesystem::path& file, std::string_view key) {
  return fail(Code::invalid, "app.settings_key", {{"file", file.string()}, {"key", std::string(key)}});
}

Result<OfficeSettings> from_table(const toml::table& table, const std::filesystem::path& folder, const std::filesystem::path& file) {
  OfficeSettings s;
  for (const auto& [key, target] : {std::pair{"name", &s.name}, std::pair{"origin", &s.origin}, std::pair{"instance", &s.instance}}) {
    *target = table[key].value_or(std::string{});
    if (target->empty()) return wrong(file, key);
  }
  const auto engine = table["database"]["engine"].value_or(std::string{"sqlite"});
  if (engine == "sqlite") {
    s.database.file = folder / table["database"]["file"].value_or(std::string{"office.sqlite"});
  } else if (engine == "postgresql") {
    s.database.engine = db::Engine::postgres;
    s.database.connection = table["database"]["connection"].value_or(std::string{});
    s.database.schema = table["database"]["schema"].value_or(std::string{"youju"});
    if (s.database.connection.empty()) return wrong(file, "database.connection");
  } else {
    return wrong(file, "database.engine");
  }
  if (const auto slow = table["database"]["slow_ms"]; slow) {
    s.slow_ms = slow.value<std::int64_t>();
    if (!s.slow_ms || *s.slow_ms < 0) return wrong(file, "database.slow_ms");
  }
  if (const auto socket = table["security"]["syslog"]; socket) {
    s.syslog = socket.value_or(std::string{});
    if (s.syslog.empty() || s.syslog.front() != '/' || s.syslog.size() > 100) return wrong(file, "syslog");
  }
  s.back_up.to = table["back_up"]["to"].value_or(std::string{});
  s.back_up.passphrase_file = table["back_up"]["passphrase_file"].value_or(std::string{});
  s.back_up.at = table["back_up"]["at"].value_or(std::string{});
  s.back_up.keep = static_cast<int>(table["back_up"]["keep"].value_or(std::int64_t{14}));
  for (const auto& place : {s.back_up.to, s.back_up.passphrase_file})
    if (!place.empty() && place.is_relative()) return wrong(file, "back_up");
  const auto& at = s.back_up.at;
  const bool digits = at.size() == 5 && at[2] == ':' && at.find_first_not_of("0123456789:") == std::string::npos && at.substr(0, 2) < "24" && at.substr(3) < "60";
  if ((!at.empty() && !digits) || s.back_up.keep < 1) return wrong(file, "back_up");
  const auto* packs = table["packs"].as_array();
  if (packs == nullptr || packs->empty()) return wrong(file, "packs");
  for (const auto& pack : *packs) s.packs.push_back(pack.value_or(std::string{}));
  return s;
}
}  // namespace

Result<OfficeSettings> read_settings(const std::filesystem::path& folder) {
  const auto file = folder / kSettingsFile;
  auto text = read_file(file, 1u << 20);
  if (!text) {
    if (text.error().code == Code::absent) return fail(Code::absent, "app.no_office", {{"folder", folder.string()}});
    return fail(std::move(text).error());
  }
  try {
    return from_table(toml::parse(*text, file.string()), folder, file);
  } catch (const toml::parse_error& e) {
    return fail(Code::invalid, "app.settings_broken",
                {{"file", file.string()}, {"line", std::to_string(e.source().begin.line)}, {"why", std::string(e.description())}});
  }
}

std::string settings_text(const OfficeSettings& s) {
  std::string out = "# Youju 有据: settings of this office (docs/format/folder.md). The go-live date and rights are in the log, not here.\n";
  out += "name = " + toml_text(s.name) + "\norigin = " + toml_text(s.origin) + "\ninstance = " + toml_text(s.instance) + "\npacks = [";
  for (std::size_t i = 0; i < s.packs.size(); ++i) out += (i == 0 ? "" : ", ") + toml_text(s.packs[i]);
  out += "]\n\n[database]\n";
  if (s.database.engine == db::Engine::sqlite) {
    out += "engine = \"sqlite\"\nfile = " + toml_text(s.database.file.filename().string()) + "\n";
  } else {
    out += "engine = \"postgresql\"\nconnection = " + toml_text(s.database.connection) + "\nschema = " + toml_text(s.database.schema) + "\n";
  }
  if (s.slow_ms) out += "slow_ms = " + std::to_string(*s.slow_ms) + "\n";
  const auto& b = s.back_up;
  if (!b.to.empty() || !b.passphrase_file.empty() || !b.at.empty()) {
    out += "\n[back_up]\n";
    if (!b.to.empty()) out += "to = " + toml_text(b.to.string()) + "\n";
    if (!b.passphrase_file.empty()) out += "passphrase_file = " + toml_text(b.passphrase_file.string()) + "\n";
    if (!b.at.empty()) out += "at = " + toml_text(b.at) + "\n";
    out += "keep = " + std::to_string(b.keep) + "\n";
  }
  if (!s.syslog.empty()) out += "\n[security]\nsyslog = " + toml_text(s.syslog) + "\n";
  return out;
}
}  // namespace youju::app
