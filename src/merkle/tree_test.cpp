// SPDX-License-Identifier: Apache-2.0
// The tree against RFC vectors and against a naive reference written from the definitions.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <bit>
#include <cstdlib>

#include "merkle/merkle.h"

using namespace youju;
using namespace youju::merkle;

namespace {
constexpr std::uint64_t kSizes = 200;
// The same cases in every run; RC_PARAMS="seed=…" in the environment tries others.
[[maybe_unused]] const bool kSeeded = ::setenv("RC_PARAMS", "seed=2023", 0) == 0;

std::string leaf_text(std::uint64_t i) { return "leaf " + std::to_string(i); }
std::vector<Hash> make_leaves(std::uint64_t n) {
  std::vector<Hash> out;
  for (std::uint64_t i = 0; i < n; ++i) out.push_back(leaf_hash(leaf_text(i)));
  return out;
}

// RFC 9162 2.1.1 as written there.
Hash naive_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return node_hash(naive_root(leaves.first(k)), naive_root(leaves.subspan(k)));
}
// 2.1.3.1
void naive_path(std::size_t m, std::span<const Hash> leaves, std::vector<Hash>& out) {
  if (leaves.size() == 1) return;
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  if (m < k) {
    naive_path(m, leaves.first(k), out);
    out.push_back(naive_root(leaves.subspan(k)));
  } else {
    naive_path(m - k, leaves.subspan(k), out);
    out.push_back(naive_root(leaves.first(k)));
  }
}
// 2.1.4.1
void naive_subproof(std::size_t m, std::span<const Hash> leaves, bool whole, std::vector<Hash>& out) {
  if (m == leaves.size()) {
    if (!whole) out.push_back(naive_root(leaves));
    return;
  }
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  if (m <= k) {
    naive_subproof(m, leaves.first(k), whole, out);
    out.push_back(naive_root(leaves.subspan(k)));
  } else {
    naive_subproof(m - k, leaves.subspan(k), false, out);
    out.push_back(naive_root(leaves.first(k)));
  }
}

ReadNode reader(const std::vector<Hash>& leaves) {
  return [&leaves](unsigned level, std::uint64_t index) -> Result<Hash> {
    const std::size_t width = std::size_t{1} << level;
    expect_true((index + 1) * width <= leaves.size(), "only whole subtrees are stored");
    return naive_root(std::span(leaves).subspan(index * width, width));
  };
}
}  // namespace

TEST_CASE("the tree of the RFC's eight leaves has the known roots") {
  const std::vector<std::string> leaves = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  CHECK(crypto::hex(empty_root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Frontier frontier;
  std::vector<Hash> hashes;
  CHECK(frontier.root() == empty_root());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    hashes.push_back(leaf_hash(crypto::from_hex(leaves[i]).value()));
    frontier.append(hashes.back());
    CHECK(crypto::hex(frontier.root()) == roots[i]);
    CHECK(crypto::hex(root_at(i + 1, reader(hashes)).value()) == roots[i]);
  }
}

TEST_CASE("frontier, root and every proof equal the naive reference for all sizes up to 200") {
  const auto leaves = make_leaves(kSizes);
  Frontier frontier;
  for (std::uint64_t size = 1; size <= kSizes; ++size) {
    const std::vector<Hash> now(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size));
    frontier.append(now.back());
    const Hash root = naive_root(now);
    REQUIRE(frontier.root() == root);
    REQUIRE(Frontier::parse(frontier.text())->root() == root);
    REQUIRE(root_at(size, reader(now)).value() == root);
    for (std::uint64_t i = 0; i < size; ++i) {
      std::vector<Hash> expected;
      naive_path(i, now, expected);
      if (i % 7 == size % 7) REQUIRE(inclusion_proof(i, size, reader(now)).value() == expected);
      REQUIRE(verify_inclusion(now[i], i, size, expected, root));
    }
    for (std::uint64_t from = 1; from <= size; ++from) {
      std::vector<Hash> expected;
      naive_subproof(from, now, true, expected);
      if (from % 7 == size % 7) REQUIRE(consistency_proof(from, size, reader(now)).value() == expected);
      REQUIRE(verify_consistency(from, size, naive_root(std::span(now).first(from)), root, expected));
    }
    REQUIRE(verify_consistency(0, size, empty_root(), root, {}));
  }
}

TEST_CASE("an inclusion proof holds for its leaf, index, size and root, and for nothing else") {
  const auto leaves = make_leaves(kSizes);
  CHECK(rc::check([&] {
    const auto size = *rc::gen::inRange<std::uint64_t>(1, kSizes + 1);
    const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
    const std::vector<Hash> now(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size));
    const Hash root = naive_root(now);
    auto proof = inclusion_proof(index, size, reader(now)).value();
    RC_ASSERT(verify_inclusion(now[index], index, size, proof, root));
    RC_ASSERT(!verify_inclusion(leaf_hash("other"), index, size, proof, root));
    RC_ASSERT(!verify_inclusion(now[index], index, size, proof, leaf_hash("other")));
    const auto other = *rc::gen::inRange<std::uint64_t>(0, size);
    if (other != index) RC_ASSERT(!verify_inclusion(now[index], other, size, proof, root));
    RC_ASSERT(!verify_inclusion(now[index], size, size, proof, root));
    if (!proof.empty()) {
      auto changed = proof;
      const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
      changed[at][*rc::gen::inRange<std::size_t>(0, 32)] ^= static_cast<std::uint8_t>(1 << *rc::gen::inRange(0, 8));
      RC_ASSERT(!verify_inclusion(now[index], index, size, changed, root));
      changed = proof;
      changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
      RC_ASSERT(!verify_inclusion(now[index], index, size, changed, root));
    }
    proof.push_back(leaf_hash("one too many"));
    RC_ASSERT(!verify_inclusion(now[index], index, size, proof, root));
  }));
}

TEST_CASE("a consistency proof holds for its two trees and for nothing else") {
  const auto leaves = make_leaves(kSizes);
  CHECK(rc::check([&] {
    const auto to = *rc::gen::inRange<std::uint64_t>(2, kSizes + 1);
    const auto from = *rc::gen::inRange<std::uint64_t>(1, to);
    const std::vector<Hash> now(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(to));
    const Hash old_root = naive_root(std::span(now).first(from)), root = naive_root(now);
    auto proof = consistency_proof(from, to, reader(now)).value();
    RC_ASSERT(verify_consistency(from, to, old_root, root, proof));
    auto rewritten = now;
    const auto where = *rc::gen::inRange<std::uint64_t>(0, from);
    rewritten[where] = leaf_hash("rewritten");
    RC_ASSERT(!verify_consistency(from, to, naive_root(std::span(rewritten).first(from)), root, proof));
    RC_ASSERT(!verify_consistency(from, to, old_root, naive_root(rewritten), proof));
    RC_ASSERT(!verify_consistency(to, from, root, old_root, proof));
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    auto changed = proof;
    changed[at][*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
    RC_ASSERT(!verify_consistency(from, to, old_root, root, changed));
    changed = proof;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
    RC_ASSERT(!verify_consistency(from, to, old_root, root, changed));
    proof.push_back(leaf_hash("one too many"));
    RC_ASSERT(!verify_consistency(from, to, old_root, root, proof));
  }));
}

TEST_CASE("a leaf is never a node: the prefixes differ") {
  const Hash a = leaf_hash("a"), b = leaf_hash("b");
  std::string both(reinterpret_cast<const char*>(a.data()), 32);
  both.append(reinterpret_cast<const char*>(b.data()), 32);
  CHECK(leaf_hash(both) != node_hash(a, b));
  CHECK(node_hash(a, b) != node_hash(b, a));
}

TEST_CASE("a frontier is read only in the form it is written") {
  Frontier frontier;
  CHECK(frontier.text() == "0");
  CHECK(Frontier::parse("0"));
  for (int i = 0; i < 5; ++i) frontier.append(leaf_hash(leaf_text(static_cast<std::uint64_t>(i))));
  const std::string text = frontier.text();
  CHECK(Frontier::parse(text)->text() == text);
  const std::string hash(64, 'a');
  const std::vector<std::string> bad = {"",          "00",          "0 ",          "-1",        "1",
                                        "x",         "1  " + hash,  "2 " + hash + " " + hash,   "01 " + hash,
                                        text + " ",  text + "\n",   text.substr(0, text.size() - 1), "1 " + std::string(64, 'A'),
                                        "18446744073709551616", "9223372036854775808 " + hash};
  for (const std::string& wrong : bad) CHECK_FALSE_MESSAGE(Frontier::parse(wrong), wrong);
}

TEST_CASE("an error while reading a node comes back as it is") {
  const ReadNode broken = [](unsigned, std::uint64_t) -> Result<Hash> { return fail(Code::outside, "merkle.bundle_malformed"); };
  CHECK(root_at(5, broken).error().code == Code::outside);
  CHECK(inclusion_proof(2, 5, broken).error().code == Code::outside);
  CHECK(consistency_proof(3, 5, broken).error().code == Code::outside);
}
