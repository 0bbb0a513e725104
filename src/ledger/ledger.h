// SPDX-License-Identifier: Apache-2.0
// The office's memory: one append-only log per database. Everything that ever happened is an entry; every
// other table but those of private payloads, checkpoints and evidence files is derived from entries and can
// be rebuilt. Bytes on disk: docs/format/entry.md. This room is the only one that writes enduring tables.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"
#include "base/world.h"
#include "db/db.h"
#include "merkle/merkle.h"

namespace youju::ledger {

// On disk by name; never rename. version: a record's new version (transitions are versions too, with
// `transition` in more).
// clang-format off
enum class EntryType {
  office, unit, person, account, right, pack, version, evidence,
  approval, signoff, notice, batch, erase, restore, setting, zero, layout, route
};
// clang-format on
std::string_view type_name(EntryType type);
std::optional<EntryType> type_from(std::string_view name);

// What a caller wants written. Everything here is hashed.
struct NewEntry {
  EntryType type = EntryType::version;
  AccountId actor;
  UnitId unit;
  std::string object;       // record id for version/evidence/approval; else the id of what it is about
  std::int64_t number = 0;  // version number of the object, from 1; 0 when not versioned
  // In clear, for version entries (empty otherwise): they make counts provable from headers alone.
  KindId kind;
  std::string pack;
  std::string state;
  std::optional<Period> happened;
  std::vector<KindId> also;
  Json more = Json::object();  // in clear, by type (docs/format/entry.md)
  Json open = Json();          // payload under salted commitment; null = none
  Json personal = Json();      // personal payload under its own salted commitment; null = none
};

// A payload in canonical bytes, committed to under a salt of its own; all empty where there is none.
struct Payload {
  std::string bytes, salt_hex, digest;
};
// An entry with its payloads made ready: nothing of them depends on its place in the log.
struct ReadyEntry {
  NewEntry entry;
  Payload open, personal;
};

// An entry as stored. `bytes` are what is hashed as a leaf and are never re-encoded.
struct Entry {
  std::int64_t index = 0;
  std::string bytes;
  Instant at;     // entered at: the server's, monotone
  NewEntry head;  // decoded; open/personal filled only when asked for and not erased
  std::string open_digest, personal_digest;  // commitments, hex; empty when none
  bool personal_erased = false, open_erased = false;
};
// The values in a payload of a record's version (its open or its personal part); an empty object where there are none.
inline Json values_of(const Json& payload) { return payload.is_object() && payload.contains("values") ? payload["values"] : Json::object(); }
// Decodes stored bytes; corrupt when they are not canonical or a field is missing or unknown.
Result<Entry> decode_entry(std::string_view bytes);
// Commitment to a payload: SHA-256(0x02 || salt (32 bytes) || bytes), hex.
std::string commitment(std::string_view salt32, std::string_view bytes);

// Keys of this office, files of mode 0600 in DIR/keys.
struct Keys {
  // A key that signed before: checkpoints of sizes up to `last` are its own, later ones another's (docs/format/log.md 2).
  struct Former {
    merkle::NoteKey note;
    std::int64_t last = 0;
  };
  crypto::SigningKey signing;
  merkle::NoteKey note;        // origin as its name
  std::string mac_key;         // 32 bytes: authenticates entries; never in the database
  std::vector<Former> former;  // oldest first; their secrets are gone

  // A checkpoint signed by the key that signed checkpoints of its size. corrupt: "merkle.note_not_signed" when it is by none of
  // ours, "ledger.key_not_then" when by one that did not sign that size.
  Result<merkle::Checkpoint> open(std::string_view checkpoint_note) const;
  // The key that signs checkpoints of this size.
  const merkle::NoteKey& at(std::int64_t size) const;
  const merkle::NoteKey& first() const { return former.empty() ? note : former.front().note; }
};
// conflict when there are keys already.
Result<Keys> make_keys(const std::filesystem::path& folder, const std::string& origin, const World& world);
// absent, denied (others may read them) or corrupt. A change of keys that a cut left half done is finished first.
Result<Keys> read_keys(const std::filesystem::path& folder);
inline constexpr std::string_view kKeySetting = "signing_key";  // object of the `setting` entries that bring in a new key

struct Head;  // of this room
class Ledger {
 public:
  Ledger(db::Database& database, std::filesystem::path folder, Keys keys, World world);
  ~Ledger();

  // Appends inside a write: canonical bytes, salts, authenticator, leaf into the frontier, then re-reads and
  // re-hashes what was stored. The time never goes below the last entry's; a clock that jumped back over 2 s
  // refuses (corrupt, "ledger.clock_back"). invalid when the entry cannot be written canonically, too_large
  // above 65,535 bytes without payloads. An `office` entry gets the vkey of this log as more.key. The stored
  // entry comes back with its payloads.
  Result<Entry> append(db::Tx& tx, NewEntry entry);
  // Many at once: the end of the log is read, moved and re-read once. On PostgreSQL this saves two round
  // trips an entry.
  Result<std::vector<Entry>> append_all(db::Tx& tx, std::vector<NewEntry> entries);
  // The same of entries whose payloads were made ready before the write, in any thread. invalid as above.
  Result<std::vector<Entry>> append_all(db::Tx& tx, std::vector<ReadyEntry> entries);
  Result<ReadyEntry> ready(NewEntry entry) const;
  // That something will be appended soon: the end of the log is held from the next exchange with a server on.
  static void expect_append(db::Tx& tx);

  Result<std::int64_t> size(db::Session& session) const;
  // Number of entries before the first entry of the next midnight +08:00 after `day` (decision 4).
  Result<std::int64_t> size_on(db::Session& session, Date day) const;
  // absent when there is no such entry; corrupt when a payload does not fit its commitment.
  Result<Entry> read(db::Session& session, std::int64_t index, bool with_payload) const;
  Result<void> each(db::Session& session, std::int64_t from, std::int64_t to, bool with_payload,
                    const std::function<Result<void>(const Entry&)>& on_entry) const;
  // Every entry about one object (record, batch …), oldest first.
  Result<std::vector<Entry>> history(db::Session& session, std::string_view object, bool with_payload) const;

  // Seals: writes missing tiles, recomputes the root by the second path (from tiles) and compares with the
  // frontier, signs a checkpoint, stores it, moves the high-water file. The note is returned. Nothing new to
  // seal: the last note. corrupt, and nothing is signed, when an entry is not authenticated, the roots
  // differ, the log does not contain what the high-water file and the last checkpoint say, or the tables are
  // not those of the last `schema` setting. `full_recomputation` hashes every entry anew and makes the tiles
  // again (decision 23).
  Result<std::string> seal(bool full_recomputation = false);
  // Changes the signing key: a new one is made, an entry names it, and the checkpoint over that entry is the last one signed
  // by the old key, all in one write; then the files in DIR/keys are exchanged. `second`: account of the second person.
  struct Rotated {
    std::int64_t entry = 0;
    std::string handover;  // the checkpoint signed by the old key
    std::string vkey;      // the new key
  };
  Result<Rotated> rotate_key(const AccountId& actor, const AccountId& second, const std::function<Result<void>(db::Tx&, const Entry&)>& follow);
  // After a cut: whether the change of keys that was begun had been committed. Called once when the folder is opened.
  Result<void> settle_rotation(db::Session& session);
  Result<std::optional<std::string>> last_checkpoint(db::Session& session) const;
  Result<std::optional<std::string>> checkpoint_of_size(db::Session& session, std::int64_t size) const;
  // Notes of checkpoints above a size, smallest first, at most `limit`.
  Result<std::vector<std::string>> checkpoints_above(db::Session& session, std::int64_t size, std::size_t limit) const;
  Result<std::vector<merkle::Hash>> inclusion_proof(db::Session& session, std::int64_t index,
                                                    std::int64_t size) const;
  Result<merkle::ReadNode> node_reader(db::Session& session) const;
  // Writes checkpoint, tile/ and entries/ of the current checkpoint in C2SP layout under `out`.
  Result<void> write_tiles(db::Session& session, const std::filesystem::path& out) const;
  // One entry's proof as a C2SP .tlog-proof file against the newest checkpoint; absent when the entry is not
  // sealed yet.
  Result<std::string> proof_file(db::Session& session, std::int64_t index) const;

  const Keys& keys() const { return keys_; }
  const World& world() const { return world_; }

 private:
  struct Inside;
  Result<std::vector<Entry>> append_made(db::Tx& tx, std::vector<ReadyEntry> entries, bool are_ready);
  Result<void> take_frontier(const Head& head);
  Result<Instant> time_after(std::int64_t last_at) const;
  Result<void> exchange_keys(const merkle::NoteKey& next, std::int64_t last);
  Result<std::string> seal_in(db::Tx& tx, bool anew);
  Result<void> check_before_seal(db::Session& session, const merkle::ReadNode& read, std::int64_t size) const;

  db::Database& database_;
  std::filesystem::path folder_;
  Keys keys_;
  World world_;
  std::unique_ptr<Inside> inside_;
};

// The `setting` entry that says what the tables, triggers and indexes of this database are. To be appended by
// init and after every migration; seal and verify compare. Nothing when the log says so already.
Result<std::optional<NewEntry>> schema_setting(db::Session& session);

// ---- evidence: files addressed by hash under DIR/evidence ----
struct Evidence {
  std::string digest;  // SHA-256 of the bytes, hex; the file's name in the store (private: never in a header)
  std::int64_t size = 0;
  std::string media_type;          // by content (libmagic)
  std::string name;                // as given by the person; personal, never reaches the file system
  std::optional<Instant> made_at;  // told by the file; never read here (a stranger's bytes), the caller fills
                                   // it from the parse process
};
class EvidenceStore {
 public:
  explicit EvidenceStore(std::filesystem::path folder);
  // Streams in: temporary file, hash, size limit (100 MiB), type by content against the allow-list, fsync,
  // rename, fsync of the folder. The same bytes twice are one file. Errors: too_large, unsupported (names the
  // type), invalid (empty), full, absent.
  Result<Evidence> add(const std::filesystem::path& file, const World& world);
  // Bytes the program made itself (a report's files, a snapshot), kept as evidence files are. Nothing is asked of them.
  Result<Evidence> keep(std::string_view bytes, std::string name, std::string media_type);
  std::filesystem::path path_of(std::string_view digest) const;
  // Re-reads and re-hashes; absent or corrupt.
  Result<void> check(std::string_view digest, std::int64_t size) const;
  Result<void> erase(std::string_view digest);
  // Removes files no entry names and unfinished ones (left by a cut), older than an hour.
  Result<int> reap(const std::function<bool(std::string_view digest)>& is_named, Instant now);

 private:
  std::filesystem::path folder_;
};

// ---- verification ----
// One thing that is wrong, named exactly.
struct Finding {
  // class: leaf, root, gap, authenticator, commitment, erasure, signature, tile, evidence, table, checkpoint,
  // high_water, fork, identity, schema, pack, time
  std::string what;
  std::string where;  // "entry 17", "payload 17 open", "evidence 3fa9…", "tile/0/000", "checkpoint 120",
                      // "ix_version 8123"
  Message message;
};
// Not wrong, but to be known: an old back-up was put back, a key was changed.
struct Restored {
  std::int64_t entry = 0, size = 0, had = 0;  // the entry; entries the back-up held; newest size known before
  std::string actor, second, reason;
};
struct KeyChange {
  std::int64_t entry = 0;
  std::string vkey, second;
};
struct Verification {
  std::vector<Restored> restores;
  std::vector<KeyChange> key_changes;
  std::int64_t entries = 0, payloads = 0, erased = 0, evidence_files = 0, checkpoints = 0, unsealed = 0;
  std::string root_hex;
  std::vector<Finding> findings;  // empty = nothing wrong found
  bool good() const { return findings.empty(); }
};
struct VerifyOptions {
  std::optional<std::string> anchor_note;  // a checkpoint held elsewhere
  std::function<void(std::int64_t done, std::int64_t of)> progress;
  // Digest of the pack as it lies in the office's folder; nothing when it is not there. Not asked when empty.
  std::function<std::optional<std::string>(std::string_view id, std::string_view version)> pack_digest;
  int max_findings = 100;
};
// Re-reads every byte: entries, authenticators, payload commitments, tiles, checkpoints (signature, root at
// their size, consistency), high-water file, anchor, evidence files. Memory flat. Derived tables are checked
// by index::verify.
Result<Verification> verify(Ledger& ledger, db::Session& session, const EvidenceStore& store,
                            const std::filesystem::path& folder, const VerifyOptions& options);
// What shows a payload to others: its salt (32 bytes) and its bytes, which the entry commits to. Nothing where there is no
// payload or it was erased.
struct Disclosure {
  std::optional<std::pair<std::string, std::string>> open, personal;  // salt, bytes
};
Result<Disclosure> disclose(db::Session& session, std::int64_t index);

// ---- the security log: sign-ins, refusals, exports … (decision 8; docs/format/security.md) ----
// A second log in DIR/security, outside the database, so that it can be written while only reading and floods of it never move
// the office's log. Same tree, same authenticator, checkpoints by the same key under an origin of its own.
struct SecurityEvent {
  std::string event;    // one of security_events()
  std::string actor;    // account; "" when nobody was signed in
  std::string login;    // as typed, for sign-ins; never a password
  std::string os_user;  // who ran the program
  std::string action;   // command, e.g. "report bundle"
  std::string object;   // what it was about
  std::string result;   // "ok", or the code of the failure
};
// The closed list of events, in order.
const std::vector<std::string>& security_events();
struct SecurityEntry {
  std::int64_t index = 0;
  Instant at;
  SecurityEvent event;
};
class SecurityLog {
 public:
  SecurityLog(std::filesystem::path folder, const Keys& keys, World world);  // DIR/security
  // Appends one line and makes it durable; a line cut short by a power cut is dropped first.
  Result<std::int64_t> add(const SecurityEvent& event);
  // Oldest first, those from `from` on.
  Result<std::vector<SecurityEntry>> read(std::int64_t from = 0) const;
  // Signs a checkpoint over all lines when there are new ones; "" when there is nothing.
  Result<std::string> seal();
  // Every line: authenticator, number, order; every checkpoint: signature and root. Findings of class "security".
  Result<std::vector<Finding>> verify() const;

 private:
  std::filesystem::path folder_;
  const Keys& keys_;
  World world_;
};

// Lawful erasure inside a write: drops salt and bytes of the personal (and, open_too, the open) payload of an
// entry. The caller appends the erase entry that names the order in the same write, and erases the evidence
// file when no other entry names it.
Result<void> erase_payload(db::Tx& tx, std::int64_t index, bool open_too);
}  // namespace youju::ledger
