// SPDX-License-Identifier: Apache-2.0
// The tree as stored tiles (C2SP tlog-tiles): 256 hashes each, level L holding the roots of 256^L leaves.
#pragma once
#include <map>
#include <vector>

#include "ledger/ledger.h"

namespace youju::ledger {

inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr unsigned kTileHeight = 8;  // levels of the tree in one tile

// Root of a full tile (or of any power of two of hashes).
merkle::Hash root_of(std::span<const merkle::Hash> hashes);

// Grows the tiles by leaves and stores each as it fills; `finish` stores the partial ones.
class TileWriter {
 public:
  explicit TileWriter(db::Tx& tx) : tx_(tx) {}
  // Takes up the partial tiles of a tree of `size` leaves.
  Result<void> resume(std::uint64_t size);
  Result<void> add(const merkle::Hash& leaf) { return add_at(0, leaf); }
  Result<void> finish();

 private:
  struct Level {
    std::uint64_t n = 0;  // the tile being filled
    std::vector<merkle::Hash> hashes;
    bool changed = false;
  };
  Result<void> add_at(unsigned level, const merkle::Hash& hash);
  Result<void> store(unsigned level);
  db::Tx& tx_;
  std::vector<Level> levels_;
};

// Reads nodes from the tiles, and what is not in a tile yet from the tiles below and the entries. Keeps a few
// tiles.
class TileReader {
 public:
  explicit TileReader(db::Session& session) : session_(session) {}
  Result<merkle::Hash> node(unsigned level, std::uint64_t index);

 private:
  Result<const std::vector<merkle::Hash>*> tile(unsigned level, std::uint64_t n);
  Result<merkle::Hash> from_entry(std::uint64_t index);
  db::Session& session_;
  std::map<std::pair<unsigned, std::uint64_t>, std::vector<merkle::Hash>> kept_;
};
}  // namespace youju::ledger
