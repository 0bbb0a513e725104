// SPDX-License-Identifier: Apache-2.0
// Verification of proofs by RFC 9162 sections 2.1.3.2 and 2.1.4.2, step by step.
#include "merkle/merkle.h"

namespace youju::merkle {

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && crypto::equal(r, root);
}

bool verify_consistency(std::uint64_t from, std::uint64_t to, const Hash& from_root, const Hash& to_root,
                        std::span<const Hash> proof) {
  if (from > to) return false;
  if (from == to) return proof.empty() && crypto::equal(from_root, to_root);
  if (from == 0) return proof.empty() && crypto::equal(from_root, empty_root());
  // When the old size is a power of two its root is itself the first node and is not sent.
  const bool whole = (from & (from - 1)) == 0;
  if (!whole && proof.empty()) return false;
  std::uint64_t fn = from - 1, sn = to - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash fr = whole ? from_root : proof[0];
  Hash sr = fr;
  for (const Hash& c : proof.subspan(whole ? 0 : 1)) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && crypto::equal(fr, from_root) && crypto::equal(sr, to_root);
}
}  // namespace youju::merkle
