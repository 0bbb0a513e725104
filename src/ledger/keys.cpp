// SPDX-License-Identifier: Apache-2.0
// The office's keys in DIR/keys: `signing` (seed of Ed25519) and `mac` as hex, readable by the owner alone;
// `vkey`, which may be given to anybody, says by which name and key checkpoints are signed, `former` which keys signed before.
// A change of keys goes through `next` (made, perhaps not committed) and `take` (committed, files to be exchanged), so that a
// cut at any moment leaves either key whole.
#include <sys/stat.h>

#include <charconv>

#include "base/io.h"
#include "base/text.h"
#include "ledger/inside.h"

namespace youju::ledger {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::uint64_t kMaxKeyFile = 4096, kMaxFormerFile = 1u << 20;

Result<std::string> read_secret(const std::filesystem::path& path) {
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) return fail(io_error("stat", path, errno));
  if ((st.st_mode & 077) != 0) return fail(Code::denied, "ledger.key_readable", {{"file", path.string()}});
  TRY(const std::string text, read_file(path, kMaxKeyFile));
  const auto key = crypto::from_hex(trim(text));
  if (!key || key->size() != kKeyBytes)
    return fail(Code::corrupt, "ledger.key_broken", {{"file", path.string()}});
  return *key;
}

tl::unexpected<Error> broken(const std::filesystem::path& file) {
  return fail(Code::corrupt, "ledger.key_broken", {{"file", file.string()}});
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::optional<std::int64_t> read_size(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (wrong != std::errc() || end != text.data() + text.size() || out < 1) return std::nullopt;
  return out;
}

// "<size> <vkey>" a line, oldest key first.
Result<std::vector<Keys::Former>> read_former(const std::filesystem::path& folder) {
  std::vector<Keys::Former> out;
  const auto text = read_file(folder / "former", kMaxFormerFile);
  if (!text && text.error().code == Code::absent) return out;
  if (!text) return fail(text.error());
  for (const auto line : lines_of(*text)) {
    const auto space = line.find(' ');
    const auto size = read_size(line.substr(0, space));
    const auto note = space == std::string_view::npos ? std::nullopt : merkle::NoteKey::parse(line.substr(space + 1));
    if (!size || !note || (!out.empty() && out.back().last >= *size)) return broken(folder / "former");
    out.push_back({*note, *size});
  }
  return out;
}

// Exchanges the files as `take` says; whatever was done of it before is done again.
Result<void> finish_exchange(const std::filesystem::path& folder) {
  const auto take = read_file(folder / "take", kMaxKeyFile);
  if (!take && take.error().code == Code::absent) return {};
  if (!take) return fail(take.error());
  const auto lines = lines_of(*take);
  const auto last = lines.size() == 3 ? read_size(lines[2]) : std::nullopt;
  if (!last) return broken(folder / "take");
  TRY(const std::string before, read_file(folder / "vkey", kMaxKeyFile));
  TRY(auto former, read_former(folder));
  const std::string old(trim(before));
  if (old != lines[1] && (former.empty() || former.back().note.vkey() != old)) {
    std::string text;
    for (const auto& key : former) text += std::to_string(key.last) + " " + key.note.vkey() + "\n";
    TRY_OK(write_file(folder / "former", text + std::to_string(*last) + " " + old + "\n"));
  }
  TRY_OK(write_file(folder / "signing", std::string(lines[0]) + "\n", 0600));
  TRY_OK(write_file(folder / "vkey", std::string(lines[1]) + "\n"));
  std::error_code wrong;
  std::filesystem::remove(folder / "next", wrong);
  std::filesystem::remove(folder / "take", wrong);
  if (wrong) return fail(io_error("remove", folder / "take", wrong.value()));
  return sync_folder(folder);
}
}  // namespace

const merkle::NoteKey& Keys::at(std::int64_t size) const {
  for (const auto& key : former) {
    if (size <= key.last) return key.note;
  }
  return note;
}

Result<merkle::Checkpoint> Keys::open(std::string_view checkpoint_note) const {
  auto opened = merkle::open_checkpoint(checkpoint_note, note);
  const merkle::NoteKey* by = &note;
  for (auto key = former.rbegin(); key != former.rend() && !opened && opened.error().message.word == "merkle.note_not_signed"; ++key) {
    opened = merkle::open_checkpoint(checkpoint_note, key->note);
    by = &key->note;
  }
  if (!opened) return fail(std::move(opened).error());
  if (at(static_cast<std::int64_t>(opened->size)).public_key != by->public_key) {
    return fail(Code::corrupt, "ledger.key_not_then", {{"size", std::to_string(opened->size)}});
  }
  return std::move(*opened);
}

Result<Ledger::Rotated> Ledger::rotate_key(const AccountId& actor, const AccountId& second,
                                           const std::function<Result<void>(db::Tx&, const Entry&)>& follow) {
  const std::lock_guard lock(inside_->sealing);
  const auto folder = folder_ / "keys";
  const auto made = crypto::make_signing_key(world_);
  const merkle::NoteKey next{keys_.note.name, made.public_key};
  Rotated out;
  out.vkey = next.vkey();
  TRY_OK(write_file(folder / "next", crypto::hex(made.seed) + "\n" + out.vkey + "\n", 0600));
  TRY_OK(database_.write([&](db::Tx& tx) -> Result<void> {
    TRY(const auto before, history(tx, kKeySetting, false));
    NewEntry entry;
    entry.type = EntryType::setting;
    entry.actor = actor;
    entry.object = std::string(kKeySetting);
    entry.number = static_cast<std::int64_t>(before.size()) + 1;
    entry.more = Json{{"value", {{"key", out.vkey}, {"second", second.text}}}};
    TRY(const auto written, append(tx, entry));
    TRY_OK(follow(tx, written));
    out.entry = written.index;
    TRY(out.handover, seal_in(tx, true));
    return {};
  }));
  TRY_OK(move_high_water(folder_, out.handover, keys_));
  TRY_OK(exchange_keys(next, out.entry + 1));
  return out;
}

Result<void> Ledger::exchange_keys(const merkle::NoteKey& next, std::int64_t last) {
  const auto folder = folder_ / "keys";
  TRY(const std::string made, read_file(folder / "next", kMaxKeyFile));
  TRY_OK(write_file(folder / "take", made + std::to_string(last) + "\n", 0600));
  TRY_OK(finish_exchange(folder));
  TRY(const auto now, read_keys(folder));
  if (now.note.public_key != next.public_key) return broken(folder / "vkey");
  keys_.former = now.former;
  keys_.signing = now.signing;
  keys_.note = now.note;
  return {};
}

Result<void> Ledger::settle_rotation(db::Session& session) {
  const auto folder = folder_ / "keys";
  const auto made = read_file(folder / "next", kMaxKeyFile);
  if (!made && made.error().code == Code::absent) return {};
  if (!made) return fail(made.error());
  const auto lines = lines_of(*made);
  const auto next = lines.size() == 2 ? merkle::NoteKey::parse(lines[1]) : std::nullopt;
  if (!next) return broken(folder / "next");
  TRY(const auto changes, history(session, kKeySetting, false));
  const auto value = changes.empty() ? Json() : changes.back().head.more.value("value", Json::object());
  if (value.is_object() && value.value("key", std::string{}) == next->vkey()) return exchange_keys(*next, changes.back().index + 1);
  std::error_code wrong;  // it was never committed
  std::filesystem::remove(folder / "next", wrong);
  return wrong ? fail(io_error("remove", folder / "next", wrong.value())) : Result<void>();
}

Result<Keys> make_keys(const std::filesystem::path& folder, const std::string& origin, const World& world) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(io_error("create", folder, error.value()));
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error) return fail(io_error("protect", folder, error.value()));
  for (const auto* name : {"signing", "mac", "vkey"}) {
    if (std::filesystem::exists(folder / name))
      return fail(Code::conflict, "ledger.keys_exist", {{"folder", folder.string()}});
  }
  Keys keys;
  keys.signing = crypto::make_signing_key(world);
  keys.note = {origin, keys.signing.public_key};
  if (!merkle::NoteKey::parse(keys.note.vkey()))
    return fail(Code::invalid, "ledger.origin_bad", {{"origin", origin}});
  keys.mac_key.resize(kKeyBytes);
  world.random->fill({reinterpret_cast<unsigned char*>(keys.mac_key.data()), kKeyBytes});
  TRY_OK(write_file(folder / "signing", crypto::hex(keys.signing.seed) + "\n", 0600));
  TRY_OK(write_file(folder / "mac", crypto::hex(keys.mac_key) + "\n", 0600));
  TRY_OK(write_file(folder / "vkey", keys.note.vkey() + "\n"));
  return keys;
}

Result<Keys> read_keys(const std::filesystem::path& folder) {
  TRY_OK(finish_exchange(folder));
  Keys keys;
  TRY(keys.former, read_former(folder));
  TRY(const std::string seed, read_secret(folder / "signing"));
  keys.signing = crypto::signing_key_from_seed(seed);
  TRY(keys.mac_key, read_secret(folder / "mac"));
  TRY(const std::string vkey, read_file(folder / "vkey", kMaxKeyFile));
  const auto note = merkle::NoteKey::parse(trim(vkey));
  if (!note || note->public_key != keys.signing.public_key) return broken(folder / "vkey");
  keys.note = *note;
  return keys;
}
}  // namespace youju::ledger
