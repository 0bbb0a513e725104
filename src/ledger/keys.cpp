// SPDX-License-Identifier: Apache-2.0
// The office's keys in DIR/keys: `signing` (seed of Ed25519) and `mac` as hex, readable by the owner alone;
// `vkey`, which may be given to anybody, says by which name and key checkpoints are signed.
#include <sys/stat.h>

#include "base/io.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace youju::ledger {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::uint64_t kMaxKeyFile = 4096;

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
}  // namespace

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
  Keys keys;
  TRY(const std::string seed, read_secret(folder / "signing"));
  keys.signing = crypto::signing_key_from_seed(seed);
  TRY(keys.mac_key, read_secret(folder / "mac"));
  TRY(const std::string vkey, read_file(folder / "vkey", kMaxKeyFile));
  const auto note = merkle::NoteKey::parse(trim(vkey));
  if (!note || note->public_key != keys.signing.public_key) {
    return fail(Code::corrupt, "ledger.key_broken", {{"file", (folder / "vkey").string()}});
  }
  keys.note = *note;
  return keys;
}
}  // namespace youju::ledger
