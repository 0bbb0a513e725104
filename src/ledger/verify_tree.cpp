// SPDX-License-Identifier: Apache-2.0
// The tree of the entries against the stored tiles.
#include "ledger/ledger_sql.h"
#include "ledger/tiles.h"
#include "ledger/verifier.h"

namespace youju::ledger {

// Sealed leaves in units of 256^level: full tiles, then one of what is left.
std::uint64_t TreeCheck::expected_width(unsigned level, std::uint64_t n) const {
  auto count = static_cast<std::uint64_t>(sealed_);
  for (unsigned i = 0; i < level; ++i) count /= kTileWidth;
  if (n < count / kTileWidth) return kTileWidth;
  return n == count / kTileWidth ? count % kTileWidth : 0;
}

Result<void> TreeCheck::load(unsigned level) {
  if (level >= levels_.size()) levels_.resize(level + 1);
  Level& here = levels_[level];
  if (here.loaded) return {};
  here.loaded = true;
  here.stored.clear();
  const auto width = expected_width(level, here.n);
  if (width == 0) return {};
  std::int64_t said = -1;
  TRY_OK(session_.each(sql::tile, {std::int64_t{level}, static_cast<std::int64_t>(here.n)},
                       [&](const db::Row& row) {
                         said = row.integer(0);
                         here.stored = tile_hashes(row.text(1));
                         return false;
                       }));
  if (here.stored.size() != width || said != static_cast<std::int64_t>(width)) {
    findings_.add("tile", merkle::tile_path(level, here.n),
                  said < 0 ? "ledger.found_tile_missing" : "ledger.found_tile_broken");
    if (here.stored.size() > width) here.stored.clear();
  }
  return {};
}

Result<std::optional<merkle::Hash>> TreeCheck::stored_leaf() {
  TRY_OK(load(0));
  const Level& leaves = levels_[0];
  if (leaves.made.size() >= leaves.stored.size()) return std::optional<merkle::Hash>();
  return std::optional<merkle::Hash>(leaves.stored[leaves.made.size()]);
}

Result<void> TreeCheck::add_at(unsigned level, const merkle::Hash& hash, bool report) {
  TRY_OK(load(level));
  Level& here = levels_[level];
  const auto at = here.made.size();
  if (report && at < here.stored.size() && here.stored[at] != hash) {
    findings_.add("tile", merkle::tile_path(level, here.n), "ledger.found_tile_differs",
                  {{"place", std::to_string(at)}});
  }
  here.made.push_back(hash);
  if (here.made.size() < kTileWidth) return {};
  const auto root = root_of(here.made);
  here.made.clear();
  here.loaded = false;
  ++here.n;
  return add_at(level + 1, root, true);
}

Result<void> TreeCheck::add(const std::optional<merkle::Hash>& leaf, bool sound) {
  TRY(const auto in_tile, stored_leaf());
  if (!leaf && !in_tile) {
    complete_ = false;
    return {};
  }
  const merkle::Hash& trusted = (leaf && (sound || !in_tile)) ? *leaf : *in_tile;
  if (!diverged_ && (!leaf || *leaf != trusted)) {
    diverged_ = true;
    stored_ = trusted_;
  }
  if (diverged_ && leaf) stored_.append(*leaf);
  trusted_.append(trusted);
  return add_at(0, trusted, leaf && sound);
}

// Tiles beyond what is sealed, or more of them than there can be.
Result<void> TreeCheck::finish() {
  std::int64_t expected = 0;
  for (auto count = static_cast<std::uint64_t>(sealed_); count > 0; count /= kTileWidth) {
    expected += static_cast<std::int64_t>((count + kTileWidth - 1) / kTileWidth);
  }
  TRY(const auto stored, session_.integer(sql::tile_count, {}));
  if (stored.value_or(0) != expected) {
    findings_.add("tile", "ix_tile", "ledger.found_tile_count",
                  {{"expected", std::to_string(expected)}, {"stored", std::to_string(stored.value_or(0))}});
  }
  return {};
}
}  // namespace youju::ledger
