// SPDX-License-Identifier: Apache-2.0
// Checkpoints: the tree is made from the stored entries by a second path, compared with what appending
// computed, and only then signed. What was signed last is also kept in a file outside the database, so that a
// log cut short is noticed.
#include "base/io.h"
#include "ledger/inside.h"
#include "ledger/ledger_sql.h"
#include "ledger/tiles.h"

namespace youju::ledger {
namespace {

constexpr std::int64_t kLeavesAtOnce = 2000;

// Leaves [from, to) of the stored entries into the tiles; each must be there and carry our authenticator.
Result<void> add_leaves(db::Tx& tx, TileWriter& tiles, std::int64_t from, std::int64_t to, const Keys& keys) {
  std::vector<merkle::Hash> leaves;
  for (std::int64_t begin = from; begin < to; begin += kLeavesAtOnce) {
    const std::int64_t end = std::min(to, begin + kLeavesAtOnce);
    std::int64_t expected = begin;
    bool authentic = true;
    leaves.clear();
    TRY_OK(tx.each(sql::leaves, {begin, end}, [&](const db::Row& row) {
      const auto mac = crypto::digest_from_hex(row.text(2));
      authentic = row.integer(0) == expected && mac &&
                  crypto::equal(*mac, crypto::hmac_sha256(keys.mac_key, row.text(1)));
      if (authentic) leaves.push_back(merkle::leaf_hash(row.text(1)));
      expected += authentic ? 1 : 0;
      return authentic;
    }));
    if (!authentic) return fail(Code::corrupt, "ledger.not_authentic", {{"index", std::to_string(expected)}});
    if (expected != end)
      return fail(Code::corrupt, "ledger.entry_missing", {{"index", std::to_string(expected)}});
    for (const auto& leaf : leaves) TRY_OK(tiles.add(leaf));
  }
  return {};
}

// How many leaves the tiles cover.
Result<std::int64_t> tiled(db::Session& session) {
  std::int64_t covered = 0;
  TRY_OK(session.each(sql::last_tile, {}, [&](const db::Row& row) {
    covered = row.integer(0) * static_cast<std::int64_t>(kTileWidth) + row.integer(1);
    return false;
  }));
  return covered;
}

Result<void> contains(const merkle::Checkpoint& checkpoint, std::int64_t size, const merkle::ReadNode& read,
                      std::string_view what) {
  const Args args = {{"known", std::to_string(checkpoint.size)},
                     {"size", std::to_string(size)},
                     {"what", std::string(what)}};
  if (static_cast<std::int64_t>(checkpoint.size) > size)
    return fail(Code::corrupt, "ledger.shorter_than_known", args);
  TRY(const auto root, merkle::root_at(checkpoint.size, read));
  if (root != checkpoint.root) return fail(Code::corrupt, "ledger.fork", args);
  return {};
}
}  // namespace

std::filesystem::path high_water_path(const std::filesystem::path& folder) {
  return folder / "high-water";
}

// The log must still contain what was signed last and what lies outside the database, and the tables must be
// ours.
Result<void> Ledger::check_before_seal(db::Session& session, const merkle::ReadNode& read,
                                       std::int64_t size) const {
  TRY(const auto recorded, recorded_schema(session));
  if (!recorded.empty()) {
    TRY(const auto digest, schema_digest(session));
    if (digest != recorded) return fail(Code::corrupt, "ledger.schema_changed");
  }
  TRY(const auto last, last_checkpoint(session));
  TRY(const Head head, read_head(session, sql::head));
  std::int64_t newest = 0;
  if (last) {
    TRY(const auto checkpoint, keys_.open(*last));
    TRY_OK(contains(checkpoint, size, read, "checkpoint"));
    newest = static_cast<std::int64_t>(checkpoint.size);
  }
  if (newest != head.sealed)
    return fail(Code::corrupt, "ledger.checkpoint_missing", {{"size", std::to_string(head.sealed)}});
  const auto known = read_file(high_water_path(folder_));
  if (!known) {
    // Missing is right before the first checkpoint, and after a cut between its commit and the file.
    TRY(const auto count, session.integer(sql::checkpoint_count, {}));
    if (known.error().code != Code::absent || count.value_or(0) > 1) {
      return fail(Code::corrupt, "ledger.high_water_missing", {{"file", high_water_path(folder_).string()}},
                  known.error().detail);
    }
    return {};
  }
  TRY(const auto checkpoint, keys_.open(*known));
  return contains(checkpoint, size, read, "high-water");
}

Result<std::string> Ledger::seal_in(db::Tx& tx, bool anew) {
  TRY(const Head head, read_head(tx, sql::lock_head));
  TRY(const auto last, last_checkpoint(tx));
  if (head.size == 0 && !last) return fail(Code::absent, "ledger.nothing_to_seal");
  const auto frontier = merkle::Frontier::parse(head.frontier);
  if (!frontier || static_cast<std::int64_t>(frontier->size()) != head.size)
    return fail(Code::corrupt, "ledger.head_broken");
  TileWriter tiles(tx);
  TRY(std::int64_t from, tiled(tx));
  if (anew || from != head.sealed) {
    TRY_OK(tx.run(sql::drop_tiles, {}));
    from = 0;
  }
  TRY_OK(tiles.resume(static_cast<std::uint64_t>(from)));
  TRY_OK(add_leaves(tx, tiles, from, head.size, keys_));
  TRY_OK(tiles.finish());
  TRY(const auto read_node, node_reader(tx));
  TRY_OK(check_before_seal(tx, read_node, head.size));
  TRY(const auto root, merkle::root_at(frontier->size(), read_node));
  if (root != frontier->root())
    return fail(Code::corrupt, "ledger.roots_differ", {{"size", std::to_string(head.size)}});
  if (last && head.size == head.sealed) return *last;
  const merkle::Checkpoint checkpoint{keys_.note.name, frontier->size(), root, {}};
  const std::string note = merkle::sign_note(merkle::checkpoint_text(checkpoint), keys_.note, keys_.signing);
  TRY_OK(tx.run(sql::add_checkpoint, {head.size, std::string_view(note)}));
  TRY_OK(tx.run(sql::move_sealed, {head.size}));
  return note;
}

// Only after the commit: a file ahead of the database would look like a log cut short. Never backwards.
Result<void> move_high_water(const std::filesystem::path& folder, const std::string& note, const Keys& keys) {
  const auto path = high_water_path(folder);
  const auto known = read_file(path);
  if (known) {
    if (*known == note) return {};
    TRY(const auto before, keys.open(*known));
    TRY(const auto now, keys.open(note));
    if (before.size >= now.size) return {};
  } else if (known.error().code != Code::absent) {
    return fail(known.error());
  }
  return write_file(path, note);
}

Result<std::string> Ledger::seal(bool full_recomputation) {
  const std::lock_guard lock(inside_->sealing);
  std::string note;
  TRY_OK(database_.write([&](db::Tx& tx) -> Result<void> {
    TRY(note, seal_in(tx, full_recomputation));
    return {};
  }));
  TRY_OK(move_high_water(folder_, note, keys_));
  return note;
}
}  // namespace youju::ledger
