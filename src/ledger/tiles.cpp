// SPDX-License-Identifier: Apache-2.0
// Tiles of the tree: written at sealing, read for roots and proofs, laid out as files for other people's
// verifiers.
#include "ledger/tiles.h"

#include "base/io.h"
#include "ledger/inside.h"
#include "ledger/ledger_sql.h"

namespace youju::ledger {
namespace {
constexpr std::size_t kKeptTiles = 64;  // 8 KiB each
constexpr std::size_t kHexOfHash = 64;

std::string_view view(const merkle::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string hex_of(const std::vector<merkle::Hash>& hashes) {
  std::string out;
  out.reserve(hashes.size() * kHexOfHash);
  for (const auto& hash : hashes) out += crypto::hex(hash);
  return out;
}

tl::unexpected<Error> tile_broken(unsigned level, std::uint64_t n) {
  return fail(Code::corrupt, "ledger.tile_broken", {{"tile", merkle::tile_path(level, n)}});
}
}  // namespace

std::vector<merkle::Hash> tile_hashes(std::string_view hex) {
  std::vector<merkle::Hash> out;
  if (hex.size() % kHexOfHash != 0) return out;
  out.reserve(hex.size() / kHexOfHash);
  for (; !hex.empty(); hex.remove_prefix(kHexOfHash)) {
    const auto hash = crypto::digest_from_hex(hex.substr(0, kHexOfHash));
    if (!hash) return {};
    out.push_back(*hash);
  }
  return out;
}

merkle::Hash root_of(std::span<const merkle::Hash> hashes) {
  std::vector<merkle::Hash> row(hashes.begin(), hashes.end());
  while (row.size() > 1) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = merkle::node_hash(row[2 * i], row[2 * i + 1]);
    row.resize(row.size() / 2);
  }
  return row.front();
}

Result<void> TileWriter::resume(std::uint64_t size) {
  levels_.clear();
  unsigned level = 0;
  for (std::uint64_t count = size; count > 0; count /= kTileWidth, ++level) {
    Level& resumed = levels_.emplace_back();
    resumed.n = count / kTileWidth;
    const std::uint64_t width = count % kTileWidth;
    if (width == 0) continue;
    std::string hex;
    TRY_OK(tx_.each(sql::tile, {std::int64_t{level}, static_cast<std::int64_t>(resumed.n)},
                    [&](const db::Row& row) {
                      hex = row.text(1);
                      return false;
                    }));
    resumed.hashes = tile_hashes(hex);
    if (resumed.hashes.size() != width) return tile_broken(level, resumed.n);
  }
  return {};
}

Result<void> TileWriter::store(unsigned level) {
  Level& filled = levels_[level];
  const std::string hex = hex_of(filled.hashes);
  filled.changed = false;
  return tx_.queue(sql::put_tile, {std::int64_t{level}, static_cast<std::int64_t>(filled.n),
                                   static_cast<std::int64_t>(filled.hashes.size()), std::string_view(hex)});
}

Result<void> TileWriter::add_at(unsigned level, const merkle::Hash& hash) {
  if (level == levels_.size()) levels_.emplace_back();
  Level& here = levels_[level];
  here.hashes.push_back(hash);
  here.changed = true;
  if (here.hashes.size() < kTileWidth) return {};
  TRY_OK(store(level));
  const merkle::Hash root = root_of(here.hashes);
  here.hashes.clear();
  ++here.n;
  return add_at(level + 1, root);
}

Result<void> TileWriter::finish() {
  for (unsigned level = 0; level < levels_.size(); ++level) {
    if (levels_[level].changed && !levels_[level].hashes.empty()) TRY_OK(store(level));
  }
  return {};
}

Result<const std::vector<merkle::Hash>*> TileReader::tile(unsigned level, std::uint64_t n) {
  const auto known = kept_.find({level, n});
  if (known != kept_.end()) return &known->second;
  std::optional<std::vector<merkle::Hash>> found;
  TRY_OK(
      session_.each(sql::tile, {std::int64_t{level}, static_cast<std::int64_t>(n)}, [&](const db::Row& row) {
        found = tile_hashes(row.text(1));
        return false;
      }));
  if (found && (found->empty() || found->size() > kTileWidth)) return tile_broken(level, n);
  if (kept_.size() >= kKeptTiles) kept_.erase(kept_.begin());
  return &kept_.insert_or_assign({level, n}, found.value_or(std::vector<merkle::Hash>())).first->second;
}

Result<merkle::Hash> TileReader::from_entry(std::uint64_t index) {
  std::optional<merkle::Hash> leaf;
  TRY_OK(session_.each(sql::entry_at, {static_cast<std::int64_t>(index)}, [&](const db::Row& row) {
    leaf = merkle::leaf_hash(row.text(1));
    return false;
  }));
  if (!leaf) return fail(Code::corrupt, "ledger.entry_missing", {{"index", std::to_string(index)}});
  return *leaf;
}

Result<merkle::Hash> TileReader::node(unsigned level, std::uint64_t index) {
  const unsigned tile_level = level / kTileHeight, inside = level % kTileHeight;
  const std::uint64_t first = index << inside, width = std::uint64_t{1} << inside;
  TRY(const auto* hashes, tile(tile_level, first / kTileWidth));
  const std::uint64_t offset = first % kTileWidth;
  if (offset + width <= hashes->size()) return root_of(std::span(*hashes).subspan(offset, width));
  if (level == 0) return from_entry(index);
  TRY(const auto left, node(level - 1, 2 * index));
  TRY(const auto right, node(level - 1, 2 * index + 1));
  return merkle::node_hash(left, right);
}

Result<merkle::ReadNode> Ledger::node_reader(db::Session& session) const {
  auto reader = std::make_shared<TileReader>(session);
  return merkle::ReadNode(
      [reader](unsigned level, std::uint64_t index) { return reader->node(level, index); });
}

Result<std::vector<merkle::Hash>> Ledger::inclusion_proof(db::Session& session, std::int64_t index,
                                                          std::int64_t size) const {
  TRY(const auto length, this->size(session));
  if (index < 0 || index >= size || size > length) {
    return fail(Code::absent, "ledger.not_in_tree",
                {{"index", std::to_string(index)}, {"size", std::to_string(size)}});
  }
  TRY(const auto read_node, node_reader(session));
  return merkle::inclusion_proof(static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(size),
                                 read_node);
}

namespace {
Result<void> put_file(const std::filesystem::path& out, const std::string& name, std::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories((out / name).parent_path(), error);
  if (error) return fail(io_error("create", (out / name).parent_path(), error.value()));
  return write_file(out / name, bytes);
}
}  // namespace

Result<std::string> Ledger::proof_file(db::Session& session, std::int64_t index) const {
  TRY(const auto note, last_checkpoint(session));
  if (!note) return fail(Code::absent, "ledger.not_sealed", {{"index", std::to_string(index)}});
  TRY(const auto checkpoint, keys_.open(*note));
  if (index < 0 || static_cast<std::uint64_t>(index) >= checkpoint.size) {
    return fail(Code::absent, "ledger.not_sealed", {{"index", std::to_string(index)}});
  }
  TRY(const auto proof, inclusion_proof(session, index, static_cast<std::int64_t>(checkpoint.size)));
  return merkle::proof_file(static_cast<std::uint64_t>(index), proof, *note);
}

Result<void> Ledger::write_tiles(db::Session& session, const std::filesystem::path& out) const {
  TRY(const auto note, last_checkpoint(session));
  if (!note) return fail(Code::absent, "ledger.nothing_sealed");
  TRY(const auto checkpoint, keys_.open(*note));
  TileReader reader(session);
  unsigned level = 0;
  for (std::uint64_t count = checkpoint.size; count > 0; count /= kTileWidth, ++level) {
    for (std::uint64_t n = 0; n * kTileWidth < count; ++n) {
      const auto width = std::min(kTileWidth, count - n * kTileWidth);
      std::string bytes;
      for (std::uint64_t i = 0; i < width; ++i) {
        TRY(const auto hash, reader.node(level * kTileHeight, n * kTileWidth + i));
        bytes += view(hash);
      }
      TRY_OK(put_file(out, merkle::tile_path(level, n, static_cast<unsigned>(width)), bytes));
    }
  }
  std::vector<std::string> bundle;
  const auto add = [&](const Entry& entry) -> Result<void> {
    bundle.push_back(entry.bytes);
    const auto end = static_cast<std::uint64_t>(entry.index) + 1;
    if (bundle.size() < kTileWidth && end != checkpoint.size) return {};
    TRY(const std::string bytes, merkle::entry_bundle(bundle));
    TRY_OK(put_file(out, merkle::entries_path((end - 1) / kTileWidth, static_cast<unsigned>(bundle.size())),
                    bytes));
    bundle.clear();
    return {};
  };
  TRY_OK(each(session, 0, static_cast<std::int64_t>(checkpoint.size), false, add));
  return put_file(out, "checkpoint", *note);
}
}  // namespace youju::ledger
