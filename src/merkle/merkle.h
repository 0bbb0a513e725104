// SPDX-License-Identifier: Apache-2.0
// All that an outside verifier must trust: the tree (RFC 9162 section 2.1), C2SP signed notes, checkpoints, tiles and
// tlog proofs. No database, no network, no files.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/crypto.h"

namespace youju::merkle {

using Hash = crypto::Digest;

Hash leaf_hash(std::string_view entry_bytes);           // SHA-256(0x00 || bytes)
Hash node_hash(const Hash& left, const Hash& right);    // SHA-256(0x01 || left || right)
Hash empty_root();                                      // SHA-256("")

// The growing right edge of a tree: at most 64 hashes, appended to in O(log n).
class Frontier {
 public:
  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;
  std::string text() const;  // "<size> <hex> <hex> …", largest subtree first
  static std::optional<Frontier> parse(std::string_view text);

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;  // perfect subtrees, largest first
};

// Reads the hash of the perfect subtree of 2^level leaves that starts at leaf index * 2^level.
using ReadNode = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;
Result<Hash> root_at(std::uint64_t size, const ReadNode& read);
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const ReadNode& read);
Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to, const ReadNode& read);
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof, const Hash& root);
bool verify_consistency(std::uint64_t from, std::uint64_t to, const Hash& from_root, const Hash& to_root, std::span<const Hash> proof);

// C2SP signed note. `name` has no spaces and no '+'.
struct NoteKey {
  std::string name;
  std::string public_key;  // 32 bytes, Ed25519
  std::uint32_t id() const;
  std::string vkey() const;                                        // name+hash+base64
  static std::optional<NoteKey> parse(std::string_view vkey);
};
std::string sign_note(std::string_view text, const NoteKey& key, const crypto::SigningKey& secret);  // text must end in \n
// The text of a note when at least one signature by `key` is good; unknown signatures are ignored.
Result<std::string> open_note(std::string_view note, const NoteKey& key);

// C2SP tlog-checkpoint.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;
};
std::string checkpoint_text(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view text);
Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key);  // open_note + parse; origin must equal the key's name

// C2SP tlog-tiles. "tile/0/x001/x234/067", with ".p/112" when width < 256.
inline constexpr unsigned kFullWidth = 256;  // entries or hashes of a full tile
std::string tile_path(unsigned level, std::uint64_t index, unsigned width = kFullWidth);
std::string entries_path(std::uint64_t index, unsigned width = kFullWidth);
// Entry bundle: big-endian uint16 length + bytes each; an entry longer than 65,535 bytes is too_large.
Result<std::string> entry_bundle(std::span<const std::string> entries);
// The entries of a bundle, as views into `bytes`; corrupt when a length does not fit or more than 256 are there.
Result<std::vector<std::string_view>> split_entry_bundle(std::string_view bytes);

// C2SP tlog-proof@v1.
std::string proof_file(std::uint64_t index, std::span<const Hash> proof, std::string_view checkpoint_note, std::string_view extra = {});
struct ProofFile {
  std::uint64_t index = 0;
  std::vector<Hash> proof;
  std::string checkpoint_note;
  std::string extra;
};
Result<ProofFile> parse_proof_file(std::string_view text);
}  // namespace youju::merkle
