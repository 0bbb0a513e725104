// SPDX-License-Identifier: Apache-2.0
#include "web/uploads.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "base/io.h"
#include "base/json.h"
#include "base/text.h"

namespace youju::web {
namespace fs = std::filesystem;
namespace {
constexpr std::string_view kUploadPrefixes[] = {"import-", "photos-", "scans-", "export-"};  // by UploadFor

fs::path uploads_folder(const app::Office& office) { return office.folder() / "evidence" / "incoming"; }

// What people call a file becomes a name here only without anything that leads elsewhere.
std::string harmless_name(std::string_view sent) {
  std::string out;
  for (const char c : sent.substr(0, 180))
    if (static_cast<unsigned char>(c) >= 0x20 && c != '/' && c != '\\' && c != 0x7f) out += c;
  while (!is_utf8(out) && !out.empty()) out.pop_back();  // cut within a character
  if (sent.size() > 180)
    if (const auto dot = sent.rfind('.'); dot != sent.npos && sent.size() - dot <= 6) out += sent.substr(dot);
  return out.empty() || out.front() == '.' ? "file" + out : out;
}

bool is_upload_id(std::string_view id) { return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == id.npos; }

std::string_view prefix_of(UploadFor what) { return kUploadPrefixes[static_cast<std::size_t>(what)]; }

Result<Upload> read_upload(const fs::path& folder, const AccountId& owner) {
  TRY(const auto kept, read_file(folder / "owner", 200));
  if (kept != owner.text) return fail(Code::absent, "importpage.upload_gone");
  const auto name = folder.filename().string();
  Upload out{name.substr(name.find('-') + 1), folder, {}, false};
  std::error_code ec;
  out.done = fs::exists(folder / "done", ec);
  // Rows that were not understood are written beside the files, so what was sent is listed.
  TRY(const auto names, read_file(folder / "names", 1 << 20));
  const auto list = Json::parse(names, nullptr, false);
  for (std::size_t n = 0; n < list.size(); ++n) out.files.push_back(folder / std::to_string(n) / list[n].get<std::string>());
  return out;
}

// Newest first. With no prefix those of every sort.
std::vector<std::pair<fs::file_time_type, fs::path>> upload_folders(const app::Office& office, std::string_view prefix = {}) {
  std::vector<std::pair<fs::file_time_type, fs::path>> out;
  std::error_code ec;
  for (fs::directory_iterator at(uploads_folder(office), ec), end; !ec && at != end; at.increment(ec)) {
    const auto name = at->path().filename().string();
    const bool ours = std::any_of(std::begin(kUploadPrefixes), std::end(kUploadPrefixes), [&](std::string_view one) { return name.starts_with(one); });
    if (!ours || !name.starts_with(prefix)) continue;
    std::error_code gone;
    auto made = fs::last_write_time(at->path() / "owner", gone);
    if (gone) made = fs::last_write_time(at->path(), gone);  // somebody is just making it
    out.emplace_back(gone ? fs::file_time_type::min() : made, at->path());
  }
  std::sort(out.rbegin(), out.rend());
  return out;
}

void sweep_uploads(const app::Office& office, const AccountId& owner) {
  const auto oldest = fs::file_time_type::clock::now() - std::chrono::milliseconds(kUploadKeptMs);
  std::map<std::string, std::size_t> own;  // of each sort
  for (const auto& [made, folder] : upload_folders(office)) {
    std::error_code ignored;
    const bool mine = read_upload(folder, owner).has_value();
    const auto name = folder.filename().string();
    if (made < oldest || (mine && ++own[name.substr(0, name.find('-'))] >= kMostUploads)) fs::remove_all(folder, ignored);
  }
}
}  // namespace

Result<std::string> keep_upload(app::Office& office, const AccountId& owner, const std::vector<http::SentFile>& all, UploadFor what) {
  std::vector<http::SentFile> files;
  for (const auto& file : all)
    if (!file.name.empty() || !file.bytes.empty()) files.push_back(file);  // a field without a file is sent too
  if (files.empty()) return fail(Code::invalid, "importpage.no_file");
  sweep_uploads(office, owner);
  const auto id = random_hex(office.world(), 16);
  const auto folder = uploads_folder(office) / (std::string(prefix_of(what)) + id);
  const auto keep = [&]() -> Result<void> {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (!ec) fs::permissions(folder, fs::perms::owner_all, ec);
    if (ec) return fail(Code::outside, "web.no_scratch", {{"folder", folder.string()}}, ec.message());
    TRY_OK(write_file(folder / "owner", owner.text, 0600));
    Json names = Json::array();
    for (std::size_t n = 0; n < files.size(); ++n) {
      names.push_back(harmless_name(files[n].name));
      fs::create_directory(folder / std::to_string(n), ec);
      if (ec) return fail(Code::outside, "web.no_scratch", {{"folder", folder.string()}}, ec.message());
      TRY_OK(write_file(folder / std::to_string(n) / names.back().get<std::string>(), files[n].bytes, 0600));
    }
    return write_file(folder / "names", names.dump(), 0600);
  };
  auto kept = keep();
  if (kept) return id;
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return fail(std::move(kept).error());
}

Result<Upload> make_folder_for(app::Office& office, const AccountId& owner, UploadFor what) {
  sweep_uploads(office, owner);
  const auto id = random_hex(office.world(), 16);
  const auto folder = uploads_folder(office) / (std::string(prefix_of(what)) + id);
  std::error_code ec;
  fs::create_directories(folder, ec);
  if (!ec) fs::permissions(folder, fs::perms::owner_all, ec);
  if (ec) return fail(Code::outside, "web.no_scratch", {{"folder", folder.string()}}, ec.message());
  TRY_OK(write_file(folder / "owner", owner.text, 0600));
  TRY_OK(write_file(folder / "names", "[]", 0600));
  return read_upload(folder, owner);
}

Result<Upload> find_upload(const app::Office& office, const AccountId& owner, std::string_view id, UploadFor what) {
  if (!is_upload_id(id)) return fail(Code::absent, "importpage.upload_gone");
  auto found = read_upload(uploads_folder(office) / (std::string(prefix_of(what)) + std::string(id)), owner);
  if (!found) return fail(Code::absent, "importpage.upload_gone");
  return found;
}

std::vector<Upload> uploads_of(const app::Office& office, const AccountId& owner, UploadFor what) {
  std::vector<Upload> out;
  for (const auto& [made, folder] : upload_folders(office, prefix_of(what)))
    if (auto found = read_upload(folder, owner)) out.push_back(std::move(*found));
  return out;
}

void drop_upload_files(const Upload& upload) {
  std::error_code ignored;
  std::filesystem::remove_all(upload.folder, ignored);
}

Json upload_notes(const Upload& upload) {
  const auto kept = read_file(upload.folder / "notes", 4 << 20);
  return kept ? Json::parse(*kept, nullptr, false) : Json();
}
Result<void> keep_upload_notes(const Upload& upload, const Json& notes) { return write_file(upload.folder / "notes", notes.dump(), 0600); }

bool is_plain_name(std::string_view name) {
  return !name.empty() && name[0] != '.' && std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '/' || c == 0x7f; });
}

std::string picture_type(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(12, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (head.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (head.starts_with("\x89PNG\r\n")) return "image/png";
  if (head.starts_with("RIFF") && head.substr(8) == "WEBP") return "image/webp";
  if (head.starts_with("%PDF-")) return "application/pdf";
  return {};
}

namespace {
constexpr const char* kColumnsFile = "columns";  // [file, sheet, column, field] each
}  // namespace

ColumnsSaid columns_said(const Upload& upload) {
  ColumnsSaid out;
  const auto kept = read_file(upload.folder / kColumnsFile, 1 << 20);
  if (!kept) return out;
  const auto said = Json::parse(*kept, nullptr, false);
  if (!said.is_array()) return out;
  for (const auto& one : said)
    if (const auto file = one[0].get<std::size_t>(); file < upload.files.size())
      out[{upload.files[file].string(), one[1].get<std::string>()}][one[2].get<int>()] = one[3].get<std::string>();
  return out;
}

Result<void> keep_columns_said(const Upload& upload, const ColumnsSaid& said) {
  Json kept = Json::array();
  for (const auto& [of, columns] : said)
    for (const auto& [column, field] : columns) {
      const auto file = std::find(upload.files.begin(), upload.files.end(), std::filesystem::path(of.first)) - upload.files.begin();
      kept.push_back(Json::array({file, of.second, column, field}));
    }
  return write_file(upload.folder / kColumnsFile, kept.dump(), 0600);
}
}  // namespace youju::web
