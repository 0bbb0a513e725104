// SPDX-License-Identifier: Apache-2.0
// Hashes of RFC 9162 section 2.1, the growing right edge, and roots and proofs computed from stored perfect subtrees.
#include <algorithm>
#include <bit>

#include "merkle/decimal.h"
#include "merkle/merkle.h"

namespace youju::merkle {
namespace {
std::string_view view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

// Hash of leaves [begin, end), end > begin, where begin is a multiple of the smallest power of two >= end - begin:
// then every perfect part of it is a stored subtree.
Result<Hash> range_hash(std::uint64_t begin, std::uint64_t end, const ReadNode& read) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const auto level = static_cast<unsigned>(std::countr_zero(n));
    return read(level, begin >> level);
  }
  const std::uint64_t k = std::bit_floor(n);
  TRY(const Hash left, range_hash(begin, begin + k, read));
  TRY(const Hash right, range_hash(begin + k, end, read));
  return node_hash(left, right);
}

// Largest power of two below n; n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }
}  // namespace

Hash leaf_hash(std::string_view entry_bytes) { return crypto::sha256(std::string_view("\0", 1), entry_bytes); }
Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 65> bytes;
  bytes[0] = 1;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  return crypto::sha256(std::string_view(bytes.data(), bytes.size()));
}
Hash empty_root() { return crypto::sha256(std::string_view{}); }

void Frontier::append(const Hash& leaf) {
  Hash hash = leaf;
  // Each trailing one bit of the size is a perfect subtree that the new leaf completes to the next larger one.
  for (std::uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
  }
  peaks_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash hash = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) hash = node_hash(peaks_[i], hash);
  return hash;
}

std::string Frontier::text() const {
  std::string out = std::to_string(size_);
  for (const Hash& peak : peaks_) out += " " + crypto::hex(view(peak));
  return out;
}

std::optional<Frontier> Frontier::parse(std::string_view text) {
  const auto space = text.find(' ');
  const auto size = read_decimal(text.substr(0, space));
  if (!size) return std::nullopt;
  Frontier out;
  out.size_ = *size;
  std::string_view rest = space == std::string_view::npos ? std::string_view{} : text.substr(space);
  while (!rest.empty()) {
    const auto hash = crypto::digest_from_hex(rest.substr(1, 64));
    if (rest[0] != ' ' || !hash) return std::nullopt;
    out.peaks_.push_back(*hash);
    rest.remove_prefix(65);
  }
  if (out.peaks_.size() != static_cast<std::size_t>(std::popcount(*size))) return std::nullopt;
  return out;
}

Result<Hash> root_at(std::uint64_t size, const ReadNode& read) {
  if (size == 0) return empty_root();
  return range_hash(0, size, read);
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const ReadNode& read) {
  expect_true(index < size, "inclusion proof of a leaf outside the tree");
  std::vector<Hash> out;
  std::uint64_t begin = 0, end = size;
  while (end - begin > 1) {  // from the root down; the proof is written from the leaf up
    const std::uint64_t middle = begin + split(end - begin);
    if (index < middle) {
      TRY(out.emplace_back(), range_hash(middle, end, read));
      end = middle;
    } else {
      TRY(out.emplace_back(), range_hash(begin, middle, read));
      begin = middle;
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to, const ReadNode& read) {
  expect_true(from <= to, "consistency proof backwards");
  std::vector<Hash> out;
  if (from == 0 || from == to) return out;
  std::uint64_t begin = 0, end = to;
  bool is_old_tree = true;  // still the whole old tree: its hash is known to the verifier
  while (end != from) {
    const std::uint64_t middle = begin + split(end - begin);
    if (from <= middle) {
      TRY(out.emplace_back(), range_hash(middle, end, read));
      end = middle;
    } else {
      TRY(out.emplace_back(), range_hash(begin, middle, read));
      begin = middle;
      is_old_tree = false;
    }
  }
  if (!is_old_tree) {
    TRY(out.emplace_back(), range_hash(begin, end, read));
  }
  std::reverse(out.begin(), out.end());
  return out;
}
}  // namespace youju::merkle
