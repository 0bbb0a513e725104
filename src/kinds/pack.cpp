// SPDX-License-Identifier: Apache-2.0
// A pack folder → Pack: which files may lie in it, its digest, pack.toml, roles.toml, kinds and calendars.
#include <openssl/evp.h>

#include <algorithm>

#include "base/io.h"
#include "base/text.h"
#include "kinds/calendar_file.h"
#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 200;
constexpr std::uint64_t kMostBytes = 1u << 20;

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  expect_true(done == 1 && size == 32, "SHA-256 of a pack file");
  std::string out;
  for (unsigned int i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

bool is_pack_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_version(std::string_view text) {
  int dots = 0;
  bool digit = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c == '.' && digit) {
      ++dots;
      digit = false;
    } else {
      return false;
    }
  }
  return dots == 2 && digit && text.size() <= 32;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool may_lie_here(const std::string& path) {
  if (path == "pack.toml" || path == "roles.toml" || path == "README.md" || path == "README.zh-CN.md")
    return true;
  if (starts_with(path, "kinds/") || starts_with(path, "calendar/") || starts_with(path, "claims/")) return ends_with(path, ".toml");
  return starts_with(path, "templates/") || starts_with(path, "profiles/");
}

class PackLoader {
 public:
  explicit PackLoader(fs::path folder) : folder_(std::move(folder)) {}
  PackLoader(std::vector<PackFile> files, fs::path shown_as) : folder_(std::move(shown_as)), files_(std::move(files)), given_(true) {}

  std::variant<Pack, PackProblems> run() {
    if (!(given_ ? take_files() : read_files())) return std::move(problems_);
    read_pack_toml();
    auto source = std::make_shared<PackSource>();
    source->spot = {shown("pack.toml"), 1};
    for (const PackFile& file : files_) read_one(file, *source);
    check_own_kinds(*source);
    pack_.source = source;
    if (problems_.empty()) resolve_what_stands_alone(*source);
    if (problems_.empty()) return std::move(pack_);
    tidy(problems_);
    return std::move(problems_);
  }

 private:
  std::string shown(const std::string& path) const { return (folder_ / path).generic_string(); }
  void problem(const std::string& file, int line, std::string_view word, Args args = {}) {
    problems_.push_back({file, line, {std::string(word), std::move(args)}});
  }

  bool take_files() {
    std::sort(files_.begin(), files_.end(), [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
    std::string list;
    for (const PackFile& file : files_) {
      if (!may_lie_here(file.path)) problem(shown(file.path), 0, "kinds.pack_stray_file", {{"file", file.path}});
      list += sha256_hex(file.bytes) + "  " + file.path + "\n";
    }
    pack_.digest = sha256_hex(list);
    return problems_.empty();
  }

  // Everything in the folder, sorted by path; false when the folder cannot be a pack at all.
  bool read_files() {
    std::error_code error;
    if (!fs::is_directory(folder_, error)) {
      problem(folder_.generic_string(), 0, "kinds.pack_no_folder", {{"folder", folder_.generic_string()}});
      return false;
    }
    std::vector<std::string> paths;
    for (fs::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
      const std::string path = it->path().lexically_relative(folder_).generic_string();
      if (it->is_symlink(error)) {
        problem(shown(path), 0, "kinds.pack_link");
      } else if (it->is_regular_file(error)) {
        paths.push_back(path);
      }
      if (paths.size() > kMostFiles) {
        problem(folder_.generic_string(), 0, "kinds.pack_too_many_files",
                {{"limit", std::to_string(kMostFiles)}});
        return false;
      }
    }
    if (error) problem(folder_.generic_string(), 0, "kinds.pack_unreadable", {{"why", error.message()}});
    std::sort(paths.begin(), paths.end());
    std::string list;
    for (const std::string& path : paths) {
      auto bytes = read_file(folder_ / path, kMostBytes);
      if (!bytes) {
        problems_.push_back({shown(path), 0, bytes.error().message});
        continue;
      }
      if (!may_lie_here(path)) problem(shown(path), 0, "kinds.pack_stray_file", {{"file", path}});
      list += sha256_hex(*bytes) + "  " + path + "\n";
      files_.push_back({path, std::move(*bytes)});
    }
    pack_.digest = sha256_hex(list);
    return problems_.empty();
  }

  void read_pack_toml() {
    const auto file =
        std::find_if(files_.begin(), files_.end(), [](const PackFile& f) { return f.path == "pack.toml"; });
    if (file == files_.end()) return problem(shown("pack.toml"), 0, "kinds.pack_toml_missing");
    const auto root = tree_of(*file);
    if (!root) return;
    TableReader in(*root, shown(file->path), problems_);
    const std::size_t before = problems_.size();
    pack_.id = in.required_text("id");
    pack_.version = in.required_text("version");
    if (problems_.size() == before && !is_pack_id(pack_.id))
      in.problem(in.line_of("id"), "kinds.pack_id_form", {{"read", pack_.id}});
    if (problems_.size() == before && !is_version(pack_.version)) {
      in.problem(in.line_of("version"), "kinds.pack_version_form", {{"read", pack_.version}});
    }
    pack_.names = in.names("names", true);
    pack_.needs = in.texts("needs");
    pack_.layer = in.boolean("layer");
    in.done();
  }

  std::optional<Node> tree_of(const PackFile& file) {
    auto tree = parse_toml(file.bytes, shown(file.path));
    if (auto* wrong = std::get_if<PackProblem>(&tree)) {
      problems_.push_back(std::move(*wrong));
      return std::nullopt;
    }
    return std::move(std::get<Node>(tree));
  }

  void read_one(const PackFile& file, PackSource& source) {
    if (starts_with(file.path, "kinds/")) {
      if (const auto root = tree_of(file)) read_kind_file(*root, shown(file.path), source, problems_);
    } else if (starts_with(file.path, "calendar/")) {
      if (const auto root = tree_of(file)) pack_.calendar.push_back(read_calendar_file(*root, shown(file.path), problems_));
    } else if (file.path == "roles.toml") {
      if (const auto root = tree_of(file)) read_roles(*root, shown(file.path));
    }
  }

  void read_roles(const Node& root, const std::string& file) {
    TableReader in(root, file, problems_);
    for (const Node* node : in.tables("role", 50)) {
      TableReader one(*node, file, problems_);
      PackRole role{one.id("id"), one.names("names", true), one.texts("rights")};
      for (const std::string& right : role.rights) {
        if (std::find(right_names().begin(), right_names().end(), right) != right_names().end()) continue;
        one.problem(one.line_of("rights"), "kinds.not_in_list",
                    {{"key", "rights"}, {"read", right}, {"list", joined(right_names())}});
      }
      one.done();
      for (const PackRole& other : pack_.roles)
        if (other.id == role.id) one.problem(node->line, "kinds.id_twice", {{"id", role.id}});
      pack_.roles.push_back(std::move(role));
    }
    in.done();
  }

  void check_own_kinds(PackSource& source) {
    std::map<std::string, Spot> seen;
    for (KindText& text : source.kinds) {
      text.pack_id = pack_.id;
      text.kind.pack = pack_.id + "@" + pack_.version;
      const std::string& id = text.kind.id.text;
      if (!seen.emplace(id, text.spot).second)
        problem(text.spot.file, text.spot.line, "kinds.id_twice", {{"id", id}});
      if (pack_.layer && !starts_with(id, "own_"))
        problem(text.spot.file, text.spot.line, "kinds.own_prefix", {{"id", id}});
    }
    for (const ExtensionText& extension : source.extensions)
      if (seen.count(extension.kind))
        problem(extension.spot.file, extension.spot.line, "kinds.extend_own", {{"kind", extension.kind}});
  }

  // Kinds that lean on another pack's patterns are looked at when the packs come together (Catalogue::make).
  void resolve_what_stands_alone(const PackSource& source) {
    KnownTexts known;
    for (const KindText& text : source.kinds) known[text.kind.id.text] = &text;
    for (const KindText& text : source.kinds) {
      if (text.pattern || (!text.like.empty() && !known.count(text.like) && !pack_.needs.empty())) continue;
      if (leans_outside(text, known)) continue;
      const auto whole = resolve_kind(text, known, problems_);
      if (!whole) continue;
      check_kind(*whole, problems_);
      check_restraint(*whole, problems_);
      pack_.kinds.push_back(whole->kind);
    }
  }

  bool leans_outside(const KindText& text, const KnownTexts& known) const {
    const KindText* at = &text;
    for (int depth = 0; depth < 8 && !at->like.empty(); ++depth) {
      const auto next = known.find(at->like);
      if (next == known.end()) return !pack_.needs.empty();
      at = next->second;
    }
    return false;
  }

  fs::path folder_;
  Pack pack_;
  PackProblems problems_;
  std::vector<PackFile> files_;
  bool given_ = false;
};
}  // namespace

std::variant<Pack, PackProblems> load_pack(std::vector<PackFile> files, const std::filesystem::path& shown_as) {
  return PackLoader(std::move(files), shown_as).run();
}

std::variant<Pack, PackProblems> load_pack(const std::filesystem::path& folder) {
  try {
    return PackLoader(folder).run();
  } catch (const fs::filesystem_error& error) {
    return PackProblems{
        {folder.generic_string(), 0, {"kinds.pack_unreadable", {{"why", error.code().message()}}}}};
  }
}
}  // namespace youju::kinds
