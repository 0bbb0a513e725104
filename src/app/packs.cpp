// SPDX-License-Identifier: Apache-2.0
#include "app/packs.h"

#include "app/app.h"

namespace youju::embedded {
extern const std::string_view shipped_packs;  // made by tools/embed_packs.py
}

namespace youju::app {
namespace {
Result<kinds::Pack> load(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "pack.toml")) return fail(Code::absent, "app.pack_absent", {{"pack", folder.string()}});
  auto loaded = kinds::load_pack(folder);
  if (auto* problems = std::get_if<kinds::PackProblems>(&loaded)) return fail(pack_error(*problems));
  return std::get<kinds::Pack>(std::move(loaded));
}
// Of each pack the version in force, in the order of adoption: an office's layer speaks after the pack it lies over.
kinds::Calendar calendar_of(const std::vector<kinds::Pack>& packs) {
  std::vector<const kinds::Pack*> in_force;
  for (const auto& pack : packs) {
    const auto same = std::find_if(in_force.begin(), in_force.end(), [&](const kinds::Pack* one) { return one->id == pack.id; });
    if (same == in_force.end()) in_force.push_back(&pack);
    else *same = &pack;
  }
  std::vector<kinds::CalendarTable> tables;
  for (const auto* pack : in_force)
    for (auto table : pack->calendar) {
      table.pack = pack->id + "@" + pack->version;
      tables.push_back(std::move(table));
    }
  return kinds::Calendar::of(std::move(tables));
}
std::filesystem::path folder_for(const std::filesystem::path& shelf, std::string_view name) {
  const auto at = name.find('@');
  return shelf / std::string(name.substr(0, at)) / std::string(at == std::string_view::npos ? "" : name.substr(at + 1));
}
}  // namespace

Error pack_error(const kinds::PackProblems& problems) {
  expect_true(!problems.empty(), "pack refused without a problem");
  const auto& first = problems.front();
  Args args = first.message.args;
  args["pack_file"] = first.file;
  args["pack_line"] = std::to_string(first.line);
  std::string all;
  for (const auto& p : problems) all += fmt::format("{}:{}: {}\n", p.file, p.line, p.message.word);
  // The message itself belongs to the kinds room; app.pack_problem puts file and line before it.
  Error error{Code::invalid, Message{"app.pack_problem", std::move(args)}, all};
  error.message.args["others"] = std::to_string(problems.size() - 1);
  error.message.args["problem"] = "@" + first.message.word;
  return error;
}

Result<PackShelf> PackShelf::open(const std::filesystem::path& folder, const std::vector<std::string>& in_force) {
  PackShelf shelf;
  shelf.folder_ = folder;
  shelf.names_ = in_force;
  std::vector<kinds::Pack> packs;
  for (const auto& name : in_force) {
    TRY(auto pack, load(folder_for(folder, name)));
    packs.push_back(std::move(pack));
  }
  auto made = kinds::Catalogue::make(std::move(packs));
  if (auto* problems = std::get_if<kinds::PackProblems>(&made)) return fail(pack_error(*problems));
  auto catalogue = std::get<kinds::Catalogue>(std::move(made));
  catalogue.use(calendar_of(catalogue.packs()));
  shelf.catalogue_ = std::make_shared<const kinds::Catalogue>(std::move(catalogue));
  return shelf;
}

Result<kinds::Catalogue> PackShelf::with(kinds::Pack pack) const {
  auto packs = catalogue_->packs();
  packs.push_back(std::move(pack));
  auto made = kinds::Catalogue::make(std::move(packs));
  if (auto* problems = std::get_if<kinds::PackProblems>(&made)) return fail(pack_error(*problems));
  auto catalogue = std::get<kinds::Catalogue>(std::move(made));
  catalogue.use(calendar_of(catalogue.packs()));
  return catalogue;
}

const kinds::Pack* PackShelf::find(std::string_view id) const {
  const kinds::Pack* found = nullptr;
  for (const auto& pack : catalogue_->packs())
    if (pack.id == id) found = &pack;
  return found;
}

std::filesystem::path PackShelf::folder_of(std::string_view pack_id) const {
  for (auto name = names_.rbegin(); name != names_.rend(); ++name) {
    if (std::string_view(*name).substr(0, name->find('@')) == pack_id) return folder_for(folder_, *name);
  }
  return folder_ / std::string(pack_id);
}

Result<void> PackShelf::compare_with_log(db::Session& session, const ledger::Ledger& ledger) const {
  for (const auto& pack : catalogue_->packs()) {
    const auto name = pack.id + "@" + pack.version;
    TRY(const auto history, ledger.history(session, pack.id, false));
    const auto logged = std::find_if(history.rbegin(), history.rend(), [&](const ledger::Entry& e) { return e.head.pack == name; });
    if (logged == history.rend()) return fail(Code::corrupt, "app.pack_not_logged", {{"pack", name}});
    const auto digest = logged->head.more.value("digest", std::string{});
    if (digest != pack.digest) return fail(Code::corrupt, "app.pack_changed", {{"pack", name}}, "logged " + digest + ", found " + pack.digest);
  }
  return {};
}

Result<std::vector<people::Role>> PackShelf::roles() const {
  std::vector<people::Role> out;
  for (const auto& role : catalogue_->roles()) {
    TRY(auto made, people::make_role(role.id, role.names, role.rights));
    out.push_back(std::move(made));
  }
  return out;
}

std::map<std::string, std::vector<kinds::PackFile>> shipped_packs() {
  std::map<std::string, std::vector<kinds::PackFile>> out;
  for (std::string_view rest = embedded::shipped_packs; !rest.empty();) {
    const auto space = rest.find(' '), end = rest.find('\n');
    std::size_t size = 0;
    std::from_chars(rest.data(), rest.data() + space, size);
    const auto path = rest.substr(space + 1, end - space - 1), bytes = rest.substr(end + 1, size);
    const auto slash = path.find('/');
    out[std::string(path.substr(0, slash))].push_back({std::string(path.substr(slash + 1)), std::string(bytes)});
    rest.remove_prefix(end + 1 + size);
  }
  return out;
}

Result<FoundPack> find_pack(const std::string& id_or_path) {
  const std::filesystem::path as_path(id_or_path);
  std::error_code ignored;
  if (std::filesystem::exists(as_path / "pack.toml", ignored)) {
    TRY(auto pack, load(as_path));
    return FoundPack{std::move(pack), as_path, {}};
  }
  auto shipped = shipped_packs();
  const auto found = shipped.find(id_or_path);
  if (found == shipped.end()) {
    std::string known;
    for (const auto& [id, files] : shipped) known += (known.empty() ? "" : ", ") + id;
    return fail(Code::absent, "app.pack_unknown", {{"pack", id_or_path}, {"known", known}});
  }
  auto loaded = kinds::load_pack(found->second, id_or_path);
  if (auto* problems = std::get_if<kinds::PackProblems>(&loaded)) return fail(pack_error(*problems));
  return FoundPack{std::get<kinds::Pack>(std::move(loaded)), {}, std::move(found->second)};
}

Result<void> place_pack(const FoundPack& pack, const std::filesystem::path& to) {
  std::error_code wrong;
  std::filesystem::create_directories(to, wrong);
  if (!wrong && !pack.folder.empty()) std::filesystem::copy(pack.folder, to, std::filesystem::copy_options::recursive, wrong);
  if (wrong) return fail(io_error("copy", pack.folder.empty() ? to : pack.folder, wrong.value()));
  for (const auto& file : pack.files) {
    std::filesystem::create_directories((to / file.path).parent_path(), wrong);
    if (wrong) return fail(io_error("create", (to / file.path).parent_path(), wrong.value()));
    TRY_OK(write_file(to / file.path, file.bytes));
  }
  return {};
}
}  // namespace youju::app
