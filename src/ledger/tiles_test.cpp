// SPDX-License-Identifier: Apache-2.0
// The tree in the database and as files, read as another program would.
#include "ledger/tiles.h"

#include "ledger/test_office.h"

using namespace youju;
using namespace youju::ledger;

namespace {
std::vector<NewEntry> some(int n, int seed) {
  std::vector<NewEntry> out;
  for (int i = 0; i < n; ++i) out.push_back(version_of("r" + std::to_string(seed * 100'000 + i), 1, "项"));
  return out;
}
}  // namespace

TEST_CASE("proofs of any entry against any size hold, whether sealed or not") {
  for_each_office([](TestOffice& o) {
    std::vector<merkle::Hash> leaves;
    merkle::Frontier frontier;
    std::vector<merkle::Hash> roots{frontier.root()};
    for (const int n : {1, 254, 1, 1, 300, 3}) {
      for (const auto& e : o.append_all(some(n, static_cast<int>(leaves.size())))) {
        leaves.push_back(merkle::leaf_hash(e.bytes));
        frontier.append(leaves.back());
        roots.push_back(frontier.root());
      }
      if (n != 3) o.seal();
    }
    SeededRandom random(3);
    REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
      TRY(const auto node, o.ledger->node_reader(s));
      for (int i = 0; i < 150; ++i) {
        const auto size = 1 + random.below(leaves.size());
        const auto index = random.below(size);
        TRY(const auto proof,
            o.ledger->inclusion_proof(s, static_cast<std::int64_t>(index), static_cast<std::int64_t>(size)));
        CHECK(merkle::verify_inclusion(leaves[index], index, size, proof, roots[size]));
        const auto from = random.below(size + 1);
        TRY(const auto consistency, merkle::consistency_proof(from, size, node));
        CHECK(merkle::verify_consistency(from, size, roots[from], roots[size], consistency));
      }
      CHECK(!o.ledger->inclusion_proof(s, 5, 5).has_value());
      CHECK(!o.ledger->inclusion_proof(s, 0, 561).has_value());
      TRY(const auto file, o.ledger->proof_file(s, 300));
      TRY(const auto parsed, merkle::parse_proof_file(file));
      TRY(const auto checkpoint, merkle::open_checkpoint(parsed.checkpoint_note, o.ledger->keys().note));
      CHECK(checkpoint.size == 557);
      CHECK(merkle::verify_inclusion(leaves[300], 300, checkpoint.size, parsed.proof, checkpoint.root));
      CHECK(o.ledger->proof_file(s, 557).error().code == Code::absent);
      return {};
    }));
  });
}

TEST_CASE("tiles as files hold every leaf and every entry in C2SP layout") {
  for_each_office([](TestOffice& o) {
    std::vector<std::string> bytes;
    for (const auto& e : o.append_all(some(600, 0))) bytes.push_back(e.bytes);
    const auto note = o.seal();
    const auto out = o.folder / "c2sp";
    REQUIRE(o.database->read([&](db::Session& s) { return o.ledger->write_tiles(s, out); }));
    CHECK(*read_file(out / "checkpoint") == note);
    std::string leaves;
    for (const auto* name : {"tile/0/000", "tile/0/001", "tile/0/002.p/88"}) {
      const auto tile = read_file(out / name);
      REQUIRE_MESSAGE(tile.has_value(), name);
      leaves += *tile;
    }
    CHECK(std::filesystem::exists(out / "tile/1/000.p/2"));
    CHECK(!std::filesystem::exists(out / "tile/2"));
    std::vector<std::string> entries;
    for (const auto* name : {"tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"}) {
      const auto bundle = read_file(out / name);
      REQUIRE_MESSAGE(bundle.has_value(), name);
      const auto split = merkle::split_entry_bundle(*bundle);
      REQUIRE(split.has_value());
      for (const auto entry : *split) entries.emplace_back(entry);
    }
    CHECK(entries == bytes);
    merkle::Frontier frontier;
    std::string expected;
    for (const auto& entry : entries) {
      const auto leaf = merkle::leaf_hash(entry);
      expected.append(reinterpret_cast<const char*>(leaf.data()), leaf.size());
      frontier.append(leaf);
    }
    CHECK(leaves == expected);
    CHECK(merkle::open_checkpoint(note, o.ledger->keys().note)->root == frontier.root());
  });
}

TEST_CASE("sealing in any steps gives the tiles that sealing at once gives") {
  for_each_office([](TestOffice& o) {
    SeededRandom random(8);
    const auto all = [&] {
      std::string out;
      REQUIRE(o.database->read([&](db::Session& s) {
        return s.each_text(
            "select level, n, width, hashes from ix_tile order by level, n", {}, [&](const db::Row& row) {
              out += std::to_string(row.integer(0)) + "/" + std::to_string(row.integer(1)) + "/" +
                     std::to_string(row.integer(2)) + " " + std::string(row.text(3)) + "\n";
              return true;
            });
      }));
      return out;
    };
    for (int i = 0; i < 12; ++i) {
      o.append_all(some(static_cast<int>(1 + random.below(90)), i));
      o.seal();
    }
    const auto in_steps = all();
    o.seal(true);
    CHECK(all() == in_steps);
    CHECK(o.verify().good());
  });
}

TEST_CASE("an empty log has nothing to seal, and verifies") {
  for_each_office([](TestOffice& o) {
    CHECK(o.verify().good());
    CHECK(o.ledger->seal().error().code == Code::absent);
    REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
      TRY(const auto last, o.ledger->last_checkpoint(s));
      CHECK(!last.has_value());
      return {};
    }));
  });
}
