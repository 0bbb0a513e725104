// SPDX-License-Identifier: Apache-2.0
// Drafts of packs, the second person, and the moment a version comes into force: files first, then the entry of the log, then youju.toml,
// each of which can be made up for from the one before.
#include "app/packs_change.h"

#include <algorithm>

#include "app/app.h"
#include "app/app_sql.h"
#include "app/settings.h"
#include "app/two_people.h"
#include "base/text.h"

namespace youju::app {
namespace {
using State = PackChange::State;
constexpr std::string_view kStateNames[] = {"draft", "waiting", "adopted", "declined", "dropped"};

UnitId root_of(const people::UnitTree& tree) { return tree.all().empty() ? UnitId{"u1"} : tree.all().front().id; }

Result<void> need_packs(db::Session& session, const Office& office, const people::Who& who, bool or_signs = false) {
  TRY(const auto now, people::who_of(session, who.account));
  TRY(const auto tree, people::read_units(session));
  for (const auto right : {people::Right::manage_packs, people::Right::sign})
    if ((right == people::Right::manage_packs || or_signs) && people::may(now, right, root_of(tree), tree, office.roles(), office.today())) return {};
  return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_manage_packs"}, {"unit", tree.all().empty() ? "" : tree.all().front().name}});
}

std::string files_text(const PackFiles& files) {
  Json out = Json::array();
  for (const auto& file : files) out.push_back(Json::array({file.path, file.bytes}));
  return canonical(out);
}
PackFiles files_from(std::string_view text) {
  PackFiles out;
  const auto json = parse_json(text, 64u << 20);
  if (!json || !json->is_array()) return out;
  for (const auto& file : *json)
    if (file.is_array() && file.size() == 2) out.push_back({file[0].get<std::string>(), file[1].get<std::string>()});
  return out;
}
template <class Item>
std::vector<Item> list_from(std::string_view text) {
  std::vector<Item> out;
  const auto json = parse_json(text);
  if (!json || !json->is_array()) return out;
  for (const auto& item : *json) out.push_back(Item{item.get<std::string>()});
  return out;
}
std::string list_text(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const auto& item : items) out.push_back(item);
  return canonical(out);
}

PackChange change_of(const db::Row& row) {
  PackChange out;
  const auto text = [&](int n) { return std::string(row.text(n)); };
  out.id = text(0), out.pack = text(1), out.version = text(2), out.files = files_from(row.text(3)), out.digest = text(4);
  out.base = list_from<std::string>(row.text(5));
  const auto state = std::find(std::begin(kStateNames), std::end(kStateNames), row.text(6));
  out.state = state == std::end(kStateNames) ? State::dropped : static_cast<State>(state - std::begin(kStateNames));
  out.note = text(7), out.editors = list_from<AccountId>(row.text(8)), out.changed_by = AccountId{text(9)};
  out.changed_at = Instant::parse(row.text(10)).value_or(Instant{});
  out.decided_by = AccountId{text(11)}, out.decided_at = text(12), out.decision = text(13), out.entry = row.integer(14);
  return out;
}

Result<std::vector<PackChange>> read_changes(db::Session& session, int limit) {
  std::vector<PackChange> out;
  TRY_OK(session.each(sql::pack_changes, {std::int64_t{limit}}, [&](const db::Row& row) {
    out.push_back(change_of(row));
    return true;
  }));
  return out;
}
Result<std::optional<PackChange>> read_change(db::Session& session, const std::string& id) {
  std::optional<PackChange> out;
  TRY_OK(session.each(sql::pack_change_by_id, {std::string_view(id)}, [&](const db::Row& row) {
    out = change_of(row);
    return false;
  }));
  return out;
}
Result<PackChange> change_there(db::Session& session, const std::string& id) {
  TRY(auto found, read_change(session, id));
  if (!found) return fail(Code::absent, "packs.no_change", {{"id", id}});
  return std::move(*found);
}

Result<void> put_change(db::Tx& tx, const PackChange& c) {
  std::vector<std::string> editors;
  for (const auto& editor : c.editors) editors.push_back(editor.text);
  const auto files = files_text(c.files), base = list_text(c.base), who = list_text(editors), at = c.changed_at.iso();
  TRY_OK(tx.run(sql::put_pack_change, {c.id, c.pack, c.version, files, c.digest, base, state_name(c.state), c.note, who, c.changed_by.text, at, c.decided_by.text, c.decided_at, c.decision, c.entry}));
  return {};
}

Result<kinds::Pack> load_files(const PackFiles& files, const std::string& id) {
  auto loaded = kinds::load_pack(files, id);
  if (auto* problems = std::get_if<kinds::PackProblems>(&loaded)) return fail(pack_error(*problems));
  return std::get<kinds::Pack>(std::move(loaded));
}

std::array<int, 3> version_parts(std::string_view version) {
  std::array<int, 3> out{};
  for (std::size_t part = 0; part < 3 && !version.empty(); ++part) {
    std::from_chars(version.data(), version.data() + version.size(), out[part]);
    const auto dot = version.find('.');
    version = dot == version.npos ? std::string_view{} : version.substr(dot + 1);
  }
  return out;
}
std::string raised(std::string_view version) {
  const auto parts = version_parts(version);
  return fmt::format("{}.{}.0", parts[0], parts[1] + 1);
}

// pack.toml of the own layer, with the version it will have.
std::string own_pack_toml(const PackShelf& shelf, const std::string& version) {
  std::string needs;
  std::vector<std::string> told;
  for (const auto& pack : shelf.in_force().packs()) {
    if (pack.id == kOwnPack || std::find(told.begin(), told.end(), pack.id) != told.end()) continue;
    told.push_back(pack.id);
    needs += (needs.empty() ? "\"" : ", \"") + pack.id + "\"";
  }
  return fmt::format("# The office's own layer over its packs: docs/format/pack.md, \"Additions\".\nid = \"{}\"\nversion = \"{}\"\nnames = {{ zh = \"本单位补充\", en = \"The office's own layer\" }}\nneeds = [{}]\nlayer = true\n", kOwnPack, version, needs);
}

// Sets the version in a draft's pack.toml, so that nobody has to think of it.
void put_pack_toml(PackFiles& files, const PackShelf& shelf, const std::string& version) {
  std::erase_if(files, [](const kinds::PackFile& file) { return file.path == "pack.toml"; });
  files.push_back({"pack.toml", own_pack_toml(shelf, version)});
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
}

Result<PackFiles> files_in(const std::filesystem::path& folder) {
  PackFiles out;
  std::error_code wrong;
  for (std::filesystem::recursive_directory_iterator it(folder, wrong), end; !wrong && it != end; it.increment(wrong)) {
    if (!it->is_regular_file(wrong)) continue;
    TRY(auto bytes, read_file(it->path(), 1u << 20));
    out.push_back({it->path().lexically_relative(folder).generic_string(), std::move(bytes)});
  }
  if (wrong) return fail(io_error("read", folder, wrong.value()));
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return out;
}

bool is_open(State state) { return state == State::draft || state == State::waiting; }
Result<std::optional<PackChange>> open_own(db::Session& session) {
  TRY(const auto all, read_changes(session, 200));
  for (const auto& one : all)
    if (one.pack == kOwnPack && is_open(one.state)) return std::optional(one);
  return std::optional<PackChange>();
}

void add_editor(PackChange& change, const AccountId& account) {
  if (std::find(change.editors.begin(), change.editors.end(), account) == change.editors.end()) change.editors.push_back(account);
}
std::filesystem::path place_of(const Office& office, const PackChange& change) { return office.folder() / "packs" / change.pack / change.version; }

// The files lie whole under their name, or not at all.
Result<void> place_files(const Office& office, const PackChange& change) {
  const auto to = place_of(office, change);
  if (const auto there = load_files(files_in(to).value_or(PackFiles{}), change.pack); there && there->digest == change.digest) return {};
  auto building = to;
  building += ".new";
  std::error_code wrong;
  std::filesystem::remove_all(building, wrong);
  TRY_OK(place_pack(FoundPack{{}, {}, change.files}, building));
  std::filesystem::remove_all(to, wrong);
  std::filesystem::rename(building, to, wrong);
  if (wrong) return fail(io_error("rename", to, wrong.value()));
  return sync_folder(to.parent_path());
}

// youju.toml with one more name in `packs`; everything else stays as it was written.
Result<void> name_in_settings(const std::filesystem::path& file, const std::string& name) {
  TRY(auto text, read_file(file, 1u << 20));
  std::size_t at = text.starts_with("packs") ? 0 : text.find("\npacks");
  if (at != std::string::npos) at = text.find('[', at);
  const auto end = at == std::string::npos ? at : text.find(']', at);
  if (end == std::string::npos) return fail(Code::invalid, "app.settings_key", {{"file", file.string()}, {"key", "packs"}});
  const auto last = text.find_last_not_of(" \t\r\n,", end - 1);
  text.replace(last + 1, end - last - 1, ", \"" + name + "\"");
  return write_file(file, text);
}
}  // namespace

std::string_view state_name(PackChange::State state) { return kStateNames[static_cast<std::size_t>(state)]; }

Result<std::vector<PackChange>> pack_changes(Office& office, const people::Who& who, int limit) {
  std::vector<PackChange> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(need_packs(session, office, who, true));
    TRY(out, read_changes(session, limit));
    return {};
  }));
  return out;
}

Result<PackChange> pack_change(Office& office, const people::Who& who, const std::string& id) {
  PackChange out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(need_packs(session, office, who, true));
    TRY(out, change_there(session, id));
    return {};
  }));
  return out;
}

Result<OwnLayer> own_layer(Office& office, const people::Who& who) {
  OwnLayer out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(need_packs(session, office, who));
    TRY(out.draft, open_own(session));
    return {};
  }));
  if (out.draft) {
    out.files = out.draft->files;
  } else if (office.shelf().find(kOwnPack) != nullptr) {
    TRY(out.files, files_in(office.shelf().folder_of(kOwnPack)));
  } else {
    put_pack_toml(out.files, office.shelf(), "1.0.0");
  }
  return out;
}

Result<PackChange> draft_own_layer(Office& office, const people::Who& who, PackFiles files) {
  const auto& shelf = office.shelf();
  const auto* in_force = shelf.find(kOwnPack);
  const auto version = in_force == nullptr ? std::string("1.0.0") : raised(in_force->version);
  put_pack_toml(files, shelf, version);
  TRY(auto pack, load_files(files, std::string(kOwnPack)));
  const auto digest = pack.digest;
  TRY_OK(shelf.with(std::move(pack)));
  PackChange out;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(need_packs(writer.tx, office, who));
    TRY(const auto open, open_own(writer.tx));
    if (open && open->state == State::waiting) return fail(Code::conflict, "packs.one_waits");
    out = open.value_or(PackChange{});
    if (!open) out.id = make_uuid4(office.world());
    out.pack = kOwnPack, out.version = version, out.files = files, out.digest = digest, out.base = shelf.names();
    add_editor(out, who.account);
    out.changed_by = who.account, out.changed_at = office.world().clock->now();
    return put_change(writer.tx, out);
  }));
  return out;
}

Result<void> submit_pack_change(Office& office, const people::Who& who, const std::string& id, const std::string& note) {
  const auto reason = clean(note);
  if (!reason || reason->empty() || code_point_count(*reason) > 1000) return fail(Code::invalid, "packs.note_needed");
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(need_packs(writer.tx, office, who));
    TRY(auto change, change_there(writer.tx, id));
    if (change.state != State::draft) return fail(Code::conflict, "packs.not_a_draft");
    if (change.base != office.shelf().names()) return fail(Code::conflict, "packs.base_moved");
    if (const auto* in_force = office.shelf().find(change.pack)) {
      TRY(const auto there, files_in(office.shelf().folder_of(change.pack)));
      const auto differs = [&](const PackFiles& a, const PackFiles& b) {
        return std::any_of(a.begin(), a.end(), [&](const kinds::PackFile& file) {
          return file.path != "pack.toml" && std::none_of(b.begin(), b.end(), [&](const kinds::PackFile& other) { return other.path == file.path && other.bytes == file.bytes; });
        });
      };
      static_cast<void>(in_force);
      if (!differs(change.files, there) && !differs(there, change.files)) return fail(Code::conflict, "packs.says_nothing");
    } else if (change.files.size() < 2) {
      return fail(Code::conflict, "packs.says_nothing");
    }
    change.state = State::waiting, change.note = *reason;
    add_editor(change, who.account);
    change.changed_by = who.account, change.changed_at = office.world().clock->now();
    return put_change(writer.tx, change);
  });
}

Result<void> drop_pack_change(Office& office, const people::Who& who, const std::string& id) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(need_packs(writer.tx, office, who));
    TRY(auto change, change_there(writer.tx, id));
    if (!is_open(change.state)) return fail(Code::conflict, "packs.decided_already");
    if (std::find(change.editors.begin(), change.editors.end(), who.account) == change.editors.end()) return fail(Code::denied, "packs.not_yours");
    change.state = State::dropped;
    change.decided_by = who.account, change.decided_at = office.world().clock->now().iso();
    return put_change(writer.tx, change);
  });
}

std::vector<NewerPack> newer_packs(const Office& office) {
  std::vector<NewerPack> out;
  for (auto& [id, files] : shipped_packs()) {
    const auto* there = office.shelf().find(id);
    const auto loaded = load_files(files, id);
    if (there == nullptr || !loaded || version_parts(loaded->version) <= version_parts(there->version)) continue;
    out.push_back({id, there->version, loaded->version, std::move(files)});
  }
  return out;
}

Result<PackChange> ask_for_carried(Office& office, const people::Who& who, const std::string& pack_id) {
  for (auto& newer : newer_packs(office)) {
    if (newer.id != pack_id) continue;
    TRY(auto pack, load_files(newer.files, pack_id));
    const auto digest = pack.digest;
    TRY_OK(office.shelf().with(std::move(pack)));
    PackChange change;
    change.id = make_uuid4(office.world());
    change.pack = pack_id, change.version = newer.carried, change.files = std::move(newer.files), change.digest = digest, change.base = office.shelf().names();
    change.state = State::waiting, change.editors = {who.account}, change.changed_by = who.account, change.changed_at = office.world().clock->now();
    TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
      TRY_OK(need_packs(writer.tx, office, who));
      TRY(const auto all, read_changes(writer.tx, 200));
      for (const auto& one : all)
        if (one.pack == pack_id && is_open(one.state)) return fail(Code::conflict, "packs.asked_already", {{"pack", pack_id}});
      return put_change(writer.tx, change);
    }));
    return change;
  }
  return fail(Code::absent, "packs.nothing_newer", {{"pack", pack_id}});
}

namespace {
// Everyone who had a hand in it, against the one who decides.
Result<void> require_second(db::Tx& tx, const Office& office, const PackChange& change, const people::Who& who) {
  TRY(const auto tree, people::read_units(tx));
  for (const auto& editor : change.editors) {
    TRY(const auto first, people::who_of(tx, editor));
    if (first.account == who.account || (!who.person.empty() && first.person == who.person)) return fail(Code::denied, "packs.own_change");
  }
  TRY(const auto asked, people::who_of(tx, change.changed_by));
  return require_two(tx, office, asked, who, people::Right::manage_packs, root_of(tree));
}
}  // namespace

Result<void> decide_pack_change(Office& office, const people::Who& who, const std::string& id, const std::string& digest, bool adopt, const std::string& reason) {
  PackChange seen;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(seen, change_there(session, id));
    return {};
  }));
  if (adopt && seen.state == State::waiting) {
    TRY(auto pack, load_files(seen.files, seen.pack));
    if (pack.digest != seen.digest) return fail(Code::corrupt, "packs.bytes_changed");
    TRY_OK(office.shelf().with(std::move(pack)));
    TRY_OK(place_files(office, seen));
  }
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(auto change, change_there(writer.tx, id));
    if (change.state != State::waiting) return fail(Code::conflict, "packs.decided_already");
    if (change.digest != digest || change.digest != seen.digest) return fail(Code::conflict, "packs.shown_another");
    TRY_OK(require_second(writer.tx, office, change, who));
    if (!adopt && reason.empty()) return fail(Code::invalid, "packs.reason_needed");
    change.decided_by = who.account, change.decided_at = office.world().clock->now().iso(), change.decision = reason;
    change.state = adopt ? State::adopted : State::declined;
    if (adopt) {
      if (change.base != office.shelf().names()) return fail(Code::conflict, "packs.base_moved");
      TRY(const auto history, office.ledger().history(writer.tx, change.pack, false));
      ledger::NewEntry entry;
      entry.type = ledger::EntryType::pack;
      entry.actor = who.account;
      entry.object = change.pack;
      entry.number = static_cast<std::int64_t>(history.size()) + 1;
      entry.pack = change.pack + "@" + change.version;
      entry.more = Json{{"version", change.version}, {"digest", change.digest}, {"asked_by", change.changed_by.text}};
      TRY(const auto written, writer.append(entry));
      change.entry = written.index;
    }
    return put_change(writer.tx, change);
  }));
  if (!adopt) return {};
  return office.read([&](db::Session& session) { return office.settle_packs(session); });
}

Result<bool> write_adopted_packs(Office& office, db::Session& session) {
  std::vector<PackChange> adopted;
  TRY_OK(session.each(sql::adopted_packs, {}, [&](const db::Row& row) {
    adopted.push_back(change_of(row));
    return true;
  }));
  bool any = false;
  TRY(const auto settings, read_settings(office.folder()));
  for (const auto& change : adopted) {
    const auto name = change.pack + "@" + change.version;
    if (std::find(settings.packs.begin(), settings.packs.end(), name) != settings.packs.end()) continue;
    TRY_OK(place_files(office, change));
    TRY_OK(name_in_settings(office.folder() / kSettingsFile, name));
    any = true;
  }
  const auto& known = office.shelf().names();
  for (const auto& change : adopted) any = any || std::find(known.begin(), known.end(), change.pack + "@" + change.version) == known.end();
  return any;
}
}  // namespace youju::app
